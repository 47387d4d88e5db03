"""Firth's method against logistf, brglm2 and an independent tight solver."""

import numpy as np
import pytest

from thuiszitters.logit import fit_design
from thuiszitters.logit.estimation import Estimation
from thuiszitters.models.coding import design_from_patterns

pytestmark = pytest.mark.thorough

CASES = ("quine", "birthwt", "endometrial", "sex2")
# The three programs agree among themselves to about 1e-12; their optimisers stop at 1e-11.
AGREEMENT = 1e-9


@pytest.fixture(params=CASES)
def firth(request, case):
    loaded = case(request.param)
    design = design_from_patterns(loaded.patterns, loaded.specs)
    return fit_design(design, Estimation(estimator="firth")), loaded.numbers("firth")


def test_estimates_penalised_profile_and_p_equal_the_references(firth):
    fit, numbers = firth
    for ours, theirs in zip(fit.terms, numbers["terms"], strict=True):
        np.testing.assert_allclose(ours.log_odds, theirs["beta"], rtol=AGREEMENT, atol=AGREEMENT)
        ends = np.exp([ours.ci_low, ours.ci_high])
        expected = [theirs["or_lo_profile"], theirs["or_hi_profile"]]
        np.testing.assert_allclose(ends, expected, rtol=AGREEMENT)
        np.testing.assert_allclose(
            ours.p_value, theirs["p_penalised_lr"], rtol=1e-8, atol=AGREEMENT
        )


def test_the_standard_error_is_that_of_the_inverse_information(firth):
    fit, numbers = firth
    expected = [term["brglm2_AS_mean"]["se"] for term in numbers["terms"]]
    np.testing.assert_allclose([term.std_error for term in fit.terms], expected, rtol=1e-8)


def test_the_penalised_log_likelihood_equals_the_reference(firth):
    fit, numbers = firth
    np.testing.assert_allclose(
        fit.summary.penalised_log_likelihood, numbers["penalised_loglik"], rtol=1e-11
    )


def test_separated_columns_are_those_detectseparation_names(firth):
    fit, numbers = firth
    directions = {"+Inf": "up", "-Inf": "down"}
    for ours, theirs in zip(fit.terms, numbers["terms"], strict=True):
        infinite = directions.get(theirs["ml_estimate_is"])
        assert ours.reason.endswith(f"direction={infinite}") if infinite else not ours.reason


@pytest.mark.parametrize("name", ["endometrial", "sex2"])
def test_auto_turns_to_firth_as_a_whole_and_says_why(name, case):
    loaded = case(name)
    fit = fit_design(design_from_patterns(loaded.patterns, loaded.specs))
    assert (fit.estimator, fit.interval, fit.status) == ("firth", "profile", "ok")
    assert fit.reason.startswith("separation_number|predictor=")
    assert all(np.isfinite([term.log_odds, term.ci_low, term.ci_high]).all() for term in fit.terms)


@pytest.mark.parametrize("name", CASES)
def test_firthmodels_gives_the_same_estimates(name, case):
    from firthmodels import FirthLogisticRegression

    loaded = case(name)
    design = design_from_patterns(loaded.patterns, loaded.specs)
    rows = np.repeat(design.x[:, 1:], 2, axis=0)
    outcome = np.tile([1, 0], len(design.x))
    weight = np.column_stack([design.events, design.counts - design.events]).ravel()
    there = weight > 0
    other = FirthLogisticRegression(gtol=1e-6, xtol=1e-6, max_iter=100)
    other.fit(rows[there], outcome[there], sample_weight=weight[there])
    fit = fit_design(design, Estimation(estimator="firth"))
    np.testing.assert_allclose(fit.beta[1:], other.coef_, atol=2e-6)


@pytest.mark.parametrize(("name", "column"), [("endometrial", "NV"), ("sex2", "dia")])
def test_statsmodels_is_silent_on_separation_and_ours_is_not(name, column, case):
    import statsmodels.genmod.generalized_linear_model as glm
    from statsmodels.genmod.families import Binomial

    loaded = case(name)
    design = design_from_patterns(loaded.patterns, loaded.specs)
    outcome = np.column_stack([design.events, design.counts - design.events])
    # Warnings are errors in these tests, so this line also proves that there was none.
    other = glm.GLM(outcome, design.x, family=Binomial()).fit()
    position = design.positions(column)[0]
    assert other.converged
    assert other.params[position] > 15
    assert other.bse[position] > 1000

    ours = fit_design(design, Estimation(estimator="ml"))
    term = ours.term(column)
    assert (ours.status, term.status) == ("separated", "separated")
    assert term.reason.startswith("separation_number_no_estimate|")
    assert np.isnan([term.log_odds, term.std_error, term.ci_low, term.ci_high, term.p_value]).all()


@pytest.mark.parametrize(("name", "column"), [("endometrial", "NV"), ("sex2", "dia")])
def test_forced_maximum_likelihood_keeps_the_finite_terms(name, column, case):
    import statsmodels.genmod.generalized_linear_model as glm
    from statsmodels.genmod.families import Binomial

    loaded = case(name)
    design = design_from_patterns(loaded.patterns, loaded.specs)
    outcome = np.column_stack([design.events, design.counts - design.events])
    far = glm.GLM(outcome, design.x, family=Binomial()).fit(tol=1e-14, maxiter=200)
    ours = fit_design(design, Estimation(estimator="ml"))
    finite = ours.used
    assert finite.sum() == len(design.columns) - 1
    np.testing.assert_allclose(ours.beta[finite], far.params[finite], rtol=1e-6)
