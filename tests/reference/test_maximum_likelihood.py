"""Maximum likelihood against R's glm and exact profile intervals."""

import numpy as np
import pytest

from thuiszitters.logit import build_design, fit_design
from thuiszitters.logit.estimation import Estimation
from thuiszitters.models.coding import code_patterns, design_from_patterns

CASES = ("quine", "birthwt", "ohio", "pima_missing")
ESTIMATE = 1e-8
# R computes standard errors from the weights of the last but one iteration.
STANDARD_ERROR = 2e-7
PROFILE_END = 1e-9


@pytest.fixture(params=CASES)
def adjusted(request, case):
    loaded = case(request.param)
    return fit_design(design_from_patterns(loaded.patterns, loaded.specs)), loaded.numbers("glm_or")


def assert_terms_equal(fit, terms):
    for ours, theirs in zip(fit.terms, terms, strict=True):
        np.testing.assert_allclose(ours.log_odds, theirs["beta"], rtol=ESTIMATE, atol=ESTIMATE)
        np.testing.assert_allclose(ours.std_error, theirs["se"], rtol=STANDARD_ERROR)
        ends = np.exp([ours.ci_low, ours.ci_high])
        expected = [theirs["or_lo_profile"], theirs["or_hi_profile"]]
        np.testing.assert_allclose(ends, expected, rtol=PROFILE_END)


def test_adjusted_estimates_and_exact_profile_intervals_equal_r(adjusted):
    fit, numbers = adjusted
    assert_terms_equal(fit, numbers["adjusted"]["terms"])


def test_the_whole_covariance_equals_r(adjusted):
    fit, numbers = adjusted
    np.testing.assert_allclose(fit.covariance, numbers["adjusted"]["vcov"], rtol=1e-7, atol=1e-9)


@pytest.mark.parametrize("name", CASES)
def test_crude_estimates_use_the_adjusted_rows_and_equal_r(name, case):
    loaded = case(name)
    coded = code_patterns(loaded.patterns, loaded.specs)
    for numbers in loaded.numbers("glm_or")["crude"]:
        fit = fit_design(build_design(coded.only([numbers["variable"]])))
        assert (fit.summary.n_obs, fit.summary.n_events) == (numbers["n"], numbers["events"])
        assert_terms_equal(fit, numbers["terms"])
        test = fit.global_tests[0]
        np.testing.assert_allclose(test.statistic, numbers["lr_chisq"], rtol=1e-9, atol=1e-10)
        assert test.df == numbers["lr_df"]


def test_global_tests_equal_drop1(adjusted):
    fit, numbers = adjusted
    for test, expected in zip(fit.global_tests, numbers["lr_drop1"], strict=True):
        assert (test.predictor, test.df) == (expected["variable"], expected["df"])
        np.testing.assert_allclose(test.statistic, expected["lrt"], rtol=1e-9, atol=1e-10)
        np.testing.assert_allclose(test.p_value, expected["p"], rtol=1e-8)


def test_fit_statistics_equal_r(adjusted):
    fit, numbers = adjusted
    expected, summary = numbers["fit"], fit.summary
    pairs = {
        "log_likelihood": "loglik",
        "null_log_likelihood": "loglik_null",
        "aic": "aic",
        "bic": "bic",
        "mcfadden": "mcfadden_r2",
        "nagelkerke": "nagelkerke_r2",
        "tjur": "tjur_r2",
        "brier": "brier",
    }
    for ours, theirs in pairs.items():
        np.testing.assert_allclose(getattr(summary, ours), expected[theirs], rtol=1e-10)
    np.testing.assert_allclose(summary.lr_statistic, numbers["lr_global"]["chisq"], rtol=1e-10)
    np.testing.assert_allclose(summary.lr_p, numbers["lr_global"]["p"], rtol=1e-9)


def test_wald_intervals_and_p_values_equal_r(case):
    loaded = case("birthwt")
    design = design_from_patterns(loaded.patterns, loaded.specs)
    fit = fit_design(design, Estimation(interval="wald"))
    for ours, theirs in zip(fit.terms, loaded.numbers("glm_or")["adjusted"]["terms"], strict=True):
        ends = np.exp([ours.ci_low, ours.ci_high])
        np.testing.assert_allclose(ends, [theirs["or_lo"], theirs["or_hi"]], rtol=1e-7)
        np.testing.assert_allclose(ours.p_value, theirs["p"], rtol=1e-7)


@pytest.mark.parametrize("name", CASES)
def test_statsmodels_gives_the_same_estimates(name, case):
    import statsmodels.genmod.generalized_linear_model as glm
    from statsmodels.genmod.families import Binomial

    loaded = case(name)
    design = design_from_patterns(loaded.patterns, loaded.specs)
    outcome = np.column_stack([design.events, design.counts - design.events])
    other = glm.GLM(outcome, design.x, family=Binomial()).fit(tol=1e-14)
    np.testing.assert_allclose(fit_design(design).beta, other.params, rtol=1e-8, atol=1e-9)


@pytest.mark.parametrize("name", ["quine", "birthwt"])
def test_area_under_the_curve_equals_proc(name, case):
    loaded = case(name)
    fit = fit_design(design_from_patterns(loaded.patterns, loaded.specs))
    np.testing.assert_allclose(fit.summary.auc, loaded.numbers("roc_cal")["auc"], rtol=1e-12)
