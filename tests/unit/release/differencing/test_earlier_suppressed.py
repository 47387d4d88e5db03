"""Counts that an earlier release suppressed stay protected."""

import numpy as np
import pytest
from tests.unit.release.differencing.earlier_releases import (
    LP_TOLERANCE,
    N_COHORTS,
    NOBODY,
    changed,
    drawn,
)
from tests.unit.release.made_tables import COUNT_5, RULE_OF_10
from tests.unit.release.two_releases import (
    SHAPE,
    counts_of_table,
    indicator,
    release,
    visible,
    width,
)

from thuiszitters.release.differencing.comparison import twins_of
from thuiszitters.release.differencing.earlier import Yardstick, known_counts
from thuiszitters.release.differencing.earlier_suppressed import exposed, pair_with
from thuiszitters.release.system.suppression import shown_quantities


@pytest.mark.thorough
@pytest.mark.parametrize("profile", [RULE_OF_10, COUNT_5], ids=lambda profile: profile.name)
@pytest.mark.parametrize("change", ["none", "added", "removed"])
def test_an_outsider_with_both_releases_pins_no_protected_count(profile, change):
    rng = np.random.default_rng(len(change + profile.name))
    needed = profile.required_width - LP_TOLERANCE
    for _ in range(N_COHORTS):
        table, likely = drawn(rng)
        other = COUNT_5 if change == "none" and rng.random() < 0.5 else profile
        first = release(table, other)
        after = changed(rng, table, likely, change)
        second = release(after, profile, [first.earlier])
        for target in second.mask.protected:
            assert width((NOBODY, indicator(target)), first, second, change) >= needed
        for target in first.mask.protected if change != "none" else ():
            assert width((indicator(target), NOBODY), first, second, change) >= needed


def test_what_was_suppressed_is_exposed_by_showing_it_now_and_not_by_showing_the_rest():
    table = np.full(SHAPE, 20)
    table[1, :, 1] = 1
    first = release(table, RULE_OF_10)
    hidden, counts = first.mask.protected, counts_of_table(table)
    rule = Yardstick(RULE_OF_10, 1)
    twins = twins_of(counts, known_counts(first.earlier), rule)
    pair = pair_with(counts, first.earlier, twins, rule.slack)
    needed = RULE_OF_10.required_width
    assert hidden
    assert exposed(pair, hidden, shown_quantities(counts), 1, needed) == list(hidden)
    assert exposed(pair, hidden, visible(first.mask), 1, needed) == []
