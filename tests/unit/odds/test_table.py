"""Columns of a table that somebody brought."""

import numpy as np
import pandas as pd
import pytest

from thuiszitters.odds import made_columns as module
from thuiszitters.odds.levels import level_order
from thuiszitters.odds.made_columns import column_from_numbers, column_from_texts


def test_numbers_of_a_typed_file_go_by_size():
    assert level_order(column_from_numbers("x", np.array([10.0, 2.0, 2.0]))) == ("2", "10")


@pytest.mark.parametrize("texts", [["b", "", "a", "b"], ["1.5", "1e3", "inf", "1.5"]])
def test_a_few_texts_are_counted_as_many_are(texts):
    few, many = column_from_texts("x", texts), column_from_texts("x", pd.Series(texts, dtype="str"))
    assert (few.texts, few.codes.tolist()) == (many.texts, many.codes.tolist())
    np.testing.assert_array_equal(few.numbers, many.numbers)


def test_a_few_numbers_are_counted_as_many_are(monkeypatch):
    values = np.array([3.0, np.nan, 1.0, 3.0, -0.0, 0.0, np.inf])
    column = column_from_numbers("x", values)
    monkeypatch.setattr(module, "FEW_CELLS", 0)
    same = column_from_numbers("x", values)
    np.testing.assert_array_equal(column.codes, same.codes)
    np.testing.assert_array_equal(column.numbers, same.numbers)
