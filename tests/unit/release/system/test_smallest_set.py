"""As few masks as protection takes, and never fewer."""

import itertools

import numpy as np

from thuiszitters.release.system.bounds import attack_on
from thuiszitters.release.system.counts import COHORT, EVERYONE, Counts, Group, Quantity
from thuiszitters.release.system.smallest_set import fewest_masks
from thuiszitters.release.system.suppression import shown_quantities

#: The solvers' feasibility tolerance, with room.
LP_TOLERANCE = 1e-4


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
