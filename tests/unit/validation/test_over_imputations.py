"""Another program pools to the printed numbers; imputed numbers are like known ones, or not."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from thuiszitters.models import fit
from thuiszitters.models.imputed import pooled_rows
from thuiszitters.models.stage import model_tables
from thuiszitters.validation.over_imputations import OverImputations
from thuiszitters.validation.pooled_opinion import pooled_opinion

SEED = 12


@pytest.fixture
def gaps(pupils):
    rng = np.random.default_rng(8)
    pupils.loc[rng.random(len(pupils)) < 0.2, "age_years"] = np.nan
    pupils.loc[rng.random(len(pupils)) < 0.1, "worried"] = None
    return pupils


def fitted(table, plan, *, seed=SEED, m=3):
    """Three imputations: whether two programs agree does not depend on how many."""
    return fit(plan, table, np.random.default_rng(seed), m=m)


def printed(table, plan, *, seed=SEED):
    """The adjusted estimates of the plan's model, as the models stage writes them."""
    adjusted = fitted(table, plan, seed=seed).adjusted("main")
    rows = pd.DataFrame(pooled_rows(adjusted.pooled))
    return rows.assign(model="main", model_kind="adjusted")


def rows(table, plan, estimates):
    over = OverImputations(fitted(table, plan), estimates)
    return pd.DataFrame(over.rows("main")).set_index("check")


def sentence(table, plan, estimates):
    return rows(table, plan, estimates).loc["second_opinion_pooled", "sentence"]


def test_statsmodels_pools_to_the_printed_estimates_and_standard_errors(gaps, plan):
    assert sentence(gaps, plan, printed(gaps, plan)) == "pooled_opinion_errors_statsmodels"


def test_the_differences_are_those_of_two_programs_that_stop_early(gaps, plan):
    completed = fitted(gaps, plan).imputed
    opinion = pooled_opinion(completed.tables, printed(gaps, plan), plain_errors=True)
    assert opinion.n_compared == 5
    # statsmodels stops when its deviance changes by less than 1e-12 of its size.
    assert opinion.coefficients < 1e-8
    assert opinion.std_errors < 1e-8


def test_where_firth_was_used_firthmodels_is_asked(gaps, plan):
    firth = replace(plan, estimation=replace(plan.estimation, estimator="firth"))
    over = fitted(gaps, firth, m=2)
    completed = over.imputed
    estimates = pd.DataFrame(pooled_rows(completed.fit(["worried"], over.estimation)))
    assert (estimates["estimator"] == "firth").all()
    tables = [table.only(["worried"]) for table in completed.tables]
    opinion = pooled_opinion(tables, estimates, plain_errors=True)
    assert opinion.sentence == "pooled_opinion_firthmodels"
    assert opinion.std_errors is None


def test_with_sites_the_standard_errors_are_not_compared(gaps, plan):
    schools = gaps.assign(site=[f"s{i % 30}" for i in range(len(gaps))])
    assert plan.estimation.clusters == "auto"
    assert sentence(schools, plan, printed(schools, plan)) == "pooled_opinion_statsmodels"


@pytest.mark.parametrize(("column", "step"), [("log_odds", 1e-4), ("std_error", 1e-4)])
def test_a_printed_number_that_is_off_is_not_overlooked(gaps, plan, column, step):
    estimates = printed(gaps, plan)
    here = (estimates["model_kind"] == "adjusted") & (estimates["term"] == "age_years")
    estimates.loc[here, column] += step
    assert sentence(gaps, plan, estimates) == "pooled_opinion_differs"


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


def test_ages_missing_by_chance_are_like_the_known_ones(gaps, plan):
    found = rows(gaps, plan, printed(gaps, plan)).loc["imputed_number"]
    assert found["sentence"] == "imputed_number_good"
    assert found["predictor"] == "age_years"
    assert found["estimate"] < 0.25


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
