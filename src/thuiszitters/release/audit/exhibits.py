"""Second cohorts: other patterns with the same shown counts, in which suppressed counts differ."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from thuiszitters.base.arrays import Ints
from thuiszitters.models.fitted import FittedPlan
from thuiszitters.plan import Plan
from thuiszitters.release.audit.fitter import Refitted
from thuiszitters.release.audit.pupils import Movable, movable
from thuiszitters.release.audit.search import Budget, corrected, required_moves
from thuiszitters.release.audit.tables import Ties, nearest_table, ties_of, values_within
from thuiszitters.release.audit.windows import Windows
from thuiszitters.release.suppressed import Suppressed
from thuiszitters.release.system.counts import COHORT, EVERYONE, MISSING, Quantity
from thuiszitters.release.system.suppression import shown_quantities

#: Labels of a family, and pupils who may be moved, at most.
MOST_LABELS, MOST_MOVABLE = 24, 2500
#: Candidates of one family and one second cohort that are followed, at most, and such searches.
MOST_FITS, MOST_SEARCHES = 60, 6
#: Candidates that are fitted in full in one search, at most.
MOST_FULL = 3

Chance = Callable[[], np.random.Generator]


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


def make_exhibits(
    targets: Sequence[Quantity],
    plan: Plan,
    s: Suppressed,
    windows: Mapping[str, Windows],
    chance: Chance | None = None,
) -> Exhibits:
    """Look for second cohorts in which every target differs by the width of the profile.

    Parameters
    ----------
    targets
        Suppressed counts that need protection.
    plan
        With what ``auto`` became decided.
    s
        What is suppressed.
    windows
        Model to the rounded numbers that it must give.
    chance
        Source of the imputations, where any model is over imputations.
    """
    patterns = s.tables["patterns"]
    found = Exhibits(Exhibit(patterns), Exhibit(patterns))
    by_family: dict[tuple[str, ...], list[Quantity]] = {}
    for target in targets:
        names = s.mask.counts.family(target.group.predictor)
        family = tuple(spec.name for spec in plan.predictors if spec.name in names)
        by_family.setdefault(family, []).append(target)
    for family, own in by_family.items():
        reason, counted = _refuses(family, plan, s), _counted(family, plan, s)
        if not reason and counted:
            # No search, for moved domains change the combinations: it costs models with the others.
            reason = "other_tables"
            sides = _planned(found, family, own, plan, s, counted)
            placed = not isinstance(sides, str) and not {*own} & {*found.failed}
            # Others of the family, when values are drawn from them, would change the draws.
            if placed and not ({*family} - counted) & _drawn_from(plan, s):
                found.staying |= counted
        if reason:
            found.failed |= dict.fromkeys(own, reason)
    # Before any search, what cannot be moved is found out of the cohort itself.
    for family, own in _asked(by_family, windows, found, plan, s):
        sides = _planned(found, family, own, plan, s)
        if isinstance(sides, str):
            found.failed |= dict.fromkeys(own, sides)
    for family, own in _asked(by_family, windows, found, plan, s):
        _move_family(found, family, own, plan, s, _still_audited(windows, found, plan, s), chance)
    return found


def _asked(
    by_family: Mapping[tuple[str, ...], list[Quantity]],
    windows: Mapping[str, Windows],
    found: Exhibits,
    plan: Plan,
    s: Suppressed,
) -> Iterator[tuple[tuple[str, ...], list[Quantity]]]:
    """Families of which a model is still audited, asked anew at each."""
    for family, own in by_family.items():
        held = [plan.model(one.model).predictors for one in _still_audited(windows, found, plan, s)]
        if any({*names} & ({*family} - found.staying) for names in held):
            yield family, own


def _still_audited(
    windows: Mapping[str, Windows], found: Exhibits, plan: Plan, s: Suppressed
) -> list[Windows]:
    """Models of which every suppressed count can be moved: no other steers a search."""
    return [
        one for model, one in windows.items() if not found.lost(plan.model(model).predictors, s)
    ]


def _refuses(family: tuple[str, ...], plan: Plan, s: Suppressed) -> str:
    """Why a family cannot be audited; empty when it can."""
    related = {other for others in s.background.related.values() for other in others}
    numbers = any(plan.predictor(name).kind == "numeric" for name in family)
    return "related_number" if not family or numbers or related & set(family) else ""


def _counted(family: tuple[str, ...], plan: Plan, s: Suppressed) -> frozenset[str]:
    """Domains of a family of which pupils with each combination are counted."""
    counted = plan.problem_count is not None and len(s.tables.get("combinations", ()))
    domains = plan.problem_count.domains if plan.problem_count and counted else ()
    return frozenset(domains) & frozenset(family)


def _drawn_from(plan: Plan, s: Suppressed) -> set[str]:
    """Predictors that missing values are imputed from; none where nothing is imputed."""
    models = [model for model in plan.models if s.imputed and plan.imputes(model)]
    return {name for model in models for name in model.predictors}


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the two cohorts while a family is planned: pupils, what ties them, what is asked."""

    exhibit: Exhibit
    pupils: Movable
    ties: Ties
    wanted: dict[Quantity, int]

    def table(self, further: Mapping[Quantity, int] | None = None) -> Ints | None:
        """The nearest table with the values that are asked; none when there is none."""
        wanted = {**self.wanted, **(further or {})}
        return nearest_table(self.pupils, self.ties, wanted) if wanted else self.pupils.table

    def value(self, target: Quantity) -> int:
        """A count in the nearest table."""
        table = self.table()
        assert table is not None
        return int(table.ravel() @ self.ties.row(target, table.shape))


