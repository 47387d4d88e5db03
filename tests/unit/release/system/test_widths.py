"""Many counts in one programme, on the part that bears on them, against two programmes each."""

import numpy as np
import pytest
from scipy.optimize import linprog
from tests.unit.release.system.test_suppression import PROFILES, random_counts

from thuiszitters.release.system.bounds import Attack, attack_on, row_of
from thuiszitters.release.system.counts import Quantity
from thuiszitters.release.system.suppression import shown_quantities

#: Feasibility tolerance of the solver, with room for sums of some ten unknowns.
TOLERANCE = 1e-5


def whole_system_bounds(attack: Attack, target: Quantity) -> tuple[float, float]:
    """Both ends over all rows and all unknowns, nothing put in and nothing left out."""
    objective = np.zeros(len(attack.index))
    for unknown, part in row_of(attack.counts, target).items():
        objective[attack.index[unknown]] = part
    ends = []
    for sign in (1.0, -1.0):
        answer = linprog(
            sign * objective, A_ub=attack.below, b_ub=attack.below_to, A_eq=attack.equal,
            b_eq=attack.equal_to,
        )  # fmt: skip
        ends.append(sign * answer.fun if answer.status == 0 else -sign * np.inf)
    return ends[0], ends[1]


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.name)
def test_bounds_are_those_of_the_whole_system(profile):
    rng = np.random.default_rng(31)
    n_open = 0
    for _ in range(4):
        counts = random_counts(rng)
        everything = sorted(shown_quantities(counts))
        shown = [one for one in everything if rng.random() < 0.6]
        attack = attack_on(counts, shown, profile.round_to)
        for target in everything:
            expected = whole_system_bounds(attack, target)
            assert attack.bounds(target) == pytest.approx(expected, abs=TOLERANCE)
            n_open += expected[1] - expected[0] > 1.0
    assert n_open > 10


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
    # Rounded to five, no count is known to less than half a pupil.
    assert found == ({False} if profile.round_to > needed else {True, False})


def test_a_count_that_follows_from_the_others_has_one_value():
    counts = random_counts(np.random.default_rng(5))
    everything = sorted(shown_quantities(counts))
    target = next(one for one in everything if one.group.level == "level0")
    attack = attack_on(counts, [one for one in everything if one != target])
    assert attack.bounds(target) == (counts.value(target), counts.value(target))
    assert attack.closer_than(1.0, [target]) == [target]
