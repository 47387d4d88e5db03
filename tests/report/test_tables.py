"""Tables say what the numbers say, rounded once, and explain what is missing."""

import io
import re

import numpy as np
import pandas as pd

from thuiszitters.tables.csv import csv_text
from thuiszitters.tables.make import make_tables
from thuiszitters.tables.odds_ratios import odds_ratio_table


def test_dutch_tables_have_decimal_commas_only(numbers):
    for table in make_tables(numbers, "nl").values():
        for row in table.rows:
            for cell in row.cells[1:]:
                assert not re.search(r"\d\.\d(?!\d\d)", cell.text), cell.text


def test_the_csv_holds_every_digit(released):
    table = odds_ratio_table(released["quine"], "en")
    back = pd.read_csv(io.StringIO(csv_text(table)))
    np.testing.assert_array_equal(back["odds_ratio"], pd.DataFrame(table.long)["odds_ratio"])
    assert list(back.columns) == list(released["quine"].estimates.columns)
