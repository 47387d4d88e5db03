"""Where counts are rounded, crude contrasts are those of the rounded counts."""

import pandas as pd
import pytest
from tests.unit.release.made_tables import OPENSAFELY

from thuiszitters.release import release_results
from thuiszitters.release.apply import apply
from thuiszitters.release.background import Background
from thuiszitters.release.stage import suppress
from thuiszitters.results.tables_cohort import CHARACTERISTICS


@pytest.mark.thorough
def test_crude_contrasts_are_made_from_rounded_counts_where_counts_are_rounded(tables):
    """girl: 140 pupils, 32 with the outcome; no: 180, 30. Rounded 140, 30 and 180, 30."""
    table = release_results(tables, OPENSAFELY).tables["estimates"]
    own = table[(table["model_kind"] == "crude") & (table["level"] == "yes")].iloc[0]
    assert own[["n_pupils", "n_events"]].tolist() == [140, 30]
    assert own["odds_ratio"] == round(30 * 150 / (110 * 30), 2)
    assert own["interval"] == "wald"
    assert table["std_error"].isna().all()  # as everywhere where likelihoods stay inside
    adjusted = table[(table["model_kind"] == "adjusted") & (table["status"] != "reference")]
    assert adjusted["odds_ratio"].isna().all()  # two predictors of levels only


@pytest.mark.parametrize(("with_outcome", "leaves"), [(10.7, True), (30.1, False)])
def test_means_by_outcome_leave_only_where_they_give_no_exact_count(tables, with_outcome, leaves):
    """10.1 without: the mean of all 320 is at 62/320 between; ends 0.05 off say 61.2 to 62.8."""
    described = tables["characteristics"]
    row = {"predictor": "days", "row": "number", "n_pupils": 320, "n_events": 62,
           "mean": (62 * with_outcome + 258 * 10.1) / 320, "sd": 3.0, "mean_events": with_outcome,
           "mean_non_events": 10.1, "sd_events": 3.0, "sd_non_events": 3.0}  # fmt: skip
    number = pd.concat([described, pd.DataFrame([row])], ignore_index=True)
    s = suppress({**tables, "characteristics": number}, OPENSAFELY, Background())
    own = apply(CHARACTERISTICS, number, s).set_index("predictor").loc["days"]
    assert own["mean"] == round(row["mean"], 1)
    assert pd.notna(own["mean_events"]) == pd.notna(own["sd_non_events"]) == leaves
