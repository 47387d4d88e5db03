"""Separation of long tables: what the programme over all rows finds, asked about few of them."""

import numpy as np
import pytest

from thuiszitters.logit import long_separation, made_rows, separation
from thuiszitters.logit.coded_column import CodedColumn
from thuiszitters.logit.long_separation import separation_of_many
from thuiszitters.logit.made_rows import CodedRows
from thuiszitters.logit.separation import find_separation

N_ROWS = 500


@pytest.fixture(autouse=True)
def few_rows(monkeypatch):
    """Parts of 32 rows, of each of which one is asked first and one joins at a time."""
    monkeypatch.setattr(made_rows, "ROWS_AT_ONCE", 32)
    monkeypatch.setattr(long_separation, "ROWS_AT_ONCE", 32)
    monkeypatch.setattr(long_separation, "FEW", 16)


def numbers(rng, places=3):
    return rng.normal(size=(N_ROWS, places))


def parted(rng):
    """A plane with every row on its own side."""
    x = numbers(rng)
    return x, (x @ [1.0, -2.0, 0.5] > 0.3).astype(float), np.ones(N_ROWS)


def parted_but_for_ties(rng):
    """Rows with both outcomes lie on the plane."""
    x = rng.integers(-3, 4, (N_ROWS, 3)).astype(float)
    side = x @ [1.0, -2.0, 1.0]
    y = np.where(side == 0, rng.integers(0, 2, N_ROWS), side > 0)
    return x, y.astype(float), np.ones(N_ROWS)


def nearly_parted(rng):
    """A row without the outcome stands amid four that have it and lie all around it."""
    x, y, counts = parted(rng)
    corners = np.array([[1.0, 1, 1], [-1, -1, 1], [-1, 1, -1], [1, -1, -1]])
    x[:4], x[4] = 1e-3 * corners + [2.0, 0.0, 0.0], [2.0, 0.0, 0.0]
    y[:5] = 1.0, 1.0, 1.0, 1.0, 0.0
    return x, y, counts


def with_far_values(rng):
    x = numbers(rng)
    y = (rng.random(N_ROWS) < 1.0 / (1.0 + np.exp(1.0 - x[:, 0]))).astype(float)
    x[np.flatnonzero(y)[[3, 8]], 0] = 9_999.0
    return x, y, np.ones(N_ROWS)


def with_far_values_of_one_level(rng):
    """Two far values are all that a level has."""
    x, y, counts = with_far_values(rng)
    x[:, 1] = x[:, 0] > 1_000
    return x, y, counts


def with_one_sided_levels(rng):
    """A level without the outcome, one with nothing else, and one with both."""
    level = rng.integers(0, 4, N_ROWS)
    y = np.select([level == 1, level == 2], [0.0, 1.0], rng.integers(0, 2, N_ROWS))
    x = np.column_stack([level == 1, level == 2, level == 3, rng.normal(size=N_ROWS)])
    return x.astype(float), y, np.ones(N_ROWS)


def in_stages(rng):
    """Within the level that the first direction leaves another number parts the outcomes."""
    mark = rng.random(N_ROWS) < 0.5
    x = np.column_stack([np.where(mark, 0.0, rng.normal(size=N_ROWS)), numbers(rng, 2)])
    y = np.where(mark, x[:, 1] > 0.2, x[:, 0] > 0)
    return x, y.astype(float), np.ones(N_ROWS)


def with_counts(rng):
    """Rows with both outcomes hold the plane in two columns; a third is free."""
    x = rng.integers(0, 3, (N_ROWS, 3)).astype(float)
    counts = rng.integers(1, 4, N_ROWS).astype(float)
    events = np.where(x[:, 2] == 2, counts, rng.binomial(counts.astype(int), 0.4))
    return x, events, counts


def with_mixed_rows_only(rng):
    return numbers(rng), np.ones(N_ROWS), np.full(N_ROWS, 2.0)


KINDS = (
    parted,
    parted_but_for_ties,
    nearly_parted,
    with_far_values,
    with_far_values_of_one_level,
    with_one_sided_levels,
    in_stages,
    with_counts,
    with_mixed_rows_only,
)
FOUND = {
    parted,
    parted_but_for_ties,
    with_far_values_of_one_level,
    with_one_sided_levels,
    in_stages,
}


def both(x, events, counts):
    made = CodedRows.of([CodedColumn(None, 0, column) for column in x.T], len(x))
    return separation_of_many(made, events, counts), find_separation(made.whole(), events, counts)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("seed", range(4))
def test_few_rows_decide_as_all_do(kind, seed):
    few, every = both(*kind(np.random.default_rng(seed)))
    assert few.directions.tolist() == every.directions.tolist()
    assert few.estimable.tolist() == every.estimable.tolist()
    assert few.overlapping.tolist() == every.overlapping.tolist()
    assert few.found == (kind in FOUND)


@pytest.mark.parametrize("seed", [101, 152, 154, 165])
def test_others_within_the_tolerance_of_the_solver_are_told_apart(seed):
    """Two values of 1e9 bring all others together; a walk at that tolerance breaks here."""
    x, y, counts = with_far_values(np.random.default_rng(seed))
    x[x[:, 0] > 1_000, 0] = 1e9
    few, every = both(x, y, counts)
    assert not every.found
    assert not few.found


def test_the_programme_gets_few_of_the_rows(monkeypatch):
    """It is asked again with rows that join, and never gets a third of them."""
    asked = []
    solve = separation.largest_direction

    def counted(total, pointing, mixed):
        asked.append(len(pointing) + len(mixed))
        return solve(total, pointing, mixed)

    monkeypatch.setattr(long_separation, "largest_direction", counted)
    both(*nearly_parted(np.random.default_rng(1)))
    assert len(asked) > 1
    assert max(asked) < N_ROWS / 3
