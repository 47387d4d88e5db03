"""Columns of a table that somebody brought."""

import numpy as np
import pandas as pd
import pytest

from thuiszitters.odds import table as module
from thuiszitters.odds.levels import level_order
from thuiszitters.odds.table import column_from_numbers, column_from_texts, numbers_in


def test_numbers_of_a_typed_file_go_by_size():
    assert level_order(column_from_numbers("x", np.array([10.0, 2.0, 2.0]))) == ("2", "10")


@pytest.mark.parametrize("texts", [["b", "", "a", "b"], ["1.5", "1e3", "inf", "1.5"]])
def test_a_few_texts_are_counted_as_many_are(texts):
    few, many = column_from_texts("x", texts), column_from_texts("x", pd.Series(texts, dtype="str"))
    assert (few.texts, few.codes.tolist()) == (many.texts, many.codes.tolist())
    np.testing.assert_array_equal(few.numbers, many.numbers)


#: Texts of which Python and pandas might make different numbers.
NUMBERS = [
    *("1_000", "１２", "٣", "", ".", "-", ".5", "5.", "+5", "--5", "1e", "1e+", "1E-5", "e5"),
    *("1e400", "1e-400", "0x10", "1,5", "1 000", "12345678901234567890", "1d5", "0b1", "00012"),
    *("inf", "-Infinity", "infin", "nan", "NaN", "NULL", "NA", "true", "0.1", "-0", "1.e5"),
    *("0.9960113173336562", "-0.027403845048865824", "2.2250738585072011e-308", "1L"),
]


def test_a_few_numbers_are_read_as_many_are(monkeypatch):
    few = numbers_in(NUMBERS)
    values = np.array([3.0, np.nan, 1.0, 3.0, -0.0, 0.0, np.inf])
    column = column_from_numbers("x", values)
    monkeypatch.setattr(module, "FEW_CELLS", 0)
    np.testing.assert_array_equal(few, numbers_in(NUMBERS))
    same = column_from_numbers("x", values)
    np.testing.assert_array_equal(column.codes, same.codes)
    np.testing.assert_array_equal(column.numbers, same.numbers)
