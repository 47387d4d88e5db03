"""Problems that come together, expectations on one axis, and what is missing."""

import importlib.util
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from thuiszitters.base.text import Text
from thuiszitters.figures.draw import draw_figures
from thuiszitters.figures.hypotheses import hypotheses_plot
from thuiszitters.figures.together import together_plot
from thuiszitters.plan import LANGUAGES
from thuiszitters.report.write import make_document
from thuiszitters.tables import make_tables

_spec = importlib.util.spec_from_file_location(
    "figures", Path(__file__).with_name("test_figures.py")
)
checks = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(checks)


def with_table(numbers, name, table):
    return replace(numbers, more={**numbers.more, name: table})


def under_a_mask(numbers):
    """Combinations as a profile that masks lets them out."""
    table = numbers.more["combinations"].copy()
    table["n_events"] = np.nan
    last = table["kind"] == "other"
    table.loc[last, "n_pupils"] = np.nan
    table.loc[last, ["status", "reason"]] = ["masked", "masked|rule=small_count"]
    return with_table(numbers, "combinations", table)


def long_labels(numbers):
    """Fifteen combinations of thousands of pupils, of ten problems with long names."""
    names = list(numbers.study.predictors)[:10]
    words = "problemen met hulpverleners, instanties of opvang (groep {:02d})"
    predictors = {
        name: replace(spec, label=Text(words.format(i), words.format(i)))
        for i, (name, spec) in enumerate(numbers.study.predictors.items())
    }
    rows = [
        {"kind": "combination", "predictors": ", ".join(names[i % 10 :: 3]), "n_pupils": 9876 - i,
         "n_events": 100.0, "status": "ok", "reason": ""}
        for i in range(15)
    ]  # fmt: skip
    labels = dict.fromkeys(numbers.study.hypotheses, Text(words.format(1), words.format(1)))
    study = replace(numbers.study, predictors=predictors, hypotheses=labels)
    hidden = numbers.characteristics.assign(n_pupils=np.nan)
    made = replace(numbers, study=study, characteristics=hidden)
    return with_table(made, "combinations", pd.DataFrame(rows))


def test_the_alt_text_names_the_most_common_combinations_with_their_pupils(released):
    alt = together_plot(released["line"], "nl").alt
    assert "geen van deze problemen (36 leerlingen)" in alt
    assert "‘Cognitieve problemen’ en ‘Problemen met leeftijdgenoten’ (12 leerlingen)" in alt


def test_what_the_other_combinations_hold_is_told_or_said_to_be_withheld(released):
    assert "130 leerlingen" in together_plot(released["line"], "nl").svg
    drawn = together_plot(under_a_mask(released["line"]), "nl").svg
    assert "130" not in drawn
    assert "afgeschermd" in drawn
    assert "met de uitkomst" not in drawn


def test_every_problem_that_was_counted_has_a_row_also_when_no_common_combination_holds_it(
    released,
):
    study = released["line"].study
    drawn = together_plot(released["line"], "en").svg
    for name in study.stacking:
        assert study.predictors[name].label.en.split()[0] in drawn


def test_fewer_than_two_combinations_make_no_figure(released):
    few = released["line"].more["combinations"].tail(2)
    assert together_plot(with_table(released["line"], "combinations", few), "nl") is None
    assert together_plot(released["quine"], "nl") is None


def test_an_expectation_stands_beside_what_was_published_about_the_same_topic(released):
    figure = hypotheses_plot(released["line"], "nl")
    assert "antisociaal gedrag, Gubbels et al. (2019)" in figure.svg
    assert "7,4 (3,9 tot 14)" in figure.svg
    assert "‘Gedragsproblemen vergroten de kans’ (0,39; 0,13 tot 1,23)" in figure.alt
    assert "depressie" not in figure.svg


def test_without_published_effects_the_expectations_are_drawn_alone(released):
    more = {name: table for name, table in released["line"].more.items() if name != "literature"}
    figure = hypotheses_plot(replace(released["line"], more=more), "en")
    assert "published" not in figure.svg
    assert "0.39 (0.13 to 1.23)" in figure.svg


def test_a_withheld_expectation_is_named_without_a_number(released):
    table = released["line"].more["hypotheses"].copy()
    first = table.index == 0
    table.loc[first, ["odds_ratio", "ci_low", "ci_high", "p_value", "p_holm"]] = np.nan
    table.loc[first, ["status", "reason"]] = ["masked", "masked|rule=small_count"]
    figure = hypotheses_plot(with_table(released["line"], "hypotheses", table), "nl")
    assert "Afgeschermd: ‘Gedragsproblemen vergroten de kans’." in figure.alt
    assert "0,41" not in figure.svg + figure.alt


def test_no_figure_of_expectations_without_a_released_estimate(released):
    table = released["line"].more["hypotheses"].assign(odds_ratio=np.nan)
    assert hypotheses_plot(with_table(released["line"], "hypotheses", table), "nl") is None


def test_long_names_and_large_counts_do_not_overlap(released, monkeypatch):
    crowded = long_labels(released["line"])
    kept = ("combinations", "hypotheses", "literature")
    more = {name: crowded.more[name] for name in kept}
    checks.assert_apart(replace(crowded, more=more), monkeypatch)


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_figures_stand_in_the_research_report(released, language):
    figures = draw_figures(released["line"], language)
    document = make_document(released["line"], figures, language, "research")
    places = {
        block.figure.name: section.name
        for section in document.sections
        for block in section.blocks
        if hasattr(block, "figure")
    }
    assert places["together"] == "stacking"
    assert places["hypotheses"] == "hypotheses"


def test_two_drawings_of_each_are_equal_to_the_byte(released):
    for plot in (together_plot, hypotheses_plot):
        one, other = (plot(released["line"], "nl") for _ in range(2))
        assert (one.svg, one.png) == (other.svg, other.png)


def test_missing_values_are_listed_with_their_share_of_all_pupils(released):
    table = make_tables(released["line"], "nl")["missing"]
    assert [cell.text for cell in table.rows[0].cells] == [
        "Geslacht", "10 (3,1%)", "2 (3,2%)", "8 (3,1%)",
    ]  # fmt: skip


def test_a_cohort_without_missing_values_has_no_rows_and_no_table_in_its_report(released):
    assert make_tables(released["quine"], "en")["missing"].rows == ()
    document = make_document(released["quine"], {}, "en", "research")
    names = [
        block.table.name
        for section in document.sections
        for block in section.blocks
        if hasattr(block, "table")
    ]
    assert "missing" not in names
