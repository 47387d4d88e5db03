"""What a cohort measured follows the codes that were recorded, and every table says the same."""

from dataclasses import replace

import pytest

from thuiszitters.base.text import Text
from thuiszitters.language.sight import seen, seen_topic
from thuiszitters.plan import LANGUAGES
from thuiszitters.plan.words import Reason
from thuiszitters.report.visibility import reasons_by_sight, visibility_table, visible_section
from thuiszitters.results.study import CodeName
from thuiszitters.tables.hypotheses import hypotheses_table

WORD = Text(nl="reden", en="reason")


@pytest.fixture
def numbers(released):
    """The released cohort, whose plan lists codes under three of its reasons."""
    numbers = released["line"]
    reasons = (
        Reason(WORD, "poverty", codes=("D802", "D502")),
        Reason(WORD, "cohesion", codes_in_part=("E101",)),
        Reason(WORD, "health", codes=("B100",)),
        Reason(WORD, "externalising", codes=("D802",)),
    )
    codes = {
        code: CodeName(Text(f"nl {code}", f"en {code}"), "verified") for code in ("D802", "E101")
    }
    words = replace(numbers.study.words, reasons=((WORD, reasons),))
    topics = {"poverty": "poverty", "cohesion": "cohesion", "urban": "urban"}
    study = replace(numbers.study, words=words, codes=codes, hypothesis_topics=topics)
    return replace(numbers, study=study)


def listed(numbers):
    return numbers.study.words.reasons[0][1]


def test_a_recorded_code_shows_a_reason_and_one_that_was_not_recorded_does_not(numbers):
    found = [seen(one, numbers.study) for one in listed(numbers)]
    assert [one.sight for one in found] == ["yes", "partly", "no", "yes"]
    assert [one.codes for one in found] == [("D802",), ("E101",), (), ()]
    assert found[3].predictors  # a predictor of a model goes before a code


@pytest.mark.parametrize("language", LANGUAGES)
def test_expectations_say_the_same_as_the_list_of_reasons(numbers, language):
    reasons = visibility_table(numbers.study, language).rows[1:]
    table = hypotheses_table(numbers, language)
    labels = {
        numbers.study.hypotheses[name].in_language(language): name
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
def test_the_section_says_that_codes_are_in_no_model(numbers, language):
    text = visible_section(numbers.study, language).blocks[0].text
    without = replace(numbers.study, codes={})
    assert len(text) > len(visible_section(without, language).blocks[0].text)
    assert {kind: len(found) for kind, found in reasons_by_sight(numbers.study).items()} == {
        "yes": 2,
        "partly": 1,
        "no": 1,
    }


def test_a_topic_of_two_reasons_is_seen_as_well_as_the_best_of_them(numbers):
    (group,) = numbers.study.words.reasons
    twice = (WORD, (*group[1], Reason(WORD, "health", codes=("E101",))))
    study = replace(numbers.study, words=replace(numbers.study.words, reasons=(twice,)))
    assert seen_topic("health", study).sight == "yes"
