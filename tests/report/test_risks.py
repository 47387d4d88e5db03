"""The table of standardised risks."""

from dataclasses import replace

from tests.report.texts_of_tables import notes_of, row_of

from thuiszitters.tables.risks import risks_table


def test_a_risk_over_a_combination_that_no_pupil_has_says_so(released):
    numbers = released["line"]
    risks = numbers.more["risks"].assign(empty_pairs="")
    own = (risks["model"] == "main") & (risks["predictor"] == "girl")
    risks.loc[own, "empty_pairs"] = "girl=yes & problem_profile=internalising_only"
    changed = replace(numbers, more={**numbers.more, "risks": risks})
    table = risks_table(changed, "en")
    marked = [row.cells[3].marks for row in table.rows if row.cells[3].marks]
    (note,) = (note for note in table.notes if "No pupil has this combination" in note.text)
    assert (note.mark,) in marked
    assert "‘Problem profile: Internalising only’" in note.text
    hidden = replace(
        numbers, more={**numbers.more, "risks": risks.assign(empty_pairs="suppressed")}
    )
    assert "is not released" in notes_of(risks_table(hidden, "en"))
    assert "No pupil has" not in notes_of(risks_table(released["line"], "en"))


def test_risks_are_printed_as_percentages_and_points(released):
    table = risks_table(released["line"], "nl")
    row = row_of(table, "Hoofdmodel", "Alleen internaliserend")
    assert row[1] == "36,6% (27,4% tot 47,0%)"
    assert row[3] == "20,7 (7,6 tot 33,8)"
