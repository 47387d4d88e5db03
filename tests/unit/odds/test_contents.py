"""What the cells of a column show."""

import numpy as np
import pytest

from thuiszitters.odds.contents import beyond_computing, names_rows
from thuiszitters.odds.made_columns import column_from_numbers, column_from_texts


def texts(values):
    import pandas as pd

    return column_from_texts("x", pd.Series(values, dtype="str"))


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ([f"{n}" for n in range(100, 130)], True),
        ([f"{n:03d}" for n in range(0, 60, 2)], True),
        ([f"{n}" for n in range(0, 60, 2)], False),
        ([f"{n}" for n in range(19)], False),
        ([f"p{n}" for n in range(30)], True),
        (["a", "b"] * 20, False),
    ],
    ids=["without a gap", "leading zeros", "with gaps", "few rows", "texts", "groups"],
)
def test_a_value_for_every_row_names_rows_unless_it_may_measure(values, named):
    assert names_rows(texts(values)) == named


@pytest.mark.parametrize(("largest", "beyond"), [(1e99, False), (1e101, True), (1e-101, True)])
def test_numbers_whose_squares_are_no_numbers_are_beyond_computing(largest, beyond):
    assert beyond_computing(column_from_numbers("x", np.array([0.0, largest]))) is beyond
