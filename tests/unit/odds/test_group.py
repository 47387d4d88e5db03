"""``--group a=x,b=y``: predicted risk of a group in table, JSON and Python, and what has none."""

import pytest

import thuiszitters as th
from thuiszitters.base.errors import AnalysisError
from thuiszitters.odds import request_from
from thuiszitters.odds.analysis import run_odds
from thuiszitters.odds.json_form import document
from thuiszitters.odds.output import odds_tables


@pytest.fixture
def result(birthwt):
    asked = request_from(birthwt, "low", ["lwt,smoke,ui"], group=["smoke=1,ui=0", "smoke=0"])
    return run_odds(asked)


def test_every_group_has_its_row_and_the_note_says_it_is_about_no_pupil(result):
    table = next(table for table in odds_tables(result) if table.name == "group_risks")
    first, second = (row for row in table.rows if row.kind != "section")
    assert first.cells[0].text == "smoke: 1; ui: 0"
    assert 0.0 < first.cells[1].values[1] < first.cells[1].values[0] < first.cells[1].values[2] < 1
    assert second.cells[1].values[0] < first.cells[1].values[0]
    assert any("never about a pupil" in note.text for note in table.notes)


def test_json_and_python_give_the_same_numbers(birthwt, result):
    said = document(result)["group_risks"]
    fit = th.odds_ratios(birthwt, "low", ["lwt", "smoke", "ui"])
    frame = fit.group_risks({"smoke": 1, "ui": 0}, {"smoke": "0"})
    assert frame["group"].tolist() == [row["group"] for row in said]
    assert frame["risk"].tolist() == [row["risk"] for row in said]
    assert (frame["n"] > 0).all()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("smoke=2", '"smoke=2" is a group that no row has'),
        ("lwt=120", '"lwt" is a number and makes no group'),
        ("smok=1", 'Did you mean "smoke"'),
        ("smoke", "column=value"),
    ],
)
def test_what_cannot_be_meant_gets_a_sentence(birthwt, given, said):
    with pytest.raises(AnalysisError, match=said):
        run_odds(request_from(birthwt, "low", ["lwt,smoke,ui"], group=given))
    if "=" in given:
        fit = th.odds_ratios(birthwt, "low", ["lwt", "smoke", "ui"])
        with pytest.raises(AnalysisError, match=said):
            fit.group_risks(dict([given.split("=")]))
