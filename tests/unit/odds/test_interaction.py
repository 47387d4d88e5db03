"""``--interaction a:b``: tables, JSON, and what cannot be asked."""

import pytest

from thuiszitters.base.errors import AnalysisError
from thuiszitters.odds import request_from
from thuiszitters.odds.analysis import run_odds
from thuiszitters.odds.json_form import document
from thuiszitters.odds.output import odds_tables

NAMES = ["age,race,smoke"]


def test_the_odds_ratio_of_the_reference_group_is_that_of_the_model_with_products(birthwt):
    result = run_odds(request_from(birthwt, "low", NAMES, interaction="smoke:race"))
    rows = document(result)["interactions"]
    assert [row["by_level"] for row in rows] == ["black", "other", "white", None]
    assert [row["measure"] for row in rows] == ["odds_ratio"] * 3 + ["lr"]
    assert rows[-1]["df"] == 2
    table = odds_tables(result)[1]
    assert table.name == "subgroups"
    assert table.rows[1].cells[0].text == "1 · race: black"
    assert table.rows[0].cells[3].values == (rows[-1]["p_value"],)


def test_a_number_has_one_odds_ratio_per_group(birthwt):
    result = run_odds(request_from(birthwt, "low", NAMES, interaction=["age:smoke"]))
    rows = document(result)["interactions"]
    assert [(row["level"], row["by_level"]) for row in rows] == [
        (None, "0"),
        (None, "1"),
        (None, None),
    ]


def test_nothing_is_asked_without_the_option(birthwt):
    assert document(run_odds(request_from(birthwt, "low", ["smoke"])))["interactions"] == []


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("smoke:age", 'is a number, and "smoke:age" asks for groups'),
        ("smok:race", 'Did you mean "smoke"'),
        ("smoke", "a:b, two different ones of"),
        ("smoke:smoke", "a:b, two different ones of"),
    ],
)
def test_what_cannot_be_meant_gets_a_sentence(birthwt, given, said):
    with pytest.raises(AnalysisError, match=said):
        run_odds(request_from(birthwt, "low", NAMES, interaction=given))


def test_a_group_without_the_comparison_says_so(tmp_path):
    """Nobody of group b is exposed: its odds ratio is none, and the other is there."""
    rows = ["y,x,g", *["1,yes,a", "0,yes,a", "1,no,a", "0,no,a", "0,no,a", "1,no,b", "0,no,b"] * 9]
    (tmp_path / "d.csv").write_text("\n".join(rows), encoding="utf-8")
    result = run_odds(request_from(str(tmp_path / "d.csv"), "y", ["x,g"], interaction="x:g"))
    first, second, test = document(result)["interactions"]
    assert first["odds_ratio"] == pytest.approx(2.0)  # 9 of 18 against 9 of 27
    assert second["odds_ratio"] is None
    assert second["status"] == "constant"
    assert test["status"] == "constant"
