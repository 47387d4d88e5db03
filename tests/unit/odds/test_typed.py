"""Columns of files that know types."""

import numpy as np
import pyarrow as pa
import pytest

from thuiszitters.base.errors import DataError
from thuiszitters.odds.made_columns import column_from_numbers
from thuiszitters.odds.typed import column_from_arrow, columns_from_arrow, labelled, name_problems


def test_labels_stand_in_for_values_only_where_every_value_has_its_own():
    column = column_from_numbers("x", np.array([2.0, 1.0, 2.0]))
    whole = labelled(column, {"1": "low", "2": "high"}, dates=False)
    assert list(whole.texts) == ["low", "high"]
    assert whole.ordered
    assert [whole.texts[code] for code in whole.codes] == ["high", "low", "high"]
    part = labelled(column, {"2": "unknown"}, dates=False)
    assert list(part.texts) == list(column.texts)
    assert part.labels == (("2", "unknown"),)


def test_categories_keep_the_order_of_the_file():
    values = pa.array(["b", "a", None]).dictionary_encode()
    column = column_from_arrow("x", values)
    assert list(column.texts) == ["b", "a"]
    assert column.codes.tolist() == [0, 1, -1]


def test_a_list_in_a_cell_is_named_with_its_type():
    table = pa.table({"x": pa.array([[1], [2]])})
    with pytest.raises(DataError, match=r'column "x": holds values of type list'):
        columns_from_arrow("a.parquet", table, ["x"])


def test_a_column_that_is_missing_or_stands_twice_is_told():
    missing, twice = name_problems("a.parquet", ["outcome", "age", "age"], ["outcom", "age"])
    assert 'the column "outcom" is missing' in str(missing)
    assert "2 times" in str(twice)
