"""Covariances that do not lean on the model: heteroskedasticity and clusters, with counts.

A row stands for n pupils who share predictors; each of them has a score of their own. The
meat is therefore the sum over pupils, not the square of a row's sum: within a row e pupils
have residual 1 - p and n - e have -p. Under clusters the scores of a cluster are summed
first, whatever rows they came in.

References
----------
MacKinnon, J. G. and White, H. (1985). Some heteroskedasticity-consistent covariance matrix
estimators with improved finite sample properties. Journal of Econometrics 29, 305-325.
Cameron, A. C. and Miller, D. L. (2015). A practitioner's guide to cluster-robust inference.
Journal of Human Resources 50, 317-372, equations 11 and 12.
"""

from typing import Literal, get_args

import numpy as np

from thuiszitters.logit.coding import Floats, Ints

HeteroskedasticKind = Literal["HC0", "HC1", "HC2", "HC3"]
ClusterKind = Literal["CR0", "CR1", "CR1S"]


def robust_covariance(
    x: Floats, p: Floats, events: Floats, counts: Floats, kind: HeteroskedasticKind = "HC1"
) -> Floats:
    """Sandwich covariance of logistic coefficients.

    Parameters
    ----------
    x
        Columns in the model, shape (rows, k).
    p
        Fitted probability per row.
    events, counts
        Pupils with the outcome, and pupils, per row.
    kind
        ``HC1`` multiplies by n / (n - k); ``HC2`` and ``HC3`` divide a pupil's squared residual
        by one minus leverage, once and twice.

    Examples
    --------
    An intercept alone, 1 of 2 pupils: the meat is 2 times 0.25, the bread 1 / 0.5.

    >>> one = np.ones((1, 1))
    >>> robust_covariance(one, np.array([0.5]), np.array([1.0]), np.array([2.0]), "HC0").item()
    2.0
    """
    if kind not in get_args(HeteroskedasticKind):
        msg = f"kind is {kind!r}; allowed: {', '.join(get_args(HeteroskedasticKind))}"
        raise ValueError(msg)
    bread = model_covariance(x, p, counts)
    squared = events * (1.0 - p) ** 2 + (counts - events) * p**2
    if kind in {"HC2", "HC3"}:
        leverage = p * (1.0 - p) * ((x @ bread) * x).sum(axis=1)
        squared = squared / (1.0 - leverage) ** (1 if kind == "HC2" else 2)
    covariance = bread @ (x.T @ (x * squared[:, None])) @ bread
    n, k = counts.sum(), x.shape[1]
    return np.asarray(covariance * (n / (n - k) if kind == "HC1" else 1.0))


def clustered_covariance(
    x: Floats,
    p: Floats,
    events: Floats,
    counts: Floats,
    cluster: Ints,
    kind: ClusterKind = "CR1",
) -> Floats:
    """Cluster-robust covariance of logistic coefficients.

    Parameters
    ----------
    cluster
        Number of the cluster per row.
    kind
        ``CR0`` without a factor, ``CR1`` times G / (G - 1), as Stata's logit; ``CR1S`` times
        G / (G - 1) * (n - 1) / (n - k), as statsmodels.
    """
    if kind not in get_args(ClusterKind):
        msg = f"kind is {kind!r}; allowed: {', '.join(get_args(ClusterKind))}"
        raise ValueError(msg)
    bread = model_covariance(x, p, counts)
    scores = cluster_sums(x * (events - counts * p)[:, None], cluster)
    n, k, size = counts.sum(), x.shape[1], len(scores)
    factor = 1.0 if kind == "CR0" else size / (size - 1.0)
    if kind == "CR1S":
        factor *= (n - 1.0) / (n - k)
    half = scores @ bread  # so that no variance rounds to below 0
    return np.asarray(factor * (half.T @ half))


def model_covariance(x: Floats, p: Floats, counts: Floats) -> Floats:
    """Inverse Fisher information."""
    return np.asarray(np.linalg.inv(x.T @ (x * (counts * p * (1.0 - p))[:, None])))


def cluster_sums(rows: Floats, cluster: Ints) -> Floats:
    """Add rows up within clusters, shape (clusters, columns)."""
    _, number = np.unique(cluster, return_inverse=True)
    sums = np.zeros((int(number.max()) + 1, rows.shape[1]))
    np.add.at(sums, number, rows)
    return sums


def cluster_sizes(counts: Floats, cluster: Ints) -> Floats:
    """Pupils per cluster."""
    return cluster_sums(counts[:, None], cluster)[:, 0]
