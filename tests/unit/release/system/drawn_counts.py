"""Counts of two predictors, drawn at random."""

import numpy as np
from tests.unit.release.made_tables import WORD

from thuiszitters.plan.disclosure import DisclosureProfile
from thuiszitters.release.system.counts import COHORT, EVERYONE, Counts, Group

PROFILES = [
    DisclosureProfile("rule_of_10", WORD, WORD),
    DisclosureProfile("count_5", WORD, WORD, 5, False, False, 1, 0, 1.0),
    DisclosureProfile("opensafely", WORD, WORD, 8, True, False, 5, 0, 1.0),
]


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


#: Feasibility tolerance of the solver, with room for sums of some ten unknowns.
TOLERANCE = 1e-5
