"""Calibration without groups: a smooth curve of observed risk against predicted risk.

References
----------
Harrell, F. E. (2015). Regression modeling strategies, 2nd edition, section 10.11.
"""

import numpy as np

from thuiszitters.base.arrays import Floats
from thuiszitters.logit.fit_likelihood import fit_likelihood
from thuiszitters.logit.likelihood import probabilities
from thuiszitters.logit.splines import knots_of, spline_basis

#: Most knots: a curve that bends more follows chance.
MOST_KNOTS = 4
#: A spline with a risk closer to 0 or 1 than this has a coefficient that grows without end.
SMALLEST_RISK = 1e-8


def calibration_curve(p: Floats, events: Floats, counts: Floats, at: Floats) -> Floats:
    """Observed risk by predicted risk, from a restricted cubic spline of the log odds.

    Parameters
    ----------
    p
        Predicted risks, shape (rows,).
    events, counts
        Pupils with the outcome, and pupils, at each.
    at
        Predicted risks at which the curve is read.

    Returns
    -------
    array
        Shape of `at`. NaN where there is no curve: too few different predictions for three knots,
        predictions of 0 or 1, or a spline that tells the outcomes apart.

    Examples
    --------
    Predictions that are right lie on the diagonal:

    >>> p = np.linspace(0.1, 0.6, 11)
    >>> counts = np.full(11, 1e4)
    >>> calibration_curve(p, p * counts, counts, np.array([0.2, 0.5])).round(6).tolist()
    [0.2, 0.5]
    """
    unknown = np.full(len(at), np.nan)
    if not ((p > 0) & (p < 1)).all() or len(np.unique(np.round(p, 10))) <= MOST_KNOTS:
        return unknown
    eta = np.log(p / (1.0 - p))
    knots = knots_of(eta, counts, MOST_KNOTS)
    if not knots:
        return unknown
    columns = _columns(eta, knots)
    fitted = fit_likelihood(columns, events, counts, firth=False)
    risks = probabilities(columns @ fitted.beta)
    if not fitted.converged or np.minimum(risks, 1.0 - risks).min() < SMALLEST_RISK:
        return unknown
    return np.asarray(probabilities(_columns(np.log(at / (1.0 - at)), knots) @ fitted.beta))


def _columns(eta: Floats, knots: tuple[float, ...]) -> Floats:
    return np.column_stack([np.ones(len(eta)), eta, spline_basis(eta, knots)])
