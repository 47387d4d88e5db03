"""The interval of a share.

References
----------
Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. Journal
of the American Statistical Association 22, 209-212.
"""

import numpy as np

from thuiszitters.base.arrays import Floats
from thuiszitters.logit.profile_likelihood import normal_quantile


def wilson_interval(part: Floats, whole: Floats, *, level: float = 0.95) -> tuple[Floats, Floats]:
    """Wilson's score interval of a share, without continuity correction.

    Parameters
    ----------
    part, whole
        Counts, shape (n,); NaN gives NaN.
    level
        Confidence.

    Returns
    -------
    tuple
        Lower and upper ends. Where nobody or everybody counts that end is exactly 0 or 1.

    Examples
    --------
    >>> low, high = wilson_interval(np.array([10.0]), np.array([50.0]))
    >>> round(float(low[0]), 4), round(float(high[0]), 4)
    (0.1124, 0.3304)
    """
    z = normal_quantile(level)
    share = part / whole
    scale = 1.0 + z**2 / whole
    middle = (share + z**2 / (2.0 * whole)) / scale
    half = z * np.sqrt(share * (1.0 - share) / whole + z**2 / (4.0 * whole**2)) / scale
    low = np.where(part == 0, 0.0 * share, middle - half)
    high = np.where(part == whole, share, middle + half)
    return np.asarray(low), np.asarray(high)
