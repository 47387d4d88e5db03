"""How far two groups lie apart, in standard deviations."""

import math


def standardised(difference: float, variances: float) -> float:
    """Difference of two means or shares over the root of their mean variance.

    Parameters
    ----------
    difference
        First less second.
    variances
        Sum of both variances; of a share p it is p (1 - p).

    Returns
    -------
    float
        NaN where nothing varies.

    References
    ----------
    Austin, P. C. (2009). Balance diagnostics for comparing the distribution of baseline covariates
    between treatment groups in propensity-score matched samples. Statistics in Medicine 28,
    3083-3107.

    Examples
    --------
    >>> round(standardised(0.5 - 0.3, 0.25 + 0.21), 4), standardised(0.0, 0.0)
    (0.417, nan)
    """
    return difference / math.sqrt(variances / 2) if variances > 0 else math.nan
