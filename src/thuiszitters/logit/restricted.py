"""Maxima of a likelihood with some coefficients held at 0, as likelihood-ratio tests need them.

The coefficients are those of a basis on which the ones that are held come last.
"""

from collections.abc import Generator

import numpy as np

from thuiszitters.base.arrays import Floats
from thuiszitters.logit.global_maximum import maximise_globally
from thuiszitters.logit.likelihood import Likelihood, Point
from thuiszitters.logit.maximum import Optimum, highest
from thuiszitters.logit.profile_likelihood import bent_place, profile_tangent


def restricted_maximum(data: Likelihood, maximum: Point, free: np.ndarray) -> Optimum:
    """Maximum with the other coefficients at 0, from where the quadratic approximation puts it."""
    start = restricted_start(maximum, free)
    return maximise_globally(data, [start, np.zeros(len(start))], free)


def restricted_start(maximum: Point, free: np.ndarray) -> Floats:
    """Where the quadratic approximation at the maximum puts the restricted one."""
    start = np.where(free, maximum.beta, 0.0)
    if free.any():
        pull = maximum.information[free][:, ~free] @ maximum.beta[~free]
        start[free] += np.linalg.solve(maximum.information[free][:, free], pull)
    return start


def drop_sought(
    data: Likelihood, maximum: Point, n_dropped: int, bend: Floats | None
) -> Generator[Floats, Point, float]:
    """Search for the likelihood-ratio statistic of the last coefficients; NaN when it fails.

    Parameters
    ----------
    bend
        As in `ends_sought`, where one coefficient is dropped.
    """
    last = len(maximum.beta) - 1
    free = np.arange(last + 1) <= last - n_dropped
    start = restricted_start(maximum, free)
    tangent = None if bend is None else profile_tangent(maximum, last)
    if bend is not None and tangent is not None:
        distance = -maximum.beta[last] / tangent[last]
        start = np.where(free, bent_place(maximum, tangent, last, bend, distance), 0.0)
    found = yield from highest(data, start, free)
    return max(2.0 * (maximum.value - found), 0.0) if np.isfinite(found) else np.nan
