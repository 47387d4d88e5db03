"""Problems that come together, expectations on one axis, and what is missing."""

from dataclasses import replace

import numpy as np
import pytest
from tests.report.drawing import assert_apart

from thuiszitters.base.text import Text
from thuiszitters.figures.curves import curve_plots
from thuiszitters.figures.draw import draw_figures
from thuiszitters.figures.hypotheses import hypotheses_plot
from thuiszitters.figures.problem_count import problem_count_plot
from thuiszitters.figures.replication import replication_plot
from thuiszitters.figures.subgroups import subgroups_plot
from thuiszitters.plan import LANGUAGES
from thuiszitters.report.write import make_document
from thuiszitters.tables.curves import curves_table
from thuiszitters.tables.missing import missing_table
from thuiszitters.tables.subgroups import subgroups_table

#: A p-value is not broken over two lines.
NO_BREAK = "\N{NO-BREAK SPACE}"


def with_table(numbers, name, table):
    return replace(numbers, more={**numbers.more, name: table})


def long_labels(numbers):
    """Predictors and expectations with long names, and no released counts."""
    words = "problemen met hulpverleners, instanties of opvang (groep {:02d})"
    predictors = {
        name: replace(spec, label=Text(words.format(i), words.format(i)))
        for i, (name, spec) in enumerate(numbers.study.predictors.items())
    }
    labels = dict.fromkeys(numbers.study.hypotheses, Text(words.format(1), words.format(1)))
    study = replace(numbers.study, predictors=predictors, hypotheses=labels)
    hidden = numbers.characteristics.assign(n_pupils=np.nan)
    return replace(numbers, study=study, characteristics=hidden)


def test_every_pupil_with_the_outcome_is_in_the_figure_of_problem_counts(released):
    numbers = released["line"]
    table = numbers.more["problem_count"]
    steps = table[table["kind"] == "step"]
    alt = problem_count_plot(numbers, "nl").alt
    assert "3+: 29 van de 99 (29,3%)" in alt
    trend = table[table["kind"] == "trend"].iloc[0]
    assert steps["n_events"].sum() == trend["n_events"]


def test_a_suppressed_step_makes_no_figure_of_problem_counts(released):
    table = released["line"].more["problem_count"].copy()
    table.loc[table["level"] == "0", "n_events"] = np.nan
    assert problem_count_plot(with_table(released["line"], "problem_count", table), "nl") is None
    assert problem_count_plot(released["quine"], "nl") is None


def test_the_study_stands_beside_these_data_only_where_the_plan_names_it(released):
    alt = replication_plot(released["line"], "en").alt
    assert "Externalising problems only: the study less often, here possibly less often" in alt
    assert replication_plot(released["quine"], "en") is None


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


def test_a_suppressed_expectation_is_named_without_a_number(released):
    table = released["line"].more["hypotheses"].copy()
    first = table.index == 0
    table.loc[first, ["odds_ratio", "ci_low", "ci_high", "p_value", "p_holm"]] = np.nan
    table.loc[first, ["status", "reason"]] = ["suppressed", "suppressed|rule=small_count"]
    figure = hypotheses_plot(with_table(released["line"], "hypotheses", table), "nl")
    assert "Afgeschermd: ‘Gedragsproblemen vergroten de kans’." in figure.alt
    assert "0,41" not in figure.svg + figure.alt


def test_no_figure_of_expectations_without_a_released_estimate(released):
    table = released["line"].more["hypotheses"].assign(odds_ratio=np.nan)
    assert hypotheses_plot(with_table(released["line"], "hypotheses", table), "nl") is None


def test_long_names_and_large_counts_do_not_overlap(released, monkeypatch):
    crowded = long_labels(released["line"])
    kept = ("problem_count", "hypotheses", "literature")
    more = {name: crowded.more[name] for name in kept}
    assert_apart(replace(crowded, more=more), monkeypatch)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_figures_stand_in_the_research_report(released, language):
    figures = draw_figures(released["line"], language)
    document = make_document(released["line"], figures, language, "research")
    places = {
        block.figure.name: section.name
        for section in document.sections
        for block in section.blocks
        if hasattr(block, "figure")
    }
    assert places["problem_count"] == "problem_count"
    assert places["replication"] == "answer"
    assert places["hypotheses"] == "further_figures"


def test_two_drawings_of_each_are_equal_to_the_byte(released):
    for plot in (problem_count_plot, replication_plot, hypotheses_plot):
        one, other = (plot(released["line"], "nl") for _ in range(2))
        assert (one.svg, one.png, one.pdf) == (other.svg, other.png, other.pdf)


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


def test_a_subgroup_plot_draws_every_group_under_its_test(released):
    numbers = released["line"]
    figure = subgroups_plot(numbers, "en")
    table = subgroups_table(numbers, "en")
    groups = [row for row in table.rows if row.kind == "data"]
    assert len(groups) == 2
    assert len(figure.rows) == len(groups)
    for row in groups:
        assert f"{row.cells[0].text} {row.cells[1].text}" in figure.alt
    assert f"= {table.rows[0].cells[3].text})".replace(" ", NO_BREAK) in figure.alt


def test_suppressed_odds_ratios_within_groups_make_no_plot_and_say_so_in_the_table(released):
    numbers = released["line"]
    table = numbers.more["subgroups"].copy()
    table["status"], table["reason"] = "suppressed", "suppressed"
    table[["odds_ratio", "ci_low", "ci_high", "p_value"]] = float("nan")
    hidden = with_table(numbers, "subgroups", table)
    assert subgroups_plot(hidden, "en") is None
    states = {cell.state for row in subgroups_table(hidden, "en").rows for cell in row.cells[1:]}
    assert states == {"suppressed", ""}


def test_a_curve_is_drawn_at_the_values_of_its_table_and_not_when_suppressed(released):
    numbers = released["line"]
    figures = {figure.name: figure for figure in curve_plots(numbers, "nl")}
    assert list(figures) == ["curve_age_years", "curve_age_years_narrow"]
    head, *points = curves_table(numbers, "nl").rows
    assert head.kind == "group"
    first = points[0]
    assert f"bij {first.cells[0].text}: {first.cells[1].text}" in figures["curve_age_years"].alt
    table = numbers.more["curves"].assign(status="suppressed", reason="suppressed")
    table[["odds_ratio", "ci_low", "ci_high", "p_value"]] = float("nan")
    assert list(curve_plots(with_table(numbers, "curves", table), "nl")) == []
