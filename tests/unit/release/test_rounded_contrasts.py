"""Where counts are rounded, crude contrasts are those of the rounded counts."""

import pytest
from tests.unit.release.made_tables import OPENSAFELY

from thuiszitters.release import release_results


@pytest.mark.thorough
def test_crude_contrasts_are_made_from_rounded_counts_where_counts_are_rounded(tables):
    """girl: 140 pupils, 32 with the outcome; no: 180, 30. Rounded 140, 30 and 180, 30."""
    table = release_results(tables, OPENSAFELY).tables["estimates"]
    own = table[(table["model_kind"] == "crude") & (table["level"] == "yes")].iloc[0]
    assert own[["n_pupils", "n_events"]].tolist() == [140, 30]
    assert own["odds_ratio"] == round(30 * 150 / (110 * 30), 2)
    assert own["interval"] == "wald"
    adjusted = table[(table["model_kind"] == "adjusted") & (table["status"] != "reference")]
    assert adjusted["odds_ratio"].isna().all()  # two predictors of levels only
