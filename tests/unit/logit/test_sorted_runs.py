"""Areas, their variances and places in an order, against the same with all numbers in memory."""

import numpy as np
import pytest

from thuiszitters.base import row_arrays
from thuiszitters.base.row_arrays import array_in_file
from thuiszitters.logit import sorted_runs
from thuiszitters.logit.measures import area_under_curve
from thuiszitters.logit.sorted_runs import area_and_squares, in_order, n_different
from thuiszitters.validation.discrimination import delong

N_ROWS = 1_000


@pytest.fixture
def few_rows(monkeypatch):
    """Runs of 60 rows, of which a part holds at most 120."""
    monkeypatch.setattr(sorted_runs, "RUN_ROWS", 60)
    monkeypatch.setattr(row_arrays, "ROWS", 37)


def in_a_file(values):
    made = array_in_file(len(values), np.float64)
    made[:] = values
    return made


SCORES = {
    "different": lambda rng: rng.normal(size=N_ROWS),
    "in order": lambda rng: np.sort(rng.normal(size=N_ROWS)),
    "few values": lambda rng: rng.integers(0, 5, N_ROWS).astype(float),
    "mostly one": lambda rng: np.where(rng.random(N_ROWS) < 0.9, 0.5, rng.normal(size=N_ROWS)),
    "one": lambda _: np.full(N_ROWS, -0.25),
}


@pytest.mark.usefixtures("few_rows")
@pytest.mark.parametrize("shape", SCORES)
@pytest.mark.parametrize("most", [1, 4])
def test_areas_and_intervals_are_those_in_memory(shape, most):
    rng = np.random.default_rng(8)
    score = SCORES[shape](rng)
    counts = rng.integers(1, most + 1, N_ROWS).astype(float)
    events = rng.binomial(counts.astype(int), 0.3).astype(float)
    files = [in_a_file(one) for one in (score, events, counts)]
    if most == 1:
        files[2] = np.broadcast_to(1.0, N_ROWS)
    assert area_under_curve(*files) == pytest.approx(
        area_under_curve(score, events, counts), rel=1e-13
    )
    found, expected = delong(*files), delong(score, events, counts)
    assert found.estimate == pytest.approx(expected.estimate, rel=1e-13)
    assert found.variance == pytest.approx(expected.variance, rel=1e-11, abs=1e-25)
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), rel=1e-12)


@pytest.mark.usefixtures("few_rows")
def test_squares_are_about_the_area():
    """Two pupils with the outcome at 1 and 3, two without at 2 and 0: by hand."""
    score, events = np.array([1.0, 3.0, 2.0, 0.0]), np.array([1.0, 1.0, 0.0, 0.0])
    area, with_it, without_it = area_and_squares(score, events, np.ones(4))
    assert area == 0.75
    assert with_it == 2 * 0.25**2
    assert without_it == 2 * 0.25**2


@pytest.mark.usefixtures("few_rows")
def test_no_part_is_longer_than_two_runs():
    rng = np.random.default_rng(9)
    for make in SCORES.values():
        runs = sorted_runs._sorted_runs(make(rng))
        parts = [part.numbers for (part,) in sorted_runs._together(runs)]
        assert max(map(len, parts)) <= 2 * sorted_runs.RUN_ROWS
        ordered = np.concatenate(parts)
        assert (np.diff(ordered) > 0).sum() == len(np.unique(ordered)) - 1


@pytest.mark.usefixtures("few_rows")
@pytest.mark.parametrize("shape", SCORES)
@pytest.mark.parametrize("looked_at", [50, 2_000])
def test_places_in_the_order(monkeypatch, shape, looked_at):
    monkeypatch.setattr(sorted_runs, "LOOKED_AT", looked_at)
    monkeypatch.setattr(sorted_runs, "MOST_INSIDE", 600)
    numbers = SCORES[shape](np.random.default_rng(10))
    places = [0, 3, 249, 499, 749, 999]
    assert in_order(in_a_file(numbers), places) == np.sort(numbers)[places].tolist()
    assert n_different(in_a_file(numbers)) == len(np.unique(numbers))
