"""What a plan says about its predictors having parts in common, for imputation."""

from collections.abc import Sequence
from itertools import permutations

from thuiszitters.logit.relations import Meaning, Relations
from thuiszitters.plan import ConstructSpec, PredictorSpec


def relations(specs: Sequence[PredictorSpec], constructs: Sequence[ConstructSpec]) -> Relations:
    """Read from a plan how its predictors hang together.

    Parameters
    ----------
    specs
        The predictors, in the order of their codes.
    constructs
        With `counted`, the recorded codes that give a pupil the construct; constructs without
        are not compared.
    """
    meanings = tuple(_meanings(spec) for spec in specs)
    used = {name for levels in meanings for level in levels for name in level}
    counted = {one.name: one.counted for one in constructs if one.name in used and one.counted}
    implied = frozenset(
        (part, whole) for part, whole in permutations(counted, 2) if counted[part] <= counted[whole]
    )
    made_of = []
    for whole, codes in counted.items():
        parts = [part for part, other in implied if other == whole and counted[part] != codes]
        parts = sorted(parts, key=list(counted).index)
        if parts and frozenset().union(*(counted[part] for part in parts)) == codes:
            made_of.append((whole, tuple(parts)))
    return Relations(meanings, implied, tuple(made_of))


def _meanings(spec: PredictorSpec) -> tuple[Meaning, ...]:
    if spec.construct is not None:
        return tuple({spec.construct: level == "yes"} for level in spec.levels)
    if spec.profile is not None:
        first, second = spec.profile
        names = [level for level, _ in spec.level_labels] or list(spec.levels)
        pairs = {
            level: {first: bool(place & 1), second: bool(place & 2)}
            for place, level in enumerate(names)
        }
        return tuple(pairs[level] for level in spec.levels)
    if spec.count:  # of the numbers, none and all say which constructs a pupil has
        every = str(len(spec.count))
        known = {"0": dict.fromkeys(spec.count, False), every: dict.fromkeys(spec.count, True)}
        return tuple(known.get(level, {}) for level in spec.levels)
    return tuple({} for _ in spec.levels)
