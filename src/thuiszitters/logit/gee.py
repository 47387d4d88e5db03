"""Generalised estimating equations with exchangeable pupils, as a sensitivity analysis.

Written for counts: all a cluster contributes are sums over its rows, because the inverse of
an exchangeable correlation matrix only needs the sum of the residuals.

References
----------
Liang, K.-Y. and Zeger, S. L. (1986). Longitudinal data analysis using generalized linear
models. Biometrika 73, 13-22, section 3 and example 2.
"""

from dataclasses import dataclass

import numpy as np

from thuiszitters.logit.coding import Floats, Ints
from thuiszitters.logit.fitted_likelihood import fit_likelihood
from thuiszitters.logit.likelihood import probabilities
from thuiszitters.logit.robust import cluster_sizes, cluster_sums


@dataclass(frozen=True, slots=True)
class GeeFit:
    """Coefficients of exchangeable estimating equations.

    Attributes
    ----------
    beta
        Log odds ratios, population averaged.
    covariance
        Robust (sandwich), without a small-sample factor.
    correlation
        Between two pupils of one cluster.
    converged
        Whether the equations are solved.
    """

    beta: Floats
    covariance: Floats
    correlation: float
    converged: bool


def fit_gee(
    x: Floats, events: Floats, counts: Floats, cluster: Ints, *, exchangeable: bool = True
) -> GeeFit:
    """Solve the estimating equations.

    Parameters
    ----------
    x
        Columns of full rank, intercept first; not separated.
    exchangeable
        False for working independence, which gives maximum-likelihood estimates.
    """
    beta = fit_likelihood(x, events, counts, firth=False).beta
    correlation = 0.0
    for _ in range(100):
        if exchangeable:
            correlation = _correlation(x, beta, events, counts, cluster)
        slopes, scores = _equations(x, beta, events, counts, cluster, correlation)
        step = np.linalg.solve(slopes, scores.sum(axis=0))
        beta = beta + step
        if np.abs(x @ step).max() < 1e-12:
            break
    slopes, scores = _equations(x, beta, events, counts, cluster, correlation)
    bread = np.linalg.inv(slopes)
    covariance = bread @ (scores.T @ scores) @ bread
    residual = np.sqrt(np.abs(scores.sum(axis=0) @ bread @ scores.sum(axis=0)))
    return GeeFit(beta, covariance, correlation, bool(residual < 1e-8))


def _correlation(x: Floats, beta: Floats, events: Floats, counts: Floats, cluster: Ints) -> float:
    """Moment estimate: mean product of two standardised residuals, over the scale."""
    p = probabilities(x @ beta)
    deviation = np.sqrt(p * (1.0 - p))
    total = cluster_sums(((events - counts * p) / deviation)[:, None], cluster)[:, 0]
    squared = (events * (1.0 - p) ** 2 + (counts - events) * p**2) / deviation**2
    own = cluster_sums(squared[:, None], cluster)[:, 0]
    sizes = cluster_sizes(counts, cluster)
    pairs = float((sizes * (sizes - 1.0) / 2.0).sum())
    n_pupils, k = float(counts.sum()), x.shape[1]
    scale = float(own.sum()) / (n_pupils - k)
    products = float((total**2 - own).sum()) / 2.0
    return float(products / scale / (pairs - k))


def _equations(
    x: Floats, beta: Floats, events: Floats, counts: Floats, cluster: Ints, correlation: float
) -> tuple[Floats, Floats]:
    """Give the expected slopes, and each cluster's part of the equations."""
    p = probabilities(x @ beta)
    deviation = np.sqrt(p * (1.0 - p))
    column_sums = cluster_sums(x * (counts * deviation)[:, None], cluster)
    residual_sums = cluster_sums(((events - counts * p) / deviation)[:, None], cluster)
    own = cluster_sums(x * (events - counts * p)[:, None], cluster)
    sizes = cluster_sizes(counts, cluster)
    # R^-1 = (I - share 11') / (1 - correlation) for an exchangeable R.
    share = (correlation / (1.0 + (sizes - 1.0) * correlation))[:, None]
    scores = (own - share * column_sums * residual_sums) / (1.0 - correlation)
    within = x.T @ (x * (counts * deviation**2)[:, None])
    slopes = (within - column_sums.T @ (share * column_sums)) / (1.0 - correlation)
    return slopes, scores
