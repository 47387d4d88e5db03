"""The variance of coefficients when pupils of one cluster may be alike, for few clusters too.

CR1 multiplies the sandwich by G / (G - 1). CR2 (Bell and McCaffrey's bias-reduced linearisation)
corrects the residuals of each cluster such that the variance is exact if pupils were independent,
and gives every coefficient degrees of freedom of its own: a number that differs between two of
eight schools only is known from two schools, not from eight.

A row stands for n pupils who share predictors and a cluster. CR2 is that of the table with one
row per pupil: within a row the adjustment acts on the mean residual alone, so that rows of the
square root of n times the predictors give the same numbers, however pupils are collapsed.

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
Hale, N., Higham, N. J. and Trefethen, L. N. (2008). Computing A^alpha, log(A), and related matrix
functions by contour integrals. SIAM Journal on Numerical Analysis 46, 2505-2523, method 3.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from scipy.special import ellipj, ellipkm1

from thuiszitters.base.arrays import Bools, Floats, Ints
from thuiszitters.logit.robust import DECIDED, RobustVariance, weighted_basis

ClusterKind = Literal["CR0", "CR1", "CR1S", "CR2"]

#: Relative error of the inverse square root.
ROOT_ERROR = 1e-14
#: Numbers held at once while a root is computed.
HELD = 1_000_000
#: Numbers of clusters that are computed together, of one fit and of many, where fewer at a time
#: stay in the processor's own memory. A larger cluster is computed alone.
TOGETHER, TOGETHER_OF_MANY = 50_000, 10_000


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
    x: Floats,
    p: Floats,
    events: Floats,
    counts: Floats,
    cluster: Ints,
    kind: ClusterKind = "CR2",
) -> RobustVariance:
    """Cluster-robust variance of logistic coefficients.

    Parameters
    ----------
    x
        Columns in the model, of full rank, shape (rows, k).
    p
        Fitted probability per row, strictly between 0 and 1.
    events, counts
        Pupils with the outcome, and pupils, per row.
    cluster
        Number of the cluster per row.
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

    >>> one, two = np.ones((2, 1)), np.array([2.0, 2.0])
    >>> found = clustered_variance(one, np.array([0.5] * 2), two * [1, 0], two, np.array([0, 1]))
    >>> round(found.covariance.item(), 9), round(found.degrees_of_freedom(np.ones(1)), 9)
    (4.0, 1.0)
    """
    (variance,) = clustered_variances(x, p, events, counts, cluster, (kind,))
    return variance


def clustered_variances(
    x: Floats,
    p: Floats,
    events: Floats,
    counts: Floats,
    cluster: Ints,
    kinds: Sequence[ClusterKind],
) -> tuple[RobustVariance, ...]:
    """`clustered_variance` of several kinds, on one basis of the rows."""
    for kind in kinds:
        if kind not in get_args(ClusterKind):
            msg = f"kind is {kind!r}; allowed: {', '.join(get_args(ClusterKind))}"
            raise ValueError(msg)
    scored = _scored(x, p, events, counts, cluster)

    def of_kind(kind: ClusterKind) -> RobustVariance:
        if kind == "CR2":
            return _reduced([scored])[0]
        scores = cluster_sums(scored.basis * scored.pearson[:, None], cluster)
        n, k, size = counts.sum(), x.shape[1], len(scores)
        factor = 1.0 if kind == "CR0" else size / (size - 1.0)
        if kind == "CR1S":
            factor *= (n - 1.0) / (n - k)
        return RobustVariance(kind, scored.mixing, np.sqrt(factor) * scores, size - 1.0)

    return tuple(map(of_kind, kinds))


def variances_of_each(
    fits: Sequence[tuple[Floats, Floats, Floats, Floats, Ints]], kind: ClusterKind
) -> list[RobustVariance]:
    """`clustered_variance` of several fits of as many columns; CR2 of all their clusters at once.

    Parameters
    ----------
    fits
        Per fit the first five arguments of `clustered_variance`.
    """
    if kind != "CR2":
        return [clustered_variance(*one, kind) for one in fits]
    return _reduced([_scored(*one) for one in fits])


@dataclass(frozen=True, slots=True)
class _Scored:
    """Rows of one fit: orthonormal columns, what they are mixed by, Pearson residuals, weights."""

    basis: Floats
    mixing: Floats
    pearson: Floats
    weight: Floats
    cluster: Ints


def _scored(x: Floats, p: Floats, events: Floats, counts: Floats, cluster: Ints) -> _Scored:
    weight = p * (1.0 - p)
    basis, mixing = weighted_basis(x, counts * weight)
    pearson = (events - counts * p) / np.sqrt(counts * weight)
    return _Scored(basis, mixing, pearson, weight, cluster)


def _reduced(fits: Sequence[_Scored]) -> list[RobustVariance]:
    """CR2 of fits of as many columns each."""
    together = TOGETHER if len(fits) == 1 else TOGETHER_OF_MANY
    basis = np.concatenate([one.basis for one in fits])
    pearson = np.concatenate([one.pearson for one in fits])
    weight = np.concatenate([one.weight for one in fits])
    members: list[Ints] = []
    ends: list[int] = []
    before = 0
    for one in fits:
        order = np.argsort(one.cluster, kind="stable")
        starts = np.flatnonzero(np.diff(one.cluster[order], prepend=one.cluster[order][0] - 1))
        members += np.split(order + before, starts[1:])
        ends.append(len(members))
        before += len(order)
    k = basis.shape[1]
    scores, own = np.empty((len(members), k)), np.empty((len(members), k, k))
    shared = np.empty_like(own)
    for some in _of_like_size([len(rows) for rows in members], k, together):
        rows, real = _padded([members[i] for i in some])
        q, w = basis[rows] * real[:, :, None], np.where(real, weight[rows], 1.0)
        t = _inverse_roots_times(q, w, real)
        half = t * w[:, :, None]
        scores[some] = np.einsum("gr,grk->gk", pearson[rows] * real, half)
        own[some] = np.swapaxes(half, 1, 2) @ half
        shared[some] = np.swapaxes(q, 1, 2) @ half
    parts = zip(*(np.split(one, ends[:-1]) for one in (scores, own, shared)), strict=True)
    return [
        RobustVariance("CR2", one.mixing, part[0], len(part[0]) - 1.0, *part[1:])
        for one, part in zip(fits, parts, strict=True)
    ]


def _of_like_size(sizes: Sequence[int], k: int, together: int) -> Iterator[list[int]]:
    """Places of clusters that are computed together, the smallest first."""
    some: list[int] = []
    for place in np.argsort(sizes, kind="stable").tolist():
        if some and ((len(some) + 1) * sizes[place] * k > together):
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


def _inverse_roots_times(q: Floats, w: Floats, real: Bools) -> Floats:
    """B^-1/2 q per cluster with B = W (I - q q') W, as an integral over t of (t^2 + B)^-1.

    Each node costs a system of k equations, so a cluster of many pupils costs no more than its
    rows. What a cluster alone decides (a predictor that only it has) has no residual; such
    directions are left out, as the pseudo-inverse does. Rows that are not real have no predictors.
    """
    eye, across = np.eye(q.shape[2]), np.swapaxes(q, 1, 2)
    values, vectors = np.linalg.eigh(eye - across @ q)
    decided = values < DECIDED
    null = {
        int(i): np.linalg.qr((q[i] / w[i][:, None]) @ vectors[i][:, decided[i]])[0]
        for i in np.flatnonzero(decided.any(axis=1))
    }
    target = _without(q, null)
    target[decided.all(axis=1)] = 0.0
    most = np.where(real, w, 0.0).max(axis=1) ** 2
    least = np.where(real, w, np.inf).min(axis=1) ** 2
    least = least * np.minimum(np.where(decided, np.inf, values).min(axis=1), 1.0)
    shifts, factors = _nodes(least, most)
    total = np.zeros_like(q)
    step = max(1, HELD // q.size)
    for start in range(0, shifts.shape[1], step):
        some = slice(start, start + step)
        inverse = 1.0 / ((w**2)[:, None] + shifts[:, some, None])
        lifted = q[:, None] * (inverse * w[:, None])[..., None]
        inner = eye - across[:, None] @ (lifted * w[:, None, :, None])
        solved = np.linalg.solve(inner, np.swapaxes(lifted, 2, 3) @ target[:, None])
        parts = target[:, None] * inverse[..., None] + lifted @ solved
        total += np.einsum("gn,gnrk->grk", factors[:, some], parts)
    return _without(total, null)


def _without(columns: Floats, null: Mapping[int, Floats]) -> Floats:
    """Columns per cluster less what they have along some directions."""
    made = columns.copy()
    for i, own in null.items():
        made[i] -= own @ (own.T @ made[i])
    return made


def _nodes(least: Floats, most: Floats) -> tuple[Floats, Floats]:
    """Shifts and factors with sum of factor / (shift + b) = b^-1/2 for b from least to most.

    One row per interval; all get as many nodes as the widest needs.
    """
    ratio = (least / most)[:, None]
    widest = np.log(1.0 / ratio.min())
    number = int(np.ceil((widest + 6.0) * -np.log(ROOT_ERROR) / (2.0 * np.pi**2)))
    period = ellipkm1(ratio)
    points = (np.arange(number) + 0.5) * period / number
    sn, cn, dn, _ = ellipj(points, 1.0 - ratio)
    factors = 2.0 * period * np.sqrt(least)[:, None] / (np.pi * number) * dn / cn**2
    return least[:, None] * (sn / cn) ** 2, factors


def cluster_sums(rows: Floats, cluster: Ints) -> Floats:
    """Add rows up within clusters, shape (clusters, columns)."""
    _, number = np.unique(cluster, return_inverse=True)
    sums = np.zeros((int(number.max()) + 1, rows.shape[1]))
    np.add.at(sums, number, rows)
    return sums


def cluster_sizes(counts: Floats, cluster: Ints) -> Floats:
    """Pupils per cluster."""
    return cluster_sums(counts[:, None], cluster)[:, 0]
