"""Another program pools to the printed numbers; imputed numbers are like known ones, or not."""

from dataclasses import replace

import numpy as np
import pytest
from tests.unit.validation.imputed_model import SEED, fitted, printed, rows

from thuiszitters.models.fit_tables import model_tables
from thuiszitters.validation.over_imputations import OverImputations


def sentence(table, plan, estimates):
    return rows(table, plan, estimates).loc["second_opinion_pooled", "sentence"]


@pytest.mark.thorough
def test_statsmodels_pools_to_the_printed_estimates_and_standard_errors(gaps, plan):
    assert sentence(gaps, plan, printed(gaps, plan)) == "pooled_opinion_errors_statsmodels"


def with_schools(table, per_school=10):
    return table.assign(site=[f"s{i // per_school:02d}" for i in range(len(table))])


@pytest.mark.thorough
@pytest.mark.parametrize("kind", ["CR1", "CR2"])
def test_with_sites_dense_code_reaches_the_pooled_standard_errors(gaps, plan, kind):
    sites = replace(plan, estimation=replace(plan.estimation, covariance=kind))
    schools = with_schools(gaps)
    estimates = printed(schools, sites)
    assert sentence(schools, sites, estimates) == "pooled_opinion_robust_statsmodels"
    estimates.loc[estimates["term"] == "age_years", "std_error"] *= 1.001
    assert sentence(schools, sites, estimates) == "pooled_opinion_differs"


@pytest.mark.parametrize("kind", ["HC1", "CR1", "CR2"])
def test_standard_errors_of_complete_pupils_are_computed_again(pupils, plan, kind):
    table, clusters = with_schools(pupils.dropna()), "none" if kind == "HC1" else "auto"
    rules = replace(plan.estimation, covariance=kind, clusters=clusters)
    own = replace(plan, estimation=replace(rules, missing_values="complete_cases"))
    found = fitted(table, own)
    assert found.covariance == kind
    over = OverImputations(found, model_tables(found)["estimates"])
    said = {"check": "second_opinion_errors", "sentence": "printed_opinion_robust_statsmodels"}
    assert over.rows("main") == [said]
    wrong = over.estimates.assign(std_error=over.estimates["std_error"] * 1.001)
    (row,) = OverImputations(found, wrong).rows("main")
    assert row["sentence"] == "printed_opinion_differs"


def test_a_site_that_decides_a_term_alone_is_no_difference(pupils, plan):
    """What one site alone has leaves it no residual: the pseudo-inverse of both."""
    table = with_schools(pupils.dropna(), 50)
    large = table["site"] == "s01"
    table["school"] = table["school"].where(~large, "large").where(large, "middle")
    table.loc[table.index[::7], "school"] = "small"
    found = fitted(table, plan)
    over = OverImputations(found, model_tables(found)["estimates"])
    assert [row["sentence"] for row in over.rows("main")] == ["printed_opinion_robust_statsmodels"]


def test_a_site_of_very_many_pupils_is_said_not_to_be_compared(pupils, plan):
    table = with_schools(pupils.dropna(), 50)
    table.loc[table.index[0], "n_pupils"] = 700
    found = fitted(table, plan)
    over = OverImputations(found, model_tables(found)["estimates"])
    assert [row["sentence"] for row in over.rows("main")] == ["printed_opinion_statsmodels"]


@pytest.mark.thorough
@pytest.mark.parametrize(("column", "step"), [("log_odds", 1e-4), ("std_error", 1e-4)])
def test_a_printed_number_that_is_off_is_not_overlooked(gaps, plan, column, step):
    estimates = printed(gaps, plan)
    here = (estimates["model_kind"] == "adjusted") & (estimates["term"] == "age_years")
    estimates.loc[here, column] += step
    assert sentence(gaps, plan, estimates) == "pooled_opinion_differs"


@pytest.mark.thorough
def test_numbers_of_another_imputation_are_not_overlooked(gaps, plan):
    other = printed(gaps, plan, seed=SEED + 1)
    assert sentence(gaps, plan, other) == "pooled_opinion_differs"


def test_nothing_is_said_where_nothing_was_imputed(pupils, plan):
    complete = pupils.dropna()
    alone = replace(plan, estimation=replace(plan.estimation, missing_values="complete_cases"))
    for table, one in ((complete, plan), (pupils, alone)):
        found = fitted(table, one)
        over = OverImputations(found, model_tables(found)["estimates"])
        assert over.rows("main") == []


@pytest.mark.thorough
def test_ages_missing_by_chance_are_like_the_known_ones(gaps, plan):
    found = rows(gaps, plan, printed(gaps, plan)).loc["imputed_number"]
    assert found["sentence"] == "imputed_number_good"
    assert found["predictor"] == "age_years"
    assert found["estimate"] < 0.25


@pytest.mark.thorough
def test_ages_known_in_one_kind_of_school_only_are_carried_over(gaps, plan, specs):
    """Schools differ in age; in the large ones hardly anybody's age is known, and they are old."""
    shift = gaps["school"].map({"small": 0.0, "middle": 4.0, "large": 8.0}).astype(float)
    known = gaps.assign(age_years=gaps["age_years"] / 4.0 + shift)
    found = rows(known, plan, printed(known, plan)).loc["imputed_number"]
    assert found["sentence"] == "imputed_number_good"
    rng = np.random.default_rng(1)
    lost = (gaps["school"] == "large") & (rng.random(len(gaps)) < 0.97)
    few = known.assign(age_years=known["age_years"].where(~lost))
    found = rows(few, plan, printed(few, plan)).loc["imputed_number"]
    assert found["sentence"] == "imputed_number_far"
    assert found["estimate"] > 0.25
