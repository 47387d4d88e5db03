"""Levels in the order a reader expects, and the one that a user means."""

import pandas as pd
import pytest

from thuiszitters.odds.levels import find_level, in_case_only, is_plain, level_order
from thuiszitters.odds.made_columns import column_from_texts


def texts(*values):
    return column_from_texts("x", pd.Series(values, dtype="str"))


@pytest.mark.parametrize(
    ("values", "order"),
    [
        (("yes", "no", "yes"), ("no", "yes")),
        (("Ja", "Nee"), ("Nee", "Ja")),
        (("large", "Small", "middle"), ("large", "middle", "Small")),
        (("10", "9", "1"), ("1", "9", "10")),
    ],
)
def test_no_comes_before_yes_and_numbers_go_by_size(values, order):
    assert level_order(texts(*values)) == order


def test_which_levels_need_no_saying():
    assert is_plain(["TRUE", "false"])
    assert not is_plain(["no", "yes", "unknown"])
    assert not is_plain(["nee", "yes"])


def test_the_level_that_is_meant():
    assert find_level("01", ["1", "2"]) == "1"
    assert find_level("1", ["1.0", "1"]) == "1"
    assert find_level("no", ["yes", "No"]) is None
    assert in_case_only(["Yes", "yes"])
    assert not in_case_only(["yes", "no"])
