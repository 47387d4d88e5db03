"""What an outsider can work out from the counts that are shown."""

import os

import numpy as np
import pytest
from scipy.optimize import linprog
from tests.unit.release.made_tables import COUNT_5, OPENSAFELY, RULE_OF_10, counted_pair
from tests.unit.release.system.drawn_counts import PROFILES, TOLERANCE, random_counts

from thuiszitters.release.system.bounds import Attack, attack_on, row_of
from thuiszitters.release.system.counts import COHORT, Group, Quantity, counts_of
from thuiszitters.release.system.suppression import shown_quantities, suppress_counts


def test_masking_small_counts_alone_can_be_undone():
    """Why there is secondary masking: the total gives the only suppressed cell back."""
    counts = counts_of(*counted_pair({"girl": {"no": (180, 55), "yes": (140, 7)}}))
    target = Quantity(Group(COHORT, "girl", "yes"), "n_events")
    assert attack_on(counts, shown_quantities(counts) - {target}).bounds(target) == (7, 7)


@pytest.mark.thorough
@pytest.mark.parametrize("profile", [RULE_OF_10, COUNT_5, OPENSAFELY], ids=lambda p: p.name)
@pytest.mark.parametrize("seed", range(8))
def test_no_sensitive_count_can_be_worked_out_from_what_is_shown(profile, seed):
    rng = np.random.default_rng(seed)
    n_pupils, n_events = int(rng.integers(60, 500)), int(rng.integers(20, 50))
    counts = {
        name: _random_split(rng, n_pupils, n_events, width)
        for name, width in (("girl", 2), ("profile", 4), ("track", 3))
    }
    system = counts_of(*counted_pair(counts))
    mask = suppress_counts(system, profile)
    attack = attack_on(system, shown_quantities(system) - mask.rules.keys(), profile.round_to)
    for target in mask.sensitive:
        low, high = attack.bounds(target)
        assert low - 1e-6 <= system.value(target) <= high + 1e-6
        assert high - low >= profile.required_width - 1e-4


def _random_split(rng, n_pupils, n_events, width):
    shares = rng.dirichlet(np.ones(width) * 0.7)
    events = rng.multinomial(n_events, shares)
    others = rng.multinomial(n_pupils - n_events, shares)
    return {
        f"level{i}": (int(e + o), int(e))
        for i, (e, o) in enumerate(zip(events, others, strict=True))
    }


#: The solvers' feasibility tolerance, with room.
LP_TOLERANCE = 1e-4
#: Cohorts per profile; `make proof` asks for 2,000.
N_COHORTS = int(os.environ.get("THUISZITTERS_COHORTS", "20"))


@pytest.mark.thorough
@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.name)
def test_no_sensitive_count_is_pinned_closer_than_the_profile_allows(profile):
    rng = np.random.default_rng(len(profile.name))
    for _ in range(N_COHORTS):
        counts = random_counts(rng)
        mask = suppress_counts(counts, profile)
        shown = shown_quantities(counts) - mask.rules.keys()
        attack = attack_on(counts, shown, profile.round_to)
        for target in mask.sensitive:
            low, high = attack.bounds(target)
            assert low - LP_TOLERANCE <= counts.value(target) <= high + LP_TOLERANCE
            assert high - low >= profile.required_width - LP_TOLERANCE


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


@pytest.mark.thorough
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
