"""The restricted cubic spline, against its definition."""

import numpy as np
import pytest

from thuiszitters.logit.splines import KNOT_SHARES, knots_of, spline_basis

KNOTS = (2.0, 3.0, 5.0, 9.0)


def test_below_the_first_and_above_the_last_knot_it_is_a_straight_line():
    for x in (np.linspace(-3, 2, 7), np.linspace(9, 30, 7)):
        bends = np.diff(spline_basis(x, KNOTS), n=2, axis=0)
        assert bends == pytest.approx(0.0, abs=1e-9)


def test_there_are_as_many_columns_as_knots_less_two():
    assert spline_basis(np.arange(4.0), KNOTS).shape == (4, 2)


def test_between_the_first_two_knots_a_column_is_a_cube():
    x = np.array([2.0, 2.5, 3.0])
    first = spline_basis(x, KNOTS)[:, 0]
    assert first == pytest.approx((x - 2.0) ** 3 / (9.0 - 2.0) ** 2)


def test_knots_of_counted_values_are_those_of_a_row_for_each_pupil():
    rng = np.random.default_rng(4)
    x, counts = np.arange(12.0), rng.integers(1, 20, 12).astype(float)
    rows = np.repeat(x, counts.astype(int))
    assert knots_of(x, counts) == pytest.approx(np.quantile(rows, KNOT_SHARES[4]))


def test_few_values_have_fewer_knots_and_two_values_have_none():
    assert knots_of(np.array([0.0, 1.0, 2.0]), np.array([20.0, 60.0, 20.0])) == (0.0, 1.0, 2.0)
    assert knots_of(np.array([0.0, 1.0]), np.array([60.0, 40.0])) == ()
