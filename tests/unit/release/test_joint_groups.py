"""Groups that no other table counts: a small one takes what could be worked out from it."""

import pytest
from tests.unit.release.made_tables import COUNT_5

from thuiszitters.release import release_results
from thuiszitters.release.background import Background


def test_the_relative_excess_risk_of_a_small_joint_group_is_suppressed(tables):
    shown = release_results(tables, COUNT_5).tables["interactions"]
    assert shown["estimate"].isna().tolist() == [False, True]
    assert "n_events" not in shown


@pytest.mark.thorough
def test_one_small_calibration_group_takes_all_groups_of_its_model_with_it(tables):
    tables["calibration"].loc[0, "n_events"] = 3
    shown = release_results(tables, COUNT_5).tables["calibration"]
    assert shown[["n_pupils", "n_events"]].isna().all(axis=None)
    assert shown[["observed", "low"]].isna().all(axis=None)


@pytest.mark.thorough
def test_the_screen_hides_small_codes_and_codes_that_differ_by_few_from_the_group_above(tables):
    codes = Background(parents={"A103": "A100", "D205": "D200"})
    shown = release_results(tables, COUNT_5, codes).tables["screen"].set_index("code")
    assert shown["odds_ratio"].isna().tolist() == [False, True, True]
    assert shown["n_pupils"].isna().tolist() == [False, True, True]
    assert shown.loc["A103", "reason"] == "suppressed"
    assert shown["q_value"].isna().all()  # corrected over all codes, the hidden ones too


@pytest.mark.thorough
def test_one_small_step_of_the_number_of_domains_takes_the_others_and_the_trend_with_it(tables):
    shown = release_results(tables, COUNT_5).tables["problem_count"]
    assert shown[["odds_ratio", "n_pupils"]].isna().all(axis=None)


@pytest.mark.parametrize(
    ("pupils", "events", "shown"),
    [(139, 31, False), (130, 30, False), (140, 32, True), (134, 27, False), (100, 20, True)],
)
def test_a_code_less_the_level_that_counts_it_tells_of_no_few_pupils(tables, pupils, events, shown):
    """The screen is about pupils whose adjusting predictors are known: 140 and 32 are of all."""
    tables["screen"].loc[0, ["n_pupils", "n_events", "prevalence"]] = pupils, events, pupils / 310
    codes = Background(of_code={"A100": ("girl",)})
    made = release_results(tables, COUNT_5, codes).tables["screen"].set_index("code")
    assert made["n_pupils"].notna()["A100"] == shown
    assert made["odds_ratio"].notna()["A100"] == shown
