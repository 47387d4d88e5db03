"""Cells of suppressed numbers."""

import re

from tests.report.texts_of_tables import notes_of, row_of

from thuiszitters.tables import make_tables


def test_a_suppressed_row_shows_no_number_at_all(released):
    tables = make_tables(released["suppressed"], "nl")
    for name in ("odds_ratios", "characteristics"):
        row = row_of(tables[name], "eerste klas voortgezet onderwijs (F1)")
        assert not any(re.search(r"\d", text) for text in row[1:])
        assert "afgeschermd" in row
    assert "te voorkomen dat leerlingen herkend worden" in notes_of(tables["odds_ratios"])
