"""The number of problem domains, in words and as a figure."""

import numpy as np
import pytest
from tests.report.beyond_models import lead_of, with_stored, with_table

from thuiszitters.figures.problem_count import problem_count_plot
from thuiszitters.tables.problem_count import problem_count_table


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
    assert problem_count_plot(with_stored(released["line"], "problem_count", table), "nl") is None
    assert problem_count_plot(released["quine"], "nl") is None


def test_every_step_and_the_trend_are_rows_of_the_table(released):
    numbers = released["line"]
    table = problem_count_table(numbers, "en")
    assert len(table.rows) == len(numbers.more["problem_count"])
    hidden = with_table(numbers, "problem_count", status="suppressed", odds_ratio=float("nan"))
    shown = problem_count_table(hidden, "en").rows
    assert not any(len(cell.values) == 3 for row in shown for cell in row.cells)
