"""Odds ratios along a spline against a reference value, against rms's basis and R's contrasts."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from thuiszitters.effects.curves import curve_table
from thuiszitters.models.coding import Columns, code_patterns
from thuiszitters.models.fitted import FittedPlan, fit
from thuiszitters.models.imputed import Completed
from thuiszitters.plan import ModelSpec, Plan, PredictorSpec, text
from thuiszitters.plan.analysis import SplineSpec
from thuiszitters.plan.estimation import EstimationSpec

HERE = Path(__file__).parent
#: Estimates and standard errors: a spline's columns are nearly parallel, which costs digits.
RTOL = 1e-6
ANY = text("")


@pytest.fixture(scope="module")
def expected():
    return json.loads((HERE / "curves/expected.json").read_text())


def number(name, spline=None):
    return PredictorSpec(name, text(name), "numeric", spline=spline)


def factor(name, *levels):
    return PredictorSpec(name, text(name), "factor", levels)


def plan_of(*specs, **estimation):
    model = ModelSpec("main", ANY, tuple(spec.name for spec in specs))
    chosen = EstimationSpec(**{"clusters": "none", "missing_values": "complete_cases"} | estimation)
    return Plan("plan", ANY, ANY, None, (), specs, (model,), chosen)


def curve_of(fitted):
    table = curve_table(fitted)
    points = table[table["measure"] == "odds_ratio"].set_index("value")
    (test,) = table[table["measure"] != "odds_ratio"].to_dict("records")
    return points, test


def close(points, theirs, *keys):
    names = {"beta": "log_odds", "se": "std_error"}
    found = points.loc[[float(value) for value in theirs["values"]]]
    for key in keys:
        ours = found[names[key]] if key in names else np.log(found[f"ci_{key}"])
        np.testing.assert_allclose(ours, theirs[key], rtol=RTOL, atol=1e-8)


@pytest.fixture(scope="module")
def births():
    data = pd.read_csv(HERE / "birthwt/data.csv")
    table = pd.DataFrame({"outcome": data["low"], "n_pupils": 1})
    smoke = data["smoke"].map({0: "no", 1: "yes"}).astype("str")
    return table.assign(age=data["age"].astype(float), lwt=data["lwt"].astype(float), smoke=smoke)


def births_plan(**estimation):
    spline = SplineSpec(4, 130.0)
    return plan_of(number("age"), factor("smoke", "no", "yes"), number("lwt", spline), **estimation)


def test_a_curve_with_its_profile_ends_and_test_equals_r(births, expected):
    points, test = curve_of(fit(births_plan(), births, np.random.default_rng(1)))
    close(points, expected["ml"], "beta", "se", "low", "high")
    assert points.loc[130.0, "status"] == "reference"
    assert points.loc[130.0, "odds_ratio"] == 1.0
    np.testing.assert_allclose(test["statistic"], expected["ml"]["lr"], rtol=RTOL)
    assert (test["measure"], test["df"]) == ("lr", 2)


def test_the_step_of_the_odds_ratio_does_not_change_the_curve(births):
    plan = births_plan(interval="wald")
    per_ten = [replace(spec, per=10.0) if spec.name == "lwt" else spec for spec in plan.predictors]
    one, _ = curve_of(fit(plan, births, np.random.default_rng(1)))
    ten, _ = curve_of(
        fit(replace(plan, predictors=tuple(per_ten)), births, np.random.default_rng(1))
    )
    np.testing.assert_allclose(
        one[["odds_ratio", "ci_low"]], ten[["odds_ratio", "ci_low"]], rtol=RTOL
    )


def test_clusters_are_carried_through(expected):
    data = pd.read_csv(HERE / "few_clusters/data.csv")
    table = pd.DataFrame({"outcome": data["y"], "n_pupils": 1, "site": data["school"]})
    table = table.assign(age=data["age"].astype(float), group=data["group"])
    specs = (factor("group", "a", "b", "c"), number("age", SplineSpec(4, 12.0)))
    points, test = curve_of(fit(plan_of(*specs, clusters="site"), table, np.random.default_rng(1)))
    close(points, expected["clusters"], "beta", "se", "low", "high")
    np.testing.assert_allclose(test["p_value"], expected["clusters"]["p"], rtol=RTOL)


def test_imputations_are_pooled_with_clusters(expected):
    tables = pd.read_csv(HERE / "clustered_imputations/imputed.csv")
    tables = tables.rename(columns={"y": "outcome", "ID": "site"})
    specs = (factor("trt", "placebo", "drug", "drug+"), number("week", SplineSpec(3, 2.0)))
    parts = [
        code_patterns(part.assign(week=part["week"].astype(float)), specs, cluster="site")
        for _, part in tables.groupby("imp")
    ]
    known = replace(parts[0], codes=parts[0].codes.copy())
    known.codes[known.codes[:, 0] == 1, 0] = -1  # treatments that were imputed, every week known
    plan = plan_of(*specs, clusters="site", covariance="CR1", missing_values="impute")
    patterns = tables.assign(week=tables["week"].astype(float))
    fitted = FittedPlan(plan, lambda: patterns, Columns(cluster="site"), None)
    fitted.imputed = Completed(known, tuple(parts))  # imputed by the other program
    points, test = curve_of(fitted)
    theirs = expected["imputed"]
    for value, other in zip(theirs["values"], theirs["points"], strict=True):
        row = points.loc[float(value)]
        found = [row["log_odds"], row["std_error"], np.log(row["ci_low"]), np.log(row["ci_high"])]
        np.testing.assert_allclose(found, list(other.values()), rtol=RTOL)
    assert test["measure"] == "wald"


def test_after_firth_the_ends_are_penalised_profiles(births):
    firth, test = curve_of(fit(births_plan(estimator="firth"), births, np.random.default_rng(1)))
    assert test["measure"] == "penalised_lr"
    row = firth.loc[100.0]
    middle = np.sqrt(row["ci_low"] * row["ci_high"])
    assert row["ci_low"] < row["odds_ratio"] < row["ci_high"]
    assert abs(np.log(middle / row["odds_ratio"])) > 1e-3  # a Wald interval would be symmetric


def test_a_number_with_two_values_has_no_curve(births):
    two = births.assign(lwt=births["smoke"].map({"no": 100.0, "yes": 130.0}))
    plan = plan_of(number("age"), number("lwt", SplineSpec(4, 130.0)))
    table = curve_table(fit(plan, two, np.random.default_rng(1)))
    assert list(table["status"]) == ["not_estimated"]
    assert list(table["reason"]) == ["too_few_values|predictor=lwt"]
