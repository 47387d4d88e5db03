"""What a release says of itself."""

import pytest
from tests.unit.release.made_tables import COHORT_COUNTS, COUNT_8, RULE_OF_10, tables_of
from tests.unit.release.review.reviewed import released

from thuiszitters.release import release_results


@pytest.mark.thorough
def test_the_record_that_stays_names_rules_and_no_suppressed_number():
    counts = {"girl": {"no": (180, 55), "yes": (140, 7)}, "profile": COHORT_COUNTS["profile"]}
    record = release_results(tables_of(counts), COUNT_8).judged_record
    assert {entry["rule"] for entry in record["suppressed_counts"]} == {"small_count", "secondary"}
    assert all("value" not in entry for entry in record["suppressed_counts"])
    assert record["protection"]["narrowest_width"] >= COUNT_8.required_width


@pytest.mark.thorough
def test_every_protected_count_has_bounds_around_the_true_one_that_are_far_enough_apart():
    made = released()
    protected = [bound for bound in made.bounds if bound.verdict == "held"]
    assert len(protected) == made.judged_record["protection"]["protected_counts"]
    assert min(bound.width for bound in protected) >= RULE_OF_10.required_width - 1e-4
    (own,) = [
        bound
        for bound in protected
        if bound.named["level"] == "external" and bound.named["measure"] == "n_events"
    ]
    assert own.low <= 6 <= own.high
