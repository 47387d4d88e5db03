"""What each column may still hold."""

import numpy as np
import pandas as pd
import pytest
from tests.unit.release.made_tables import COHORT_COUNTS, COUNT_5, OPENSAFELY, RULE_OF_10, tables_of

from thuiszitters.release import release_results


@pytest.mark.thorough
def test_q_values_leave_where_every_code_does(tables):
    one = {**tables, "screen": tables["screen"].iloc[:1]}
    assert release_results(one, COUNT_5).tables["screen"]["q_value"].notna().all()


@pytest.mark.thorough
def test_an_expectation_with_a_suppressed_contrast_has_no_verdict(tables):
    shown = release_results(tables, RULE_OF_10).tables["hypotheses"]
    assert shown["verdict"].isna().tolist() == [True, False]


@pytest.mark.thorough
def test_a_count_below_ten_is_suppressed_with_everything_it_follows_from(tables):
    released = release_results(tables, RULE_OF_10)
    shown = released.tables["characteristics"].set_index(["predictor", "level"])
    assert shown.loc[("profile", "both"), "n_events"] is pd.NA
    assert shown.loc[("profile", "external"), "n_events"] is pd.NA
    assert shown.loc[("girl", "yes"), "n_events"] == 32
    assert shown.loc[("profile", "both"), "status"] == "suppressed"
    assert np.isnan(shown.loc[("profile", "neither"), "standardised_difference"])


@pytest.mark.thorough
def test_the_crude_odds_ratio_of_a_suppressed_level_is_suppressed_and_another_is_not(tables):
    estimates = release_results(tables, RULE_OF_10).tables["estimates"]
    crude = estimates[estimates["model_kind"] == "crude"].set_index(["predictor", "level"])
    assert np.isnan(crude.loc[("profile", "external"), "odds_ratio"])
    assert np.isnan(crude.loc[("profile", "external"), "p_value"])
    assert crude.loc[("girl", "yes"), "odds_ratio"] == 0.5


@pytest.mark.thorough
def test_no_number_undoes_the_rounding_of_counts(tables):
    shown = release_results(tables, OPENSAFELY).tables
    assert (
        shown["fits"][["events_per_parameter", "aic", "bic", "auc", "tjur"]].isna().all(axis=None)
    )
    assert not shown["fits"]["caution"].fillna("").any()
    assert shown["screen"][["prevalence", "odds_ratio", "weight"]].isna().all(axis=None)
    assert shown["problem_count"][["odds_ratio", "p_value"]].isna().all(axis=None)
    levels = shown["characteristics"]["row"] == "level"
    assert shown["characteristics"].loc[levels, "standardised_difference"].isna().all()


@pytest.mark.thorough
def test_a_caution_about_few_events_goes_with_the_number_of_events_it_follows_from():
    """With 120 pupils of whom 7 have the outcome, few_events says that there are 5 to 9."""
    tables = tables_of({"girl": {"no": (70, 4), "yes": (50, 3)}})
    tables["fits"] = tables["fits"].assign(caution="few_events")
    fits = release_results(tables, RULE_OF_10).tables["fits"]
    assert fits["n_events"].isna().all()
    assert fits["caution"].isna().all()
    kept = tables_of(COHORT_COUNTS)
    kept["fits"] = kept["fits"].assign(caution="few_events")
    assert release_results(kept, RULE_OF_10).tables["fits"]["caution"].eq("few_events").all()


@pytest.mark.thorough
def test_a_predictor_chosen_by_a_suppressed_number_goes_with_it():
    """Which predictor one pupil moves most is a number too; a factor of inflation names its own."""
    tables = tables_of({"girl": {"no": (70, 4), "yes": (50, 3)}})
    checks = pd.concat([tables["checks"]] * 2, ignore_index=True)
    tables["checks"] = checks.assign(check=["influence", "vif"], predictor="girl")
    shown = release_results(tables, RULE_OF_10).tables["checks"].set_index("check")
    assert shown["status"].eq("suppressed").all()
    assert pd.isna(shown.loc["influence", "predictor"])
    assert shown.loc["vif", "predictor"] == "girl"


@pytest.mark.thorough
def test_counts_are_rounded_where_the_profile_says_so(tables):
    shown = release_results(tables, OPENSAFELY).tables["characteristics"]
    assert all(count % 5 == 0 for count in shown["n_pupils"].dropna())
