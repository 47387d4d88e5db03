"""Models over imputations count every pupil; the complete cases beside them show no few."""

import numpy as np
import pandas as pd
import pytest
from tests.unit.release.whole_line import RULE_OF_10, WORD, plan_of, tables_of, yes_no

from thuiszitters.plan.disclosure import DisclosureProfile
from thuiszitters.release import release_results

OPEN = DisclosureProfile(
    "open", WORD, WORD, minimum_count=0, suppress_zero=False, suppress_complement=False,
    minimum_residual_df=0, maximum_group_share=1, significant_digits=0, likelihoods=True,
)  # fmt: skip
#: A fit of fewer than five predictors, one of which has a suppressed count, leaves no numbers.
NAMES = ("a", "b", "c", "d", "e")


@pytest.fixture(scope="module")
def plan():
    return plan_of(*map(yes_no, NAMES))


@pytest.fixture(scope="module")
def tables(plan):
    """400 pupils; of six it is not known whether they have `a`."""
    rng = np.random.default_rng(6)
    pupils = pd.DataFrame(
        {name: pd.array(rng.choice(["no", "yes"], 400), dtype="str") for name in NAMES}
    )
    logit = -1.0 + (pupils["a"] == "yes") + 0.5 * (pupils["b"] == "yes")
    pupils["outcome"] = (rng.random(400) < 1 / (1 + np.exp(-logit))).astype("int8")
    pupils.loc[:5, "a"] = None
    columns = ["outcome", *NAMES]
    patterns = pupils.groupby(columns, dropna=False).size().rename("n_pupils").reset_index()
    return tables_of(patterns, plan)


@pytest.mark.thorough
def test_pooled_odds_ratios_leave_with_the_counts_of_the_cohort(tables):
    estimates = release_results(tables, RULE_OF_10).tables["estimates"]
    own = estimates[estimates["model_kind"].isin(["crude", "adjusted"])]
    known = own[own["predictor"].isin(["b", "c"])]
    sums = known.groupby(["model_kind", "predictor"])["n_pupils"].sum()
    assert set(sums) == {400}
    assert known["n_pupils"].notna().all()
    assert known.loc[known["status"] != "reference", "odds_ratio"].notna().all()
    # The six whose `a` is unknown are a small group: they take a level of `a` with them.
    assert own.loc[own["predictor"] == "a", "n_pupils"].isna().any()
    suppressed = own[own["odds_ratio"].isna()]
    assert suppressed[["fmi", "df", "std_error"]].isna().all(axis=None)


@pytest.mark.thorough
def test_complete_cases_show_neither_counts_nor_two_by_twos_when_few_are_missing(tables):
    beside = release_results(tables, RULE_OF_10).tables["complete_cases"]
    assert beside[["n_pupils", "n_events"]].isna().all(axis=None)
    crude = beside[beside["model_kind"] == "crude"]
    assert crude["odds_ratio"].isna().all()
    adjusted = beside[(beside["model_kind"] == "adjusted") & (beside["status"] == "ok")]
    assert adjusted["odds_ratio"].notna().any()


@pytest.mark.thorough
def test_likelihoods_of_complete_pupils_stay_inside_when_few_are_missing(tables):
    fits = release_results(tables, RULE_OF_10).tables["fits"]
    complete = fits[fits["model_kind"] == "complete"].iloc[0]
    assert complete[["n_pupils", "log_likelihood", "aic"]].isna().all()


@pytest.mark.thorough
def test_too_few_residual_degrees_of_freedom_withhold_what_is_about_complete_pupils(tables):
    short = tables["fits"].copy()
    short.loc[short["model_kind"] == "complete", "n_pupils"] = 8
    released = release_results({**tables, "fits": short}, RULE_OF_10).tables
    beside = released["complete_cases"]
    adjusted = beside[(beside["model_kind"] == "adjusted") & (beside["status"] != "reference")]
    assert adjusted["odds_ratio"].isna().all()
    assert released["checks"]["estimate"].isna().all()
    risks = released["risks"].set_index("predictor")["risk"]
    assert risks[["b", "c"]].notna().all()


@pytest.mark.thorough
def test_the_open_profile_changes_no_number_and_adds_no_column(tables):
    released = release_results(tables, OPEN).tables
    for name in ("estimates", "complete_cases", "fits", "risks", "blocks"):
        assert list(released[name].columns) == list(tables[name].columns)
        numbers = tables[name].select_dtypes("number").astype("float64")
        shown = released[name][numbers.columns].astype("float64")
        pd.testing.assert_frame_equal(shown, numbers)
