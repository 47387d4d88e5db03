"""One sentence on how many pupils each definition counts."""

import pytest
from tests.report.sections import section_of, words_of

from thuiszitters.figures.definitions import definitions_plot
from thuiszitters.language.answer.by_definition import by_definition, definition_sentence
from thuiszitters.plan import LANGUAGES
from thuiszitters.report.write import make_document
from thuiszitters.tables.definitions import definitions_table


def test_the_own_definition_counts_the_pupils_with_the_outcome_and_is_marked(released):
    numbers = released["line"]
    (own,) = [one for one in by_definition(numbers) if one.definition.own]
    assert own.counts["n_events"] == numbers.study.n_events
    table = definitions_table(numbers, "nl")
    assert [bool(row.cells[0].marks) for row in table.rows].count(True) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sentence_stands_in_the_policy_report_and_opens_the_section(released, language):
    numbers = released["line"]
    sentence = definition_sentence(numbers, language)
    assert {"nl": "zeven", "en": "seven"}[language] in sentence
    assert "109" in sentence
    figures = {"definitions": definitions_plot(numbers, language)}
    section = section_of(numbers, language, figures)
    assert section.blocks[0].text == sentence
    assert figures["definitions"] in [getattr(block, "figure", None) for block in section.blocks]
    policy = make_document(numbers, {}, language, "policy")
    who = next(one for one in policy.sections if one.name == "who")
    assert sentence in words_of(who)
