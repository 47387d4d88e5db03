"""A plan that allows for pupils of one site being alike."""

from dataclasses import replace

import numpy as np
import pytest

from thuiszitters.base.errors import EstimationError
from thuiszitters.effects.risks import standardised_risks
from thuiszitters.effects.tables import standardised_risk_table
from thuiszitters.logit import design_from_patterns, fit_clustered
from thuiszitters.models import fit_plan
from thuiszitters.models.imputed import complete_patterns


@pytest.fixture
def schools(pupils):
    return pupils.assign(site=[f"s{i % 30}" for i in range(len(pupils))])


@pytest.fixture
def clustered(plan):
    return replace(plan, estimation=replace(plan.estimation, clusters="site"))


def own(tables, kind):
    estimates = tables.estimates
    return estimates[(estimates["model_kind"] == kind) & (estimates["status"] == "ok")]


def test_odds_ratios_have_the_intervals_of_the_clustered_fit(schools, clustered, specs):
    names = clustered.models[0].predictors
    fit = fit_clustered(design_from_patterns(schools, specs[: len(names)], cluster="site"))
    rows = own(fit_plan(schools, clustered), "adjusted").set_index("term")
    for term in fit.terms:
        assert rows.loc[term.column.term, "std_error"] == pytest.approx(term.std_error, rel=1e-12)
        assert rows.loc[term.column.term, "p_value"] == pytest.approx(term.p_value, rel=1e-9)


def test_estimates_are_those_of_the_plan_without_clusters(schools, clustered, plan):
    with_sites, without = (own(fit_plan(schools, one), "adjusted") for one in (clustered, plan))
    assert with_sites["log_odds"].tolist() == pytest.approx(without["log_odds"].tolist(), rel=1e-9)
    assert (with_sites["interval"] == "wald").all()
    assert (without["interval"] == "profile").all()


def test_steps_have_no_likelihood_ratio_test_and_the_model_one_by_wald(schools, clustered):
    tables = fit_plan(schools, clustered)
    assert tables.blocks["lr_statistic"].isna().all()
    assert tables.blocks["lr_p"].isna().all()
    assert tables.blocks["auc"].notna().all()
    adjusted = tables.fits[tables.fits["model_kind"] == "adjusted"].iloc[0]
    assert np.isnan(adjusted["lr_statistic"])
    assert adjusted["wald_statistic"] > 0


def test_risks_carry_the_covariance_of_clusters(schools, clustered, specs):
    names = clustered.models[0].predictors
    fit = fit_clustered(design_from_patterns(schools, specs[: len(names)], cluster="site"))
    by_hand = standardised_risks(fit, covariance="CR1")
    table = standardised_risk_table(schools, clustered)
    errors = [one.difference.std_error for one in by_hand]
    width = (table["difference_high"] - table["difference_low"]).to_numpy()
    assert width == pytest.approx(2 * 1.959963984540054 * np.array(errors), rel=1e-9)


def test_clusters_are_carried_through_imputation(schools, clustered, plan):
    rng = np.random.default_rng(8)
    schools.loc[rng.random(len(schools)) < 0.2, "age_years"] = np.nan
    tables = []
    for one in (clustered, plan):
        completed = complete_patterns(schools, one, np.random.default_rng(1), m=3)
        tables.append(own(fit_plan(schools, one, completed), "adjusted"))
    assert tables[0]["df"].max() < 30
    assert tables[1]["df"].max() > 100


def test_a_cohort_without_sites_gets_a_sentence(pupils, clustered):
    with pytest.raises(EstimationError) as caught:
        fit_plan(pupils, clustered)
    assert [str(problem) for problem in caught.value.problems] == [
        (
            "estimation.clusters: the cohort has no site. "
            'Map it under "files.pupils.columns.site", or set "clusters: none".'
        )
    ]


def test_pupils_without_a_site_get_a_sentence(schools, clustered):
    schools.loc[:4, "site"] = None
    with pytest.raises(EstimationError) as caught:
        fit_plan(schools, clustered)
    found = f"5 of {len(schools)} pupils have no site"
    assert [str(problem) for problem in caught.value.problems] == [
        (
            f"estimation.clusters: {found}. Allowed: a site for every pupil. "
            'Complete the column, or set "clusters: none".'
        )
    ]
