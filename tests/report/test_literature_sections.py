"""What goes beyond the models: expectations, stacked problems, the screen, and others' numbers."""

from dataclasses import replace

import numpy as np
import pytest

from thuiszitters.language import say
from thuiszitters.plan import LANGUAGES
from thuiszitters.report.literature_sections import beyond_sections
from thuiszitters.report.write import make_document
from thuiszitters.tables import make_tables
from thuiszitters.tables.hypotheses import hypotheses_table
from thuiszitters.tables.literature import literature_table
from thuiszitters.tables.screen import screen_table


def column(table, key):
    place = [one.key for one in table.columns].index(key)
    return {row.cells[0].text: row.cells[place].text for row in table.rows}


def with_table(numbers, name, **values):
    table = numbers.more[name].assign(**values)
    return replace(numbers, more={**numbers.more, name: table})


def lead_of(numbers, name, language="nl"):
    sections = beyond_sections(numbers, {}, make_tables(numbers, language), language)
    return sections[name].blocks[0].text


def test_an_expectation_stands_beside_what_the_study_said_of_it(released):
    table = hypotheses_table(released["line"], "nl")
    label = "Gedragsproblemen vergroten de kans"
    assert column(table, "here")[label] == "niet beslist"
    assert column(table, "study")[label] == "het tegendeel gevonden"
    assert column(table, "contrast")[label] == "Alleen externaliserend (verwacht boven 1)"


def test_an_expectation_that_was_not_measured_has_no_number(released):
    table = hypotheses_table(released["line"], "en")
    label = "More changes of school"
    assert column(table, "adjusted")[label] == ""
    assert column(table, "here")[label] == "not measured"


def test_a_suppressed_expectation_has_no_verdict(released):
    hidden = {"odds_ratio": np.nan, "ci_low": np.nan, "ci_high": np.nan, "p_holm": np.nan}
    hidden |= {"verdict": None, "status": "suppressed", "reason": "suppressed|rule=small_count"}
    numbers = with_table(released["line"], "hypotheses", **hidden)
    table = hypotheses_table(numbers, "nl")
    assert column(table, "here")["Jongens vaker dan meisjes"] == "afgeschermd"
    assert "niet beslist: 0; niet gemeten, niet geschat of afgeschermd: 13" in lead_of(
        numbers, "hypotheses"
    )


def test_only_confirmatory_expectations_have_a_p_value(released):
    table = hypotheses_table(released["line"], "nl")
    assert column(table, "p")["Jongens vaker dan meisjes"]
    assert column(table, "p")["Zwakke cognitieve vermogens"] == ""


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (1.1, 2.0, "zijn de odds hoger"),
        (0.3, 0.9, "zijn de odds lager"),
        (0.8, 1.4, "geven deze gegevens geen uitsluitsel"),
    ],
)
def test_the_sentence_on_the_number_of_domains_follows_from_the_interval(released, low, high, said):
    numbers = with_table(released["line"], "problem_count", ci_low=low, ci_high=high)
    assert said in lead_of(numbers, "problem_count")


def test_a_suppressed_trend_is_not_said_to_be_open(released):
    hidden = {"odds_ratio": np.nan, "ci_low": np.nan, "ci_high": np.nan, "status": "suppressed"}
    numbers = with_table(released["line"], "problem_count", **hidden)
    assert lead_of(numbers, "problem_count").endswith("is niet vrijgegeven.")


def test_the_screen_is_marked_exploratory_wherever_it_stands(released):
    for language in LANGUAGES:
        table = screen_table(released["line"], language)
        word = {"nl": "verkennend", "en": "exploratory"}[language]
        assert word in table.title.lower()
        assert word in lead_of(released["line"], "screen", language).lower()


def test_a_code_label_that_was_not_verified_carries_a_note(released):
    numbers = released["line"]
    study = numbers.study
    unsure = {code: replace(name, evidence="memory") for code, name in study.codes.items()}
    table = screen_table(replace(numbers, study=replace(study, codes=unsure)), "nl")
    assert all(row.cells[0].marks for row in table.rows)
    assert say("table.screen.note_label", "nl") in {note.text for note in table.notes}
    known = screen_table(numbers, "nl")
    assert not any(row.cells[0].marks for row in known.rows if row.cells[0].text.startswith("X"))


def test_a_published_effect_stands_with_ours_on_the_same_topic(released):
    table = literature_table(released["line"], "nl")
    texts = [row.cells[0].text for row in table.rows]
    ours, theirs = texts.index("Probleemprofiel: Alleen internaliserend"), texts.index("depressie")
    assert texts.index("Internaliserende problemen") < ours < theirs
    assert texts.index("Hier niet apart gemeten") < texts.index("drugsgebruik")


def test_a_published_number_gets_no_digits_it_did_not_have(released):
    table = literature_table(released["line"], "nl")
    assert "13 (3,4 tot 42)" in {row.cells[3].text for row in table.rows}


def test_a_ratio_of_rates_is_not_shown_as_an_odds_ratio(released):
    table = literature_table(released["line"], "en")
    rates = [row for row in table.rows if row.cells[2].text.startswith("rate ratio")]
    assert len(rates) == 2
    assert {row.cells[3].state for row in rates} == {"none"}


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
