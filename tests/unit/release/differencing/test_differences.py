"""Numbers go where an earlier release is about nearly the same pupils."""

import numpy as np
import pandas as pd
import pytest
from tests.unit.release.differencing.earlier_releases import ONE_FEWER, two
from tests.unit.release.made_tables import (
    COHORT_COUNTS,
    COUNT_5,
    OPENSAFELY,
    RULE_OF_10,
    model_tables,
    tables_of,
)

from thuiszitters.release import release_results
from thuiszitters.release.differencing.earlier import Earlier
from thuiszitters.results.catalogue import TABLES
from thuiszitters.results.schema import Role


@pytest.mark.thorough
@pytest.mark.parametrize("profile", [RULE_OF_10, COUNT_5], ids=lambda profile: profile.name)
def test_one_pupil_more_leaves_no_number_of_the_cohort(profile):
    _, released = two(profile, ONE_FEWER)
    for name, table in released.tables.items():
        for column in table.select_dtypes("number").columns:
            fixed = {*TABLES[name].keys, *TABLES[name].of_role(Role.STRUCTURE)}
            if column in fixed or name == "interactions":
                continue
            assert table[column].isna().all(), (name, column)


@pytest.mark.thorough
def test_rounded_counts_stay_and_the_estimates_of_nearly_the_same_pupils_go():
    fewer = {
        "girl": {"no": (174, 30), "yes": (140, 32)},
        "profile": {**COHORT_COUNTS["profile"], "neither": (114, 20)},
    }
    _, released = two(OPENSAFELY, fewer, round_to=5)
    assert released.tables["characteristics"]["n_pupils"].notna().any()
    assert released.tables["characteristics"]["standardised_difference"].isna().all()
    assert released.tables["estimates"]["odds_ratio"].isna().all()
    assert released.tables["fits"][["auc", "aic"]].isna().all(axis=None)


@pytest.mark.thorough
def test_estimates_that_changed_under_the_same_rounded_counts_go():
    before = release_results(tables_of(COHORT_COUNTS), OPENSAFELY)
    other = before.tables["estimates"].assign(odds_ratio=before.tables["estimates"].odds_ratio * 2)
    earlier = Earlier("before", {**before.tables, "estimates": other}, 5)
    released = release_results(tables_of(COHORT_COUNTS), OPENSAFELY, earlier=[earlier])
    assert released.tables["estimates"]["odds_ratio"].isna().all()


@pytest.mark.thorough
def test_a_mean_that_changed_while_no_count_did_goes():
    tables = tables_of(COHORT_COUNTS)
    row = tables["characteristics"].iloc[[1]].assign(
        predictor="age", row="number", level=None, n_pupils=320, n_events=62, mean=9.0
    )  # fmt: skip
    tables["characteristics"] = pd.concat([tables["characteristics"], row], ignore_index=True)
    before = release_results(tables, RULE_OF_10)
    again = release_results(tables, RULE_OF_10, earlier=[Earlier("before", before.tables)])
    assert again.tables["characteristics"]["mean"].iloc[-1] == 9.0
    before.tables["characteristics"].loc[len(tables["characteristics"]) - 1, "mean"] = 9.1
    moved = release_results(tables, RULE_OF_10, earlier=[Earlier("before", before.tables)])
    assert np.isnan(moved.tables["characteristics"]["mean"].iloc[-1])


def on_two_more_pupils():
    """Releases of a model on 260 and on 262 of the 320 pupils."""
    smaller = {
        "girl": {"no": (140, 20), "yes": (120, 9)},
        "profile": {
            "neither": (100, 10),
            "internal": (70, 14),
            "external": (60, 0),
            "both": (30, 5),
        },
    }
    more = {
        "girl": {**smaller["girl"], "no": (142, 20)},
        "profile": {**smaller["profile"], "neither": (102, 10)},
    }
    cohort = {
        "girl": {"no": (180, 30), "yes": (140, 20)},
        "profile": {
            "neither": (120, 15),
            "internal": (90, 20),
            "external": (70, 5),
            "both": (40, 10),
        },
    }
    tables = tables_of(cohort)
    before = release_results({**tables, **model_tables(smaller, (260, 29))}, COUNT_5)
    after = {**tables, **model_tables(more, (262, 29))}
    return before.tables, after


@pytest.mark.thorough
def test_a_model_on_a_few_other_pupils_goes_while_the_cohort_stays():
    before, after = on_two_more_pupils()
    assert before["fits"]["n_pupils"].notna().all()
    released = release_results(after, COUNT_5, earlier=[Earlier("before", before)]).tables
    assert released["characteristics"]["n_pupils"].notna().all()
    assert released["estimates"]["odds_ratio"].isna().all()
    assert released["fits"]["auc"].isna().all()


@pytest.mark.thorough
def test_a_model_of_which_no_count_left_goes_when_its_estimates_changed():
    before, after = on_two_more_pupils()
    hidden = before["estimates"].assign(n_pupils=pd.NA, n_events=pd.NA)
    same = release_results(after, COUNT_5, earlier=[Earlier("x", {**before, "estimates": hidden})])
    assert same.tables["estimates"]["odds_ratio"].notna().any()
    hidden["odds_ratio"] *= 1.01
    other = release_results(after, COUNT_5, earlier=[Earlier("x", {**before, "estimates": hidden})])
    assert other.tables["estimates"]["odds_ratio"].isna().all()


@pytest.mark.thorough
def test_a_model_over_imputations_goes_with_the_cohort_and_its_complete_cases_with_themselves():
    """The adjusted rows are about all 320 pupils, the complete cases about 260, then 262."""
    before, after = on_two_more_pupils()
    estimates = after["estimates"]
    pooled = after | {"complete_cases": estimates[estimates["model_kind"] == "adjusted"]}
    whole = tables_of(COHORT_COUNTS)["estimates"]
    pooled["estimates"] = whole
    released = release_results(pooled, COUNT_5, earlier=[Earlier("before", before)]).tables
    assert released["characteristics"]["n_pupils"].notna().all()
    assert released["complete_cases"]["odds_ratio"].isna().all()
