"""Which counts to mask: those a rule names, and as many more as their protection takes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from thuiszitters.plan.disclosure import DisclosureProfile, Measure
from thuiszitters.release.differencing.comparison import Comparison, compare_releases, twins_of
from thuiszitters.release.differencing.earlier import DIFFERS, Earlier, Yardstick, known_counts
from thuiszitters.release.differencing.earlier_suppressed import exposed, pair_with
from thuiszitters.release.system.bounds import attack_on
from thuiszitters.release.system.counts import COHORT, EVERYONE, Counts, Group, Quantity
from thuiszitters.release.system.smallest_set import fewest_masks

#: Bounds come from a solver with a feasibility tolerance of 1e-7 per row.
LP_TOLERANCE = 1e-5


@dataclass(slots=True)
class Mask:
    """Suppressed counts with the rule that suppressed them, and the counts they protect.

    Attributes
    ----------
    counts
        The counts it is about.
    rules
        Suppressed count to the name of the first rule that asked for it.
    sensitive
        Counts a profile does not allow anyone to know; not all of them are shown anywhere.
    told
        Those among them that readers of an earlier release know: nothing can hide them now.
    comparison
        What followed from earlier releases.
    """

    counts: Counts
    rules: dict[Quantity, str] = field(default_factory=dict)
    sensitive: set[Quantity] = field(default_factory=set)
    told: frozenset[Quantity] = frozenset()
    comparison: Comparison = field(default_factory=Comparison)

    @property
    def protected(self) -> list[Quantity]:
        """Sensitive counts that can still be protected."""
        return sorted(self.sensitive - self.told)

    def add(self, rule: str, *quantities: Quantity) -> None:
        for quantity in quantities:
            self.rules.setdefault(quantity, rule)

    def rule(self, group: Group, measure: Measure = "n_events") -> str:
        """The rule that suppresses a count of a group; empty when it is shown."""
        return self.rules.get(Quantity(self.counts.same(group), measure), "")


def suppress_counts(
    counts: Counts, profile: DisclosureProfile, earlier: Sequence[Earlier] = ()
) -> Mask:
    """Choose the counts that are suppressed.

    First every count that a rule of the profile names (primary suppression), then, one at a
    time, the smallest further count of the same split (secondary suppression), until no
    sensitive count can be worked out more closely than the profile allows.

    Parameters
    ----------
    counts
        All counts of the run.
    profile
        The rules.
    earlier
        Releases about the same pupils, or nearly the same, that went out before.

    Returns
    -------
    Mask
        Empty under a profile that suppresses nothing.
    """
    comparison = compare_releases(counts, earlier, profile)
    counts = replace(counts, facts=comparison.facts)
    mask = Mask(counts, comparison=comparison)
    if not profile.judges_groups:
        return mask
    for group in counts.pupils:
        for rule, target, hidden in _primary(group, counts, profile):
            mask.sensitive.add(target)
            mask.add(rule, *hidden)
    for universe in _linked_too_closely(counts, profile):
        for group in counts.pupils:
            if group.universe == universe:
                mask.add("difference", *_shown_of(group))
    _hide_differences(counts, mask)
    if counts.facts:
        known = _unprotected(sorted(mask.sensitive), counts, profile, _everything(mask))
        mask.told = frozenset(known)
    _protect(counts, profile, mask)
    for release in earlier:
        _protect_earlier(release, profile, mask)
    return mask


def shown_quantities(counts: Counts) -> set[Quantity]:
    """Every count that a table would show if nothing were suppressed."""
    return {quantity for group in counts.pupils for quantity in _shown_of(group)}


def _shown_of(group: Group) -> tuple[Quantity, Quantity]:
    return Quantity(group, "n_pupils"), Quantity(group, "n_events")


def _primary(
    group: Group, counts: Counts, profile: DisclosureProfile
) -> Iterator[tuple[str, Quantity, tuple[Quantity, ...]]]:
    """Rules a group breaks: name, the count to protect, the shown counts to mask."""
    pupils, events = counts.pupils[group], counts.events[group]
    n_pupils, n_events = _shown_of(group)
    for rule, measure in profile.broken_by_group(pupils, events):
        hidden = (n_pupils, n_events) if measure == "n_pupils" else (n_events,)
        yield rule, Quantity(group, measure), hidden
    alone = len(counts.groups(group.universe, group.predictor)) == 1
    if profile.suppress_complement and group.predictor != EVERYONE and not alone:
        total = counts.total(group.universe)
        if profile.is_small(counts.pupils[total] - pupils):
            yield "complement", n_pupils, (n_pupils, n_events)
        if profile.is_small(counts.events[total] - events):
            yield "complement", n_events, (n_events,)


def _linked_too_closely(counts: Counts, profile: DisclosureProfile) -> list[str]:
    """Models whose pupils differ from the cohort, or from an earlier model, by too few.

    Two tables over nearly the same pupils give away the few who are in one only. The
    later of the two then shows no counts.
    """
    kept = [COHORT]
    suppressed = []
    universes = dict.fromkeys(group.universe for group in counts.pupils)
    for universe in universes:
        if universe == COHORT:
            continue
        if any(_differ_by_few(counts, universe, other, profile) for other in kept):
            suppressed.append(universe)
        else:
            kept.append(universe)
    return suppressed


def _differ_by_few(counts: Counts, one: str, other: str, profile: DisclosureProfile) -> bool:
    for group in counts.pupils:
        twin = Group(other, group.predictor, group.level)
        if group.universe != one or twin not in counts.pupils:
            continue
        events = abs(counts.events[twin] - counts.events[group])
        others = abs(
            counts.pupils[twin] - counts.pupils[group] - counts.events[twin] + counts.events[group]
        )
        if any(0 < count < profile.minimum_count for count in (events, others)):
            return True
    return False


def _hide_differences(counts: Counts, mask: Mask) -> None:
    """Hide what an earlier release differs from by too few pupils.

    When the pupils themselves are too few apart, all counts go: the pattern of masks would
    tell who came or went.
    """
    comparison = mask.comparison
    for quantity in comparison.differing:
        pupils, events = _shown_of(quantity.group)
        mask.sensitive.add(quantity)
        mask.add(DIFFERS, *((pupils, events) if quantity == pupils else (events,)))
    hidden = () if comparison.counts_stay else comparison.universes
    for group in counts.pupils:
        if group.universe in hidden:
            mask.add(DIFFERS, *_shown_of(group))
            if group.predictor == EVERYONE:
                mask.sensitive.add(Quantity(group, "n_pupils"))


def _everything(mask: Mask) -> Mask:
    """The mask under which no count is shown: what then is known was known without this release."""
    return Mask(mask.counts, dict.fromkeys(shown_quantities(mask.counts), ""))


def _protect(counts: Counts, profile: DisclosureProfile, mask: Mask) -> None:
    """Mask further counts until every sensitive one is protected.

    First the cheapest set within each family of predictors; then, where totals still give
    something away, one further count at a time.
    """
    weak = _unprotected(mask.protected, counts, profile, mask)
    for family in dict.fromkeys(counts.family(target.group.predictor) for target in weak):
        targets = [target for target in mask.protected if target.group.predictor in family]
        further = fewest_masks(
            counts,
            family,
            targets,
            mask.rules.keys(),
            width=profile.required_width,
            round_to=profile.round_to,
        )
        mask.add("secondary", *sorted(further or ()))
    weak = _unprotected(weak, counts, profile, mask)
    if _unprotected(weak, counts, profile, _everything(mask)):
        # Known too closely even without this release, so no choice of counts would end the loop.
        mask.add("secondary", *sorted(shown_quantities(counts) - mask.rules.keys()))
        return
    while weak:
        shown = shown_quantities(counts) - mask.rules.keys()
        for family in dict.fromkeys(counts.family(target.group.predictor) for target in weak):
            mask.add("secondary", *_next_to_mask(family, counts, shown))
        weak = _unprotected(weak, counts, profile, mask)


def _protect_earlier(release: Earlier, profile: DisclosureProfile, mask: Mask) -> None:
    """Mask further counts until no count that an earlier release hid is brought too close.

    About the same pupils this release may tell what its own profile allows, of the groups that it
    judges itself.
    """
    rule = Yardstick(profile, release.round_to)
    counts = replace(mask.counts, facts=())
    twins = twins_of(counts, known_counts(release), rule)
    pair = pair_with(counts, release, twins, rule.slack)
    hidden = [
        one
        for one in release.protected
        if pair.moved(one) or one in mask.sensitive or one.group not in counts.pupils
    ]
    needed = profile.required_width - LP_TOLERANCE
    while shown := shown_quantities(counts) - mask.rules.keys():
        weak = exposed(pair, hidden, shown, profile.round_to, needed)
        if not weak:
            break
        names = (pair.called_now(target.group.predictor) for target in weak)
        for family in dict.fromkeys(frozenset().union(*map(counts.family, own)) for own in names):
            mask.add("secondary", *_next_to_mask(family, counts, shown))


def _unprotected(
    targets: list[Quantity], counts: Counts, profile: DisclosureProfile, mask: Mask
) -> list[Quantity]:
    """The targets whose value can be worked out too closely from what is still shown."""
    shown = shown_quantities(counts) - mask.rules.keys()
    attack = attack_on(counts, shown, profile.round_to)
    needed = profile.required_width - LP_TOLERANCE
    return attack.closer_than(needed, targets)


def _next_to_mask(
    family: frozenset[str], counts: Counts, shown: set[Quantity]
) -> tuple[Quantity, ...]:
    """The smallest shown count of a family, else of any: what it costs least to hide."""
    own = [quantity for quantity in shown if quantity.group.predictor in family]
    candidates = own or sorted(shown)
    if not candidates:
        return ()
    return (min(candidates, key=lambda quantity: (counts.value(quantity), quantity)),)
