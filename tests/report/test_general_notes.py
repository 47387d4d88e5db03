"""Notes that tables have in common."""

from dataclasses import replace

import pytest
from tests.report.texts_of_tables import notes_of

from thuiszitters.tables.general_notes import note_suppressed
from thuiszitters.tables.make import make_tables
from thuiszitters.tables.table import Cell, NoteList, Row


@pytest.mark.parametrize(
    ("share", "dutch", "english"),
    [
        (0.04, "hooguit 4,0% van zijn standaardfout", "at most 4.0% of its standard error"),
        (0.12, "loopt op tot 12,0% van zijn", "goes up to 12.0% of its"),
    ],
)
def test_a_table_over_imputations_says_what_another_set_would_change(
    released, share, dutch, english
):
    numbers = released["line"]
    pooled = numbers.estimates.assign(mc_error=share * numbers.estimates["std_error"])
    numbers = replace(numbers, estimates=pooled)
    for language, words in (("nl", dutch), ("en", english)):
        tables = make_tables(numbers, language)
        for name in ("odds_ratios", "complete_cases", "risks"):
            assert words in notes_of(tables[name]), name
        assert words not in notes_of(tables["checks"])


def test_a_note_on_suppression_stands_only_where_a_cell_is_suppressed():
    for state, told in (("suppressed", 1), ("", 0)):
        notes = NoteList()
        note_suppressed([Row((Cell("x", state=state),))], notes, "en")
        assert len(tuple(notes)) == told
