"""Numbers leave as exactly as a journal prints them."""

import numpy as np
import pytest
from tests.unit.release.made_tables import RULE_OF_10

from thuiszitters.release import release_results
from thuiszitters.release.precision import rounded_number


@pytest.mark.parametrize(
    ("value", "rounded"),
    [(0.125, 0.13), (-0.125, -0.13), (2.675, 2.68), (9.995, 10.0), (999.5, 1000.0), (1e-9, 0.0)],
)
def test_a_half_goes_away_from_zero_as_it_is_printed(value, rounded):
    """2.675 is a little less in binary; a reader who rounds the printed number gets 2.68."""
    assert rounded_number(value, 2, 3) == rounded


def test_what_is_not_finite_stays():
    assert rounded_number(np.inf, 2, 3) == np.inf
    assert np.isnan(rounded_number(np.nan, 2, 3))


@pytest.mark.parametrize("step", [1, 2, 5, 20])
def test_it_is_a_multiple_of_its_step_and_rounding_again_changes_nothing(step):
    for value in np.random.default_rng(2).lognormal(0, 2, 200):
        once = rounded_number(value, 2, 3, step=step)
        places = min(2, 2 - int(np.floor(np.log10(value))))
        unit = step * 10.0**-places
        assert once / unit == pytest.approx(round(once / unit), abs=1e-6)
        assert abs(once - value) <= unit / 2 * (1 + 1e-9)


def test_a_small_number_may_keep_one_digit():
    assert rounded_number(0.00049, 2, 3) == 0.0
    assert rounded_number(0.00049, 2, 3, keep_one=True) == 0.0005


@pytest.mark.thorough
def test_a_released_logarithm_tells_no_more_than_the_odds_ratio_beside_it(tables):
    tables["estimates"]["odds_ratio"] = 1.2345
    table = release_results(tables, RULE_OF_10).tables["estimates"]
    shown = table[table["odds_ratio"].notna()]
    assert set(shown["odds_ratio"]) == {1.23}
    np.testing.assert_array_equal(shown["log_odds"], np.log(shown["odds_ratio"]))
