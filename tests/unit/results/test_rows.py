"""Rows of stored tables."""

import pandas as pd
import pytest

from thuiszitters.results.rows import records, suppressed


@pytest.mark.parametrize(
    ("row", "gone"),
    [
        ({"status": "suppressed", "reason": ""}, True),
        ({"status": "ok", "reason": "counts_suppressed|rule=small"}, True),
        ({"status": "ok", "reason": "summary_suppressed|rule=few"}, True),
        ({"status": "not_estimated", "reason": "separation|predictor=a"}, False),
        ({"status": "ok", "reason": None}, False),
        ({}, False),
    ],
)
def test_a_row_says_whether_the_release_took_something_out(row, gone):
    assert suppressed(row) == gone


def test_every_row_is_a_mapping_with_names_for_its_columns():
    assert records(pd.DataFrame({"a": [1, 2], 0: ["x", "y"]})) == [
        {"a": 1, "0": "x"},
        {"a": 2, "0": "y"},
    ]
