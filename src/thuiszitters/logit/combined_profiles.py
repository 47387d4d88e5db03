"""Combining likelihood profiles over imputations, for models that needed Firth.

After Firth a Wald interval misleads, and so does one pooled from Wald standard errors. Each
imputation's penalised profile is read as a distribution instead; their average has the ends.

References
----------
Heinze, G., Ploner, M. and Beyea, J. (2013). Confidence intervals after multiple imputation:
combining profile likelihood information from logistic regressions. Statistics in Medicine 32,
5062-5076, section 3 (CLIP).
"""

from collections.abc import Sequence

import numpy as np

from thuiszitters.base.arrays import Floats
from thuiszitters.logit.fitted_likelihood import FittedLikelihood


def average_share(
    fits: Sequence[FittedLikelihood],
    places: Sequence[int],
    value: float,
    *,
    everywhere: bool = True,
) -> float:
    """Share of the combined profile below a value; `everywhere` as in `profile_interval`."""
    shares = [
        fit.tail_share(i, value, everywhere=everywhere) for fit, i in zip(fits, places, strict=True)
    ]
    return float(np.mean(shares))


def combined_interval(
    fits: Sequence[FittedLikelihood], places: Sequence[int], *, level: float = 0.95
) -> tuple[float, float]:
    """Find the ends of the combined profile; NaN where a maximisation fails.

    An end asks some ten times for the maximum of every imputation, and a search for higher ones
    takes a hundred times as long as following the profile from the estimate. So the ends are
    sought on the profiles as followed; where no other maximum is higher at these two places they
    are those of the highest maxima as well. Otherwise they are sought again with a search at every
    step.
    """
    ends = _ends(fits, places, level, everywhere=False)
    if _are_highest(fits, places, ends):
        return ends
    return _ends(fits, places, level, everywhere=True)


def _are_highest(
    fits: Sequence[FittedLikelihood], places: Sequence[int], ends: Sequence[float]
) -> bool:
    """Whether at the ends no imputation has a higher maximum than that which was followed."""
    return all(
        np.isfinite(end)
        and average_share(fits, places, end) == average_share(fits, places, end, everywhere=False)
        for end in ends
    )


def _ends(
    fits: Sequence[FittedLikelihood], places: Sequence[int], level: float, *, everywhere: bool
) -> tuple[float, float]:
    from scipy.optimize import brentq  # 0.2 s: only when a separated model is imputed

    single = np.array(
        [fit.interval(i, level, everywhere=everywhere) for fit, i in zip(fits, places, strict=True)]
    )

    def end(own: Floats, wanted: float) -> float:
        low, high = float(own.min()), float(own.max())
        if not np.isfinite([low, high]).all():
            return np.nan
        if high - low < 1e-9:
            return (low + high) / 2.0

        def gap(value: float) -> float:
            return average_share(fits, places, value, everywhere=everywhere) - wanted

        below, above = gap(low), gap(high)
        found = np.isfinite([below, above]).all() and below <= 0.0 <= above
        return float(brentq(gap, low, high, xtol=1e-9)) if found else np.nan

    return end(single[:, 0], (1.0 - level) / 2.0), end(single[:, 1], (1.0 + level) / 2.0)


def combined_p(fits: Sequence[FittedLikelihood], places: Sequence[int]) -> float:
    """Two-sided p-value of a coefficient of 0 in the combined profile."""
    share = average_share(fits, places, 0.0)
    return 2.0 * min(share, 1.0 - share)
