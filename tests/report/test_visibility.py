"""The section on what a cohort can show."""

from dataclasses import replace

import pytest

from thuiszitters.plan import LANGUAGES
from thuiszitters.report.visibility import reasons_by_sight, visibility_table, visible_section
from thuiszitters.tables.hypotheses import hypotheses_table


@pytest.mark.parametrize("language", LANGUAGES)
def test_expectations_say_the_same_as_the_list_of_reasons(measured, language):
    reasons = visibility_table(measured.study, language).rows[1:]
    table = hypotheses_table(measured, language)
    labels = {
        measured.study.hypotheses[name].in_language(language): name
        for name in ("poverty", "cohesion", "urban")
    }
    rows = {labels[row.cells[0].text]: row for row in table.rows if row.cells[0].text in labels}
    assert rows["poverty"].cells[1].text == reasons[0].cells[2].text
    assert rows["cohesion"].cells[1].text == reasons[1].cells[2].text
    assert f"{language} D802" in rows["poverty"].cells[1].text
    said = [rows[name].cells[4].text for name in ("poverty", "cohesion", "urban")]
    words = {
        "nl": ["gemeten, in geen model", "deels gemeten", "niet gemeten"],
        "en": ["measured, in no model", "partly measured", "not measured"],
    }
    assert said == words[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_section_says_that_codes_are_in_no_model(measured, language):
    text = visible_section(measured.study, language).blocks[0].text
    without = replace(measured.study, codes={})
    assert len(text) > len(visible_section(without, language).blocks[0].text)
    assert {kind: len(found) for kind, found in reasons_by_sight(measured.study).items()} == {
        "yes": 2,
        "partly": 1,
        "no": 1,
    }
