"""Counts and clusters: what is summed first, and what is said when clusters are few."""

import numpy as np
import pytest

from thuiszitters.logit import fit_clustered, fit_design
from thuiszitters.logit.estimation import Estimation
from thuiszitters.logit.pooling import pool_wald
from thuiszitters.logit.robust import heteroskedastic_variance
from thuiszitters.models.coding import design_from_patterns
from thuiszitters.plan import PredictorSpec, text


@pytest.fixture
def schools(pupils):
    return pupils.assign(site=[f"s{i % 30}" for i in range(len(pupils))])


def collapsed(table):
    keys = [column for column in table.columns if column != "n_pupils"]
    return table.groupby(keys, dropna=False, as_index=False)["n_pupils"].sum()


def test_the_meat_with_counts_is_that_of_the_pupils(pupils, specs):
    # Rows kept apart by a column that is not in the model must give the same covariance.
    design = design_from_patterns(pupils, specs)
    p = fit_design(design).probability
    rows = np.repeat(np.arange(len(design.counts)), design.counts.astype(int))
    place = np.concatenate([np.arange(n) for n in design.counts.astype(int)])
    outcome = (place < design.events[rows]).astype(float)
    one = np.ones(len(rows))
    apart = heteroskedastic_variance(design.x[rows], p[rows], outcome, one)
    together = heteroskedastic_variance(design.x, p, design.events, design.counts)
    np.testing.assert_allclose(together.covariance, apart.covariance, rtol=1e-10)


def test_clusters_with_counts_agree_with_rows(schools, specs):
    as_rows = fit_clustered(design_from_patterns(schools, specs, cluster="site"))
    as_counts = fit_clustered(design_from_patterns(collapsed(schools), specs, cluster="site"))
    np.testing.assert_allclose(as_counts.covariance, as_rows.covariance, rtol=1e-10)


def test_clusters_of_one_pupil_equal_hc_and_are_said(pupils, specs):
    table = pupils.assign(site=np.arange(len(pupils)))
    design = design_from_patterns(table, specs, cluster="site")
    fit = fit_clustered(design, Estimation(covariance="CR1"))
    robust = heteroskedastic_variance(design.x, fit.probability, design.events, design.counts)
    n, k = design.n_obs, design.x.shape[1]
    expected = robust.covariance * (n - k) / n * n / (n - 1)
    np.testing.assert_allclose(fit.covariance, expected, rtol=1e-9)
    assert fit.reason == "clusters_of_one"


@pytest.mark.parametrize(("kind", "clusters"), [("CR1", 19), ("CR2", 4)])
def test_few_clusters_are_said(kind, clusters, pupils, specs):
    for number, reason in ((clusters, f"few_clusters|clusters={clusters}"), (clusters + 1, "")):
        table = pupils.assign(site=np.arange(len(pupils)) % number)
        design = design_from_patterns(table, specs, cluster="site")
        assert fit_clustered(design, Estimation(covariance=kind)).reason == reason


def test_a_level_of_one_cluster_alone_is_no_division_by_zero(schools, specs):
    # The cluster decides its own level, so its residuals are 0 there; the pseudo-inverse is used.
    schools["alone"] = np.where(schools["site"] == "s3", 1.0, 0.0)
    more = [*specs, PredictorSpec("alone", text("alone"), "numeric")]
    fit = fit_clustered(design_from_patterns(schools, more, cluster="site"))
    assert np.isfinite([term.ci_low for term in fit.terms]).all()


def test_a_number_that_rests_on_few_clusters_is_marked(pupils, specs):
    table = pupils.assign(site=np.arange(len(pupils)) % 8)
    table["alone"] = np.where(table["site"] < 2, 1.0, 0.0)
    more = [*specs, PredictorSpec("alone", text("alone"), "numeric")]
    fit = fit_clustered(design_from_patterns(table, more, cluster="site"))
    assert fit.term("alone").reason == "few_clusters_decide"
    assert fit.term("age_years").reason == ""


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


@pytest.mark.thorough
def test_a_separated_model_keeps_its_penalised_profile_and_says_so(schools, specs):
    schools.loc[schools["worried"] == "yes", "outcome"] = 1
    fit = fit_clustered(design_from_patterns(schools, specs, cluster="site"))
    assert (fit.estimator, fit.interval) == ("firth", "profile")
    assert fit.reason == "firth_without_clusters"


def test_pupils_without_a_cluster_are_left_out(schools, specs):
    schools.loc[:9, "site"] = None
    assert design_from_patterns(schools, specs, cluster="site").n_obs < 297


def test_few_clusters_never_give_a_pooled_test_negative_degrees_of_freedom():
    rng = np.random.default_rng(1)
    for clusters in range(3, 15):
        for spread in (0.0, 0.1, 1.0, 5.0):
            estimates = 1.0 + spread * rng.normal(size=(20, 2))
            test = pool_wald(estimates, np.array([np.eye(2)] * 20), clusters - 1.0)
            assert 0.0 < test.df_residual <= clusters - 1.0 + 4.0
            assert 0.0 <= test.p_value <= 1.0
