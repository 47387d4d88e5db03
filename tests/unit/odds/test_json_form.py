"""The JSON of a result, and laws that hold whatever the data."""

import json
import math

import numpy as np
import pandas as pd
import pytest

from thuiszitters.odds import request_from
from thuiszitters.odds.analysis import run_odds
from thuiszitters.odds.json_form import document, json_text, plain

KEYS = {
    *("n", "events", "estimator", "interval", "level", "log_likelihood", "terms", "global_tests"),
    *(
        "risks",
        "interactions",
        "curves",
        "group_risks",
        "fit",
        "outcome",
        "notices",
        "imputation",
        "complete_cases",
    ),
}
ALL = "age,lwt,race,smoke,ptl01,ht,ui,ftv01"
#: glm of R 4.2.2 and vcovCL(type = "HC0", cadjust = TRUE) of sandwich 3.0-2.
WALD_OF_OHIO = 9.09823527840065
#: Counts and rows reach the same likelihood by sums in another order.
ROUNDING = 1e-10


def terms(result: dict, model: str = "adjusted") -> dict:
    return {
        (term["predictor"], term["level"]): term
        for term in result["terms"]
        if term["model"] == model
    }


def found(data, outcome, predictors, **options) -> dict:
    return document(run_odds(request_from(data, outcome, [predictors], **options)))


def test_the_json_has_the_keys_that_are_documented(birthwt):
    result = found(birthwt, "low", ALL, reference=["race=white"], risks=True)
    assert set(result) == KEYS
    assert {"aic", "bic", "mcfadden", "nagelkerke", "tjur", "auc", "auc_low", "auc_high"} < set(
        result["fit"]
    )
    assert (result["n"], result["events"], result["estimator"]) == (189, 59, "ml")
    assert terms(result)["race", "white"]["status"] == "reference"
    assert len(result["risks"]) == 9


def test_crude_terms_have_no_intercept_and_adjusted_ones_do(birthwt):
    result = found(birthwt, "low", ALL)
    assert ("(Intercept)", None) in terms(result)
    assert ("(Intercept)", None) not in terms(result, "crude")


def test_what_does_not_exist_is_null_and_what_has_no_end_is_named(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("y,x,n\n1,1,5\n1,0,4\n0,0,6\n")
    request = request_from(str(path), "y", ["x"], counts="n", estimator="ml")
    result = json.loads(json_text(run_odds(request)))
    term = terms(result)["x", "1"]
    assert (term["log_odds"], term["status"]) == (None, "separated")
    assert "Infinity" not in json_text(run_odds(request)).replace('"Infinity"', "")


def test_an_end_without_bound_is_a_text_that_becomes_a_number():
    text = json.dumps(plain({"ci_high": math.inf, "terms": [{"ci_low": -math.inf}]}))
    assert json.loads(text) == {"ci_high": "Infinity", "terms": [{"ci_low": "-Infinity"}]}
    assert math.isinf(float(json.loads(text)["ci_high"]))


def test_counts_rows_and_any_order_give_the_same_numbers(tmp_path, birthwt):
    rows = pd.read_csv(birthwt)[["low", "race", "smoke", "ht"]]
    counted = rows.value_counts().reset_index(name="pupils")
    counted.to_csv(tmp_path / "counted.csv", index=False)
    rows.sample(frac=1, random_state=1).to_csv(tmp_path / "rows.csv", index=False)
    one = found(str(tmp_path / "rows.csv"), "low", "race,smoke,ht")
    other = found(str(tmp_path / "counted.csv"), "low", "race,smoke,ht", counts="pupils")
    assert one["n"] == other["n"] == 189
    for key, term in terms(one).items():
        if term["log_odds"] is not None:
            for name in ("log_odds", "std_error", "ci_low", "ci_high", "p_value"):
                assert terms(other)[key][name] == pytest.approx(term[name], rel=ROUNDING)


def test_another_reference_turns_the_odds_ratio_around(birthwt):
    one = terms(found(birthwt, "low", "race,age", reference=["race=white"]))
    other = terms(found(birthwt, "low", "race,age", reference=["race=black"]))
    turned = 1.0 / other["race", "white"]["odds_ratio"]
    assert one["race", "black"]["odds_ratio"] == pytest.approx(turned, rel=1e-9)


def test_a_step_raises_the_odds_ratio_to_its_power(birthwt):
    one = terms(found(birthwt, "low", "age,smoke"))["age", None]["odds_ratio"]
    five = terms(found(birthwt, "low", "age,smoke", per=["age=5"]))["age", None]["odds_ratio"]
    assert five == pytest.approx(one**5, rel=1e-9)


@pytest.mark.thorough
def test_separation_is_met_with_firth_and_said(sex2):
    result = found(sex2, "case", "age,oc,vic,vicl,vis,dia")
    assert result["estimator"] == "firth"
    assert result["fit"]["reason"] == "separation|predictor=dia|level=1|direction=up"
    assert terms(result)["dia", "1"]["log_odds"] == pytest.approx(3.09601182678, abs=1e-9)


def test_clusters_widen_and_are_said(ohio):
    plain = terms(found(ohio, "resp", "age,smoke", numeric=["age"], interval="wald"))
    result = found(ohio, "resp", "age,smoke", numeric=["age"], cluster="id")
    smoke = terms(result)["smoke", "1"]
    assert smoke["std_error"] > plain["smoke", "1"]["std_error"] * 1.3
    assert any(notice.startswith("id: 537 clusters;") for notice in result["notices"])


def test_clusters_leave_no_likelihood_ratio_test_but_a_wald_test_of_the_model(ohio):
    asked = {"numeric": ["age"], "cluster": "id", "covariance": "CR1"}
    fit = found(ohio, "resp", "age,smoke", **asked)["fit"]
    assert (fit["lr_statistic"], fit["lr_p"], fit["auc_low"]) == (None, None, None)
    assert fit["wald_df"] == 2
    assert fit["wald_statistic"] == pytest.approx(WALD_OF_OHIO, rel=1e-8)


def test_clusters_that_firth_cannot_allow_for_are_said_without_claiming_separation(ohio):
    asked = request_from(ohio, "resp", ["smoke"], cluster="id", estimator="firth")
    assert run_odds(asked).adjusted.reason == "chosen_firth_without_clusters"


def test_collinear_and_constant_columns_are_named_not_guessed(tmp_path):
    rng = np.random.default_rng(5)
    frame = pd.DataFrame({"y": rng.integers(0, 2, 60), "a": rng.normal(size=60).round(3)})
    frame.assign(b=3 * frame["a"] + 1, c=4.5).to_csv(tmp_path / "t.csv", index=False)
    result = terms(found(str(tmp_path / "t.csv"), "y", "a,b,c"))
    assert result["b", None]["status"] == "aliased"
    assert result["c", None]["status"] == "constant"
    assert result["a", None]["status"] == "ok"


def test_notices_are_in_the_language_of_the_result(ohio):
    result = found(ohio, "resp", "age", numeric=["age"], cluster="id", language="nl")
    assert "vrijheidsgraden" in result["notices"][0]
