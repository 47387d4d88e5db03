"""Cells of suppressed numbers."""

import re

from tests.report.texts_of_tables import notes_of, row_of

from thuiszitters.tables.cells import estimate_cell, p_cell, share_cell
from thuiszitters.tables.make import make_tables
from thuiszitters.tables.table import NoteList


def test_a_suppressed_row_shows_no_number_at_all(released):
    tables = make_tables(released["suppressed"], "nl")
    for name in ("odds_ratios", "characteristics"):
        row = row_of(tables[name], "eerste klas voortgezet onderwijs (F1)")
        assert not any(re.search(r"\d", text) for text in row[1:])
        assert "afgeschermd" in row
    assert "te voorkomen dat leerlingen herkend worden" in notes_of(tables["odds_ratios"])


def test_what_is_not_there_is_suppressed_or_was_not_estimated(released):
    study, notes = released["quine"].study, NoteList()
    gone = {"status": "suppressed", "reason": "suppressed", "odds_ratio": float("nan"),
            "ci_low": float("nan"), "ci_high": float("nan"), "p_value": float("nan")}  # fmt: skip
    failed = {**gone, "status": "not_converged", "reason": "not_converged"}
    assert estimate_cell(gone, "en", study, notes).state == "suppressed"
    assert estimate_cell(failed, "en", study, notes).text == "not estimated"
    assert p_cell(gone, "en").state == "suppressed"
    assert p_cell({**gone, "status": "reference"}, "en").text == ""


def test_a_share_without_a_whole_is_a_count_alone():
    assert share_cell(12.0, 48.0, "en").text == "12 (25.0%)"
    assert share_cell(12.0, 0.0, "en").text == "12"
    assert share_cell(float("nan"), 48.0, "nl").text == "afgeschermd"
