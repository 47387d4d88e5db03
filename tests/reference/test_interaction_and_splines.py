"""Interaction, RERI, splines and external calibration against R (birthwt_more/make.R)."""

import json

import numpy as np
import pandas as pd
import pytest

from thuiszitters.effects.interaction import fit_interaction
from thuiszitters.effects.risks import standardised_risks
from thuiszitters.logit import fit_design
from thuiszitters.logit.estimation import Estimation
from thuiszitters.logit.likelihood import probabilities
from thuiszitters.logit.splines import default_knots, linearity_test, with_spline
from thuiszitters.models.coding import design_from_patterns
from thuiszitters.plan import PredictorSpec, text
from thuiszitters.validation.calibration import calibration_line


@pytest.fixture(scope="module")
def numbers(case):
    folder = case("birthwt").folder.parent / "birthwt_more"
    return json.loads((folder / "numbers.json").read_text())


@pytest.fixture(scope="module")
def table(case):
    data = pd.read_csv(case("birthwt").folder / "data.csv")
    table = pd.DataFrame({"outcome": data["low"], "n_pupils": 1})
    for name in ("age", "lwt"):
        table[name] = data[name].astype("float64")
    for name in ("smoke", "ptl01", "ht"):
        table[name] = data[name].map({0: "no", 1: "yes"}).astype("str")
    return table


def specs(*names):
    return [
        PredictorSpec(name, text(name), "numeric")
        if name in ("age", "lwt")
        else PredictorSpec(name, text(name), "binary", ("no", "yes"))
        for name in names
    ]


def test_an_interaction_and_its_reri_equal_r(numbers, table):
    design = design_from_patterns(table, specs("age", "lwt", "smoke", "ptl01"))
    ours = fit_interaction(design, "smoke", "ptl01")
    expected = numbers["interaction"]
    np.testing.assert_allclose(ours.fit.beta, list(expected["coef"].values()), rtol=1e-8)
    np.testing.assert_allclose(ours.test.statistic, expected["lr"], rtol=1e-8)
    (additive,) = ours.additive
    pairs = [(additive.reri, "reri"), (additive.proportion, "ap")]
    for quantity, key in pairs:
        np.testing.assert_allclose(quantity.estimate, expected[key], rtol=1e-8)
        np.testing.assert_allclose(quantity.std_error, expected[f"{key}_se"], rtol=1e-6)


def test_interaction_of_risks_and_profile_bounds_equal_r(case, table):
    folder = case("birthwt").folder.parent / "birthwt_more"
    expected = json.loads((folder / "interaction_risks.json").read_text())
    design = design_from_patterns(table, specs("age", "lwt", "smoke", "ptl01"))
    (ours,) = fit_interaction(design, "smoke", "ptl01").additive
    pairs = {
        "reri": ours.reri,
        "interaction_contrast": ours.contrast,
        "reri_risk": ours.reri_risk,
    }
    for name, quantity in pairs.items():
        found = [quantity.estimate, *quantity.interval(0.95), quantity.p_value]
        theirs = [expected[name][key] for key in ("estimate", "low", "high", "p_value")]
        # Both searches end within 1e-7 of the likelihood, 5e-8 standard errors of an end.
        np.testing.assert_allclose(found, theirs, rtol=1e-6)
    # Four groups of smoking and earlier premature labour; the smallest is that of both.
    assert ours.smallest == (12, 6)


def test_standardised_risks_carry_the_interaction_along(table):
    design = design_from_patterns(table, specs("smoke", "ptl01"))
    fit = fit_interaction(design, "smoke", "ptl01").fit
    risk = standardised_risks(fit, level_of="smoke")[0]
    # With every interaction in, the model is the four observed shares.
    shares = table.groupby(["smoke", "ptl01"])["outcome"].mean()
    weight = table["ptl01"].value_counts(normalize=True)
    expected = sum(shares["yes", level] * weight[level] for level in ("no", "yes"))
    np.testing.assert_allclose(risk.risk, expected, rtol=1e-9)


def test_a_spline_on_the_default_knots_equals_rms(numbers, table):
    design = design_from_patterns(table, specs("age", "lwt", "smoke"))
    knots = default_knots(design, "lwt", 4)
    expected = numbers["spline"]
    np.testing.assert_allclose(knots, expected["knots"], rtol=1e-12)
    fit = fit_design(with_spline(design, "lwt", knots))
    np.testing.assert_allclose(fit.beta, expected["coef"], rtol=1e-6)
    np.testing.assert_allclose(fit.summary.log_likelihood, expected["loglik"], rtol=1e-10)
    statistic, df, _ = linearity_test(design, "lwt", Estimation())
    np.testing.assert_allclose(statistic, expected["lr"], rtol=1e-7)
    assert df == expected["df"]


def test_a_number_with_two_values_gets_no_spline(table):
    two = table.assign(age=table["smoke"].map({"no": 0.0, "yes": 1.0}))
    design = design_from_patterns(two, specs("age", "lwt"))
    assert np.isnan(linearity_test(design, "age", Estimation())[2])


def test_calibration_on_other_pupils_equals_r(numbers, table):
    names = ("age", "lwt", "smoke", "ht")
    model = fit_design(design_from_patterns(table.iloc[::2], specs(*names)))
    other = design_from_patterns(table.iloc[1::2], specs(*names))
    eta = other.x @ model.beta
    line = calibration_line(eta, other.events, other.counts)
    expected = numbers["calibration"]
    np.testing.assert_allclose(line.intercept, expected["intercept"], rtol=1e-7)
    np.testing.assert_allclose(line.slope, expected["slope"], rtol=1e-7)
    np.testing.assert_allclose(line.slope_error, expected["slope_se"], rtol=1e-6)
    assert probabilities(eta).max() < 1
