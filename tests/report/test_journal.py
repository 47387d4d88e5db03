"""Tables in the style of a journal."""

import pytest

from thuiszitters.tables.csv import csv_text
from thuiszitters.tables.journal import in_style, without_p_values
from thuiszitters.tables.make import make_tables
from thuiszitters.tables.odds_ratios import odds_ratio_table


@pytest.mark.parametrize(
    ("journal", "interval", "p"),
    [("plain", "2.91 (1.36 to 6.44)", "0.006"), ("bmj", "2.91 (1.36 to 6.44)", "0.006"),
     ("jama", "2.91 (1.36-6.44)", ".006"), ("apa", "2.91 [1.36, 6.44]", ".006")],
)  # fmt: skip
def test_a_journal_has_its_own_intervals_and_p_values(released, journal, interval, p):
    table = in_style(odds_ratio_table(released["quine"], "en"), journal)
    texts = {cell.text for row in table.rows for cell in row.cells}
    assert {interval, p} <= texts


def test_tables_without_p_values_keep_their_intervals_and_tests_keep_their_p(released):
    made = make_tables(released["line"], "en")
    table = made["odds_ratios"]
    bare = without_p_values(table)
    assert [column.key for column in bare.columns] == ["label", "n", "events", "crude", "adjusted"]
    assert all(len(row.cells) == 5 for row in bare.rows)
    assert not any("p-value" in note.text for note in bare.notes)
    assert csv_text(bare) == csv_text(table)
    for name in ("blocks", "checks", "interactions", "subgroups", "hypotheses", "model_fit"):
        assert without_p_values(made[name]) is made[name]
