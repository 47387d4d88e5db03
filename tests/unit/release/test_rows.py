"""Status and reason of a row."""

import pytest
from tests.unit.release.made_tables import COHORT_COUNTS, COUNT_8, OPENSAFELY, RULE_OF_10, tables_of

from thuiszitters.release import release_results


@pytest.mark.thorough
@pytest.mark.parametrize("profile", [RULE_OF_10, COUNT_8, OPENSAFELY], ids=lambda p: p.name)
def test_nothing_that_leaves_says_by_which_rule_a_number_is_suppressed(profile):
    """Of two suppressed counts the rule tells which is the small one."""
    counts = {"girl": {"no": (180, 55), "yes": (140, 7)}, "profile": COHORT_COUNTS["profile"]}
    made = release_results(tables_of(counts), profile)
    assert "rule" in str(made.judged_record["suppressed_counts"])
    assert any("|rule=" in str(table.to_dict()) for table in made.judged.values())
    assert not any("|rule=" in str(table.to_dict()) for table in made.tables.values())
    for entry in made.record["suppressed_counts"]:
        assert set(entry) == {"universe", "predictor", "level", "measure"}
    assert all(set(part) == {"rows", "suppressed_rows"} for part in made.record["tables"].values())
    assert made.record["protection"]["held"] is True
    assert "rule" not in str(made.record["protection"])
