"""Bias-corrected and accelerated bootstrap intervals.

References
----------
Efron, B. and Tibshirani, R. J. (1993). An introduction to the bootstrap, equations 14.9 to 14.15.
Davison, A. C. and Hinkley, D. V. (1997). Bootstrap methods and their application, equation 5.8
(interpolation between replicates on the normal scale).
"""

import numpy as np
from scipy.special import ndtr, ndtri

from thuiszitters.base.arrays import Floats


def bca_interval(
    estimate: float, replicates: Floats, influence: Floats, weight: Floats, *, level: float = 0.95
) -> tuple[float, float]:
    """BCa ends.

    Parameters
    ----------
    estimate
        From the pupils themselves.
    replicates
        From resamples; NaN ones are left out.
    influence, weight
        Influence of a pupil on the estimate, and the number of pupils with that influence.

    Returns
    -------
    tuple of float
        NaN when all replicates lie on one side of the estimate.
    """
    usable = np.sort(replicates[np.isfinite(replicates)])
    share = float((usable < estimate).mean()) if len(usable) else np.nan
    if not 0.0 < share < 1.0:
        return np.nan, np.nan
    bias = float(ndtri(share))
    centred = influence - weight @ influence / weight.sum()
    squares = float(weight @ centred**2)
    acceleration = float(weight @ centred**3) / (6.0 * squares**1.5) if squares > 0 else 0.0
    ends = []
    for z in (ndtri((1.0 - level) / 2.0), ndtri((1.0 + level) / 2.0)):
        moved = bias + z
        ends.append(_quantile(usable, float(ndtr(bias + moved / (1.0 - acceleration * moved)))))
    return ends[0], ends[1]


def _quantile(ordered: Floats, share: float) -> float:
    """Replicate at a share, interpolated on the normal scale; the extreme one beyond the ends."""
    size = len(ordered)
    place = (size + 1) * share
    below = int(np.floor(place))
    if below < 1:
        return float(ordered[0])
    if below >= size:
        return float(ordered[-1])
    low, high = ndtri(below / (size + 1)), ndtri((below + 1) / (size + 1))
    along = (ndtri(share) - low) / (high - low)
    return float(ordered[below - 1] + along * (ordered[below] - ordered[below - 1]))
