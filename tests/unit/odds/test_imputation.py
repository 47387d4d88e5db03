"""Imputed odds ratios: beside complete rows, near R's, and the same every time."""

import json
from pathlib import Path

import pytest

from thuiszitters.errors import AnalysisError
from thuiszitters.odds import request_from
from thuiszitters.odds.analysis import run_odds
from thuiszitters.odds.json_form import document, json_text
from thuiszitters.odds.output import odds_tables

SET = Path(__file__).parents[2] / "reference/pima_missing"
PREDICTORS = "npreg,glu,bp,skin,bmi,ped,age"
#: Two independent sets of imputations differ by sqrt(2) of the spread over seeds; four of those.
SPREADS = 4 * 2**0.5


@pytest.fixture(scope="module")
def imputed():
    asked = request_from(str(SET / "data.csv"), "diabetes", [PREDICTORS], impute=True, risks=True)
    return run_odds(asked)


def test_imputed_coefficients_are_those_of_mice_but_for_chance(imputed):
    mice = json.loads((SET / "mi.json").read_text())["monte_carlo_over_seeds"]["terms"]
    theirs = {term["term"]: term for term in mice}
    adjusted = [term for term in document(imputed)["terms"] if term["model"] == "adjusted"]
    assert len(adjusted) == len(theirs)
    for term in adjusted:
        other = theirs[term["predictor"]]
        off = abs(term["log_odds"] - other["mean_beta"])
        assert off < SPREADS * other["sd_beta"], term["predictor"]


def test_everyone_counts_and_complete_rows_stand_beside(imputed):
    result = document(imputed)
    assert (result["n"], result["complete_cases"]["n"]) == (300, 200)
    assert result["imputation"]["n_imputations"] == 34
    assert result["imputation"]["n_incomplete"] == 100
    assert result["fit"]["aic"] is None
    assert result["complete_cases"]["fit"]["aic"] is not None
    assert [table.name for table in odds_tables(imputed)] == [
        "odds_ratios",
        "odds_ratios_complete",
        "risks",
    ]


def test_a_second_run_gives_the_same_bytes(imputed):
    assert json_text(run_odds(imputed.request)) == json_text(imputed)


def test_nothing_to_impute_changes_nothing(birthwt):
    plain = document(run_odds(request_from(birthwt, "low", ["age,smoke"])))
    asked = document(run_odds(request_from(birthwt, "low", ["age,smoke"], impute=True)))
    assert asked.pop("notices") == ["No cell is empty, so --impute changes nothing."]
    plain.pop("notices")
    assert asked == plain


def test_imputation_with_clusters_is_refused_in_a_sentence(ohio):
    with pytest.raises(AnalysisError) as caught:
        run_odds(request_from(ohio, "resp", ["smoke"], impute=True, cluster="id"))
    sentence = "--impute: this version cannot combine it with --cluster. Choose one of the two."
    assert str(caught.value) == sentence
