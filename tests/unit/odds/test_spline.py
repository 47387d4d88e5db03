"""``--spline age:4``: a curve in tables, JSON and files, and what cannot be asked."""

import pytest

from thuiszitters.base.errors import AnalysisError
from thuiszitters.figures.curves import curve_plots
from thuiszitters.odds import request_from
from thuiszitters.odds.analysis import run_odds
from thuiszitters.odds.json_form import document
from thuiszitters.odds.output import odds_tables
from thuiszitters.odds.record import as_numbers


@pytest.fixture
def result(birthwt):
    return run_odds(request_from(birthwt, "low", ["lwt,smoke"], spline="lwt"))


def test_a_curve_is_1_at_its_round_reference_and_tells_the_test_of_its_bend(result):
    *points, test = document(result)["curves"]
    assert [row["value"] for row in points] == [100.0, 120.0, 140.0, 160.0, 180.0]
    assert {row["against"] for row in points} == {140.0}
    assert points[2]["odds_ratio"] == 1.0
    assert points[2]["status"] == "reference"
    assert all(
        row["ci_low"] < row["odds_ratio"] < row["ci_high"] for row in points if row["ci_low"]
    )
    assert (test["measure"], test["df"], test["knots"]) == ("lr", 2, 4)


def test_the_figure_says_every_point_of_the_table(result):
    figure, narrow = curve_plots(as_numbers(result), "en")
    table = next(table for table in odds_tables(result) if table.name == "curves")
    for row in table.rows[1:]:
        assert f"at {row.cells[0].text}: {row.cells[1].text}" in figure.alt
    assert (figure.name, narrow.name) == ("curve_lwt", "curve_lwt_narrow")
    assert narrow.alt == figure.alt


def test_the_straight_line_stays_what_it_was(birthwt, result):
    plain = run_odds(request_from(birthwt, "low", ["lwt,smoke"]))
    assert document(plain)["terms"] == document(result)["terms"]
    assert document(plain)["curves"] == []


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("smoke:4", '"smoke" has groups, and a curve is of a number'),
        ("lwt:7", "lwt with 3, 4 or 5 knots"),
        ("lwd:4", 'Did you mean "lwt"'),
    ],
)
def test_what_cannot_be_meant_gets_a_sentence(birthwt, given, said):
    with pytest.raises(AnalysisError, match=said):
        run_odds(request_from(birthwt, "low", ["lwt,smoke"], spline=given))
