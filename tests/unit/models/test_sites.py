"""A plan that allows for pupils of one site being alike."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy.stats import t
from tests.unit.release.whole_line import RULE_OF_10, plan_of, tables_of, yes_no

from thuiszitters.base.errors import EstimationError
from thuiszitters.effects.risks import standardised_risks
from thuiszitters.effects.tables import risk_table
from thuiszitters.logit import fit_clustered, fit_design
from thuiszitters.logit.robust import heteroskedastic_variance
from thuiszitters.models.coding import design_from_patterns
from thuiszitters.models.fit_tables import model_tables
from thuiszitters.models.fitted import fit
from thuiszitters.models.sites import with_sites
from thuiszitters.plan.further_specs import SubgroupSpec
from thuiszitters.release import release_results

CHANCE = np.random.default_rng(1)


@pytest.fixture
def schools(pupils):
    return pupils.assign(site=[f"s{i % 30}" for i in range(len(pupils))])


@pytest.fixture
def clustered(plan):
    return replace(plan, estimation=replace(plan.estimation, clusters="site"))


@pytest.fixture
def apart(plan):
    return replace(plan, estimation=replace(plan.estimation, clusters="none"))


def own(tables, kind):
    estimates = tables["estimates"]
    return estimates[(estimates["model_kind"] == kind) & (estimates["status"] == "ok")]


def test_odds_ratios_have_the_intervals_of_the_clustered_fit(schools, clustered, specs):
    names = clustered.models[0].predictors
    by_sites = fit_clustered(design_from_patterns(schools, specs[: len(names)], cluster="site"))
    rows = own(
        model_tables(fit(clustered, schools, CHANCE).without_imputation()), "adjusted"
    ).set_index("term")
    for term in by_sites.terms:
        assert rows.loc[term.column.term, "std_error"] == pytest.approx(term.std_error, rel=1e-12)
        assert rows.loc[term.column.term, "p_value"] == pytest.approx(term.p_value, rel=1e-9)


def test_estimates_are_those_of_the_plan_without_clusters(schools, clustered, apart):
    with_sites, without = (
        own(model_tables(fit(one, schools, CHANCE).without_imputation()), "adjusted")
        for one in (clustered, apart)
    )
    assert with_sites["log_odds"].tolist() == pytest.approx(without["log_odds"].tolist(), rel=1e-9)
    assert (with_sites["interval"] == "wald").all()
    assert (without["interval"] == "profile").all()


def test_steps_have_no_likelihood_ratio_test_and_the_model_one_by_wald(schools, clustered):
    tables = model_tables(fit(clustered, schools, CHANCE).without_imputation())
    assert tables["blocks"]["lr_statistic"].isna().all()
    assert tables["blocks"]["lr_p"].isna().all()
    assert tables["blocks"]["auc"].notna().all()
    adjusted = tables["fits"][tables["fits"]["model_kind"] == "adjusted"].iloc[0]
    assert np.isnan(adjusted["lr_statistic"])
    assert adjusted["wald_statistic"] > 0


def test_risks_carry_the_covariance_of_clusters(schools, clustered, specs):
    names = clustered.models[0].predictors
    by_sites = fit_clustered(design_from_patterns(schools, specs[: len(names)], cluster="site"))
    by_hand = standardised_risks(by_sites, covariance="CR2")
    table = risk_table(fit(clustered, schools, CHANCE).without_imputation())
    errors = [one.difference.std_error for one in by_hand]
    width = (table["difference_high"] - table["difference_low"]).to_numpy()
    quantiles = t.ppf(0.975, [one.difference.df for one in by_hand])
    assert width == pytest.approx(2 * quantiles * np.array(errors), rel=1e-9)


@pytest.mark.thorough
def test_clusters_are_carried_through_imputation(schools, clustered, apart):
    rng = np.random.default_rng(8)
    schools.loc[rng.random(len(schools)) < 0.2, "age_years"] = np.nan
    tables = [
        own(model_tables(fit(one, schools, np.random.default_rng(1), m=3)), "adjusted")
        for one in (clustered, apart)
    ]
    assert tables[0]["df"].max() < 30
    assert tables[1]["df"].max() > 100


def test_a_cohort_without_sites_gets_a_sentence(pupils, clustered):
    with pytest.raises(EstimationError) as caught:
        model_tables(fit(clustered, pupils, CHANCE).without_imputation())
    assert [str(problem) for problem in caught.value.problems] == [
        (
            "estimation.clusters: the cohort has no site. "
            'Map it under "files.pupils.columns.site", or set "clusters: none".'
        )
    ]


def test_pupils_without_a_site_get_a_sentence(schools, clustered):
    schools.loc[:4, "site"] = None
    with pytest.raises(EstimationError) as caught:
        model_tables(fit(clustered, schools, CHANCE).without_imputation())
    found = f"5 of {len(schools)} pupils have no site"
    assert [str(problem) for problem in caught.value.problems] == [
        (
            f"estimation.clusters: {found}. Allowed: a site for every pupil. "
            'Complete the column, or set "clusters: none".'
        )
    ]


@pytest.mark.parametrize(("sites", "clustered"), [(1, False), (4, False), (5, True), (8, True)])
def test_auto_allows_for_sites_where_there_are_enough(sites, clustered, pupils, plan):
    table = pupils.assign(site=[f"s{i % sites}" for i in range(len(pupils))])
    fits = model_tables(fit(plan, table, CHANCE).without_imputation())["fits"]
    adjusted = fits[fits["model_kind"] == "adjusted"]
    assert (adjusted["covariance"] == ("CR2" if clustered else "model")).all()
    assert (fits["n_sites"] == sites).all()
    assert plan.estimation.clusters == "auto"


@pytest.mark.parametrize("change", [{"estimator": "firth"}, {"covariance": "HC1"}])
def test_auto_gives_way_to_what_cannot_allow_for_sites(change, schools, plan):
    plan = replace(plan, estimation=replace(plan.estimation, **change))
    assert with_sites(plan, schools).estimation.clusters == "none"


def test_auto_without_a_site_for_every_pupil_takes_none(schools, pupils, plan):
    assert with_sites(plan, pupils).estimation.clusters == "none"
    schools.loc[:4, "site"] = None
    assert with_sites(plan, schools).estimation.clusters == "none"


def test_hc1_reaches_odds_ratios_and_risks(pupils, plan, specs):
    plan = replace(plan, estimation=replace(plan.estimation, covariance="HC1"))
    rows = own(model_tables(fit(plan, pupils, CHANCE).without_imputation()), "adjusted").set_index(
        "term"
    )
    design = design_from_patterns(pupils, specs[: len(plan.models[0].predictors)])
    p = fit_design(design).probability
    robust = heteroskedastic_variance(design.x, p, design.events, design.counts)
    errors = np.sqrt(np.diag(robust.covariance))
    found = [rows.loc[column.term, "std_error"] for column in design.columns]
    assert found == pytest.approx(errors, rel=1e-9)
    risks = standardised_risks(fit_design(design), covariance="HC1")
    width = [2 * t.ppf(0.975, robust.plain_df) * one.difference.std_error for one in risks]
    table = risk_table(fit(plan, pupils, CHANCE).without_imputation())
    assert (table["difference_high"] - table["difference_low"]).tolist() == pytest.approx(width)


@pytest.mark.thorough
def test_estimating_equations_go_through_every_stage():
    """Odds ratios, risks, groups, a second opinion of statsmodels, and what leaves of the ICC."""
    rng = np.random.default_rng(7)
    pupils = pd.DataFrame({"site": rng.integers(0, 8, 600).astype(str)})
    for name in ("a", "b", "c", "d", "e"):
        pupils[name] = pd.array(rng.choice(["no", "yes"], 600), dtype="str")
    alike = rng.normal(0, 0.8, 8)[pupils["site"].astype(int)]
    chance = 1 / (1 + np.exp(0.6 - alike - 0.7 * (pupils["a"] == "yes")))
    pupils["outcome"] = (rng.random(600) < chance).astype("int8")
    columns = ["outcome", "site", *"abcde"]
    patterns = pupils.groupby(columns).size().rename("n_pupils").reset_index()
    plan = plan_of(*map(yes_no, "abcde"))
    rules = replace(plan.estimation, covariance="GEE", clusters="site")
    plan = replace(plan, estimation=rules, subgroups=(SubgroupSpec("main", "a", "b"),))
    tables = tables_of(patterns, plan)
    adjusted = tables["fits"].set_index("model_kind").loc["adjusted"]
    assert adjusted["covariance"] == "GEE"
    assert 0.02 < adjusted["icc"] < 0.4
    assert tables["risks"]["difference_low"].notna().all()
    assert tables["subgroups"]["p_value"].notna().all()
    opinion = tables["checks"].set_index("check").loc["second_opinion_errors"]
    assert opinion["sentence"] == "printed_opinion_robust_statsmodels"
    shown = release_results(tables, RULE_OF_10).tables["fits"].set_index("model_kind")
    assert shown.loc["adjusted", "icc"] == round(adjusted["icc"], 2)
