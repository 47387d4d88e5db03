"""Standardised risks against R's exact-gradient delta method, and Stata's printed lbw numbers."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from thuiszitters.effects.risks import standardised_risks
from thuiszitters.logit import fit_design
from thuiszitters.models.coding import design_from_patterns
from thuiszitters.plan import PredictorSpec, text

AGREEMENT = 1e-7


def with_binary_levels(loaded, names):
    """0/1 columns as the two-level predictors they are."""
    patterns, specs = loaded.patterns.copy(), []
    for spec in loaded.specs:
        if spec.kind == "numeric" and spec.name in names:
            words = patterns[spec.name].map({0.0: "no", 1.0: "yes"})
            patterns[spec.name] = words.astype("str")
            specs.append(replace(spec, kind="binary", levels=("no", "yes")))
        else:
            specs.append(spec)
    return patterns, specs


@pytest.mark.parametrize("name", ["quine", "birthwt"])
def test_risks_differences_and_ratios_equal_r(name, case):
    loaded = case(name)
    effects = loaded.numbers("ame")["effects"]
    discrete = [effect for effect in effects if effect["kind"] == "discrete"]
    patterns, specs = with_binary_levels(loaded, {effect["variable"] for effect in discrete})
    fit = fit_design(design_from_patterns(patterns, specs))
    ours = {(r.column.predictor, r.column.level): r for r in standardised_risks(fit)}
    for effect in discrete:
        risk = ours[(effect["variable"], effect.get("level") or "yes")]
        pairs = [(risk.difference, "risk_difference"), (risk.log_ratio, "log_risk_ratio")]
        for quantity, key in pairs:
            np.testing.assert_allclose(quantity.estimate, effect[key]["est"], rtol=AGREEMENT)
            np.testing.assert_allclose(quantity.std_error, effect[key]["se"], rtol=AGREEMENT)
            low, high = quantity.interval(0.95)
            expected = [effect[key]["lo"], effect[key]["hi"]]
            np.testing.assert_allclose([low, high], expected, rtol=1e-6)
            np.testing.assert_allclose(quantity.p_value, effect[key]["p"], rtol=1e-5)
        np.testing.assert_allclose(risk.risk, effect["risk_difference"]["risk1"], rtol=1e-9)
        reference = effect["risk_difference"]["risk0"]
        np.testing.assert_allclose(risk.risk_reference, reference, rtol=1e-9)


def test_one_binary_predictor_gives_the_two_observed_shares():
    spec = PredictorSpec("exposed", text("Exposed"), "binary", ("no", "yes"))
    rows = [("yes", 1, 13), ("yes", 0, 17), ("no", 1, 9), ("no", 0, 61)]
    table = pd.DataFrame(rows, columns=["exposed", "outcome", "n_pupils"])
    (risk,) = standardised_risks(fit_design(design_from_patterns(table, [spec])))
    a, n, c, m = 13, 30, 9, 70
    np.testing.assert_allclose([risk.risk, risk.risk_reference], [a / n, c / m], rtol=1e-10)
    error = np.sqrt(a * (n - a) / n**3 + c * (m - c) / m**3)
    np.testing.assert_allclose(risk.difference.std_error, error, rtol=1e-9)
    log_error = np.sqrt(1 / a - 1 / n + 1 / c - 1 / m)
    np.testing.assert_allclose(risk.log_ratio.std_error, log_error, rtol=1e-9)


@pytest.mark.thorough
def test_after_firth_the_standardised_risks_average_to_what_was_observed(case):
    loaded = case("endometrial")
    patterns, specs = with_binary_levels(loaded, {"NV"})
    fit = fit_design(design_from_patterns(patterns, specs))
    assert fit.estimator == "firth"
    risk = next(r for r in standardised_risks(fit) if r.column.predictor == "NV")
    assert 0 < risk.risk_reference < risk.risk < 1
    assert np.isfinite(risk.difference.std_error)


def test_clusters_widen_the_interval_of_a_difference(case):
    loaded = case("ohio")
    design = design_from_patterns(loaded.patterns, loaded.specs, cluster="cluster")
    fit = fit_design(design)
    plain = standardised_risks(fit, level_of="smoke")[0]
    clustered = standardised_risks(fit, level_of="smoke", covariance="CR1")[0]
    np.testing.assert_allclose(plain.difference.estimate, clustered.difference.estimate)
    assert clustered.difference.std_error > 1.2 * plain.difference.std_error
