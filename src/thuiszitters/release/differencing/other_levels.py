"""What an earlier release shows by other names or coarser levels.

A plan that changed may call a predictor otherwise, or have taken some of its levels as one. A
reader who knows that subtracts all the same. What a release of then and this one have in common is
seen in the numbers: a group of then that has as many pupils as some levels of a predictor of now,
and as many with the outcome, is taken to be these levels. Where it is a coincidence, more is
suppressed than has to be.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from thuiszitters.plan.disclosure import Measure
from thuiszitters.release.system.counts import EVERYONE, Counts, Fact, Group, Quantity

#: Of a predictor with more levels only single ones, and all but one, are tried.
MOST_LEVELS = 8

Known = Mapping[Quantity, int]
_SHOWN: tuple[Measure, ...] = ("n_pupils", "n_events")


def facts_of_other_levels(
    counts: Counts, old: Known, universe: str, doubt: float
) -> Iterator[Fact]:
    """What an earlier release says about levels of this run under another name.

    Parameters
    ----------
    counts
        True counts of this run.
    old
        Counts that the earlier release shows of a universe with the same pupils, by the names of
        that release.
    universe
        That universe in this run.
    doubt
        How far a count of the earlier release may be from what it was.

    Examples
    --------
    >>> levels = {"a": (40, 4), "b": (40, 12), "c": (160, 52)}
    >>> groups = {Group("all", "now", name): pair for name, pair in levels.items()}
    >>> pupils = {group: pair[0] for group, pair in groups.items()}
    >>> counts = Counts(pupils, {group: pair[1] for group, pair in groups.items()})
    >>> rest = Group("all", "before", "a or c")
    >>> old = {Quantity(rest, "n_pupils"): 200, Quantity(rest, "n_events"): 56}
    >>> [found] = facts_of_other_levels(counts, {**old}, "all", 0.0)
    >>> [(one.group.level, one.measure) for one in found.counts], found.low, found.high
    ([('a', 'n_events'), ('c', 'n_events')], 56.0, 56.0)
    """
    strange = dict.fromkeys(
        quantity.group
        for quantity in old
        if quantity.group.predictor != EVERYONE and quantity.group not in counts.pupils
    )
    splits = [
        counts.groups(one, predictor) for one, predictor in counts.splits() if one == universe
    ]
    for group in strange:
        shown = {
            measure: old[quantity]
            for measure in _SHOWN
            if (quantity := Quantity(group, measure)) in old
        }
        if "n_events" not in shown:
            continue  # pupils alone are no secret of an outcome, and are the same by chance
        for split in splits:
            for some in sums_of(split):
                if _alike(counts, some, shown, doubt):
                    own = tuple(Quantity(one, "n_events") for one in some)
                    value = float(shown["n_events"])
                    yield Fact(own, (), value - doubt, value + doubt)


def sums_of(split: list[Group]) -> Iterable[tuple[Group, ...]]:
    """Some levels of a predictor, but not all of them."""
    sizes = range(1, len(split)) if len(split) <= MOST_LEVELS else (1, len(split) - 1)
    return (some for size in dict.fromkeys(sizes) for some in combinations(split, size))


def _alike(
    counts: Counts, some: Iterable[Group], shown: Mapping[Measure, int], doubt: float
) -> bool:
    return all(
        abs(sum((counts.pupils if name == "n_pupils" else counts.events)[one] for one in some) - n)
        <= doubt
        for name, n in shown.items()
    )


def levels_of_then(
    counts: Counts, before: Counts, known: Collection[Quantity], universe: str
) -> Iterator[tuple[Group, tuple[Group, ...]]]:
    """Groups of this run that an earlier release has not, with the levels of then they are.

    A predictor of now is taken to be one of then with some of its levels as one where every level
    has as many pupils as levels of then that no other has.

    Parameters
    ----------
    before
        Groups of the earlier release.
    known
        The counts it shows.
    """
    then = [before.groups(one, name) for one, name in before.splits() if one == universe]
    told = [split for split in then if all(Quantity(one, "n_pupils") in known for one in split)]
    for one, name in counts.splits():
        now = counts.groups(one, name)
        if one == universe and not any(group in before.pupils for group in now):
            for split in told:
                yield from _matched(counts, before, now, split)


def _matched(
    counts: Counts, before: Counts, now: Sequence[Group], then: list[Group]
) -> Iterator[tuple[Group, tuple[Group, ...]]]:
    """Every level of now with its levels of then; nothing where one of them has none."""
    left, found = list(then), []
    for group in sorted(now, key=lambda one: counts.pupils[one]):
        pupils = counts.pupils[group]
        sums = [some for some in (*sums_of(left), tuple(left)) if some]
        own = next((some for some in sums if sum(before.pupils[o] for o in some) == pupils), None)
        if own is None:
            return
        found.append((group, own))
        left = [one for one in left if one not in own]
    yield from found
