"""Counts and clusters: what is summed first, and what is said when clusters are few."""

import numpy as np
import pytest

from thuiszitters.logit import design_from_patterns, fit_clustered, fit_design
from thuiszitters.logit.pooling import pool_wald
from thuiszitters.logit.robust import robust_covariance


@pytest.fixture
def schools(pupils):
    return pupils.assign(site=[f"s{i % 30}" for i in range(len(pupils))])


def collapsed(table):
    keys = [column for column in table.columns if column != "n_pupils"]
    return table.groupby(keys, dropna=False, as_index=False)["n_pupils"].sum()


@pytest.mark.parametrize("kind", ["HC0", "HC1", "HC2", "HC3"])
def test_the_meat_with_counts_is_that_of_the_pupils(pupils, specs, kind):
    # Rows kept apart by a column that is not in the model must give the same covariance.
    design = design_from_patterns(pupils, specs)
    p = fit_design(design).probability
    rows = np.repeat(np.arange(len(design.counts)), design.counts.astype(int))
    place = np.concatenate([np.arange(n) for n in design.counts.astype(int)])
    outcome = (place < design.events[rows]).astype(float)
    one = np.ones(len(rows))
    apart = robust_covariance(design.x[rows], p[rows], outcome, one, kind)
    together = robust_covariance(design.x, p, design.events, design.counts, kind)
    np.testing.assert_allclose(together, apart, rtol=1e-10)


def test_clusters_with_counts_agree_with_rows(schools, specs):
    as_rows = fit_clustered(design_from_patterns(schools, specs, cluster="site"))
    as_counts = fit_clustered(design_from_patterns(collapsed(schools), specs, cluster="site"))
    np.testing.assert_allclose(as_counts.covariance, as_rows.covariance, rtol=1e-10)


def test_clusters_of_one_pupil_equal_hc_and_are_said(pupils, specs):
    table = pupils.assign(site=np.arange(len(pupils)))
    design = design_from_patterns(table, specs, cluster="site")
    fit = fit_clustered(design)
    robust = robust_covariance(design.x, fit.probability, design.events, design.counts, "HC0")
    n = design.n_pupils
    np.testing.assert_allclose(fit.covariance, robust * n / (n - 1), rtol=1e-9)
    assert fit.reason == "clusters_of_one"


def test_few_clusters_are_said(pupils, specs):
    table = pupils.assign(site=np.arange(len(pupils)) % 6)
    fit = fit_clustered(design_from_patterns(table, specs, cluster="site"))
    assert fit.reason == "few_clusters|clusters=6"


def test_two_clusters_cannot_test_a_factor_of_three_levels(pupils, specs):
    table = pupils.assign(site=np.arange(len(pupils)) % 2)
    fit = fit_clustered(design_from_patterns(table, specs, cluster="site"))
    test = next(test for test in fit.global_tests if test.predictor == "school")
    assert (test.status, test.reason) == ("not_estimated", "too_few_clusters|clusters=2")


def test_one_cluster_gives_estimates_without_intervals(pupils, specs):
    fit = fit_clustered(design_from_patterns(pupils.assign(site="a"), specs, cluster="site"))
    assert fit.reason == "one_cluster"
    assert np.isfinite(fit.beta).all()
    assert np.isnan([term.ci_low for term in fit.terms]).all()


def test_a_separated_model_keeps_its_penalised_profile_and_says_so(schools, specs):
    schools.loc[schools["worried"] == "yes", "outcome"] = 1
    fit = fit_clustered(design_from_patterns(schools, specs, cluster="site"))
    assert (fit.estimator, fit.interval) == ("firth", "profile")
    assert fit.reason == "firth_without_clusters"


def test_pupils_without_a_cluster_are_left_out(schools, specs):
    schools.loc[:9, "site"] = None
    assert design_from_patterns(schools, specs, cluster="site").n_pupils < 297


def test_few_clusters_never_give_a_pooled_test_negative_degrees_of_freedom():
    rng = np.random.default_rng(1)
    for clusters in range(3, 15):
        for spread in (0.0, 0.1, 1.0, 5.0):
            estimates = 1.0 + spread * rng.normal(size=(20, 2))
            test = pool_wald(estimates, np.array([np.eye(2)] * 20), clusters - 1.0)
            assert 0.0 < test.df_residual <= clusters - 1.0 + 4.0
            assert 0.0 <= test.p_value <= 1.0
