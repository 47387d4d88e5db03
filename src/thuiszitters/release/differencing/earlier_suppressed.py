"""What a new release gives away about the counts that an earlier one hid.

The attacker writes down both releases as one linear system: the cells of the earlier one, those
of this one, and, where pupils were only added or only taken away, that no cell became smaller or
larger. A new release may not bring the bounds on a count that was hidden then too close.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from thuiszitters.plan.disclosure import Measure
from thuiszitters.release.differencing.comparison import Relation, Twin, outside_of, relation_of
from thuiszitters.release.differencing.earlier import Earlier, known_counts
from thuiszitters.release.differencing.other_levels import levels_of_then
from thuiszitters.release.system.bounds import Attack, Row, attack_of, row_of, system_rows, unknowns
from thuiszitters.release.system.counts import COHORT, EVERYONE, Counts, Group, Quantity

#: Stands before the universes of the earlier release.
_BEFORE = "before "
_NARROWER = 1e-6
#: What is taken for granted of the pupils of models, boldest first.
_GUESSES = ("as the cohort", "as counted", "cohort alone")
_OUTCOMES: tuple[Measure, ...] = ("n_events", "n_non_events")
_SIGNS: dict[Relation, tuple[float, ...]] = {
    "more": (-1.0,),
    "fewer": (1.0,),
    "same": (-1.0, 1.0),
    "unknown": (),
}


@dataclass(frozen=True, slots=True)
class Pair:
    """An earlier release beside this one, as the attacker relates them.

    Attributes
    ----------
    counts
        Counts of this run.
    before
        Groups of the earlier release; only the counts it shows have their value.
    shown_before
        The counts it shows.
    round_before
        They were rounded to multiples of this.
    twins
        Universe to the counts that are known of both.
    slack
        How far a count of the earlier release may be from what it was.
    """

    counts: Counts
    before: Counts
    shown_before: frozenset[Quantity]
    round_before: int
    twins: Mapping[str, Twin]
    slack: float

    def moved(self, quantity: Quantity) -> bool:
        """Whether a count may be about other pupils than it was."""
        twin = self.twins.get(quantity.group.universe, {})
        return relation_of(twin, self.slack) != "same"

    def attack(self, shown: Collection[Quantity], round_to: int) -> Attack | None:
        """The system for a set of shown counts; None when the releases do not fit together."""
        equal, below = system_rows(self.counts, shown, round_to)
        equal_before, below_before = system_rows(self.before, self.shown_before, self.round_before)
        equal += [(_tagged(row), value) for row, value in equal_before]
        below += [(_tagged(row), value) for row, value in below_before]
        index = dict(unknowns(self.counts))
        for cell, outcome in unknowns(self.before):
            index[(_BEFORE + cell[0], *cell[1:]), outcome] = len(index)
        for by_other_names, guess in product((True, False), _GUESSES):
            relations = self._relations(guess, by_other_names=by_other_names)
            rows = [(row, 0.0) for row in relations]
            attack = attack_of(self.counts, index, equal, [*below, *rows])
            if attack.is_possible():
                return attack
        return None

    def _relations(self, guess: str, *, by_other_names: bool) -> Iterator[Row]:
        """What the attacker takes for granted, boldest guess first.

        Of a model without shown totals he does not know whether it changed; he tries first
        whether it may have gone the way of the cohort.
        """
        if by_other_names:
            yield from self._same_by_other_names()
        cohort = self.twins.get(COHORT, {})
        whole = relation_of(cohort, self.slack)
        for universe, twin in self.twins.items():
            outside = relation_of(outside_of(cohort, twin), self.slack)
            own = relation_of(twin, self.slack)
            if universe == COHORT:
                yield from self._rows(COHORT, "", whole)
            elif guess != "cohort alone":
                told = guess == "as counted" or any(
                    quantity.group.predictor == EVERYONE for quantity in twin
                )
                yield from self._rows(universe, "", own if told else whole)
                yield from self._rows(COHORT, universe, outside if told else whole)

    def _rows(self, universe: str, without: str, relation: Relation) -> Iterator[Row]:
        """Rows of at most zero: before less now where pupils were added, and the reverse."""
        for group in self._groups(without or universe):
            groups = [replace(group, universe=universe), *([group] if without else [])]
            if not all(one in self.counts.pupils and one in self.before.pupils for one in groups):
                continue
            for measure in _OUTCOMES:
                for sign in _SIGNS[relation]:
                    yield self._difference(groups, measure, sign)

    def other_levels(self) -> Iterator[tuple[Group, tuple[Group, ...]]]:
        """Levels of now that are levels of then by another name, of the same pupils."""
        for universe, twin in self.twins.items():
            if relation_of(twin, self.slack) == "same" and not self.slack:
                yield from levels_of_then(self.counts, self.before, self.shown_before, universe)

    def called_now(self, predictor: str) -> frozenset[str]:
        """A predictor of then, and those of now that have its levels by another name."""
        found = {
            group.predictor
            for group, then in self.other_levels()
            if then and then[0].predictor == predictor
        }
        return frozenset({predictor, *found})

    def _same_by_other_names(self) -> Iterator[Row]:
        for group, then in self.other_levels():
            for measure in _OUTCOMES:
                row = dict(row_of(self.counts, Quantity(group, measure)))
                for one in then:
                    before = _tagged(row_of(self.before, Quantity(one, measure)))
                    row |= {cell: -value for cell, value in before.items()}
                yield row
                yield {cell: -value for cell, value in row.items()}

    def _groups(self, universe: str) -> list[Group]:
        return [group for group in self.counts.pupils if group.universe == universe]

    def _difference(self, groups: Sequence[Group], measure: Measure, sign: float) -> Row:
        """The first group less the second, if any: now with a sign, before with the other."""
        row: Row = {}
        for part, group in zip((sign, -sign), groups, strict=False):
            quantity = Quantity(group, measure)
            row |= {cell: part * one for cell, one in row_of(self.counts, quantity).items()}
            before = _tagged(row_of(self.before, quantity))
            row |= {cell: -part * one for cell, one in before.items()}
        return row


def exposed(
    pair: Pair,
    hidden: Collection[Quantity],
    shown: Collection[Quantity],
    round_to: int,
    width: float,
) -> list[Quantity]:
    """Counts hidden in the earlier release that this one brings closer than `width`."""
    targets = [quantity for quantity in hidden if quantity.group in pair.before.pupils]
    attack = pair.attack(shown, round_to) if targets else None
    alone = pair.attack((), round_to) if targets else None
    if attack is None or alone is None:
        return []
    rows = {target: _tagged(row_of(pair.before, target)) for target in targets}
    close = []
    for target in attack.close_sums(width, rows):
        low, high = attack.bounds_of(rows[target])
        before = alone.bounds_of(rows[target])
        if high - low < before[1] - before[0] - _NARROWER:
            close.append(target)
    return close


def pair_with(counts: Counts, release: Earlier, twins: Mapping[str, Twin], slack: float) -> Pair:
    """Put an earlier release beside the counts of this run."""
    known = {q: n for old in known_counts(release).values() for q, n in old.items()}
    groups = dict.fromkeys(release.groups())
    before = Counts(
        {group: known.get(Quantity(group, "n_pupils"), 0) for group in groups},
        {group: known.get(Quantity(group, "n_events"), 0) for group in groups},
    )
    shown = frozenset(quantity for quantity in known if quantity.measure != "n_non_events")
    return Pair(counts, before, shown, release.round_to, twins, slack)


def _tagged(row: Row) -> Row:
    """The same row over the cells of the earlier release."""
    return {
        ((_BEFORE + cell[0], *cell[1:]), outcome): value for (cell, outcome), value in row.items()
    }
