"""Items of STROBE and RECORD, and where each stands."""

from tests.report.words_of_reports import section_of

from thuiszitters.language import say
from thuiszitters.report.checklists import checklist_table
from thuiszitters.report.document import TableBlock


def test_an_item_of_a_checklist_points_to_a_section_that_holds_it(released):
    section = section_of(released["line"], "research", "checklist")
    table = next(block.table for block in section.blocks if isinstance(block, TableBlock))
    where = {row.cells[0].text: row.cells[2] for row in table.rows if len(row.cells[0].text) < 3}
    assert where["20"].anchor == ""
    rows = {(row.cells[1].text): row.cells[2].anchor for row in table.rows}
    assert rows[say("checklist.r7", "nl")] == "plan"
    assert rows[say("checklist.r22", "nl")] == "method"
    assert rows[say("checklist.s2", "nl")] == ""


def test_codes_that_are_not_listed_are_left_to_the_researchers():
    present = frozenset({"method", "question", "who"})
    anchors = {
        row.cells[1].text: row.cells[2].anchor for row in checklist_table("en", present).rows
    }
    assert anchors[say("checklist.r7", "en")] == ""
    assert anchors[say("checklist.s12", "en")] == "method"
