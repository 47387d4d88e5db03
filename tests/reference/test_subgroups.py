"""Odds ratios within levels of another predictor, against contrasts of R's models with products."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from thuiszitters.effects.subgroups import subgroup_table
from thuiszitters.models.coding import Columns, code_patterns
from thuiszitters.models.fitted import FittedPlan, fit
from thuiszitters.models.imputed import Completed
from thuiszitters.plan import ModelSpec, Plan, PredictorSpec, text
from thuiszitters.plan.estimation import EstimationSpec
from thuiszitters.plan.further_specs import SubgroupSpec

HERE = Path(__file__).parent
#: Estimates, and standard errors of contrasts: rounding of two inverses.
RTOL = 1e-7
#: Ends of profiles: both searches stop within 1e-9 of the likelihood.
PROFILE = 1e-6
ANY = text("")


@pytest.fixture(scope="module")
def expected():
    return json.loads((HERE / "subgroups/expected.json").read_text())


def number(name):
    return PredictorSpec(name, text(name), "numeric")


def factor(name, *levels):
    return PredictorSpec(name, text(name), "factor", levels)


def plan_of(specs, pair, **estimation):
    model = ModelSpec("main", ANY, tuple(spec.name for spec in specs))
    chosen = EstimationSpec(**{"clusters": "none", "missing_values": "complete_cases"} | estimation)
    pairs = (SubgroupSpec("main", *pair),)
    return Plan("plan", ANY, ANY, None, (), specs, (model,), chosen, subgroups=pairs)


def rows_of(fitted):
    table = subgroup_table(fitted, fitted.plan.subgroups)
    inside = table[table["measure"] == "odds_ratio"]
    (test,) = table[table["measure"] != "odds_ratio"].to_dict("records")
    return inside, test


@pytest.fixture(scope="module")
def births():
    data = pd.read_csv(HERE / "birthwt/data.csv")
    table = pd.DataFrame({"outcome": data["low"], "n_pupils": 1, "race": data["race"]})
    smoke = data["smoke"].map({0: "no", 1: "yes"}).astype("str")
    return table.assign(age=data["age"].astype(float), lwt=data["lwt"].astype(float), smoke=smoke)


def births_plan(**estimation):
    specs = (
        *(number("age"), number("lwt")),
        factor("race", "white", "black", "other"),
        factor("smoke", "no", "yes"),
    )
    return plan_of(specs, ("smoke", "race"), **estimation)


@pytest.mark.parametrize("estimator", ["ml", "firth"])
def test_profile_ends_and_test_equal_refits_of_the_model_with_products(births, expected, estimator):
    theirs = expected[estimator]
    plan = births_plan(estimator=estimator)
    inside, test = rows_of(fit(plan, births, np.random.default_rng(1)))
    assert list(inside["by_level"]) == ["white", "black", "other"]
    for row, other in zip(inside.to_dict("records"), theirs["profile"], strict=True):
        found = [row["log_odds"], np.log(row["ci_low"]), np.log(row["ci_high"]), row["p_value"]]
        np.testing.assert_allclose(
            found, [other[key] for key in ("beta", "low", "high", "p")], rtol=PROFILE
        )
    assert test["measure"] == {"ml": "lr", "firth": "penalised_lr"}[estimator]
    np.testing.assert_allclose(test["statistic"], theirs["lr"], rtol=PROFILE)
    assert test["df"] == 2


def test_wald_errors_equal_contrasts_of_the_covariance(births, expected):
    plan = births_plan(interval="wald", estimator="ml")
    inside, test = rows_of(fit(plan, births, np.random.default_rng(1)))
    for row, other in zip(inside.to_dict("records"), expected["ml"]["wald"], strict=True):
        np.testing.assert_allclose(
            [row["log_odds"], row["std_error"]], [other["beta"], other["se"]], rtol=RTOL
        )
    assert test["measure"] == "wald"


def test_clusters_are_carried_through(expected):
    data = pd.read_csv(HERE / "few_clusters/data.csv")
    table = pd.DataFrame({"outcome": data["y"], "n_pupils": 1, "site": data["school"]})
    table = table.assign(age=data["age"].astype(float), group=data["group"])
    table["measure"] = data["measure"].map({0: "no", 1: "yes"}).astype("str")
    specs = (number("age"), factor("group", "a", "b", "c"), factor("measure", "no", "yes"))
    plan = plan_of(specs, ("measure", "group"), clusters="site")
    inside, test = rows_of(fit(plan, table, np.random.default_rng(1)))
    theirs = expected["clusters"]
    for key in ("log_odds", "std_error", "p_value", "ci_low", "ci_high"):
        name = {"log_odds": "beta", "std_error": "se", "p_value": "p"}.get(key, key[3:])
        ours = np.log(inside[key]) if key.startswith("ci") else inside[key]
        np.testing.assert_allclose(ours, theirs[name], rtol=RTOL)
    assert test["measure"] == "wald"
    np.testing.assert_allclose(test["p_value"], theirs["htz_p"], rtol=RTOL)


def test_imputations_are_pooled_with_clusters(expected):
    tables = pd.read_csv(HERE / "clustered_imputations/imputed.csv")
    tables = tables.rename(columns={"y": "outcome", "ID": "site"})
    specs = (factor("trt", "placebo", "drug", "drug+"), number("week"))
    plan = plan_of(
        specs, ("week", "trt"), clusters="site", covariance="CR1", missing_values="impute"
    )
    parts = [
        code_patterns(part.assign(week=part["week"].astype(float)), specs, cluster="site")
        for _, part in tables.groupby("imp")
    ]
    known = replace(parts[0], codes=np.where(parts[0].codes == 1, -1, parts[0].codes))
    completed = Completed(known, tuple(parts))
    patterns = tables.assign(week=tables["week"].astype(float))
    fitted = FittedPlan(plan, lambda: patterns, Columns(cluster="site"), None)
    fitted.imputed = completed  # imputed by the other program
    inside, test = rows_of(fitted)
    for row, other in zip(inside.to_dict("records"), expected["imputed"]["terms"], strict=True):
        found = [row["log_odds"], row["std_error"], np.log(row["ci_low"]), np.log(row["ci_high"])]
        np.testing.assert_allclose(
            [*found, row["p_value"]],
            [other[key] for key in ("beta", "se", "low", "high", "p")],
            rtol=RTOL,
        )
    np.testing.assert_allclose(test["statistic"], expected["imputed"]["statistic"], rtol=RTOL)
