"""A fit over imputed tables."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from tests.unit.logit.imputed_tables import coded

from thuiszitters.logit import fit_clustered, fit_design
from thuiszitters.logit.design import build_design
from thuiszitters.logit.estimation import Estimation
from thuiszitters.logit.imputation import impute
from thuiszitters.logit.pooled_fit import (
    fit_checked,
    fit_completed,
    pooled_estimates,
    with_variances,
)
from thuiszitters.logit.preconditions import check_design
from thuiszitters.models.coding import code_patterns


@pytest.fixture
def few(specs):
    """Two of the predictors: a profile over imputations costs time by term."""
    return (specs[0], specs[2])


def test_imputing_removes_the_bias_of_complete_cases_when_missing_depends_on_the_outcome(specs):
    # Worry is unknown for half of the pupils with the outcome: complete cases distort the
    # intercept, not the odds ratio; imputation brings the share of the outcome back.
    rng = np.random.default_rng(5)
    n = 4000
    worried = rng.random(n) < 0.4
    outcome = rng.random(n) < 1 / (1 + np.exp(1.5 - 0.9 * worried))
    table = pd.DataFrame({"outcome": outcome.astype("int8")})
    table["worried"] = pd.array(np.where(worried, "yes", "no"), dtype="str")
    table.loc[outcome & (rng.random(n) < 0.5), "worried"] = None
    completed = impute(coded(table, specs[:1]), rng, m=10)
    result = fit_completed(completed, Estimation())
    assert abs(result.fit.terms[0].log_odds + 1.5) < 0.15
    assert abs(result.fit.term("worried=yes").log_odds - 0.9) < 0.25


def test_identical_imputations_give_the_fit_itself(pupils, specs):
    table = code_patterns(pupils, specs)
    single = fit_design(build_design(table), Estimation(interval="wald"))
    result = fit_completed([table] * 4, Estimation())
    for ours, theirs, pooled in zip(result.fit.terms, single.terms, result.pooled, strict=True):
        assert pooled.between == 0
        np.testing.assert_allclose(ours.log_odds, theirs.log_odds, rtol=1e-12)
        np.testing.assert_allclose(ours.std_error, theirs.std_error, rtol=1e-12)


@pytest.mark.parametrize("covariance", ["CR1", "CR2"])
def test_pooled_estimates_alone_are_those_of_the_whole_fit(gaps, few, covariance):
    """To rounding: the same numbers from the same imputed tables, in another order of sums."""
    rng = np.random.default_rng(6)
    table = replace(coded(gaps, few), cluster=rng.integers(0, 8, len(coded(gaps, few).counts)))
    completed, rules = impute(table, rng, m=3), Estimation(covariance=covariance)
    checks = [check_design(build_design(table)) for table in completed]
    whole, alone = fit_completed(completed, rules), pooled_estimates(checks, rules)
    assert list(alone) == [term.column.term for term in whole.fit.terms]
    for term, own in zip(whole.fit.terms, alone.values(), strict=True):
        ends = (own.estimate, *own.interval(rules.level), own.p_value)
        both = (term.log_odds, term.ci_low, term.ci_high, term.p_value)
        np.testing.assert_allclose(ends, both, rtol=1e-9)
    assert pooled_estimates(checks, Estimation(estimator="firth")) is None
    again = fit_checked(with_variances(checks, rules), rules).fit
    assert [one.ci_low for one in again.terms] == [one.ci_low for one in whole.fit.terms]
    assert [one.p_value for one in again.global_tests] == [
        one.p_value for one in whole.fit.global_tests
    ]


@pytest.mark.thorough
def test_identical_separated_imputations_give_the_penalised_profile_itself(pupils, specs):
    pupils.loc[pupils["worried"] == "yes", "outcome"] = 1
    table = code_patterns(pupils, specs)
    single = fit_design(build_design(table))
    result = fit_completed([table] * 3, Estimation())
    assert result.fit.reason == "separation_in_imputations|imputations=3|of=3"
    for ours, theirs in zip(result.fit.terms, single.terms, strict=True):
        np.testing.assert_allclose(ours.ci_low, theirs.ci_low, rtol=1e-6, atol=1e-8)
        np.testing.assert_allclose(ours.ci_high, theirs.ci_high, rtol=1e-6, atol=1e-8)
        np.testing.assert_allclose(ours.p_value, theirs.p_value, rtol=1e-6, atol=1e-12)


@pytest.mark.thorough
def test_separation_in_one_imputation_turns_all_to_firth(gaps, few):
    known = gaps["worried"].notna()
    gaps.loc[known & (gaps["worried"] == "yes"), "outcome"] = 1
    completed = impute(coded(gaps, few), np.random.default_rng(2), m=2)
    result = fit_completed(completed, Estimation())
    separated = result.fit.reason.startswith("separation_in_imputations")
    assert separated == (result.fit.estimator == "firth")
    if separated:
        assert np.isfinite([t.ci_high for t in result.fit.terms]).all()


@pytest.mark.thorough
def test_clusters_are_carried_through_imputation(schools, specs):
    table = code_patterns(schools, specs, cluster="site", keep_incomplete=True)
    completed = impute(table, np.random.default_rng(1), m=4)
    result = fit_completed(completed, Estimation(), known=table)
    assert result.fits[0].design.clusters is not None
    assert all(pooled.df < 24 for pooled in result.pooled)
    single = fit_clustered(build_design(completed[0]))
    np.testing.assert_allclose(result.fits[0].covariance, single.covariance)


@pytest.mark.thorough
def test_one_cluster_leaves_nothing_to_pool(gaps, specs):
    table = code_patterns(gaps.assign(site="a"), specs, cluster="site", keep_incomplete=True)
    result = fit_completed(impute(table, np.random.default_rng(1), m=3), Estimation())
    assert all(np.isnan(term.ci_low) for term in result.fit.terms)
    assert result.fit.reason == "one_cluster"


@pytest.mark.thorough
def test_separation_with_clusters_says_that_clusters_are_left_out(schools, few):
    schools.loc[schools["worried"] == "yes", "outcome"] = 1
    schools["worried"] = schools["worried"].fillna("no")
    table = code_patterns(schools, few, cluster="site", keep_incomplete=True)
    result = fit_completed(impute(table, np.random.default_rng(1), m=2), Estimation())
    assert result.fit.reason.startswith("separation_in_imputations_without_clusters|")
