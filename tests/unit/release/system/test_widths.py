"""Whether bounds are close together, for many counts in one programme."""

import numpy as np
import pytest
from tests.unit.release.system.drawn_counts import PROFILES, TOLERANCE, random_counts

from thuiszitters.release.system.bounds import attack_on
from thuiszitters.release.system.suppression import shown_quantities


@pytest.mark.thorough
@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.name)
@pytest.mark.parametrize("needed", [0.5, 3.0, 9.0])
def test_counts_are_close_together_just_where_their_bounds_are(profile, needed):
    rng = np.random.default_rng(32)
    found = set()
    for _ in range(4):
        counts = random_counts(rng)
        everything = sorted(shown_quantities(counts))
        shown = [one for one in everything if rng.random() < 0.6]
        attack = attack_on(counts, shown, profile.round_to)
        width = {one: attack.width(one) for one in everything}
        close = attack.closer_than(needed - TOLERANCE, everything)
        assert close == [one for one in everything if width[one] < needed - TOLERANCE]
        found |= {one in close for one in everything}
    assert False in found
    # Half a pupil is a narrow target: only the widest demand must have met counts that are close.
    assert needed < 9.0 or True in found


def test_a_count_that_follows_from_the_others_has_one_value():
    counts = random_counts(np.random.default_rng(5))
    everything = sorted(shown_quantities(counts))
    target = next(one for one in everything if one.group.level == "level0")
    attack = attack_on(counts, [one for one in everything if one != target])
    assert attack.bounds(target) == (counts.value(target), counts.value(target))
    assert attack.closer_than(1.0, [target]) == [target]
