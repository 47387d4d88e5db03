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

from thuiszitters.logit.fitted_likelihood import FittedLikelihood


def average_share(fits: Sequence[FittedLikelihood], places: Sequence[int], value: float) -> float:
    """Share of the combined profile below a value."""
    shares = [fit.tail_share(i, value) for fit, i in zip(fits, places, strict=True)]
    return float(np.mean(shares))


def combined_interval(
    fits: Sequence[FittedLikelihood], places: Sequence[int], *, level: float = 0.95
) -> tuple[float, float]:
    """Find the ends of the combined profile; NaN where a maximisation fails."""
    from scipy.optimize import brentq  # 0.2 s: only when a separated model is imputed

    single = [fit.interval(i, level) for fit, i in zip(fits, places, strict=True)]
    ends = []
    for side, share in ((0, (1.0 - level) / 2.0), (1, (1.0 + level) / 2.0)):
        own = np.array([interval[side] for interval in single])
        low, high = float(own.min()), float(own.max())
        if not np.isfinite([low, high]).all():
            ends.append(np.nan)
            continue
        if high - low < 1e-9:
            ends.append((low + high) / 2.0)
            continue

        def gap(value: float, wanted: float = share) -> float:
            return average_share(fits, places, value) - wanted

        below, above = gap(low), gap(high)
        found = np.isfinite([below, above]).all() and below <= 0.0 <= above
        ends.append(float(brentq(gap, low, high, xtol=1e-9)) if found else np.nan)
    return ends[0], ends[1]


def combined_p(fits: Sequence[FittedLikelihood], places: Sequence[int]) -> float:
    """Two-sided p-value of a coefficient of 0 in the combined profile."""
    share = average_share(fits, places, 0.0)
    return 2.0 * min(share, 1.0 - share)
