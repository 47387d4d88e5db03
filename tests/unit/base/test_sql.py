"""Names and texts of a file reach the database as they are, whatever signs they hold."""

from datetime import date

import pytest

from thuiszitters.base import engine, sql

ODD = ['a"b', "it's", "a; DROP TABLE x", "--", "é ", "1", "\\", '"', "'"]


@pytest.mark.parametrize("sign", ODD)
def test_an_odd_name_and_an_odd_text_come_back_unchanged(sign):
    with engine.database() as connection:
        answer = connection.sql(f"SELECT {sql.text(sign)} AS {sql.name(sign)}").to_arrow_table()
    assert answer.column_names == [sign]
    assert answer.column(0).to_pylist() == [sign]


def test_several_of_them_are_told_apart():
    with engine.database() as connection:
        found = engine.one_row(
            connection, f"SELECT 'it''s' IN {sql.texts(ODD)}, 'its' IN {sql.texts(ODD)}"
        )
    assert found == (True, False)
    assert sql.names(["a", 'b"']) == '"a", "b"""'


def test_a_day_is_a_day():
    with engine.database() as connection:
        (found,) = engine.one_row(connection, f"SELECT {sql.day(date(2020, 2, 29))}")
    assert found == date(2020, 2, 29)


def test_a_long_or_an_empty_list_is_no_list():
    assert sql.listed("c", ["x", "x", "y"]) == "CAST(c AS ENUM ('x', 'y'))"
    assert sql.listed("c", []) == "c"
    assert sql.listed("c", map(str, range(sql.MOST_LISTED + 1))) == "c"
