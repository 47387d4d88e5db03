"""Rubin's rules, against their closed forms."""

import numpy as np
import pytest

from thuiszitters.logit.pooling import pool, pool_wald

ESTIMATES, VARIANCES = np.array([0.2, 0.5, 0.8]), np.array([0.04, 0.09, 0.05])
#: Sums of a few numbers of order one.
ROUNDING = 1e-12


def test_total_variance_is_within_plus_between_for_three_imputations():
    found = pool(ESTIMATES, VARIANCES, 1e9)
    within, between = 0.06, 0.09
    assert found.estimate == pytest.approx(0.5, rel=ROUNDING)
    assert found.std_error**2 == pytest.approx(within + 4 / 3 * between, rel=ROUNDING)
    assert found.riv == pytest.approx(4 / 3 * between / within, rel=ROUNDING)
    assert found.monte_carlo_error**2 == pytest.approx(between / 3, rel=ROUNDING)


def test_with_very_many_pupils_the_degrees_of_freedom_are_rubins():
    found = pool(ESTIMATES, VARIANCES, 1e12)
    assert found.df == pytest.approx(2 * (1 + 1 / found.riv) ** 2, rel=1e-9)


def test_the_degrees_of_freedom_are_never_more_than_those_of_complete_data():
    for complete in (5.0, 50.0, 500.0):
        assert pool(ESTIMATES, VARIANCES, complete).df < complete


def test_the_interval_excludes_nothing_where_p_is_above_and_something_where_it_is_below():
    found = pool(ESTIMATES, VARIANCES, 100.0)
    low, high = found.interval(1 - found.p_value)
    assert min(abs(low), abs(high)) == pytest.approx(0.0, abs=1e-9)


def test_a_wald_test_of_one_coefficient_is_its_t_test():
    one = pool(ESTIMATES, VARIANCES, 100.0)
    test = pool_wald(ESTIMATES[:, None], VARIANCES[:, None, None], 100.0)
    assert test.statistic == pytest.approx((one.estimate / one.std_error) ** 2, rel=ROUNDING)
    assert test.df_residual == pytest.approx(one.df, rel=ROUNDING)
    assert test.p_value == pytest.approx(one.p_value, rel=1e-9)
