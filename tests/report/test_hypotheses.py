"""Expectations of the study, in a table and on one axis."""

import json
from dataclasses import replace

import numpy as np
from tests.report.beyond_models import lead_of, with_stored, with_table

from thuiszitters.figures.hypotheses import hypotheses_plot
from thuiszitters.tables.hypotheses import hypotheses_table


def column(table, key):
    place = [one.key for one in table.columns].index(key)
    return {row.cells[0].text: row.cells[place].text for row in table.rows}


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
    figure = hypotheses_plot(with_stored(released["line"], "hypotheses", table), "nl")
    assert "Afgeschermd: ‘Gedragsproblemen vergroten de kans’." in figure.alt
    assert "0,41" not in figure.svg + figure.alt


def test_no_figure_of_expectations_without_a_released_estimate(released):
    table = released["line"].more["hypotheses"].assign(odds_ratio=np.nan)
    assert hypotheses_plot(with_stored(released["line"], "hypotheses", table), "nl") is None


def test_the_two_verdicts_that_a_direction_cannot_hold_are_told_with_their_note(released):
    table = hypotheses_table(released["line"], "nl")
    rows = {row.cells[0].text: row.cells[-1] for row in table.rows}
    notes = {note.mark: note.text for note in table.notes}
    judicial = rows["Meer justitiële maatregelen"]
    assert judicial.text == "hangt samen, vooral beschermend"
    assert "gesloten plaatsing" in notes[judicial.marks[0]]
    involved = next(cell for label, cell in rows.items() if "betrokkenheid" in label)
    assert involved.text == "de termen passen niet, iets anders komt naar voren"
    assert "loyaliteit" in json.dumps(notes[involved.marks[0]], ensure_ascii=False)
