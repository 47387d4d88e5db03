"""Models over imputations count every pupil; the complete cases beside them show no few."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from tests.unit.release.made_tables import OPENSAFELY
from tests.unit.release.made_tables import tables_of as made_tables
from tests.unit.release.whole_line import RULE_OF_10, WORD, plan_of, tables_of, yes_no

from thuiszitters.plan.analysis import PredictorSpec
from thuiszitters.plan.disclosure import DisclosureProfile
from thuiszitters.plan.further_specs import InteractionSpec
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


@pytest.fixture(scope="module")
def small():
    """240 pupils, two predictors: of seven, one of them with the outcome, the group is unknown."""
    cells = {("a", "no"): (80, 15), ("a", "yes"): (58, 17), ("b", "no"): (40, 11),
             ("b", "yes"): (30, 10), ("c", "no"): (12, 7), ("c", "yes"): (13, 9),
             (None, "no"): (4, 1), (None, "yes"): (3, 0)}  # fmt: skip
    rows = [
        {"outcome": outcome, "group": group, "girl": girl, "n_pupils": n}
        for (group, girl), (pupils, events) in cells.items()
        for outcome, n in ((0, pupils - events), (1, events))
    ]
    patterns = pd.DataFrame(rows).astype({"outcome": "int8", "girl": "str"})
    patterns["group"] = pd.array(patterns["group"], dtype="str")
    levels = ("a", "b", "c")
    labels = tuple((level, WORD) for level in levels)
    group = PredictorSpec("group", WORD, "factor", levels, labels, column="group")
    joint = (InteractionSpec("main", "girl", "group"),)
    plan = replace(plan_of(yes_no("girl"), group), interactions=joint)
    return tables_of(patterns[patterns["n_pupils"] > 0], plan)


@pytest.mark.parametrize("profile", [RULE_OF_10, OPENSAFELY], ids=lambda one: one.name)
def test_nothing_of_a_small_fit_leaves_when_a_count_of_it_is_suppressed(small, profile):
    """Tests and interactions of a predictor say as much as its odds ratio does."""
    released = release_results(small, profile).tables
    numbers = {
        "global_tests": ["p_value"],
        "interactions": ["estimate", "low", "high", "p_value", "df"],
        "checks": ["estimate", "df"],
        "calibration": ["n_pupils", "predicted"],
        "blocks": ["lr_p", "auc"],
    }
    assert small["interactions"]["p_value"].notna().any()
    for name, columns in numbers.items():
        table = released[name]
        own = table[table["model_kind"] != "crude"] if "model_kind" in table else table
        assert len(own), name
        assert own[columns].isna().all(axis=None), name


def test_crude_numbers_over_imputations_go_with_the_pupils_who_were_imputed(small):
    """Both levels are shown. Of 54 tables with at most nine unknown, the seed left one."""
    released = release_results(small, RULE_OF_10).tables
    shown = released["estimates"]
    own = shown[(shown["model_kind"] == "crude") & (shown["predictor"] == "group")]
    both = own[own["level"].isin(["a", "b"])]
    assert both[["n_pupils", "n_events"]].notna().all(axis=None)
    assert own[["odds_ratio", "ci_low", "p_value", "fmi"]].isna().all(axis=None)
    # The same of complete pupils, or of a predictor that is known of everyone, tells nothing.
    girl = shown[(shown["model_kind"] == "crude") & (shown["predictor"] == "girl")]
    assert girl["odds_ratio"].notna().any()


def test_missing_information_does_not_stand_beside_rounded_counts(small):
    shown = release_results(small, OPENSAFELY).tables["estimates"]
    assert small["estimates"]["fmi"].notna().any()
    assert shown.loc[shown["level"].notna(), "fmi"].isna().all()


@pytest.mark.thorough
def test_a_suppressed_calibration_does_not_tell_its_number_of_groups(small, tables):
    """Each group has ten pupils with the outcome at least: nine groups of 90 leave nobody else."""
    for held in (small, tables):
        assert (held["calibration"].groupby("model").size() > 1).all()
        judged = release_results(held, RULE_OF_10)
        for table in (judged.tables["calibration"], judged.judged["calibration"]):
            assert table["status"].eq("suppressed").all()
            assert table["group"].tolist() == [1]


def test_without_a_plan_no_adjusted_number_leaves_beside_rounded_counts():
    """A number is made again from a cohort with the rounded counts, which takes a plan."""
    cohort = made_tables({name: {"no": (180, 30), "yes": (140, 32)} for name in ("girl", *NAMES)})
    cohort["estimates"]["interval"] = "profile"
    whole = release_results(cohort, OPENSAFELY)
    assert not whole.record["suppressed_counts"]
    shown = whole.tables["estimates"]
    adjusted = shown[(shown["model_kind"] == "adjusted") & (shown["status"] != "reference")]
    assert adjusted["odds_ratio"].isna().all()
    assert adjusted["status"].eq("suppressed").all()
    left_out = whole.record["protection"]["rounded"]["left_out"]
    assert {"model": "main", "table": "estimates"} in left_out
    told = {one["reason"] for one in whole.judged_record["protection"]["rounded"]["left_out"]}
    assert told == {"no_plan"}
    free = release_results(cohort, RULE_OF_10).record
    assert not free["not_audited"]
    assert "rounded" not in free["protection"]
