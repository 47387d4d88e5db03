"""Attributable fractions: R's glm with an analytic gradient, and closed forms."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from thuiszitters.effects.fractions import fraction_table, log_share_left
from thuiszitters.logit import fit_design
from thuiszitters.models.coding import design_from_patterns
from thuiszitters.models.fitted import fit
from thuiszitters.plan import ModelSpec, Plan, PredictorSpec, text
from thuiszitters.plan.estimation import EstimationSpec
from thuiszitters.plan.further_specs import FractionSpec

HERE = Path(__file__).parent
#: Both invert the same information matrix.
AGREEMENT = 1e-7
ANY = text("")
SPECS = (
    PredictorSpec("smoke", ANY, "factor", ("0", "1")),
    PredictorSpec("race", ANY, "factor", ("white", "black", "other")),
    PredictorSpec("age", ANY, "numeric"),
    PredictorSpec("lwt", ANY, "numeric"),
)


def patterns_of(table):
    found = table.rename(columns={"low": "outcome"})[["outcome", *(s.name for s in SPECS)]]
    found["smoke"] = found["smoke"].astype(str)
    return found.astype({"age": float, "lwt": float}).assign(n_pupils=1)


def fitted_of(patterns, specs, **estimation):
    model = ModelSpec("main", ANY, tuple(spec.name for spec in specs))
    chosen = EstimationSpec(**{"clusters": "none", "missing_values": "complete_cases"} | estimation)
    plan = Plan("plan", ANY, ANY, None, (), specs, (model,), chosen)
    return fit(plan, patterns, np.random.default_rng(1))


@pytest.fixture(scope="module")
def birthwt():
    return patterns_of(pd.read_csv(HERE / "birthwt/data.csv"))


@pytest.mark.parametrize("name", ["smoke", "race"])
def test_fraction_and_interval_equal_r(name, birthwt):
    expected = json.loads((HERE / "fractions/expected.json").read_text())[name]
    fitted = fitted_of(birthwt, SPECS)
    (row,) = fraction_table(fitted, [FractionSpec("main", name)]).to_dict("records")
    ours = [row["fraction"], row["fraction_low"], row["fraction_high"]]
    wanted = [expected[key] for key in ("fraction", "low", "high")]
    np.testing.assert_allclose(ours, wanted, rtol=AGREEMENT)
    part = log_share_left(fitted.adjusted("main").fit, name)
    np.testing.assert_allclose(part.std_error, expected["se"], rtol=AGREEMENT)


@pytest.mark.parametrize("estimator", ["ml", "firth"])
def test_one_two_level_predictor_has_levins_fraction(estimator):
    spec = PredictorSpec("exposed", ANY, "binary", ("no", "yes"))
    rows = [("yes", 1, 13), ("yes", 0, 17), ("no", 1, 9), ("no", 0, 61)]
    table = pd.DataFrame(rows, columns=["exposed", "outcome", "n_pupils"])
    fitted = fitted_of(table, (spec,), estimator=estimator)
    (row,) = fraction_table(fitted, [FractionSpec("main", "exposed")]).to_dict("records")
    # Levin (1953): p (RR - 1) / (1 + p (RR - 1)) with the share p of exposed pupils.
    ratio = (13 / 30) / (9 / 70)
    levin = 0.3 * (ratio - 1) / (1 + 0.3 * (ratio - 1))
    if estimator == "ml":
        np.testing.assert_allclose(row["fraction"], levin, rtol=1e-9)
        # log(r0 / (w r1 + (1 - w) r0)) with binomial variances of r1 and r0, given w.
        r1, r0, risk = 13 / 30, 9 / 70, 22 / 100
        slope0, slope1 = 1 / r0 - 0.7 / risk, -0.3 / risk
        variance = slope0**2 * r0 * (1 - r0) / 70 + slope1**2 * r1 * (1 - r1) / 30
        part = log_share_left(fitted.adjusted("main").fit, "exposed")
        np.testing.assert_allclose(part.std_error, np.sqrt(variance), rtol=1e-9)
    else:  # shrunken, with FLIC's intercept, and a profile around it
        assert 0.0 < row["fraction"] < levin
        assert row["fraction_low"] < row["fraction"] < row["fraction_high"]


def test_a_separated_level_has_a_fraction_after_firth():
    spec = PredictorSpec("exposed", ANY, "binary", ("no", "yes"))
    rows = [("yes", 1, 6), ("no", 1, 9), ("no", 0, 61)]
    table = pd.DataFrame(rows, columns=["exposed", "outcome", "n_pupils"])
    fitted = fitted_of(table, (spec,), estimator="auto")
    (row,) = fraction_table(fitted, [FractionSpec("main", "exposed")]).to_dict("records")
    assert (row["status"], row["estimator"]) == ("ok", "firth")
    assert -np.inf < row["fraction_low"] < row["fraction"] < row["fraction_high"] < 1.0


def test_a_fit_without_risks_has_no_fraction():
    spec = PredictorSpec("exposed", ANY, "binary", ("no", "yes"))
    rows = [("yes", 1, 6), ("no", 1, 9), ("no", 0, 61)]
    table = pd.DataFrame(rows, columns=["exposed", "outcome", "n_pupils"])
    fitted = fitted_of(table, (spec,), estimator="ml")
    (row,) = fraction_table(fitted, [FractionSpec("main", "exposed")]).to_dict("records")
    assert row["status"] != "ok"
    assert np.isnan(row["fraction"])


@pytest.mark.thorough
def test_over_imputations_the_fraction_lies_among_those_of_completed_tables(birthwt):
    some = birthwt.copy()
    some.loc[some.index[::9], "smoke"] = np.nan
    fitted = fitted_of(some, SPECS, missing_values="impute")
    (row,) = fraction_table(fitted, [FractionSpec("main", "smoke")]).to_dict("records")
    pooled = fitted.adjusted("main").pooled
    each = [-np.expm1(log_share_left(one, "smoke").estimate) for one in pooled.fits]
    assert min(each) < row["fraction"] < max(each)
    single = log_share_left(pooled.fits[0], "smoke")
    low, high = (-np.expm1(end) for end in reversed(single.interval(0.95)))
    assert row["fraction_high"] - row["fraction_low"] > 0.9 * (high - low)


def test_the_fraction_is_that_of_averaged_probabilities(birthwt):
    design = design_from_patterns(birthwt, SPECS)
    whole = fit_design(design)
    part = log_share_left(whole, "smoke")
    p = 1 / (1 + np.exp(-design.x @ np.array([term.log_odds for term in whole.terms])))
    share = design.counts / design.counts.sum()
    x = design.x.copy()
    x[:, design.positions("smoke")] = 0.0
    p0 = 1 / (1 + np.exp(-x @ np.array([term.log_odds for term in whole.terms])))
    np.testing.assert_allclose(part.estimate, np.log((share @ p0) / (share @ p)), rtol=1e-8)
