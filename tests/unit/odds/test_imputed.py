"""Imputed odds ratios: beside complete rows, near R's, and the same every time."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from thuiszitters.odds import request_from
from thuiszitters.odds.analysis import run_odds
from thuiszitters.odds.json_form import document, json_text
from thuiszitters.odds.output import odds_tables

pytestmark = pytest.mark.thorough

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
    assert result["imputation"]["n_imputations"] == 40
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


@pytest.fixture(scope="module")
def schools(tmp_path_factory):
    """The children of `ohio`, with gaps in a third of their ages and one child without an id."""
    table = pd.read_csv(SET.parent / "ohio/data.csv").query("id % 2 == 1").reset_index()
    table["age"] = table["age"].where(table.index % 3 > 0)
    table["id"] = table["id"].where(table["id"] != 7)
    path = tmp_path_factory.mktemp("schools") / "t.csv"
    table.to_csv(path, index=False)
    return str(path)


def test_clusters_are_carried_through_imputation(schools):
    options = {"impute": True, "risks": True, "numeric": ["age"]}
    plain = document(run_odds(request_from(schools, "resp", ["age,smoke"], **options)))
    result = run_odds(request_from(schools, "resp", ["age,smoke"], cluster="id", **options))
    clustered = document(result)
    assert (clustered["n"], clustered["complete_cases"]["n"]) == (1068, 712)
    assert all(term["df"] < 266 for term in clustered["imputation"]["terms"])
    smoke = [term for term in clustered["terms"] if term["predictor"] == "smoke"][-1]
    other = [term for term in plain["terms"] if term["predictor"] == "smoke"][-1]
    assert smoke["std_error"] > 1.2 * other["std_error"]
    widths = [risk["risks"][-1]["difference_high"] for risk in (clustered, plain)]
    assert widths[0] > widths[1]
    assert "id: 4 rows without a cluster left out." in clustered["notices"]
    assert any("Filling in does not know of the clusters" in n for n in clustered["notices"])


def test_nothing_to_impute_leaves_the_clustered_result(ohio):
    options = {"cluster": "id", "numeric": ["age"], "risks": True}
    plain = document(run_odds(request_from(ohio, "resp", ["age,smoke"], **options)))
    asked = document(run_odds(request_from(ohio, "resp", ["age,smoke"], impute=True, **options)))
    for found in (plain, asked):
        found.pop("notices")
    assert asked == plain


def said_about(table, path, **options):
    table.to_csv(path, index=False)
    result = document(run_odds(request_from(str(path), "y", ["x,g"], impute=True, **options)))
    return result, "\n".join(result["notices"])


def number_beside_a_group(n=400, lost=0.5, seed=5):
    rng = np.random.default_rng(seed)
    g = rng.random(n) < 0.5
    x = rng.normal(50.0, 10.0, n).round(1)
    y = rng.random(n) < 1.0 / (1.0 + np.exp(1.0 - 0.05 * (x - 50.0)))
    table = pd.DataFrame({"y": y.astype(int), "x": x, "g": np.where(g, "a", "b")})
    table["x"] = table["x"].where(rng.random(n) >= lost)
    return table


def test_another_set_of_imputations_is_warned_of_where_it_would_change_the_numbers(tmp_path):
    calm, said = said_about(number_beside_a_group(lost=0.05), tmp_path / "calm.csv")
    errors = {(one["predictor"], one["level"]): one for one in calm["imputation"]["terms"]}
    shares = [
        errors[one["predictor"], one["level"]]["mc_error"] / one["std_error"]
        for one in calm["terms"]
        if one["model"] == "adjusted" and (one["predictor"], one["level"]) in errors
    ]
    assert len(shares) == 3
    assert 0.0 < max(shares) < 0.1
    assert "Another set" not in said
    # A fifth of the pupils are incomplete, but they are most of those with the outcome.
    table = number_beside_a_group(lost=0.0)
    table.loc[table.index[table["y"] == 1][:78], "x"] = np.nan
    restless, said = said_about(table, tmp_path / "restless.csv")
    assert restless["imputation"]["n_imputations"] == 20
    assert max(term["fmi"] for term in restless["imputation"]["terms"]) > 0.25
    assert "Another set of 20 imputations could change odds ratios noticeably" in said


def test_values_carried_over_from_far_are_said(tmp_path):
    table = number_beside_a_group(lost=0.2)
    _, said = said_about(table, tmp_path / "near.csv")
    assert "no row with a known value is alike" not in said
    # The groups are four standard deviations apart, and of one hardly any value is known.
    table["x"] += np.where(table["g"] == "b", 40.0, 0.0)
    table["x"] = table["x"].where((table["g"] == "a") | (np.arange(len(table)) % 60 == 0))
    _, said = said_about(table, tmp_path / "far.csv")
    assert "x: for some of the empty cells no row with a known value is alike" in said


def test_a_number_imputed_where_it_varies_more_is_said_in_both_languages(tmp_path):
    # Known for a group in which it hardly varies, missing for most of one in which it does.
    rng = np.random.default_rng(6)
    group = np.repeat(["a", "b"], [300, 100])
    x = np.round(50.0 + rng.normal(0.0, np.where(group == "a", 1.0, 10.0)), 2)
    outcome = rng.integers(0, 2, 400)
    x[300:360] = np.nan
    path = tmp_path / "t.csv"
    pd.DataFrame({"y": outcome, "group": group, "x": x}).to_csv(path, index=False)
    result = run_odds(request_from(str(path), "y", ["x,group"], impute=True))
    (said,) = [one for one in result.notices if "spread otherwise" in one.said("en")]
    assert said.for_readers
    assert said.said("en").startswith("x: values filled in are spread otherwise than known ones")
    assert said.said("nl").startswith("x: ingevulde waarden zijn anders verdeeld dan bekende")
    (check,) = result.fitted.imputed.numbers
    assert (check.verdict, check.far, check.differs) == ("differs", False, True)
    # sqrt(100) against sqrt((300 x 1 + 40 x 100) / 340), of 60 pupils: within a third of 2.8.
    assert 2.8 / 1.35 < check.spread < 2.8 * 1.35
