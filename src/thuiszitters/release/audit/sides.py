"""What is asked of two second cohorts before any search: which counts take which values.

A count that cannot be moved by the width of the profile in one direction is moved up in one cohort
and down in the other.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from thuiszitters.base.arrays import Bools, Ints
from thuiszitters.models.fitted import FittedPlan
from thuiszitters.plan import Plan
from thuiszitters.release.audit.pupils import Movable, movable
from thuiszitters.release.audit.tables import (
    OUTCOMES,
    Ties,
    nearest_table,
    ties_of,
    values_within,
)
from thuiszitters.release.suppressed import Suppressed
from thuiszitters.release.system.counts import COHORT, EVERYONE, MISSING, Quantity
from thuiszitters.release.system.suppression import shown_quantities

#: Labels of a family, and pupils who may be moved, at most.
MOST_LABELS, MOST_MOVABLE = 24, 2500


@dataclass(slots=True)
class Exhibit:
    """A second cohort while it is made.

    Attributes
    ----------
    patterns
        Its distinct rows.
    changed
        Whether they are others than those of the cohort.
    fitted
        Its fits, where the search ended with a cohort that was fitted in full.
    """

    patterns: pd.DataFrame
    changed: bool = False
    fitted: FittedPlan | None = None


@dataclass(slots=True)
class Exhibits:
    """Second cohorts of one release.

    Attributes
    ----------
    up, down
        One that moves counts away from their true value, and one for counts that cannot be moved
        so far in one direction: the two then differ by enough.
    failed
        Count to the reason why no second value of it is shown.
    staying
        Domains of which nobody's answer has to change for another value of any suppressed count of
        their family: a model that holds no other of the family gives the same numbers then.
    searches
        How many were made.
    """

    up: Exhibit
    down: Exhibit
    failed: dict[Quantity, str] = field(default_factory=dict)
    staying: frozenset[str] = frozenset()
    searches: int = 0

    def made(self) -> list[Exhibit]:
        """Every second cohort."""
        return [one for one in (self.up, self.down) if one.changed]

    def lost(self, predictors: Collection[str], s: Suppressed) -> str:
        """Why a model of some predictors is not audited; empty when it is."""
        for target, reason in self.failed.items():
            if (s.mask.counts.family(target.group.predictor) - self.staying) & {*predictors}:
                return reason
        return ""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two cohorts while a family is planned: pupils, what ties them, what is asked.

    A table that was found is kept: it is asked for again for every further count, and of the other
    cohort while the two are the same.
    """

    exhibit: Exhibit
    pupils: Movable
    ties: Ties
    wanted: dict[Quantity, int]
    _found: dict[frozenset[tuple[Quantity, int]], Ints | None] = field(
        default_factory=dict, repr=False, compare=False
    )

    def table(self, further: Mapping[Quantity, int] | None = None) -> Ints | None:
        """The nearest table with the values that are asked; none when there is none."""
        wanted = {**self.wanted, **(further or {})}
        if not wanted:
            return self.pupils.table
        key = frozenset(wanted.items())
        if key not in self._found:
            self._found[key] = nearest_table(self.pupils, self.ties, wanted)
        return self._found[key]

    def value(self, target: Quantity) -> int:
        """A count in the nearest table."""
        table = self.table()
        assert table is not None
        return int(table.ravel() @ self.ties.row(target, table.shape))


def planned(
    found: Exhibits,
    family: tuple[str, ...],
    targets: list[Quantity],
    plan: Plan,
    s: Suppressed,
    staying: Collection[str] = (),
) -> tuple[Side, Side] | str:
    """What a family is asked for in both cohorts, as they are now; or why it cannot be asked."""
    shown = shown_quantities(s.mask.counts) - s.mask.rules.keys()
    sides: list[Side] = []
    for exhibit in (found.up, found.down):
        if sides and exhibit.patterns is found.up.patterns:  # before any move they are the same
            sides.append(replace(sides[0], exhibit=exhibit, wanted={}))
            break
        pupils = movable(exhibit.patterns, plan, family, staying)
        if len(pupils.labels) > MOST_LABELS or len(pupils.row) > MOST_MOVABLE:
            return "too_large"
        ties = ties_of(pupils, plan, s.mask.counts, shown, s.profile.round_to)
        sides.append(Side(exhibit, pupils, ties, {}))
    for target in targets:
        if not _placed(target, sides[0], sides[1], s, two=found.down.changed):
            found.failed[target] = "too_narrow"
    return sides[0], sides[1]


def _placed(target: Quantity, up: Side, down: Side, s: Suppressed, *, two: bool) -> bool:
    """Choose the values of a count in the two cohorts; whether there are any.

    Where there are two cohorts already, both move a little in place of one that moves far.
    """
    width = int(np.ceil(s.profile.required_width))
    true = s.mask.counts.value(target)
    values = [true, up.value(target), down.value(target)]
    if max(values) - min(values) >= width:
        return True
    low, high = values_within(up.pupils, up.ties, target, up.wanted)
    for far in () if two else (true + width, true - width):
        if low <= far <= high and up.table({target: far}) is not None:
            up.wanted[target] = far
            return True
    # As far up as down, so that neither cohort is far from the numbers that leave.
    top = min(max(true + (width + 1) // 2, low + width), high)
    if top - width < low:
        return False
    if up.table({target: top}) is None or down.table({target: top - width}) is None:
        return False
    up.wanted[target], down.wanted[target] = top, top - width
    return True


def counts_in(patterns: pd.DataFrame, plan: Plan, targets: Sequence[Quantity]) -> list[int]:
    """Counts of groups in the patterns of a cohort."""
    columns: dict[str, tuple[Bools, npt.NDArray[np.object_]]] = {}

    def column(name: str) -> tuple[Bools, npt.NDArray[np.object_]]:
        if name not in columns:
            values = patterns[name]
            columns[name] = values.isna().to_numpy(), values.to_numpy(dtype=object)
        return columns[name]

    n_pupils = patterns["n_pupils"].to_numpy(dtype=np.int64)
    outcome = patterns["outcome"].to_numpy(dtype=np.int64)
    found = []
    for target in targets:
        group = target.group
        rows = np.isin(outcome, OUTCOMES[target.measure])
        if group.universe != COHORT:
            for name in plan.model(group.universe).predictors:
                rows &= ~column(name)[0]
        if group.predictor != EVERYONE:
            missing, values = column(group.predictor)
            rows &= missing if group.level == MISSING else ~missing & (values == group.level)
        found.append(int(n_pupils[rows].sum()))
    return found
