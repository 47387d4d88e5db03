"""Whether one pupil's value makes up too large a part of a mean or a spread.

Whoever knows roughly what the others contribute to a total can work out the value of the pupil who
contributes most of it. The rule is the (1, k) rule of output checking: the largest contribution
may not be more than k of the total.

References
----------
Hundepool, A. et al. (2012). Statistical Disclosure Control. Wiley. Section 4.2.
Welpton, R. (2019). SDC Handbook. doi:10.6084/m9.figshare.9958520: means and standard deviations.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

from thuiszitters.plan import Plan
from thuiszitters.plan.disclosure import DisclosureProfile

Numbers = npt.NDArray[np.float64]


def dominated_numbers(
    patterns: pd.DataFrame, plan: Plan, profile: DisclosureProfile
) -> frozenset[str]:
    """Numeric predictors of which one pupil makes up too large a part, in any group shown.

    Parameters
    ----------
    patterns
        Distinct rows of outcome and predictors with `n_pupils`.
    plan
        Its numeric predictors are judged: among all pupils, and by outcome.
    profile
        Its `maximum_single_share` is the largest part allowed.
    """
    if profile.maximum_single_share == 1:
        return frozenset()
    return frozenset(
        spec.name
        for spec in plan.predictors
        if spec.kind == "numeric" and _largest(patterns, spec.name) > profile.maximum_single_share
    )


def single_share(contributions: Numbers, counts: Numbers) -> float:
    """Largest part of a total that one pupil contributes; 0 when there is no total.

    Parameters
    ----------
    contributions
        What each pupil of a pattern contributes, not negative.
    counts
        Pupils per pattern.

    Examples
    --------
    >>> single_share(np.array([1.0, 6.0]), np.array([4.0, 1.0]))
    0.6
    >>> single_share(np.array([0.0]), np.array([12.0]))
    0.0
    """
    total = float((contributions * counts).sum())
    here = contributions[counts > 0]
    return float(here.max()) / total if total > 0 else 0.0


def _largest(patterns: pd.DataFrame, name: str) -> float:
    """The largest part of a total or of a sum of squared deviations, over the groups shown."""
    known = patterns[patterns[name].notna()]
    event = known["outcome"].to_numpy() == 1
    shares = [0.0]
    for group in (known, known[event], known[~event]):
        values = group[name].to_numpy(dtype="float64")
        counts = group["n_pupils"].to_numpy(dtype="float64")
        if not counts.sum():
            continue
        mean = float((counts * values).sum() / counts.sum())
        shares += [single_share(part, counts) for part in (np.abs(values), (values - mean) ** 2)]
    return max(shares)
