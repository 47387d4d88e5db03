"""Pupils who may be given another level, and the cohort as it is after such moves.

A *label* is one combination of levels of related predictors (a family). A move gives a pupil
another label and leaves everything else of the pupil, the outcome included, as it is.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from thuiszitters.base.arrays import Bools, Ints
from thuiszitters.plan import Plan
from thuiszitters.release.system.counts import COHORT, EVERYONE, MISSING, Counts, Group

#: Pupils of one label, outcome and class who may be moved, at most.
MOST_OF_A_CELL = 150


@dataclass(frozen=True, slots=True)
class Movable:
    """The pupils of a cohort who may be moved, and where they stand.

    Attributes
    ----------
    patterns
        Distinct rows of outcome and predictors with `n_pupils`.
    family
        Related predictors that make the label.
    labels
        Every label, one row each, columns in the order of `family`.
    row
        Row of the patterns that each movable pupil belongs to.
    outcome, kind
        Outcome of each, and the number of the class: for which models the pupil is complete on
        everything outside the family, and with which domains when these stay.
    classes
        Shape (classes, models): which models those are, in the order of `models`.
    models
        Names of the plan's models.
    allowed
        Shape (labels, classes): labels that pupils of a class may have.
    label
        Number of the label of each; this alone changes.
    before
        The labels as they are in the cohort.
    table
        Shape (labels, 2, classes): pupils of the cohort by label, outcome and class.
    """

    patterns: pd.DataFrame
    family: tuple[str, ...]
    labels: pd.DataFrame
    row: Ints
    outcome: Ints
    kind: Ints
    classes: Bools
    models: tuple[str, ...]
    allowed: Bools
    label: Ints
    before: Ints
    table: Ints

    def with_labels(self, label: Ints) -> "Movable":
        """The same pupils with other labels."""
        return replace(self, label=label)

    def moved(self) -> pd.DataFrame:
        """Patterns of the cohort after the moves."""
        changed = np.flatnonzero(self.label != self.before)
        if not len(changed):
            return self.patterns
        left = self.patterns.copy()
        taken = np.bincount(self.row[changed], minlength=len(left))
        left["n_pupils"] = left["n_pupils"].to_numpy() - taken
        added = self.patterns.iloc[self.row[changed]].copy()
        for name in self.family:
            values = self.labels[name].iloc[self.label[changed]]
            added[name] = values.array
        added["n_pupils"] = 1
        made = pd.concat([left[left["n_pupils"] > 0], added], ignore_index=True)
        return made.astype(self.patterns.dtypes.to_dict())

    def now(self) -> Ints:
        """The table of pupils by label, outcome and class after the moves."""
        made = self.table.copy()
        np.subtract.at(made, (self.before, self.outcome, self.kind), 1)
        np.add.at(made, (self.label, self.outcome, self.kind), 1)
        return made


def movable(
    patterns: pd.DataFrame, plan: Plan, family: tuple[str, ...], staying: Collection[str] = ()
) -> Movable:
    """The pupils who may get another label of a family; of a large cell the first few.

    Predictors of the family that stay are part of the class: whoever moves keeps their values, so
    every table of them, with whatever other predictors, is the same after any moves.
    """
    patterns = patterns.reset_index(drop=True)
    codes = _numbered(patterns, family)
    kept = _numbered(patterns, [name for name in family if name in staying])
    first = [int(np.flatnonzero(codes == place)[0]) for place in range(int(codes.max()) + 1)]
    labels = patterns.loc[first, list(family)].reset_index(drop=True)
    models = tuple(model.name for model in plan.models)
    outside = {name for model in plan.models for name in model.predictors} - {*family}
    known = {name: patterns[name].notna().to_numpy() for name in sorted(outside)}
    whole = np.ones(len(patterns), dtype=bool)
    complete = np.column_stack(
        [
            np.logical_and.reduce(
                [whole, *(known[one] for one in model.predictors if one in known)]
            )
            for model in plan.models
        ]
    )
    found, kind = np.unique(np.column_stack([complete, kept]), axis=0, return_inverse=True)
    kind, classes = kind.reshape(-1), found[:, :-1].astype(bool)
    allowed = kept[first][:, None] == found[:, -1]
    outcome = patterns["outcome"].to_numpy(dtype=np.int64)
    n_pupils = patterns["n_pupils"].to_numpy(dtype=np.int64)
    table = np.zeros((len(labels), 2, len(classes)), dtype=np.int64)
    np.add.at(table, (codes, outcome, kind), n_pupils)
    rows = _spread(np.stack([codes, outcome, kind]), n_pupils)
    label = codes[rows]
    return Movable(
        patterns, family, labels, rows, outcome[rows], kind[rows], classes, models, allowed,
        label, label, table,
    )  # fmt: skip


def _numbered(patterns: pd.DataFrame, names: Sequence[str]) -> Ints:
    """Numbers of the combinations of some predictors, in alphabetical order; 0 without any."""
    if not names:
        return np.zeros(len(patterns), dtype=np.int64)
    columns = [patterns[name].astype("object") for name in names]
    parts = [one.where(one.notna(), MISSING).astype("str").to_list() for one in columns]
    text = np.array(["\x1f".join(own) for own in zip(*parts, strict=True)], dtype=object)
    return np.asarray(pd.factorize(text, sort=True)[0], dtype=np.int64)


def _spread(keys: Ints, n_pupils: Ints) -> Ints:
    """Rows of so many pupils of every cell as may be moved, spread over the cell's rows."""
    found = []
    _, cell = np.unique(keys, axis=1, return_inverse=True)
    for one in range(int(cell.max(initial=-1)) + 1):
        own = np.flatnonzero(cell.reshape(-1) == one)
        ends = np.cumsum(n_pupils[own])
        chosen = np.unique(
            np.linspace(0, ends[-1] - 1, min(int(ends[-1]), MOST_OF_A_CELL)).astype(np.int64)
        )
        found.append(own[np.searchsorted(ends, chosen, side="right")])
    return np.concatenate(found) if found else np.array([], dtype=np.int64)


