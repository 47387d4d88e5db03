"""Folds of pupils, and areas over them."""

import numpy as np
import pytest

from thuiszitters.validation.discrimination import delong
from thuiszitters.validation.folds import (
    Folds,
    cross_validated_area,
    deal,
    drawn_pupils,
    over_folds,
)

#: Sums of the same numbers in another order.
ROUNDING = 1e-12


def test_every_pupil_is_in_one_fold_and_folds_are_alike():
    rng = np.random.default_rng(3)
    counts = rng.integers(1, 9, 40).astype(float)
    events = rng.binomial(counts.astype(int), 0.3).astype(float)
    folds = deal(events, counts, rng)
    np.testing.assert_array_equal(folds.events.sum(axis=0), events)
    np.testing.assert_array_equal(folds.counts.sum(axis=0), counts)
    assert (folds.events <= folds.counts).all()
    assert np.ptp(folds.events.sum(axis=1)) <= 1
    assert np.ptp((folds.counts - folds.events).sum(axis=1)) <= 1


@pytest.mark.parametrize(("events", "size"), [(3, None), (4, 2), (7, 3), (50, 5)])
def test_a_fold_has_two_pupils_with_the_outcome_or_there_are_fewer_folds(events, size):
    found = deal(np.array([float(events)]), np.array([100.0]), np.random.default_rng(1))
    assert (None if found is None else found.size) == size


def test_one_fold_is_the_area_of_delong():
    score, events, counts = np.array([0.1, 0.4, 0.7]), np.array([2.0, 5, 9]), np.full(3, 12.0)
    own = delong(score, events, counts)
    folds = Folds(events[None], counts[None])
    found = cross_validated_area([score[None]], [folds], level=0.95)
    np.testing.assert_allclose(
        (found.value, found.low, found.high), (own.estimate, own.low, own.high), rtol=ROUNDING
    )


def test_variances_add_over_folds_and_are_averaged_over_deals():
    """Two folds with variances 0.02 and 0.06: (0.02 + 0.06) / 4; two deals: the mean of both."""
    found = over_folds([[(0.1, 0.02), (0.3, 0.06)], [(0.2, 0.04), (0.2, 0.04)]], level=0.95)
    half = 1.959963984540054 * np.sqrt(0.02)
    np.testing.assert_allclose(found.value, 0.2, rtol=ROUNDING)
    np.testing.assert_allclose(found.high - found.value, half, rtol=ROUNDING)


def test_a_draw_takes_no_pupil_twice():
    events, counts = np.array([5.0, 40]), np.array([50.0, 60])
    drawn = drawn_pupils(events, counts, 100, np.random.default_rng(1))
    assert drawn[1].sum() == 100
    assert (drawn[0] <= events).all()
    assert (drawn[1] - drawn[0] <= counts - events).all()
    whole = drawn_pupils(events, counts, 110, np.random.default_rng(1))
    assert whole[0] is events
