"""How a spreadsheet shows the number behind a cell."""

import pytest

from thuiszitters.tables.excel_format import shown_as
from thuiszitters.tables.table import Cell, Column


@pytest.mark.parametrize(
    ("text", "value", "language", "factor", "form"),
    [
        ("1.234", 1234.0, "nl", 1.0, "#,##0"),
        ("1,23", 1.2345, "nl", 1.0, "0.00"),
        ("1.23", 1.2345, "en", 1.0, "0.00"),
        ("−3,2", -0.0321, "nl", 100.0, "0.0"),
        ("19.7%", 0.197, "en", 1.0, "0.0%"),
        ("20%", 0.2, "nl", 1.0, "0%"),
    ],
)
def test_a_number_is_scaled_and_rounded_as_the_table_prints_it(text, value, language, factor, form):
    found = shown_as(Cell(text, (value,)), Column("x", "x"), "", language)
    assert (found.factor, found.number_format) == (factor, form)


def test_a_p_value_has_its_own_format_whatever_is_printed():
    for key in ("p", "q", "global_p"):
        assert (
            '"<0.001"'
            in shown_as(Cell("<0,001", (1e-9,)), Column(key, "p"), "", "nl").number_format
        )


def test_words_are_shown_as_they_are():
    assert shown_as(Cell("niet geschat", ()), Column("x", "x"), "", "nl").number_format == "General"
