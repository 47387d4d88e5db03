"""An earlier release as its readers have it, and how close to it a new one may come."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from thuiszitters.plan.disclosure import DisclosureProfile
from thuiszitters.release.system.counts import (
    COHORT,
    EVERYONE,
    Group,
    Quantity,
    group_of_characteristic,
    group_of_estimate,
)
from thuiszitters.release.system.universes import UNIVERSE, imputed_models, with_universe
from thuiszitters.results.catalogue import TABLES

#: Name of the rule that hides what differs from an earlier release by too few pupils.
DIFFERS = "differs_from_earlier"
#: Tables with counts of the pupils of models.
_FITTED = ("estimates", "complete_cases")
#: Counts a release shows.
Known = dict[Quantity, int]


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier release, as its readers have it.

    Attributes
    ----------
    name
        What to call it.
    tables
        Its released tables by name.
    round_to
        Its counts were rounded to multiples of this.
    protected
        Counts it hid because its profile does not allow anyone to know them.
    """

    name: str
    tables: Mapping[str, pd.DataFrame]
    round_to: int = 1
    protected: tuple[Quantity, ...] = ()

    def counts(self) -> Iterator[tuple[Group, Any, Any]]:
        """Every group its tables have a row for, with pupils and events as far as shown."""
        described = self.tables["characteristics"]
        imputed = imputed_models(self.tables)
        named = [
            with_universe(TABLES[name], self.tables[name], imputed)
            for name in _FITTED
            if name in self.tables
        ]
        shown = ["n_pupils", "n_events"]
        for row in described[["predictor", "row", "level", *shown]].itertuples(index=False):
            yield group_of_characteristic(*row[:3]), row[3], row[4]
        for table in named:
            own = table.loc[table[UNIVERSE] != COHORT, [UNIVERSE, "predictor", "level", *shown]]
            for row in own.itertuples(index=False):
                yield group_of_estimate(*row[:3]), row[3], row[4]

    def groups(self) -> Iterator[Group]:
        return (group for group, _, _ in self.counts())


@dataclass(frozen=True, slots=True)
class Yardstick:
    """How close a count may be to the one of an earlier release.

    Examples
    --------
    >>> from thuiszitters.plan.disclosure import disclosure_profile
    >>> rule = disclosure_profile({"label": "x", "statement": "x"}, "rule_of_10")
    >>> [Yardstick(rule).few(now, 30) for now in (30, 31, 39, 40)]
    [False, True, True, False]
    """

    profile: DisclosureProfile
    round_to: int = 1

    @property
    def slack(self) -> float:
        """How far the count of the earlier release may be from what it was."""
        return self.round_to / 2 if self.round_to > 1 else 0.0

    @property
    def rounding_protects(self) -> bool:
        """Whether rounding alone leaves the difference of two counts uncertain enough."""
        doubts = sum(base for base in (self.round_to, self.profile.round_to) if base > 1)
        return doubts >= self.profile.required_width

    def same(self, now: int, before: int) -> bool:
        return abs(now - before) <= self.slack

    def few(self, now: int, before: int) -> bool:
        """Whether two counts differ, and by fewer pupils than the profile's minimum."""
        return self.slack < abs(now - before) < self.profile.minimum_count + self.slack


def known_counts(release: Earlier) -> dict[str, Known]:
    """Universe to the counts a release shows, with those that follow from two of them."""
    known: dict[str, Known] = {}
    for group, pupils, events in release.counts():
        own = known.setdefault(group.universe, {})
        if not pd.isna(pupils):
            own[Quantity(group, "n_pupils")] = int(pupils)
        if not pd.isna(events):
            own[Quantity(group, "n_events")] = int(events)
        if not pd.isna(pupils) and not pd.isna(events):
            own[Quantity(group, "n_non_events")] = int(pupils) - int(events)
    return known


def total_of(old: Known, universe: str) -> tuple[int, int] | None:
    """Pupils of a universe, and those with the outcome; None when one of them is hidden."""
    group = Group(universe, EVERYONE, EVERYONE)
    pupils, events = (old.get(Quantity(group, name)) for name in ("n_pupils", "n_events"))
    return None if pupils is None or events is None else (pupils, events)
