"""The outcome under every named definition: table, figure, sentence, and what stays inside."""

import re
from dataclasses import replace

import numpy as np
import pytest
from tests.report.sections import section_of, words_of

from thuiszitters.base.text import Text
from thuiszitters.figures.definitions import definitions_plot
from thuiszitters.language.answer.by_definition import definition_sentence
from thuiszitters.plan import LANGUAGES
from thuiszitters.plan.words import NationalCount
from thuiszitters.report.write import make_document
from thuiszitters.tables.definitions import definition_overlap_table, definitions_table
from thuiszitters.tables.make import make_tables

BOTH = ("definitions", "definition_estimates")
TABLES = {"definitions": definitions_table, "definition_overlap": definition_overlap_table}


def rows(numbers, language, name):
    table = TABLES[name](numbers, language)
    return {row.cells[0].text: [cell.text for cell in row.cells[1:]] for row in table.rows}


def hidden(numbers):
    """As release leaves the two tables when a group is too small."""
    empty = dict.fromkeys(("n_pupils", "n_events", "odds_ratio", "ci_low", "ci_high"), np.nan)
    suppressed = {"status": "suppressed", "reason": "suppressed"}
    more = dict(numbers.more)
    for name in BOTH:
        known = {key: value for key, value in empty.items() if key in more[name]}
        more[name] = more[name].assign(**known, **suppressed)
    return replace(numbers, more=more)


def test_a_definition_has_its_pupils_its_overlap_with_the_own_one_and_the_model(released):
    found = rows(released["line"], "en", "definitions")
    counted, own, internalising, *_ = found["Absent for two months or longer (former count)"]
    assert (counted, own) == ("86 (26.9%)", "63 (73.3%)")
    assert internalising == "3.02 (1.17 to 7.77)"


def test_the_own_definition_gives_the_complete_cases(released):
    numbers = released["line"]
    own = numbers.more["definition_estimates"].query("definition == 'ocw_3m'")
    own = own.set_index("term")["odds_ratio"].dropna()
    beside = numbers.complete_cases.query("model == 'main' and model_kind == 'adjusted'")
    beside = beside.set_index("term")["odds_ratio"].dropna().drop("(Intercept)")
    np.testing.assert_allclose(own[beside.index], beside, rtol=1e-6)


def test_who_counts_under_one_and_not_under_another_is_a_cell(released):
    found = rows(released["line"], "en", "definition_overlap")
    assert found["3. Long-term relative absence"] == ["0", "23", "", "0", "0", "0", "23"]


def test_national_counts_stand_beside_with_their_source(released):
    count = NationalCount(Text("a", "pupils of 2018"), 4000, Text("b", "a training"))
    words = replace(released["line"].study.words, national=(count,))
    numbers = replace(released["line"], study=replace(released["line"].study, words=words))
    assert "4,000: pupils of 2018 (a training)." in words_of(section_of(numbers, "en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_suppressed_is_said_and_drawn_nowhere(released, language):
    numbers = hidden(released["line"])
    assert definitions_plot(numbers, language) is None
    assert not any(sign.isdigit() for sign in definition_sentence(numbers, language))
    section = section_of(numbers, language)
    assert not any(hasattr(block, "table") for block in section.blocks)


def test_a_definition_the_model_could_not_be_fitted_under_has_no_number(released):
    table = released["line"].more["definition_estimates"]
    kept = table[table["definition"] != "lvs"]
    more = {**released["line"].more, "definition_estimates": kept}
    found = rows(replace(released["line"], more=more), "en", "definitions")
    assert set(found["Long-term relative absence"][2:]) == {"not estimated"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_spells_a_sentence_says_why_there_are_none(released, language):
    numbers = released["quine"]
    assert definition_sentence(numbers, language) == ""
    assert len(section_of(numbers, language).blocks) == 1
    assert not set(BOTH) & set(make_tables(numbers, language))


def test_two_drawings_are_equal_to_the_byte(released):
    one, other = (definitions_plot(released["line"], "nl") for _ in range(2))
    assert (one.svg, one.png, one.pdf) == (other.svg, other.png, other.pdf)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_suppressed_answer_says_where_to_see_what_would_help_and_no_number(released, language):
    document = make_document(released["suppressed"], {}, language, "research")
    (section,) = [one for one in document.sections if one.name == "answerable"]
    assert "‘thuiszitters check suppressed’" in section.blocks[-1].text
    assert not re.search(r"\d", section.blocks[-1].text)
    document = make_document(released["line"], {}, language, "research")
    assert "answerable" not in {one.name for one in document.sections}
