"""Robust covariances written a second time, with a row per pupil and a dense matrix per cluster.

What is printed comes from a QR decomposition, rows of many pupils and a root by a contour integral
(``logit/cluster_variance.py``). Here every pupil is a row and the root is that of an
eigendecomposition, so that only the formulas are shared. With X, w = p (1 - p) and e = y - p of the
pupils of a cluster, W = diag(w) and M the inverse information of all pupils,

    B = W^1/2 (W - W X M X' W) W^1/2,    score = X' W^1/2 B^-1/2 W^1/2 e,

where B^-1/2 is of the pseudo-inverse; the covariance is M (sum of score score') M (CR2). CR1 has
score = X' e and the factor G / (G - 1); HC1 the same per pupil and n / (n - k).

References
----------
Bell, R. M. and McCaffrey, D. F. (2002). Bias reduction in standard errors for linear regression
with multi-stage samples. Survey Methodology 28, 169-181.
Pustejovsky, J. E. and Tipton, E. (2018). Small-sample methods for cluster-robust variance
estimation and hypothesis testing in fixed effects models. Journal of Business and Economic
Statistics 36, 672-683.
"""

import numpy as np

from thuiszitters.base.arrays import Floats, Ints

#: Pupils of the largest cluster of which a dense matrix is decomposed (some 0.02 s each).
MOST_PUPILS = 300
#: An eigenvalue below this share of the largest is zero: the cluster alone decides the direction.
NOTHING = 1e-9


def fits_in(weights: Floats, cluster: Ints) -> bool:
    """Whether every cluster is small enough for a matrix of all its pupils."""
    _, place = np.unique(cluster, return_inverse=True)
    return bool(np.bincount(place, weights=weights).max() <= MOST_PUPILS)


def robust_covariance(
    rows: Floats,
    residuals: Floats,
    working: Floats,
    weights: Floats,
    inverse: Floats,
    kind: str,
    cluster: Ints | None = None,
) -> Floats:
    """Covariance of coefficients that allows for alike pupils, or for a wrong variance.

    Parameters
    ----------
    rows
        Columns of the model, shape (rows, k).
    residuals, working
        y - p and p (1 - p) of a pupil, per row.
    weights
        Pupils per row.
    inverse
        Inverse information of all pupils, shape (k, k).
    kind
        ``HC1``, ``CR1`` or ``CR2``.
    cluster
        Cluster per row; not for ``HC1``.

    Examples
    --------
    An intercept and two clusters of two pupils, with 2 and 0 events: residuals are a half.

    >>> one, e = np.ones((4, 1)), np.array([0.5, 0.5, -0.5, -0.5])
    >>> w, n, g = np.full(4, 0.25), np.ones(4), np.array([0, 0, 1, 1])
    >>> [round(robust_covariance(one, e, w, n, np.eye(1), k, g).item(), 9) for k in ("CR1", "CR2")]
    [4.0, 4.0]
    """
    pupils = np.repeat(np.arange(len(rows)), weights.astype(np.int64))
    x, e, w = rows[pupils], residuals[pupils], working[pupils]
    if kind == "HC1" or cluster is None:
        meat = (x * e[:, None] ** 2).T @ x * len(x) / (len(x) - x.shape[1])
        return np.asarray(inverse @ meat @ inverse)
    site = cluster[pupils]
    scores = []
    for one in np.unique(site):
        here = site == one
        adjust = _adjusted if kind == "CR2" else _plain
        scores.append(adjust(x[here], e[here], w[here], inverse))
    stacked = np.array(scores)
    factor = 1.0 if kind == "CR2" else len(scores) / (len(scores) - 1.0)
    return np.asarray(factor * inverse @ stacked.T @ stacked @ inverse)


def _plain(x: Floats, e: Floats, _w: Floats, _inverse: Floats) -> Floats:
    return np.asarray(x.T @ e)


def _adjusted(x: Floats, e: Floats, w: Floats, inverse: Floats) -> Floats:
    root = np.sqrt(w)
    tall = x * (w * root)[:, None]
    values, vectors = np.linalg.eigh(np.diag(w**2) - tall @ inverse @ tall.T)
    there = values > NOTHING * values.max()
    turned = vectors[:, there].T @ (root * e) / np.sqrt(values[there])
    return np.asarray(x.T @ (root * (vectors[:, there] @ turned)))


def fit_equations(
    rows: Floats, outcome: Floats, weights: Floats, cluster: Ints
) -> tuple[Floats, Floats]:
    """Estimating equations (exchangeable) by statsmodels, pupil by pupil.

    Returns
    -------
    tuple
        Coefficients and robust covariance times G / (G - 1).
    """
    from statsmodels.genmod.cov_struct import Exchangeable
    from statsmodels.genmod.families import Binomial
    from statsmodels.genmod.generalized_estimating_equations import GEE

    pupils = np.repeat(np.arange(len(rows)), weights.astype(np.int64))
    pupils = pupils[np.argsort(cluster[pupils], kind="stable")]
    x = rows[pupils]
    spread = np.sqrt((x**2).mean(axis=0))
    model = GEE(
        outcome[pupils],
        x / spread,
        cluster[pupils],
        family=Binomial(),
        cov_struct=Exchangeable(),
    )
    found = model.fit(maxiter=200, ctol=1e-10)
    size = len(np.unique(cluster))
    factor = size / (size - 1.0)
    covariance = np.asarray(found.cov_robust) / np.outer(spread, spread) * factor
    return np.asarray(found.params) / spread, covariance
