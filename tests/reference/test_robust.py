"""Robust and clustered covariances and GEE against sandwich, clubSandwich and gee."""

import numpy as np
import pytest

from thuiszitters.logit import design_from_patterns, fit_clustered, fit_design
from thuiszitters.logit.gee import fit_gee
from thuiszitters.logit.robust import clustered_covariance, robust_covariance

# The same matrices multiplied in another order.
AGREEMENT = 1e-7


def parts(design):
    return design.x, fit_design(design).probability, design.events, design.counts


@pytest.mark.parametrize("name", ["quine", "birthwt", "ohio"])
@pytest.mark.parametrize("kind", ["HC0", "HC1", "HC2", "HC3"])
def test_heteroskedasticity_robust_errors_equal_sandwich(name, kind, case):
    loaded = case(name)
    covariance = robust_covariance(
        *parts(design_from_patterns(loaded.patterns, loaded.specs)), kind
    )
    expected = [term["se"] for term in loaded.numbers("robust")["by_type"][kind]]
    np.testing.assert_allclose(np.sqrt(np.diag(covariance)), expected, rtol=AGREEMENT)


@pytest.mark.parametrize("kind", ["CR0", "CR1", "CR1S"])
def test_clustered_errors_equal_sandwich(kind, case):
    loaded = case("ohio")
    design = design_from_patterns(loaded.patterns, loaded.specs, cluster="cluster")
    covariance = clustered_covariance(*parts(design), design.cluster, kind)
    expected = [term["se"] for term in loaded.numbers("robust")["by_type"][kind]]
    np.testing.assert_allclose(np.sqrt(np.diag(covariance)), expected, rtol=AGREEMENT)


def test_a_clustered_fit_uses_t_with_clusters_less_one(case):
    from scipy.stats import t

    loaded = case("ohio")
    fit = fit_clustered(design_from_patterns(loaded.patterns, loaded.specs, cluster="cluster"))
    for ours, theirs in zip(fit.terms, loaded.numbers("robust")["by_type"]["CR1"], strict=True):
        half = t.ppf(0.975, 536) * theirs["se"]
        np.testing.assert_allclose(ours.ci_low, theirs["beta"] - half, rtol=1e-7)
        np.testing.assert_allclose(ours.p_value, 2 * t.sf(abs(theirs["z"]), 536), rtol=1e-5)
    for test, term in zip(fit.global_tests, fit.terms[1:], strict=True):
        np.testing.assert_allclose(test.p_value, term.p_value, rtol=1e-9)


@pytest.mark.parametrize("exchangeable", [True, False])
def test_estimating_equations_equal_the_gee_package(exchangeable, case):
    loaded = case("ohio")
    design = design_from_patterns(loaded.patterns, loaded.specs, cluster="cluster")
    fit = fit_gee(design.x, design.events, design.counts, design.cluster, exchangeable=exchangeable)
    numbers = loaded.numbers("gee_glmm")
    if exchangeable:
        numbers = numbers["gee_pkg_exchangeable"]
        np.testing.assert_allclose(fit.correlation, numbers["alpha"], rtol=1e-6)
    else:
        numbers = numbers["geepack"]["independence"]
    assert fit.converged
    np.testing.assert_allclose(fit.beta, [t["beta"] for t in numbers["terms"]], rtol=1e-7)
    errors = np.sqrt(np.diag(fit.covariance))
    np.testing.assert_allclose(errors, [t["se"] for t in numbers["terms"]], rtol=1e-7)


def test_estimating_equations_equal_statsmodels(case):
    from statsmodels.genmod.cov_struct import Exchangeable
    from statsmodels.genmod.families import Binomial
    from statsmodels.genmod.generalized_estimating_equations import GEE

    loaded = case("ohio")
    table = loaded.patterns
    x = np.column_stack([np.ones(len(table)), table[[s.name for s in loaded.specs]]])
    family, working = Binomial(), Exchangeable()
    theirs = GEE(table["outcome"], x, groups=table["cluster"], family=family, cov_struct=working)
    other = theirs.fit(ctol=1e-12, maxiter=200)
    design = design_from_patterns(table, loaded.specs, cluster="cluster")
    fit = fit_gee(design.x, design.events, design.counts, design.cluster)
    np.testing.assert_allclose(fit.beta, other.params, rtol=1e-8)
    np.testing.assert_allclose(np.sqrt(np.diag(fit.covariance)), other.bse, rtol=1e-7)
