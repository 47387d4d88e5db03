"""Values of files that know types, as the text of a cell."""

from datetime import date, datetime

import numpy as np
import pandas as pd
import pytest

from thuiszitters.intake.typed_text import as_cell, is_day, number_cell


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (np.True_, "1"),
        (np.int64(7), "7"),
        (np.float64(7.0), "7"),
        (-0.5, "-0.5"),
        (float("nan"), ""),
        (pd.NaT, ""),
        (datetime(2020, 9, 1, 23, 59), "2020-09-01"),
        (date(2020, 9, 1), "2020-09-01"),
        ("  a b ", "a b"),
    ],
)
def test_a_value_is_written_as_a_csv_file_would_hold_it(value, cell):
    assert as_cell(value) == cell


@pytest.mark.parametrize("value", [0.1, 1 / 3, 1e-9, 123456.789, -2.5e20, 1e15])
def test_a_number_comes_back_from_its_text(value):
    assert float(number_cell(value)) == value
    assert float(number_cell(value, ",").replace(",", ".")) == value


def test_what_is_a_day():
    assert is_day(date(2020, 9, 1))
    assert not is_day("2020-09-01")
    assert not is_day(pd.NaT)
