"""Rows that were just made say what their frame says."""

import pickle
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from thuiszitters.odds import request_from
from thuiszitters.odds.analysis import run_odds
from thuiszitters.odds.record import as_numbers
from thuiszitters.results.fresh import FreshTable
from thuiszitters.results.read import Numbers
from thuiszitters.results.rows import records
from thuiszitters.results.tables_cohort import FLOW


@pytest.fixture(scope="module")
def numbers(tmp_path_factory):
    path = tmp_path_factory.mktemp("fresh") / "t.csv"
    chance = np.random.default_rng(3)
    frame = pd.DataFrame({"y": chance.integers(0, 2, 60), "x": chance.normal(size=60).round(2)})
    frame.assign(g=["a", "b", "c"] * 20).to_csv(path, index=False)
    return as_numbers(run_odds(request_from(str(path), "y", ["x", "g"])))


@pytest.mark.parametrize("name", ["estimates", "complete_cases", "global_tests", "fits", "blocks"])
def test_rows_are_those_of_the_frame(numbers, name):
    rows, stored = numbers.rows(name), records(getattr(numbers, name))
    assert [[*row] for row in rows] == [[*row] for row in stored]
    for row, there in zip(rows, stored, strict=True):
        for column, value in row.items():
            one, other = value, there[column]
            assert type(one) is type(other) or one is None, column
            assert one == other or (pd.isna(one) and pd.isna(other)), column


def test_they_go_to_another_process_and_can_be_replaced(numbers):
    sent = pickle.loads(pickle.dumps(numbers))
    pd.testing.assert_frame_equal(sent.fits, numbers.fits)
    assert sent.flow.empty
    assert sent.rows("flow") == []
    changed = Numbers(**{name: getattr(sent, name) for name in FIELDS})
    assert len(replace(changed, more={}).rows("fits")) == len(numbers.fits)
    with pytest.raises(AttributeError, match="risks"):
        sent.risks  # noqa: B018


FIELDS = (
    *("study", "flow", "characteristics", "estimates", "complete_cases", "global_tests"),
    *("fits", "blocks", "more"),
)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"pupil": "a"}, '"pupil" is not declared'),
        ({"step": None, "n_excluded": 0, "n_remaining": 1}, '"step" is a whole number'),
        ({"step": 0, "n_excluded": 0.5, "n_remaining": 1}, "0.5 is no whole number"),
    ],
)
def test_a_fault_of_the_program_is_refused(row, told):
    with pytest.raises(ValueError, match=told):
        FreshTable(FLOW, [row]).records()


def test_what_a_row_does_not_name_is_the_default():
    table = FreshTable(FLOW, [{"step": 1, "n_excluded": 0, "n_remaining": 4}])
    row, stored = table.records()[0], records(table.frame())[0]
    assert row["status"] == stored["status"] == "ok"
    assert pd.isna(row["reason"]) == pd.isna(stored["reason"])
