"""What goes beyond the models: expectations, stacked problems, the screen, and others' numbers."""

import pytest

from thuiszitters.language import say
from thuiszitters.plan import LANGUAGES
from thuiszitters.report.write import make_document
from thuiszitters.tables.make import make_tables


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_research_report_holds_a_section_for_each(released, language):
    document = make_document(released["line"], {}, language, "research")
    names = [section.name for section in document.sections]
    assert {"hypotheses", "problem_count", "screen", "literature"} <= set(names)
    others = make_document(released["quine"], {}, language, "research")
    assert "screen" not in [section.name for section in others.sections]


@pytest.mark.parametrize("name", ["hypotheses", "literature"])
def test_a_predictor_that_holds_part_of_the_outcome_is_marked_here_too(released, name):
    table = make_tables(released["line"], "nl")[name]
    mark = next(note.mark for note in table.notes if note.text == say("note.adjacent", "nl"))
    label = "Motivatieproblemen op school"
    marked = [cell for row in table.rows for cell in row.cells[:2] if cell.text.startswith(label)]
    assert marked
    assert all(mark in cell.marks for cell in marked)
