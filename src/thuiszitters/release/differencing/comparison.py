"""What an earlier release of the same pupils adds to what a reader of this one can work out.

Two releases over nearly the same pupils give away the few by whom they differ. And a count that
is hidden now may stand in the earlier one, or follow from it. So an earlier release enters twice:
its counts are *facts* in the attacker's linear system, and a count that differs from it by too
few pupils is one the profile protects.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import inf
from typing import Literal

from thuiszitters.plan.disclosure import DisclosureProfile, Measure
from thuiszitters.release.differencing.earlier import (
    Earlier,
    Known,
    Yardstick,
    known_counts,
    total_of,
)
from thuiszitters.release.differencing.other_levels import facts_of_other_levels
from thuiszitters.release.system.counts import COHORT, EVERYONE, Counts, Fact, Quantity

#: A count of this run: what it is now, and what it was.
Twin = dict[Quantity, tuple[int, int]]
Relation = Literal["same", "more", "fewer", "unknown"]
_MEASURES: tuple[Measure, ...] = ("n_pupils", "n_events", "n_non_events")


@dataclass(frozen=True, slots=True)
class Comparison:
    """What follows from the earlier releases for the counts of this one.

    Attributes
    ----------
    universes
        The cohort and the models whose pupils differ from an earlier release by too few.
    counts_stay
        Whether rounding protects counts, so that only numbers made from them must go.
    differing
        Counts that differ from an earlier release by too few pupils.
    facts
        What readers of the earlier releases know about the counts of this one.
    said
        Counts that stand in an earlier release about the same pupils.
    """

    universes: frozenset[str] = frozenset()
    counts_stay: bool = False
    differing: tuple[Quantity, ...] = ()
    facts: tuple[Fact, ...] = ()
    said: Mapping[Quantity, str] = field(default_factory=dict)


def compare_releases(
    counts: Counts, earlier: Iterable[Earlier], profile: DisclosureProfile
) -> Comparison:
    """Compare the counts of a run with those of earlier releases.

    Parameters
    ----------
    counts
        True counts of this run.
    earlier
        Releases that went out before.
    profile
        The rules; where nothing is suppressed, nothing is compared.
    """
    if not profile.suppresses:
        return Comparison()
    universes: set[str] = set()
    differing: dict[Quantity, None] = {}
    facts: list[Fact] = []
    said: dict[Quantity, str] = {}
    stays = True
    for release in earlier:
        rule = Yardstick(profile, release.round_to)
        stays &= rule.rounding_protects
        known = known_counts(release)
        universes |= _too_close(counts, known, rule)
        twins = twins_of(counts, known, rule)
        facts += _facts(counts, twins, rule)
        for universe, old in known.items():
            name = _name_now(counts, old, universe, rule)
            if name and relation_of(twins.get(name, {}), rule.slack) == "same":
                facts += facts_of_other_levels(counts, old, name, rule.slack)
        for twin in twins.values():
            relation = relation_of(twin, rule.slack)
            differing |= dict.fromkeys(_differing(twin, relation, rule))
            if relation == "same":
                said |= {q: release.name for q, pair in twin.items() if rule.same(*pair)}
    return Comparison(frozenset(universes), stays, tuple(differing), tuple(facts), said)


def twins_of(counts: Counts, known: Mapping[str, Known], rule: Yardstick) -> dict[str, Twin]:
    """Universe of this run to its counts now and in an earlier release."""
    twins: dict[str, Twin] = {}
    for universe, old in known.items():
        name, twin = _in_this_run(counts, old, universe, rule)
        twins.setdefault(name, {}).update(twin)
    return twins


def _in_this_run(counts: Counts, old: Known, universe: str, rule: Yardstick) -> tuple[str, Twin]:
    """The universe of this run with the same pupils, and its counts now and before.

    A model that is gone, or has another name, is compared with the pupils of its number.
    """
    name = _name_now(counts, old, universe, rule)
    if name is None:
        return universe, {}
    named = {_in(name, quantity): count for quantity, count in old.items()}
    return name, {
        quantity: (counts.value(quantity), count)
        for quantity, count in named.items()
        if quantity.group in counts.pupils
    }


def _name_now(counts: Counts, old: Known, universe: str, rule: Yardstick) -> str | None:
    """What the pupils of an earlier universe are called in this run; none where they are not."""
    if counts.total(universe) in counts.pupils:
        return universe
    total = total_of(old, universe)
    universes = (group.universe for group in counts.pupils if group.predictor == EVERYONE)
    alike = (one for one in universes if total and _same_pupils(_now(counts, one), total, rule))
    return next(alike, None)


def _too_close(counts: Counts, known: Mapping[str, Known], rule: Yardstick) -> set[str]:
    """Universes of this run with nearly the pupils of one of an earlier release.

    An earlier universe that is one of this run as well tells nothing new: universes of one
    run are compared with each other in any case.
    """
    totals = (total_of(old, name) for name, old in known.items())
    universes = list(dict.fromkeys(group.universe for group in counts.pupils))
    before = [
        pair
        for pair in totals
        if pair and not any(_same_pupils(_now(counts, one), pair, rule) for one in universes)
    ]
    return {
        one for one in universes if any(_few_between(_now(counts, one), p, rule) for p in before)
    }


def _now(counts: Counts, universe: str) -> tuple[int, int]:
    total = counts.total(universe)
    return counts.pupils[total], counts.events[total]


def _same_pupils(now: tuple[int, int], before: tuple[int, int], rule: Yardstick) -> bool:
    return all(rule.same(*pair) for pair in zip(now, before, strict=True))


def _few_between(now: tuple[int, int], before: tuple[int, int], rule: Yardstick) -> bool:
    same_size = rule.same(now[0], before[0])
    return rule.few(now[0], before[0]) or (same_size and rule.few(now[1], before[1]))


def relation_of(twin: Twin, slack: float) -> Relation:
    """Whether the pupils may be the same, or the earlier ones with others added or taken away."""
    if not twin:
        return "unknown"
    changes = {quantity: now - before for quantity, (now, before) in twin.items()}
    totals = {q: change for q, change in changes.items() if q.group.predictor == EVERYONE}
    if all(abs(change) <= slack for change in (totals or changes).values()):
        return "same"
    if all(change >= -slack for change in changes.values()):
        return "more"
    return "fewer" if all(change <= slack for change in changes.values()) else "unknown"


def _differing(twin: Twin, relation: Relation, rule: Yardstick) -> Iterator[Quantity]:
    """Counts that differ by too few. Of pupils added or taken away, none is too few as well."""
    if rule.rounding_protects:
        return
    told = relation in {"more", "fewer"} and rule.profile.suppress_zero and not rule.slack
    for quantity, (now, before) in twin.items():
        if rule.few(now, before) or (told and now == before):
            yield quantity


def _facts(counts: Counts, twins: Mapping[str, Twin], rule: Yardstick) -> Iterator[Fact]:
    """Statements about the counts of this run; every one of them is true.

    They are made for the cohort, for the pupils of each model, and for the pupils of the
    cohort who are not in a model.
    """
    cohort = twins.get(COHORT, {})
    for universe, twin in twins.items():
        yield from _facts_of(counts, twin, universe, "", rule)
        if universe != COHORT:
            yield from _facts_of(counts, outside_of(cohort, twin), COHORT, universe, rule)


def outside_of(cohort: Twin, twin: Twin) -> Twin:
    """Counts of the pupils of the cohort who are not in a model, by the groups of the model."""
    return {
        quantity: (whole[0] - now, whole[1] - before)
        for quantity, (now, before) in twin.items()
        if (whole := cohort.get(_in(COHORT, quantity))) is not None
    }


def _facts_of(
    counts: Counts, twin: Twin, universe: str, without: str, rule: Yardstick
) -> Iterator[Fact]:
    """Facts about the pupils of a universe, `without` those of another one."""
    relation = relation_of(twin, rule.slack)
    slack = rule.slack * (2 if without else 1)
    if relation == "unknown":
        return

    def fact(quantities: Sequence[Quantity], now: int, before: int, doubt: float) -> Iterator[Fact]:
        low = before - doubt if relation in {"same", "more"} else -inf
        high = before + doubt if relation in {"same", "fewer"} else inf
        if low <= now <= high:
            whole = tuple(_in(universe, quantity) for quantity in quantities)
            part = tuple(_in(without, quantity) for quantity in quantities) if without else ()
            yield Fact(whole, part, low, high)

    for quantity, (now, before) in twin.items():
        yield from fact([quantity], now, before, slack)
    # What an earlier release hid of a split is, together, the total less what it showed.
    named = without or universe
    for predictor in dict.fromkeys(name for one, name in counts.splits() if one == named):
        for measure in _MEASURES:
            total = twin.get(Quantity(counts.total(named), measure))
            split = [Quantity(group, measure) for group in counts.groups(named, predictor)]
            rest = [quantity for quantity in split if quantity not in twin]
            if total is None or not rest or any(_outside(counts, q, universe) for q in rest):
                continue
            shown = [twin[quantity] for quantity in split if quantity in twin]
            now, before = (total[end] - sum(pair[end] for pair in shown) for end in (0, 1))
            yield from fact(rest, now, before, slack * (len(shown) + 1))


def _in(universe: str, quantity: Quantity) -> Quantity:
    return Quantity(replace(quantity.group, universe=universe), quantity.measure)


def _outside(counts: Counts, quantity: Quantity, universe: str) -> bool:
    return replace(quantity.group, universe=universe) not in counts.pupils