def members(pupils: Movable, group: Group, having: Mapping[str, Bools]) -> Bools | None:
    """Which cells of the table a group counts, shape (labels, classes); none when outside it.

    Parameters
    ----------
    having
        Level to the labels with it, of the predictor that the group is about.
    """
    if group.predictor not in (*pupils.family, EVERYONE):
        return None
    n_labels, n_classes = len(pupils.labels), len(pupils.classes)
    own = np.ones((n_labels, n_classes), dtype=bool)
    if group.universe != COHORT:
        if group.universe not in pupils.models:
            return None
        own &= pupils.classes[:, pupils.models.index(group.universe)]
    if group.predictor != EVERYONE:
        own &= having.get(group.level, np.zeros(n_labels, dtype=bool))[:, None]
    return own


def _labels_with(values: "pd.Series[Any]") -> dict[str, Bools]:
    """Level of a predictor to the labels that have it, with a missing value and any at all."""
    missing, text = values.isna().to_numpy(), values.astype("str").to_numpy(dtype=object)
    found = {str(level): np.asarray(text == level) for level in dict.fromkeys(text)}
    return {**found, MISSING: missing, "__number__": ~missing}


def groups_of(pupils: Movable, plan: Plan, counts: Counts) -> Mapping[Group, Bools]:
    """Every group whose pupils depend on the labels, with the cells that it counts."""
    found = {}
    complete: dict[str, Bools] = {}
    having = {name: _labels_with(pupils.labels[name]) for name in pupils.family}
    nobody = np.zeros(len(pupils.labels), dtype=bool)
    for group in counts.pupils:
        own = members(pupils, group, having.get(group.predictor, {}))
        if own is None:
            continue
        if group.universe != COHORT:
            if group.universe not in complete:
                names = {*plan.model(group.universe).predictors} & {*pupils.family}
                lacking = [having[name][MISSING] for name in names]
                known = ~np.logical_or.reduce([nobody, *lacking])
                complete[group.universe] = known[:, None]
            own = own & complete[group.universe]
        found[group] = own
    return found
