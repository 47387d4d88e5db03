"""Adjusted scores of clusters: by sums, by rows, and by the definition with a row per pupil."""

import numpy as np
import pytest

from thuiszitters.logit import adjusted_scores
from thuiszitters.logit.adjusted_scores import Pupils, adjusted


def drawn(rng, *, decided=False):
    """Three clusters of 7, 5 and 6 rows that share an orthonormal basis of four columns.

    Where it is `decided`, the last column is of pupils of the second cluster only.
    """
    sizes, k = (7, 5, 6), 4
    cluster = np.repeat(np.arange(3), sizes)
    counts = rng.integers(1, 30, sum(sizes)).astype(float)
    p = rng.uniform(0.02, 0.6, sum(sizes))
    x = rng.standard_normal((sum(sizes), k))
    if decided:
        x[:, -1] = cluster == 1
    weight = p * (1.0 - p)
    basis, _ = np.linalg.qr(x * np.sqrt(counts * weight)[:, None])
    residuals = rng.standard_normal(sum(sizes)) * np.sqrt(counts)
    real = np.arange(max(sizes)) < np.array(sizes)[:, None]

    def padded(values, filling):
        made = np.full((*real.shape, *values.shape[1:]), filling)
        made[real] = values
        return made

    pupil = basis / np.sqrt(counts)[:, None]
    return Pupils(
        padded(pupil, 0.0),
        padded(counts, 0.0),
        padded(residuals, 0.0),
        padded(weight, 1.0),
        real,
    )


def by_definition(pupils, place):
    """T' W r, T' W W T and Q' W T of one cluster, from an eigendecomposition of B."""
    real = pupils.real[place]
    root = np.sqrt(pupils.counts[place][real])
    q, w = pupils.q[place][real] * root[:, None], pupils.w[place][real]
    values, vectors = np.linalg.eigh(w[:, None] * (np.eye(len(q)) - q @ q.T) * w)
    inverse = np.where(values > 1e-9 * values.max(), values, np.inf) ** -0.5
    half = w[:, None] * (vectors * inverse) @ vectors.T @ q
    return (pupils.residuals[place][real] / root) @ half, half.T @ half, q.T @ half


@pytest.mark.parametrize("decided", [False, True])
def test_adjusted_scores_are_those_of_the_definition(decided):
    pupils = drawn(np.random.default_rng(1), decided=decided)
    found = adjusted(pupils)
    for place in range(3):
        for ours, theirs in zip(found, by_definition(pupils, place), strict=True):
            np.testing.assert_allclose(ours[place], theirs, rtol=1e-9, atol=1e-11)


def test_rows_in_pieces_give_the_same_sums(monkeypatch):
    pupils = drawn(np.random.default_rng(2))
    whole = adjusted(pupils)
    monkeypatch.setattr(adjusted_scores, "HELD", 90)  # two rows of three clusters at a time
    for ours, theirs in zip(adjusted(pupils), whole, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-12, atol=1e-14)
