"""The variance of coefficients when pupils of one cluster may be alike, for few clusters too.

CR1 multiplies the sandwich by G / (G - 1). CR2 (Bell and McCaffrey's bias-reduced linearisation)
corrects the residuals of each cluster such that the variance is exact if pupils were independent,
and gives every coefficient degrees of freedom of its own: a number that differs between two of
eight schools only is known from two schools, not from eight.

A row stands for n pupils who share predictors and a cluster. CR2 is that of the table with one
row per pupil: within a row the adjustment acts on the mean residual alone, so that rows of the
square root of n times the predictors give the same numbers, however pupils are collapsed
(`adjusted_scores`).

Notation: w = p (1 - p) of a pupil; Q R the QR decomposition of sqrt(n w) x, so that leverage is
Q Q' and the inverse information R^-1 R^-T. With B = W (I - Q Q') W within a cluster and r the
Pearson residuals, the adjusted score is T' W r with T = B^-1/2 Q, as clubSandwich computes it for
``glm`` (residuals of the response, working model: independent pupils).

References
----------
Bell, R. M. and McCaffrey, D. F. (2002). Bias reduction in standard errors for linear regression
with multi-stage samples. Survey Methodology 28, 169-181.
Pustejovsky, J. E. and Tipton, E. (2018). Small-sample methods for cluster-robust variance
estimation and hypothesis testing in fixed effects models. Journal of Business and Economic
Statistics 36, 672-683, equations 6, 10 and 16.
"""

from collections.abc import Iterator, Sequence
from typing import Literal, get_args

import numpy as np

from thuiszitters.base.arrays import Bools, Floats, Ints
from thuiszitters.logit.adjusted_scores import Pupils, adjusted
from thuiszitters.logit.clusters import Clusters
from thuiszitters.logit.robust import RobustVariance, weighted_basis
from thuiszitters.logit.threads import shared as work_on_each

ClusterKind = Literal["CR0", "CR1", "CR1S", "CR2"]

#: Numbers of clusters that are computed together; a larger cluster is computed alone.
TOGETHER = 50_000


def sandwich_of(asked: str) -> ClusterKind:
    """The sandwich for a covariance that was asked for: CR2 where it does not name one.

    Examples
    --------
    >>> sandwich_of("CR1"), sandwich_of("auto")
    ('CR1', 'CR2')
    """
    named: dict[str, ClusterKind] = {kind: kind for kind in get_args(ClusterKind)}
    return named.get(asked, "CR2")


def clustered_variance(
    x: Floats, p: Floats, clusters: Clusters, kind: ClusterKind = "CR2"
) -> RobustVariance:
    """Cluster-robust variance of logistic coefficients.

    Parameters
    ----------
    x
        Columns in the model, of full rank, shape (rows, k).
    p
        Fitted probability per row, strictly between 0 and 1.
    clusters
        The pupils of these rows by cluster.
    kind
        ``CR0`` without a factor, ``CR1`` times G / (G - 1), as Stata's logit; ``CR1S`` times
        G / (G - 1) * (n - 1) / (n - k), as statsmodels; ``CR2`` as above.

    Raises
    ------
    ValueError
        When the kind is unknown.

    Examples
    --------
    An intercept and two clusters of two pupils, with 2 and 0 events: the variance is twice that
    of independent pupils (1 / 1), and two clusters leave one degree of freedom.

    >>> pupils = np.array([2.0, 2.0])
    >>> clusters = Clusters(np.array([0, 0]), np.array([0, 1]), pupils * [1, 0], pupils)
    >>> found = clustered_variance(np.ones((1, 1)), np.array([0.5]), clusters)
    >>> round(found.covariance.item(), 9), round(found.degrees_of_freedom(np.ones(1)), 9)
    (4.0, 1.0)
    """
    (variance,) = clustered_variances(x, p, clusters, (kind,))
    return variance


def clustered_variances(
    x: Floats, p: Floats, clusters: Clusters, kinds: Sequence[ClusterKind]
) -> tuple[RobustVariance, ...]:
    """`clustered_variance` of several kinds, on one basis of the rows."""
    for kind in kinds:
        if kind not in get_args(ClusterKind):
            msg = f"kind is {kind!r}; allowed: {', '.join(get_args(ClusterKind))}"
            raise ValueError(msg)
    weight, counts = p * (1.0 - p), clusters.of_each_row(len(p))
    basis, mixing = weighted_basis(x, counts * weight)
    pupil = basis / np.sqrt(counts)[:, None]
    pearson = (clusters.events - clusters.counts * p[clusters.row]) / np.sqrt(weight)[clusters.row]

    def of_kind(kind: ClusterKind) -> RobustVariance:
        if kind == "CR2":
            return _reduced(pupil, mixing, pearson, weight, clusters)
        scores = clusters.sums(pupil, pearson)
        n, k, size = counts.sum(), x.shape[1], len(scores)
        factor = 1.0 if kind == "CR0" else size / (size - 1.0)
        if kind == "CR1S":
            factor *= (n - 1.0) / (n - k)
        return RobustVariance(kind, mixing, np.sqrt(factor) * scores, size - 1.0)

    return tuple(map(of_kind, kinds))


def _reduced(
    pupil: Floats, mixing: Floats, pearson: Floats, weight: Floats, clusters: Clusters
) -> RobustVariance:
    """CR2 from the basis of one pupil per row, and sums of Pearson residuals per entry."""
    members = clusters.entries()
    n_clusters, k = len(members), pupil.shape[1]
    scores, own = np.empty((n_clusters, k)), np.empty((n_clusters, k, k))
    shared = np.empty_like(own)

    def adjust(some: list[int]) -> None:
        entries, real = _padded([members[i] for i in some])
        row = clusters.row[entries]
        pupils = Pupils(
            q=pupil[row],
            counts=clusters.counts[entries] * real,
            residuals=pearson[entries] * real,
            w=np.where(real, weight[row], 1.0),
            real=real,
        )
        scores[some], own[some], shared[some] = adjusted(pupils)

    batches = _of_like_size([len(rows) for rows in members], k)
    work_on_each(adjust, batches, n_rows=len(clusters.row))
    return RobustVariance("CR2", mixing, scores, n_clusters - 1.0, own, shared)


def _of_like_size(sizes: Sequence[int], k: int) -> Iterator[list[int]]:
    """Places of clusters that are computed together, the smallest first."""
    some: list[int] = []
    for place in np.argsort(sizes, kind="stable").tolist():
        if some and (len(some) + 1) * max(sizes[place], k) * k > TOGETHER:
            yield some
            some = []
        some.append(place)
    yield some


def _padded(members: Sequence[Ints]) -> tuple[Ints, Bools]:
    """Rows of several clusters, shape (clusters, most rows), and which of them are real."""
    sizes = np.array([len(rows) for rows in members])
    real = np.arange(sizes.max()) < sizes[:, None]
    rows = np.zeros(real.shape, dtype=np.int64)
    rows[real] = np.concatenate(members)
    return rows, real
