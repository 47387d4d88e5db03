"""What an earlier release adds to what a reader can work out."""

import numpy as np
import pytest
from tests.unit.release.differencing.earlier_releases import (
    LP_TOLERANCE,
    N_COHORTS,
    ONE_FEWER,
    changed,
    drawn,
    two,
)
from tests.unit.release.made_tables import COUNT_5, RULE_OF_10, WORD
from tests.unit.release.two_releases import SHAPE, indicator, release, visible, width

from thuiszitters.plan.disclosure import DisclosureProfile
from thuiszitters.release.system.counts import COHORT, Group, Quantity

OPEN = DisclosureProfile(
    "open", WORD, WORD, 0, False, False, 1, 0, 1.0, 0, maximum_single_share=1.0
)


@pytest.mark.thorough
@pytest.mark.parametrize("change", ["added", "removed"])
def test_an_outsider_with_both_releases_learns_no_count_of_the_few_by_whom_they_differ(change):
    rng = np.random.default_rng(3)
    needed = RULE_OF_10.required_width - LP_TOLERANCE
    for _ in range(N_COHORTS):
        table, likely = drawn(rng)
        first = release(table, RULE_OF_10)
        after = changed(rng, table, likely, change)
        second = release(after, RULE_OF_10, [first.earlier])
        for target in visible(first.mask):
            chosen = indicator(target)
            if 0 < abs(int((chosen * (after - table)).sum())) < RULE_OF_10.minimum_count:
                assert width((-chosen, chosen), first, second, change) >= needed


@pytest.mark.thorough
def test_without_the_comparison_one_more_pupil_could_be_read_off():
    """Why there is a comparison: the two tables differ by one girl with the outcome."""
    table = np.full(SHAPE, 20)
    after = table.copy()
    after[1, 0, 1, 1] += 1
    alone = [visible(release(one, RULE_OF_10).mask) for one in (table, after)]
    girls = Quantity(Group(COHORT, "girl", "level1"), "n_events")
    assert alone[1][girls] - alone[0][girls] == 1
    first = release(table, RULE_OF_10)
    assert not visible(release(after, RULE_OF_10, [first.earlier]).mask)


def test_the_same_pupils_may_be_released_again_with_every_count():
    table = np.random.default_rng(5).integers(0, 30, SHAPE)
    first = release(table, RULE_OF_10)
    again = release(table, RULE_OF_10, [first.earlier])
    assert again.mask.rules == first.mask.rules


def test_what_stood_in_an_earlier_release_is_reported_as_beyond_protection():
    table = np.full(SHAPE, 20)
    table[:, 3, 1] = 1
    loose = release(table, DisclosureProfile("loose", WORD, WORD, 2, False, False, 1, 0, 1.0))
    strict = release(table, RULE_OF_10, [loose.earlier])
    assert strict.mask.rules
    assert strict.mask.told
    assert not set(strict.mask.protected) & strict.mask.told


@pytest.mark.thorough
def test_the_profile_open_compares_nothing():
    before, released = two(OPEN, ONE_FEWER)
    assert released.record["suppressed_counts"] == []
    assert released.tables["estimates"]["odds_ratio"].notna().any()
    assert before.record["earlier"]["releases"] == []


@pytest.mark.thorough
def test_the_record_names_what_can_be_read_in_the_earlier_release_and_no_number():
    _, released = two(RULE_OF_10, before=COUNT_5)
    said = released.record["earlier"]["released_before"]
    assert {"external", "both"} <= {entry["level"] for entry in said}
    assert all(set(entry) == {"universe", "predictor", "level", "measure", "release"}
               for entry in said)  # fmt: skip
