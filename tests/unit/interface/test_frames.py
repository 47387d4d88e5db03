"""Frames of other libraries and columns of every type are one table."""

import datetime

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

import thuiszitters as th

from .conftest import PREDICTORS


class Stream:
    """Another library's frame: nothing but the Arrow C stream interface."""

    def __init__(self, table):
        self.table = table

    def __arrow_c_stream__(self, requested_schema=None):
        return self.table.__arrow_c_stream__(requested_schema)


def views(frame):
    """Texts and categories as polars hands them over."""
    table = pa.Table.from_pandas(frame, preserve_index=False)
    group = table["age_group"].combine_chunks().cast(pa.string_view())
    coded = group.cast(pa.string()).dictionary_encode()
    large = pa.DictionaryArray.from_arrays(coded.indices, coded.dictionary.cast(pa.large_string()))
    place = table.column_names.index("age_group")
    return [table.set_column(place, "age_group", one) for one in (group, large)]


@pytest.mark.thorough
def test_every_frame_gives_the_same_numbers(frame):
    want = th.odds_ratios(frame, "absent20", PREDICTORS).tidy()
    chunked = pa.concat_tables([pa.Table.from_pandas(part) for part in (frame[:70], frame[70:])])
    frames = [
        chunked,
        Stream(chunked),
        duckdb.from_df(frame),
        frame.set_index("male", drop=False),
        frame.convert_dtypes(),
        frame.astype({"age_group": "category"}),
        *map(Stream, views(frame)),
    ]
    for one in frames:
        found = th.odds_ratios(one, "absent20", PREDICTORS).tidy()
        pd.testing.assert_frame_equal(found, want)


def test_categories_are_groups_in_their_own_order(frame):
    frame["stage"] = pd.Categorical(frame.index % 3, categories=[2, 0, 1])
    terms = th.odds_ratios(frame, "absent20", ["stage"]).tidy()["term"].tolist()
    assert terms[1:] == ["stage=0", "stage=1"]


def test_true_and_false_are_an_outcome_and_a_predictor(frame):
    want = th.odds_ratios(frame, "absent20", ["male"]).tidy()["estimate"]
    logical = frame.astype({"absent20": bool, "male": bool})
    found = th.odds_ratios(logical, "absent20", ["male"], reference={"male": False}).tidy()
    np.testing.assert_array_equal(found["estimate"], want)


def test_names_that_are_numbers_are_taken_as_text(frame):
    numbered = frame.rename(columns={"male": 1})
    assert th.odds_ratios(numbered, "absent20", [1]).tidy()["term"][1] == "1=1"


def with_column(frame, values):
    return frame.assign(x=values)


COLUMNS = {
    "dates": pd.Timestamp("2020-01-01"),
    "days": datetime.date(2020, 1, 1),
    "lengths of time": pd.Timedelta(days=1),
}


@pytest.mark.parametrize("value", COLUMNS.values(), ids=COLUMNS)
def test_moments_are_refused(frame, value):
    with pytest.raises(th.EstimationError, match='frame: column "x": holds dates'):
        th.odds_ratios(with_column(frame, [value] * len(frame)), "absent20", ["x"])


def test_columns_that_are_no_columns_are_all_named(frame):
    frame["a"] = [["x"]] * len(frame)
    frame["b"] = [{"k": 1}] * len(frame)
    with pytest.raises(th.DataError) as error:
        th.odds_ratios(frame, "absent20", ["a", "b"])
    assert len(error.value.problems) == 2


def test_a_column_of_several_types_is_refused_without_its_values(frame):
    mixed = with_column(frame, ["secret", 1] * (len(frame) // 2))
    with pytest.raises(th.DataError, match="more than one type") as error:
        th.odds_ratios(mixed, "absent20", ["x"])
    assert "secret" not in str(error.value)


@pytest.mark.parametrize(
    ("values", "named"), [([10**30, 1], "64 bits"), (["\ud800", "a"], "Unicode")]
)
def test_values_that_no_table_holds_are_refused(frame, values, named):
    odd = pd.Series(values * (len(frame) // 2), dtype="object")
    with pytest.raises(th.DataError, match=named):
        th.odds_ratios(frame.assign(x=odd), "absent20", ["x"])


def test_a_column_that_stands_there_twice_is_refused(frame):
    twice = pd.concat([frame, frame["male"]], axis=1)
    with pytest.raises(th.DataError, match="stands there 2 times"):
        th.odds_ratios(twice, "absent20", ["male"])


@pytest.mark.parametrize(
    "thing", [None, 3, np.ones((2, 2)), {"y": [0, 1]}, [1, 2], pd.Series([1.5, 2])], ids=str
)
def test_what_is_no_frame_gets_a_sentence(thing):
    with pytest.raises(th.DataError, match="frame: a value of type"):
        th.odds_ratios(thing, "y", ["x"])


def test_a_frame_without_rows_and_one_without_outcome_get_sentences(frame):
    with pytest.raises(th.EstimationError, match="no rows"):
        th.odds_ratios(frame[:0], "absent20", ["male"])
    with pytest.raises(th.EstimationError, match="every cell is empty"):
        th.odds_ratios(frame.assign(absent20=np.nan), "absent20", ["male"])


def test_a_frame_is_left_as_it_was(frame):
    before = frame.copy()
    th.odds_ratios(frame, "absent20", PREDICTORS)
    pd.testing.assert_frame_equal(frame, before)
