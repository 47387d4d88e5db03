"""What stands where a difference was suppressed, and where there is none."""

import pytest
from tests.unit.release.made_tables import COHORT_COUNTS, RULE_OF_10, tables_of

from thuiszitters.release import release_results
from thuiszitters.tables.characteristics import _difference


@pytest.mark.thorough
def test_a_difference_that_was_suppressed_is_not_shown_as_none():
    """The counts of this level may be shown; its difference would give another one back."""
    shown = release_results(tables_of(COHORT_COUNTS), RULE_OF_10).tables["characteristics"]
    row = shown[shown["level"] == "neither"].iloc[0]
    assert row["status"] == "ok"
    assert row["n_events"] == 20
    assert _difference(row, "nl").text == "afgeschermd"
    assert _difference(row, "en").text == "suppressed"


@pytest.mark.thorough
def test_a_difference_that_there_is_not_stays_a_dash():
    tables = tables_of({"girl": {"no": (180, 30), "yes": (140, 32)}})
    tables["characteristics"]["standardised_difference"] = float("nan")
    row = release_results(tables, RULE_OF_10).tables["characteristics"].iloc[1]
    assert _difference(row, "nl").text == "–"
