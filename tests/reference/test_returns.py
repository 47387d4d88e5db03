"""Kaplan-Meier and Wilson's interval beside R."""

import numpy as np
import pandas as pd
import pytest
from tests.reference.returns_of_r import EXPECTED, FOLDER, TOLERANCE

from thuiszitters.describe.returns import kaplan_meier


@pytest.mark.parametrize("level", [0.95, 0.90])
def test_a_curve_with_ties_and_censoring_is_that_of_r(level):
    data = pd.read_csv(FOLDER / "data.csv")
    expected = EXPECTED[f"level_{100 * level:.0f}"]
    ended = data["ended"].to_numpy() == 1
    days, at = data["time"].to_numpy("float64"), np.array(EXPECTED["at"], dtype="float64")
    found = kaplan_meier(days, ended, np.ones(len(data), dtype="int64"), at, level)
    for own, name in zip(found, ("surv", "low", "high"), strict=True):
        theirs = np.array(expected[name], dtype="float64")
        if name != "surv":  # R repeats 1 where nobody returned yet; there is no interval then
            theirs = np.where(found[0] == 1, np.nan, theirs)
        np.testing.assert_allclose(own, theirs, rtol=TOLERANCE)


def test_counted_rows_give_the_same_curve_as_repeated_ones():
    days, ended = np.array([10.0, 10, 20, 30, 30]), np.array([True, False, True, True, False])
    counts, at = np.array([3, 1, 4, 2, 5]), np.array([9.0, 10, 25, 30])
    one = kaplan_meier(days, ended, counts, at, 0.95)
    ones = np.ones(counts.sum(), dtype="int64")
    other = kaplan_meier(np.repeat(days, counts), np.repeat(ended, counts), ones, at, 0.95)
    np.testing.assert_allclose(one, other, rtol=TOLERANCE)
    # By hand: 12/15 after day 10 (3 of 15 return before the one who is censored that day) ...
    np.testing.assert_allclose(one[0], [1, 12 / 15, 12 / 15 * 7 / 11, 12 / 15 * 7 / 11 * 5 / 7])
