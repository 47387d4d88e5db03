"""What is missing, and of how many."""

from thuiszitters.report.write import make_document
from thuiszitters.tables.missing import missing_table


def test_missing_values_are_listed_with_their_share_of_all_pupils(released):
    table = missing_table(released["line"], "nl")
    assert [cell.text for cell in table.rows[0].cells] == [
        "Geslacht", "10 (3,1%)", "2 (3,2%)", "8 (3,1%)",
    ]  # fmt: skip


def test_a_cohort_without_missing_values_has_no_rows_and_no_table_in_its_report(released):
    assert missing_table(released["quine"], "en").rows == ()
    document = make_document(released["quine"], {}, "en", "research")
    names = [
        block.table.name
        for section in document.sections
        for block in section.blocks
        if hasattr(block, "table")
    ]
    assert "missing" not in names
