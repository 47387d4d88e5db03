"""A number with its interval and test."""

import numpy as np
import pytest

from thuiszitters.effects.quantity import ProfiledQuantity, Quantity, pool_quantities


@pytest.mark.parametrize("df", [np.inf, 7.0])
def test_the_interval_ends_at_zero_where_its_level_is_one_less_p(df):
    found = Quantity(0.6, 0.3, df)
    low, _ = found.interval(1 - found.p_value)
    assert low == pytest.approx(0.0, abs=1e-12)


def test_fewer_degrees_of_freedom_give_a_wider_interval():
    narrow, wide = (Quantity(0.0, 1.0, df).interval(0.95) for df in (np.inf, 4.0))
    assert wide[0] < narrow[0]
    assert wide[1] > narrow[1]


def test_a_certain_number_is_either_zero_or_not():
    assert np.isnan(Quantity(0.0, 0.0).p_value)
    assert Quantity(0.1, 0.0).p_value == 0.0


def test_a_profiled_number_keeps_the_ends_and_the_test_of_its_likelihood():
    found = ProfiledQuantity(1.0, 0.5, ends=lambda level: (level, 9.0), test=0.03)
    assert found.interval(0.9) == (0.9, 9.0)
    assert found.p_value == 0.03


def test_equal_parts_pool_to_themselves_and_a_part_without_an_error_to_no_error():
    pooled = pool_quantities([Quantity(0.5, 0.2)] * 3, 1e9, np.nan)
    assert (pooled.estimate, pooled.std_error) == pytest.approx((0.5, 0.2))
    assert np.isnan(
        pool_quantities([Quantity(0.5, 0.2), Quantity(0.4, 0.0)], 9.0, np.nan).std_error
    )


def test_the_sides_of_a_skewed_interval_stay_unequal_over_imputations():
    parts = [
        ProfiledQuantity(mid, 1.0, ends=lambda _, mid=mid: (mid - 1.0, mid + 4.0), test=0.5)
        for mid in (0.0, 0.1)
    ]
    pooled = pool_quantities(parts, 1e9, 0.04)
    low, high = pooled.interval(0.95)
    assert high - pooled.estimate > 2 * (pooled.estimate - low)
    assert pooled.p_value == 0.04
