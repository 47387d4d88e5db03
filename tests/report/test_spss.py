"""The layout that SPSS gives."""

from dataclasses import replace

import pytest

from thuiszitters.language.catalogue import say
from thuiszitters.tables.spss import spss_table


def test_the_spss_layout_ends_with_the_constant_and_hides_the_error_after_firth(released):
    table = spss_table(released["altra_demo"], "nl")
    sections = [place for place, row in enumerate(table.rows) if row.kind == "section"]
    assert table.rows[sections[1] - 1].cells[0].text == "Constante"
    firth = table.rows[sections[1] + 1 :]
    assert {row.cells[2].text for row in firth} == {""}
    assert {row.cells[3].text for row in firth if row.cells[1].text} == {""}
    terms = [row for row in table.rows[1 : sections[1]] if row.cells[1].text]
    assert all(row.cells[2].text for row in terms)


def test_the_spss_layout_has_wald_and_a_row_for_each_factor(released):
    numbers = released["quine"]
    table = spss_table(numbers, "en")
    names = [row.cells[0].text for row in table.rows]
    whole = table.rows[names.index("Year group")]
    tests = numbers.global_tests
    kept = (tests["model_kind"] == "adjusted") & (tests["predictor"] == "age_group")
    stored = tests[kept].iloc[0]
    assert whole.cells[3].values == (stored["statistic"],)
    assert [cell.text for cell in whole.cells[4:6]] == ["3", "0.003"]
    assert whole.cells[3].marks
    assert names[names.index("Year group") + 1].startswith("Year group: ")
    for row in table.rows:
        if row.cells[2].values:
            (b,), (error,), (wald,) = (row.cells[place].values for place in (1, 2, 3))
            assert wald == pytest.approx((b / error) ** 2)
            assert row.cells[4].text == "1"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_suppressed_method_of_a_test_is_said_to_be_left_out(released, language):
    """A release hides by which method a factor was tested where that tells of an empty cell."""
    numbers = released["quine"]
    tests = numbers.global_tests.assign(test="suppressed", statistic=float("nan"))
    table = spss_table(replace(numbers, global_tests=tests), language)
    label = numbers.study.predictors["age_group"].label.in_language(language)
    whole = next(row for row in table.rows if row.cells[0].text == label)
    notes = {note.mark: note.text for note in table.notes}
    statistic, _, p = whole.cells[3:6]
    assert statistic.text == ""
    assert p.text
    assert [notes[mark] for mark in p.marks] == [say("table.spss.suppressed", language)]
