"""As few masks as protection takes, and never fewer."""

import itertools
import os

import numpy as np
import pytest

from thuiszitters.base.text import Text
from thuiszitters.plan.disclosure import DisclosureProfile
from thuiszitters.release.system.bounds import attack_on
from thuiszitters.release.system.counts import COHORT, EVERYONE, Counts, Group, Quantity
from thuiszitters.release.system.smallest_set import fewest_masks
from thuiszitters.release.system.suppression import shown_quantities, suppress_counts

WORD = Text(nl="x", en="x")
PROFILES = [
    DisclosureProfile("rule_of_10", WORD, WORD),
    DisclosureProfile("count_5", WORD, WORD, 5, False, False, 1, 0, 1.0),
    DisclosureProfile("opensafely", WORD, WORD, 8, True, False, 5, 0, 1.0),
]
#: The solvers' feasibility tolerance, with room.
LP_TOLERANCE = 1e-4
#: Cohorts per profile; `make proof` asks for 2,000.
N_COHORTS = int(os.environ.get("THUISZITTERS_COHORTS", "20"))


def random_counts(rng: np.random.Generator) -> Counts:
    """Two predictors in a cohort, and in a model on a part of its pupils."""
    pupils: dict[Group, int] = {}
    events: dict[Group, int] = {}
    sizes = {name: int(rng.integers(2, 5)) for name in ("first", "second")}
    cohort = rng.multinomial(
        rng.integers(15, 300), rng.dirichlet(np.ones(2 * np.prod(list(sizes.values()))) * 0.6)
    )
    cohort = cohort.reshape(*sizes.values(), 2)
    model = rng.binomial(cohort, rng.choice([1.0, 0.8]))
    for universe, table in ((COHORT, cohort), ("main", model)):
        if universe != COHORT and (table == cohort).all():
            continue
        total = Group(universe, EVERYONE, EVERYONE)
        pupils[total], events[total] = int(table.sum()), int(table[..., 1].sum())
        for axis, name in enumerate(sizes):
            margin = table.sum(axis=1 - axis)
            for level, (without, having) in enumerate(margin):
                group = Group(universe, name, f"level{level}")
                pupils[group], events[group] = int(without + having), int(having)
    return Counts(pupils, events)


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


def test_no_smaller_set_of_masks_would_protect():
    """Against every set of masks there is, for splits small enough to try them all."""
    rng = np.random.default_rng(7)
    tried = 0
    while tried < 6:
        cells = rng.multinomial(90, rng.dirichlet(np.ones(6) * 0.8)).reshape(3, 2)
        counts = _one_split(cells)
        targets = [Quantity(group, "n_events") for group in counts.groups(COHORT, "split")
                   if 0 < counts.events[group] < 8]  # fmt: skip
        if not targets:
            continue
        tried += 1
        found = fewest_masks(counts, {"split"}, targets, targets, width=7.0)
        smallest = _smallest_by_trying(counts, targets, 7.0)
        assert (found is None) == (smallest is None)
        assert found is None or len(found) == smallest


def _one_split(cells):
    pupils = {Group(COHORT, EVERYONE, EVERYONE): int(cells.sum())}
    events = {Group(COHORT, EVERYONE, EVERYONE): int(cells[:, 1].sum())}
    for level, (without, having) in enumerate(cells):
        group = Group(COHORT, "split", f"level{level}")
        pupils[group], events[group] = int(without + having), int(having)
    return Counts(pupils, events)


def _smallest_by_trying(counts, targets, width):
    every = [
        quantity
        for quantity in sorted(shown_quantities(counts))
        if quantity.group.predictor == "split"
    ]
    others = [quantity for quantity in every if quantity not in targets]
    for size in range(len(others) + 1):
        for masks in itertools.combinations(others, size):
            attack = attack_on(counts, shown_quantities(counts) - set(masks) - set(targets))
            if all(attack.width(target) >= width - LP_TOLERANCE for target in targets):
                return size
    return None
