"""All counts of a run as one linear system: who is in which cell, and what would be shown.

A *universe* is the cohort, or the pupils of one model. A *group* is what a table has a row
for: a level of a predictor, or the pupils with a missing value. A *cell* is a part of a
group: predictors that are made from the same column or the same codes form a *family*, and
a cell is one combination of their levels. Everything a reader sees is a sum of cells, so
what an attacker can work out is a linear programme over the cells.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import inf

import pandas as pd

from thuiszitters.plan.disclosure import Measure

#: The universe of the whole cohort; a model's universe carries the model's name.
COHORT = "__cohort__"
#: The group that holds every pupil of a universe.
EVERYONE = "__all__"
#: The group of pupils whose value of a predictor is missing.
MISSING = "__missing__"

#: Universe, family and combination of levels.
Cell = tuple[str, str, str]


@dataclass(frozen=True, slots=True, order=True)
class Group:
    """A group of pupils that a table has a row for."""

    universe: str
    predictor: str
    level: str


@dataclass(frozen=True, slots=True, order=True)
class Quantity:
    """One count: the pupils of a group, or those of them with or without the outcome.

    Tables show pupils and events; pupils without the outcome are never shown, but follow
    from the two and so need protection of their own.
    """

    group: Group
    measure: Measure


@dataclass(frozen=True, slots=True)
class Fact:
    """What a reader knows from elsewhere: some counts, less others, lie between two values."""

    counts: tuple[Quantity, ...]
    less: tuple[Quantity, ...] = ()
    low: float = -inf
    high: float = inf


@dataclass(frozen=True, slots=True)
class Counts:
    """True counts of every group.

    Attributes
    ----------
    pupils, events
        Group to its number of pupils, and of pupils with the outcome. A model that is
        about every pupil of the cohort has no groups of its own.
    parts
        Group to its cells, for groups of predictors that share a family; any other group
        is one cell.
    facts
        What readers know of these counts already, from an earlier release.
    """

    pupils: dict[Group, int]
    events: dict[Group, int]
    parts: Mapping[Group, tuple[Cell, ...]] = field(default_factory=dict)
    facts: tuple[Fact, ...] = ()

    def same(self, group: Group) -> Group:
        """The group that holds the same pupils and stands for it in the system."""
        return group if group in self.pupils else Group(COHORT, group.predictor, group.level)

    def cells(self, group: Group) -> tuple[Cell, ...]:
        """What a group is made of."""
        return self.parts.get(group) or ((group.universe, group.predictor, group.level),)

    def family(self, predictor: str) -> frozenset[str]:
        """The predictors that are made from the same columns or codes, itself included."""
        names = {cell[1] for group, cells in self.parts.items() for cell in cells
                 if group.predictor == predictor}  # fmt: skip
        return frozenset(
            {predictor}
            | {group.predictor for group, cells in self.parts.items() if cells[0][1] in names}
        )

    def value(self, quantity: Quantity) -> int:
        pupils, events = self.pupils[quantity.group], self.events[quantity.group]
        values = {"n_pupils": pupils, "n_events": events, "n_non_events": pupils - events}
        return values[quantity.measure]

    def groups(self, universe: str, predictor: str) -> list[Group]:
        """Groups that together make up a universe, split by one predictor."""
        return [
            group
            for group in self.pupils
            if group.universe == universe and group.predictor == predictor
        ]

    def splits(self) -> list[tuple[str, str]]:
        """Universe and predictor of every split, the totals left out."""
        found = {(group.universe, group.predictor) for group in self.pupils}
        return sorted(pair for pair in found if pair[1] != EVERYONE)

    def total(self, universe: str) -> Group:
        return Group(universe, EVERYONE, EVERYONE)


def counts_of(
    characteristics: pd.DataFrame,
    estimates: pd.DataFrame,
    parts: Mapping[Group, tuple[Cell, ...]] | None = None,
) -> Counts:
    """Collect the counts of the tables that would be released.

    Parameters
    ----------
    characteristics
        Table of the describe stage: one row per predictor and level, missing, or number.
    estimates
        Estimates and complete cases of the models stage, with their universes; numeric
        predictors and intercepts carry totals.
    parts
        Cells of the groups of related predictors, from `families.related_cells`.
    """
    pupils: dict[Group, int] = {}
    events: dict[Group, int] = {}
    for group, n_pupils, n_events in [*_cohort(characteristics), *_models(estimates)]:
        pupils[group] = n_pupils
        events[group] = n_events
    total = Group(COHORT, EVERYONE, EVERYONE)
    whole = {
        group.universe
        for group in pupils
        if group.predictor == EVERYONE
        and group.universe != COHORT
        and (pupils[group], events[group]) == (pupils[total], events[total])
    }
    own = [group for group in pupils if group.universe not in whole]
    return Counts(
        {group: pupils[group] for group in own},
        {group: events[group] for group in own},
        {group: cells for group, cells in (parts or {}).items() if group in set(own)},
    )


def group_of_characteristic(predictor: str, row: str, level: object) -> Group:
    """The group a row of the characteristics table counts."""
    names = {"all": EVERYONE, "missing": MISSING, "number": "__number__"}
    return Group(COHORT, predictor, names.get(row, str(level)))


def group_of_estimate(universe: str, predictor: str, level: object) -> Group:
    """The group a row of the estimates table counts; everyone where it has no level."""
    if pd.isna(level):  # type: ignore[call-overload]
        return Group(universe, EVERYONE, EVERYONE)
    return Group(universe, predictor, str(level))


def _cohort(characteristics: pd.DataFrame) -> Iterator[tuple[Group, int, int]]:
    columns = ["predictor", "row", "level", "n_pupils", "n_events"]
    for predictor, row, level, pupils, events in characteristics[columns].itertuples(index=False):
        group = group_of_characteristic(predictor, row, level)
        yield group, int(pupils), int(events)


def _models(estimates: pd.DataFrame) -> Iterator[tuple[Group, int, int]]:
    columns = ["universe", "predictor", "level", "n_pupils", "n_events"]
    # What is about the whole cohort is counted there.
    unique = estimates.loc[estimates["universe"] != COHORT, columns].drop_duplicates()
    for universe, predictor, level, pupils, events in unique.itertuples(index=False):
        yield group_of_estimate(universe, predictor, level), int(pupils), int(events)
