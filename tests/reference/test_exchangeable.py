"""Estimating equations against stored numbers of statsmodels and geepack; how alike pupils are."""

import json

import numpy as np
import pandas as pd
import pytest
from tests.reference.eight_schools import GEE, HERE, SOLVED

from thuiszitters.effects.risks import standardised_risks
from thuiszitters.logit import build_design, fit_clustered
from thuiszitters.logit.estimation import Estimation
from thuiszitters.logit.exchangeable import intraclass_correlation
from thuiszitters.logit.pooled_fit import fit_completed
from thuiszitters.models.coding import code_patterns
from thuiszitters.plan import PredictorSpec, text

#: geepack finds the correlation by other equations.
OTHER_EQUATIONS = 2e-2


@pytest.fixture(scope="module")
def ohio(case):
    loaded = case("ohio")
    return build_design(code_patterns(loaded.patterns, loaded.specs, cluster="cluster"))


def test_ohio_equals_the_stored_numbers_of_statsmodels(ohio, case):
    theirs = case("ohio").numbers("gee_glmm")
    fit = fit_clustered(ohio, GEE)
    stored = theirs["gee_pkg_exchangeable"]["terms"]
    np.testing.assert_allclose(fit.beta, [term["beta"] for term in stored], rtol=SOLVED)
    factor = np.sqrt(theirs["n_clusters"] / (theirs["n_clusters"] - 1.0))
    errors = [term.std_error / factor for term in fit.terms]
    np.testing.assert_allclose(errors, [term["se"] for term in stored], rtol=SOLVED)
    geepack = theirs["geepack"]["exchangeable"]
    np.testing.assert_allclose(fit.summary.icc, geepack["alpha"], rtol=OTHER_EQUATIONS)


def test_eight_schools_agree_with_geepack_to_its_other_equations(schools):
    theirs = json.loads((HERE / "gee/expected.json").read_text())
    fit = fit_clustered(build_design(schools), GEE)
    errors = [term.std_error * np.sqrt(7 / 8) for term in fit.terms]
    scale = np.array(theirs["se"])
    np.testing.assert_allclose((fit.beta - theirs["beta"]) / scale, 0, atol=OTHER_EQUATIONS)
    np.testing.assert_allclose(errors, scale, rtol=OTHER_EQUATIONS)
    assert fit.reason == "few_clusters|clusters=8"
    assert fit.degrees_of_freedom(np.eye(5)[1]) == 7
    assert np.isnan([fit.summary.aic, fit.summary.lr_p]).all()


def test_the_intraclass_correlation_equals_that_of_an_analysis_of_variance(schools):
    theirs = json.loads((HERE / "gee/expected.json").read_text())
    found = intraclass_correlation(schools.events, schools.counts, schools.cluster)
    np.testing.assert_allclose(found, theirs["icc"], rtol=1e-10)
    fit = fit_clustered(build_design(schools), Estimation())
    assert fit.summary.icc == found


def test_risks_follow_the_equations(schools):
    """The standardised share of everyone as they are is the mean of the fitted probabilities."""
    fit = fit_clustered(build_design(schools), GEE)
    risks = standardised_risks(fit, covariance="GEE", level_of="age")
    mean = fit.design.counts @ fit.probability / schools.counts.sum()
    np.testing.assert_allclose(risks[0].risk_reference, mean, rtol=1e-12)
    assert abs(mean - schools.n_events / schools.n_obs) > 1e-4  # maximum likelihood would give this
    assert risks[0].difference.df == 7
    assert np.isfinite(risks[0].difference.interval(0.95)).all()


def test_identical_imputations_give_the_odds_ratios_of_one(schools):
    one = fit_clustered(build_design(schools), GEE).term("age")
    pooled = fit_completed([schools] * 3, GEE).fit.term("age")
    np.testing.assert_allclose([pooled.log_odds, pooled.std_error], [one.log_odds, one.std_error])


def test_clusters_of_one_pupil_leave_maximum_likelihood_and_cr1():
    table = pd.DataFrame({"outcome": [0, 1, 1, 0, 1, 0] * 4, "x": [1.0, 2.0, 3.0] * 8})
    spec = [PredictorSpec("x", text("x"), "numeric")]
    design = build_design(code_patterns(table.assign(school=range(24)), spec, cluster="school"))
    ours, plain = (fit_clustered(design, Estimation(covariance=kind)) for kind in ("GEE", "CR1"))
    np.testing.assert_allclose(ours.beta, plain.beta, atol=SOLVED)
    np.testing.assert_allclose(ours.covariance, plain.covariance, rtol=SOLVED, atol=SOLVED)
    assert ours.reason == "clusters_of_one"


def test_a_separated_model_that_must_be_maximum_likelihood_has_no_equations():
    """Nobody without `x` has the outcome."""
    table = pd.DataFrame({"x": ["no", "yes"] * 12, "outcome": [0, 0, 0, 1] * 6})
    spec = [PredictorSpec("x", text("x"), "binary", ("no", "yes"))]
    coded = code_patterns(table.assign(school=[1, 2, 3] * 8), spec, cluster="school")
    fit = fit_clustered(build_design(coded), Estimation(estimator="ml", covariance="GEE"))
    assert fit.reason == "no_exchangeable_solution"
    assert np.isnan([term.ci_low for term in fit.terms]).all()