def _planned(
    found: Exhibits,
    family: tuple[str, ...],
    targets: list[Quantity],
    plan: Plan,
    s: Suppressed,
    staying: Collection[str] = (),
) -> tuple[_Side, _Side] | str:
    """What a family is asked for in both cohorts, as they are now; or why it cannot be asked."""
    shown = shown_quantities(s.mask.counts) - s.mask.rules.keys()
    sides = []
    for exhibit in (found.up, found.down):
        pupils = movable(exhibit.patterns, plan, family, staying)
        if len(pupils.labels) > MOST_LABELS or len(pupils.row) > MOST_MOVABLE:
            return "too_large"
        ties = ties_of(pupils, plan, s.mask.counts, shown, s.profile.round_to)
        sides.append(_Side(exhibit, pupils, ties, {}))
    for target in targets:
        if not _placed(target, sides[0], sides[1], s, two=found.down.changed):
            found.failed[target] = "too_narrow"
    return sides[0], sides[1]


def _move_family(
    found: Exhibits,
    family: tuple[str, ...],
    targets: list[Quantity],
    plan: Plan,
    s: Suppressed,
    windows: Sequence[Windows],
    chance: Chance | None,
) -> None:
    sides = _planned(found, family, targets, plan, s)
    if isinstance(sides, str):
        found.failed |= dict.fromkeys(targets, sides)
        return
    own = [one for one in windows if {*plan.model(one.model).predictors} & {*family}]
    for side in sides:
        table = side.table()
        if table is None or not (table != side.pupils.table).any():
            continue
        if found.searches >= MOST_SEARCHES:
            found.failed |= dict.fromkeys(side.wanted, "too_large")
            continue
        found.searches += 1
        fitter = Refitted(plan, own, side.pupils, chance)
        moved = _search(side, table, fitter)
        if moved is None:
            found.failed |= dict.fromkeys(side.wanted, "not_fitted")
            continue
        side.exhibit.patterns, side.exhibit.changed = moved.moved(), True
        side.exhibit.fitted = fitter.fitted(moved)


def _placed(target: Quantity, up: _Side, down: _Side, s: Suppressed, *, two: bool) -> bool:
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


def _search(side: _Side, table: Ints, fitter: Refitted) -> Movable | None:
    pupils, exhibit = side.pupils, side.exhibit
    budget = Budget(MOST_FITS, MOST_FULL)
    known = (
        fitter.in_full(pupils, exhibit.fitted) if exhibit.changed else fitter.as_released(pupils)
    )
    if not known:
        return None
    moved = required_moves(pupils, table, fitter, budget)
    return None if moved is None else corrected(moved, fitter, budget)


def count_in(patterns: pd.DataFrame, plan: Plan, target: Quantity) -> int:
    """A count of a group in the patterns of a cohort."""
    group = target.group
    rows = patterns
    if group.universe != COHORT:
        rows = rows.dropna(subset=list(plan.model(group.universe).predictors))
    if group.predictor != EVERYONE:
        values = rows[group.predictor]
        rows = rows[values.isna() if group.level == MISSING else values == group.level]
    wanted = {"n_pupils": (0, 1), "n_events": (1,), "n_non_events": (0,)}[target.measure]
    return int(rows.loc[rows["outcome"].isin(wanted), "n_pupils"].sum())
