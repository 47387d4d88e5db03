"""Absence described: tables, figures, sentences, and what is said where there is nothing."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from thuiszitters.figures.absence import absence_plots
from thuiszitters.language.answer.absence import absence_sentence, early_sentence, recorded_sentence
from thuiszitters.plan import LANGUAGES
from thuiszitters.report.write import make_document
from thuiszitters.tables.absence import pupils_table, returns_table, spells_table
from thuiszitters.tables.make import make_tables

FIGURES = ["absence_year", "returns", "absence_year_narrow", "returns_narrow"]
MADE = {"absence_spells": spells_table, "absence_pupils": pupils_table}
TABLES = {"absence_spells", "absence_pupils", "returns"}


def cells(numbers, language, name):
    table = MADE[name](numbers, language)
    return {row.cells[0].text: [cell.text for cell in row.cells[1:]] for row in table.rows}


def section_of(numbers, language, figures=None):
    document = make_document(numbers, figures or {}, language, "research")
    return next(one for one in document.sections if one.name == "absence")


def without(numbers, name, rows, columns):
    """As release leaves a table of which some cells are suppressed."""
    table = numbers.more[name].copy()
    table.loc[rows(table), columns] = np.nan
    table.loc[rows(table), ["status", "reason"]] = "suppressed"
    return replace(numbers, more={**numbers.more, name: table})


def test_a_class_of_spells_has_its_share_of_all_and_the_long_ones_of_the_class(released):
    found = cells(released["line"], "en", "absence_spells")
    assert found["unauthorised"] == ["172 (26.9%)", "70 (40.7%)"]
    assert found["more than 13 weeks"] == ["86 (13.4%)", ""]
    assert found["weeks 5 to 8"] == ["28 (4.4%)", "6 (21.4%)"]


def test_pupils_have_shares_with_an_interval_and_an_empty_class_is_no_row(released):
    found = cells(released["line"], "en", "absence_pupils")
    assert found["absence, and back again"][1] == "44 (57.1%; 46.0% to 67.6%)"
    assert found["5 or more"] == ["10", "", "6 (60.0%; 31.3% to 83.2%)"]
    assert "before it" not in found
    assert "year 5 or later" in found


def test_a_curve_is_a_row_per_week_that_is_read(released):
    rows = returns_table(released["line"], "nl").rows
    assert [cell.text for cell in rows[4].cells] == ["4", "93", "0", "48,7% (41,4% tot 55,6%)"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_open_the_section_and_the_first_stands_in_the_policy_report(released, language):
    numbers = released["line"]
    figures = {figure.name: figure for figure in absence_plots(numbers, language)}
    assert list(figures) == FIGURES
    section = section_of(numbers, language, figures)
    texts = [getattr(block, "text", "") for block in section.blocks]
    assert texts[0] == absence_sentence(numbers, language)
    assert texts[1] == early_sentence(numbers, language)
    drawn = [block for block in section.blocks if hasattr(block, "figure")]
    assert [block.figure.name for block in drawn] == FIGURES[:2]
    assert [block.narrow.name for block in drawn] == FIGURES[2:]
    policy = make_document(numbers, {}, language, "policy")
    who = next(one for one in policy.sections if one.name == "who")
    told = [getattr(block, "text", "") for block in who.blocks]
    short = absence_sentence(numbers, language, short=True)
    assert short in told
    assert "%" not in short
    assert {"nl": "49 na 4 weken", "en": "49 after 4 weeks"}[language] in short


@pytest.mark.parametrize(("some", "none", "word"), [(0.9, 0.1, "more"), (0.1, 0.9, "less")])
def test_the_start_of_the_year_predicts_when_the_intervals_do_not_touch(released, some, none, word):
    numbers = released["line"]
    table = numbers.more["absences"].copy()
    for level, share in (("some", some), ("none", none)):
        own = (table["topic"] == "early") & (table["level"] == level)
        table.loc[own, ["share_part", "part_low", "part_high"]] = [share, share - 0.1, share + 0.1]
    numbers = replace(numbers, more={**numbers.more, "absences": table})
    assert f"absent {word} often later" in early_sentence(numbers, "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_problems_recorded_once_absence_had_begun_are_told(released, language):
    numbers = released["line"]
    assert recorded_sentence(numbers, language) == ""  # released before it was counted
    table = numbers.more["absences"]
    rows = table[table["topic"] == "early"].copy()
    rows = pd.concat([rows, rows.iloc[:1]], ignore_index=True).assign(topic="recorded")
    rows["level"], rows["n"] = ["before", "both", "after", "none"], [20, 83, 6, 0]
    rows[["n_part", "n_long"]] = np.nan
    numbers = replace(numbers, more={**numbers.more, "absences": pd.concat([table, rows])})
    said = recorded_sentence(numbers, language)
    assert {"nl": "Van 109 leerlingen", "en": "Of 109 pupils"}[language] in said
    assert {"nl": "6 van hen (5,5%)", "en": "6 of them (5.5%)"}[language] in said
    assert said in [getattr(block, "text", "") for block in section_of(numbers, language).blocks]
    found = cells(numbers, language, "absence_pupils")
    after = {"nl": "pas toen het begonnen was", "en": "only once it had begun"}[language]
    assert found[after] == ["6", "", ""]
    hidden = without(numbers, "absences", lambda t: t["level"] == "both", ["n"])
    assert recorded_sentence(hidden, language) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_weeks_that_are_suppressed_become_periods_and_no_number_is_told(released, language):
    counts = ["n", "n_long"]
    numbers = without(released["line"], "absences", lambda t: t["topic"] == "week", counts)
    (year, *_) = absence_plots(numbers, language)
    whole = next(absence_plots(released["line"], language))
    assert year.svg != whole.svg
    assert year.alt == whole.alt
    every = lambda t: t["topic"].notna()  # noqa: E731
    hidden = without(numbers, "absences", every, [*counts, "n_part", "share_part", "share_long"])
    hidden = without(hidden, "returns", lambda t: t["weeks"] > 0, ["still_absent", "n_at_risk"])
    assert list(absence_plots(hidden, language)) == []
    assert not any(sign.isdigit() for sign in absence_sentence(hidden, language))
    assert early_sentence(hidden, language) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_spells_one_sentence_says_so(released, language):
    numbers = released["quine"]
    assert absence_sentence(numbers, language) == ""
    assert list(absence_plots(numbers, language)) == []
    assert len(section_of(numbers, language).blocks) == 1
    assert not TABLES & set(make_tables(numbers, language))


def test_long_spells_are_told_apart_without_colour(released):
    figure = next(absence_plots(released["line"], "en"))
    assert figure.svg.count("<pattern") == 1
