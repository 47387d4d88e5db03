"""Columns of a table that somebody brought."""

import numpy as np

from thuiszitters.odds.levels import level_order
from thuiszitters.odds.table import column_from_numbers


def test_numbers_of_a_typed_file_go_by_size():
    assert level_order(column_from_numbers("x", np.array([10.0, 2.0, 2.0]))) == ("2", "10")
