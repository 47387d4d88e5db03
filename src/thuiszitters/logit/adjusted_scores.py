"""Adjusted scores of clusters, from sums of products over their rows.

In the notation of `cluster_variance` wanted are, per cluster, T' W r, T' W W T and Q' W T with
T = B^-1/2 Q and B = W W - W Q Q' W. An inverse square root is an integral over t of (t^2 + B)^-1,
and each node of it leans on two sums only (Woodbury), with d = 1 / (t^2 + w^2) per row:

    F = Q' (w d) Q  and  S = Q' (w^2 d) Q  give  Q' W (t^2 + B)^-1 Q = (I - S)^-1 F.

F and S of all nodes are one product of matrices: of w d and w^2 d by the products of pairs of
columns. As B + W Q Q' W is W W, T' W W T is Q' Q + (Q' W T)' (Q' W T).

What a cluster alone decides (a predictor that only it has) has no residual: such directions are
left out, as the pseudo-inverse does. That asks for the rows of T themselves.

References
----------
Hale, N., Higham, N. J. and Trefethen, L. N. (2008). Computing A^alpha, log(A), and related matrix
functions by contour integrals. SIAM Journal on Numerical Analysis 46, 2505-2523, method 3.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.special import ellipj, ellipkm1

from thuiszitters.base.arrays import Bools, Floats
from thuiszitters.logit.blocks import blocks
from thuiszitters.logit.robust import DECIDED

#: Relative error of the inverse square root.
ROOT_ERROR = 1e-14
#: Numbers held at once while sums are computed, and while a root is.
HELD, HELD_BY_ROWS = 250_000, 1_000_000

#: Adjusted score, its variance had pupils been independent, and what it shares with the estimate.
Adjusted = tuple[Floats, Floats, Floats]


@dataclass(frozen=True, slots=True)
class Pupils:
    """The rows of some clusters, filled up to one number of rows.

    Attributes
    ----------
    q
        Orthonormal columns of one pupil, shape (clusters, rows, k).
    counts, residuals
        Pupils of a row, and the sum of their Pearson residuals, shape (clusters, rows); 0 where a
        row is not real.
    w
        p (1 - p) of a pupil; 1 where a row is not real.
    real
        Which rows are.
    """

    q: Floats
    counts: Floats
    residuals: Floats
    w: Floats
    real: Bools

    def only(self, some: Bools) -> "Pupils":
        """Some of the clusters."""
        return Pupils(
            self.q[some], self.counts[some], self.residuals[some], self.w[some], self.real[some]
        )


def adjusted(pupils: Pupils) -> Adjusted:
    """Adjusted score per cluster with `own` and `shared` of `robust.RobustVariance`."""
    inside = np.swapaxes(pupils.q * pupils.counts[..., None], 1, 2) @ pupils.q
    values, vectors = np.linalg.eigh(np.eye(inside.shape[1]) - inside)
    decided = values < DECIDED
    most = np.where(pupils.real, pupils.w, 0.0).max(axis=1) ** 2
    least = np.where(pupils.real, pupils.w, np.inf).min(axis=1) ** 2
    least = least * np.minimum(np.where(decided, np.inf, values).min(axis=1), 1.0)
    alone: Bools = np.asarray(decided.any(axis=1))
    if not alone.any():
        return _by_sums(pupils, inside, *_nodes(least, most))
    made = np.empty(inside.shape[:2]), np.empty_like(inside), np.empty_like(inside)
    if not alone.all():
        nodes = _nodes(least[~alone], most[~alone])
        for all_of, some in zip(
            made, _by_sums(pupils.only(~alone), inside[~alone], *nodes), strict=True
        ):
            all_of[~alone] = some
    null = decided[alone], vectors[alone]
    nodes = _nodes(least[alone], most[alone])
    for all_of, some in zip(made, _by_rows(pupils.only(alone), *null, *nodes), strict=True):
        all_of[alone] = some
    return made


def _by_sums(pupils: Pupils, inside: Floats, shifts: Floats, factors: Floats) -> Adjusted:
    size, n_nodes = pupils.q.shape[2], shifts.shape[1]
    sums, scores = _node_sums(pupils, shifts)
    first, second = sums[:, :n_nodes], sums[:, n_nodes:]
    solved = np.linalg.solve(np.eye(size) - second, first)
    shared = np.einsum("gn,gnij->gij", factors, solved)
    parts = scores[:, :n_nodes] + (scores[:, n_nodes:, None] @ solved)[:, :, 0]
    score = np.einsum("gn,gnk->gk", factors, parts)
    return score, inside + np.swapaxes(shared, 1, 2) @ shared, shared


def _node_sums(pupils: Pupils, shifts: Floats) -> tuple[Floats, Floats]:
    """F and S of every node, and the same sums of columns times residuals.

    Shapes (clusters, 2 nodes, k, k) and (clusters, 2 nodes, k).
    """
    n_clusters, n_rows, size = pupils.q.shape
    one, other = np.triu_indices(size)
    n_pairs = len(one)
    total = np.zeros((n_clusters, 2 * shifts.shape[1], n_pairs + size))
    for rows in blocks(n_rows, max(1, HELD // (n_clusters * (n_pairs + size)))):
        columns = np.ascontiguousarray(np.swapaxes(pupils.q[:, rows], 1, 2))
        counted = columns * pupils.counts[:, None, rows]
        products = np.empty((n_clusters, n_pairs + size, columns.shape[2]))
        start = 0
        for place in range(size):  # in the order of `triu_indices`
            end = start + size - place
            np.multiply(counted[:, place, None], columns[:, place:], out=products[:, start:end])
            start = end
        np.multiply(columns, pupils.residuals[:, None, rows], out=products[:, n_pairs:])
        w = pupils.w[:, None, rows]
        weights = w / (shifts[:, :, None] + w**2)
        total += np.concatenate([weights, weights * w], axis=1) @ np.swapaxes(products, 1, 2)
    sums = np.empty((*total.shape[:2], size, size))
    sums[..., one, other] = sums[..., other, one] = total[..., :n_pairs]
    return sums, total[..., n_pairs:]


def _by_rows(
    pupils: Pupils, decided: Bools, vectors: Floats, shifts: Floats, factors: Floats
) -> Adjusted:
    root = np.sqrt(pupils.counts)
    q, w = pupils.q * root[..., None], pupils.w
    half = _inverse_roots_times(q, w, decided, vectors, shifts, factors) * w[..., None]
    pearson = pupils.residuals / np.where(pupils.real, root, 1.0)
    score = np.einsum("gr,grk->gk", pearson, half)
    return score, np.swapaxes(half, 1, 2) @ half, np.swapaxes(q, 1, 2) @ half


def _inverse_roots_times(
    q: Floats, w: Floats, decided: Bools, vectors: Floats, shifts: Floats, factors: Floats
) -> Floats:
    """B^-1/2 q per cluster, less what it has along the directions that the cluster decides."""
    eye, across = np.eye(q.shape[2]), np.swapaxes(q, 1, 2)
    null = {
        i: np.linalg.qr((q[i] / w[i][:, None]) @ vectors[i][:, decided[i]])[0]
        for i in range(len(q))
    }
    target = _without(q, null)
    target[decided.all(axis=1)] = 0.0
    total = np.zeros_like(q)
    step = max(1, HELD_BY_ROWS // q.size)
    for some in blocks(shifts.shape[1], step):
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
