"""Columns of the pupils: what their values are, and how they read as text."""

import pytest

from thuiszitters.base import engine
from thuiszitters.cohort.people import People, as_words, column_advice, column_kinds


def test_a_column_is_of_the_kind_of_its_values():
    with engine.database() as connection:
        connection.execute(
            "CREATE TABLE t AS SELECT 1 AS whole, 0.5 AS half, true AS yes, "
            "DATE '2020-09-01' AS day, 'a' AS word"
        )
        found = column_kinds(connection, "t")
    assert found == {
        "whole": "number", "half": "number", "yes": "number", "day": "date", "word": "text",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("value", "kind", "word"),
    [("2.0", "number", "2"), ("0.1", "number", "0.1"), ("1e-7", "number", "1e-07"),
     ("'2.0'", "text", "2.0"), ("DATE '2020-09-01'", "date", "2020-09-01")],
)  # fmt: skip
def test_a_value_reads_as_text(value, kind, word):
    with engine.database() as connection:
        (found,) = engine.one_row(
            connection, f"SELECT {as_words('x', kind)} FROM (SELECT {value} AS x)"
        )
    assert found == word


def test_pupils_are_counted_by_a_condition():
    with engine.database() as connection:
        connection.execute("CREATE TABLE people AS SELECT * FROM (VALUES (1), (5), (NULL)) v(age)")
        assert People(connection, {"age": "number"}).count("age > 2 OR age IS NULL") == 2


def test_a_column_that_is_not_there_gets_the_nearest_or_the_way_to_an_age():
    assert "site" in column_advice("sitee", ["site", "sex"])
    assert "reference_date" in column_advice("age_years", ["birth_date"])
    assert "reference_date" not in column_advice("age_years", ["age_year"])
