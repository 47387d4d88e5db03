"""Second cohorts: other patterns with the same shown counts, in which suppressed counts differ."""

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from thuiszitters.base.arrays import Ints
from thuiszitters.plan import Plan
from thuiszitters.release.audit.fitter import Refitted
from thuiszitters.release.audit.pupils import Movable
from thuiszitters.release.audit.search import Budget, corrected, required_moves
from thuiszitters.release.audit.sides import Exhibit, Exhibits, Side, planned
from thuiszitters.release.audit.windows import Windows
from thuiszitters.release.suppressed import Suppressed
from thuiszitters.release.system.counts import Quantity

#: Candidates of one family and one second cohort that are followed, at most, and such searches.
MOST_FITS, MOST_SEARCHES = 60, 6
#: Candidates that are fitted in full in one search, at most.
MOST_FULL = 3

Chance = Callable[[], np.random.Generator]


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
            reason = "counted_domain"
            sides = planned(found, family, own, plan, s, counted)
            placed = not isinstance(sides, str) and not {*own} & {*found.failed}
            # Others of the family, when values are drawn from them, would change the draws.
            if placed and not ({*family} - counted) & _drawn_from(plan, s):
                found.staying |= counted
        if reason:
            found.failed |= dict.fromkeys(own, reason)
    # Before any search, what cannot be moved is found out of the cohort itself.
    before: dict[tuple[str, ...], tuple[Side, Side] | str] = {}
    for family, own in _asked(by_family, windows, found, plan, s):
        before[family] = planned(found, family, own, plan, s)
        if isinstance(sides := before[family], str):
            found.failed |= dict.fromkeys(own, sides)
    for family, own in _asked(by_family, windows, found, plan, s):
        moved = found.up.changed or found.down.changed
        sides = planned(found, family, own, plan, s) if moved else before[family]
        _move_family(
            found, family, own, sides, _still_audited(windows, found, plan, s), plan, chance
        )
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


def _move_family(
    found: Exhibits,
    family: tuple[str, ...],
    targets: list[Quantity],
    sides: tuple[Side, Side] | str,
    windows: Sequence[Windows],
    plan: Plan,
    chance: Chance | None,
) -> None:
    if isinstance(sides, str):
        found.failed |= dict.fromkeys(targets, sides)
        return
    own = [one for one in windows if {*plan.model(one.model).predictors} & {*family}]
    if not own:  # moves before leave too little room for this family: nothing is left to audit
        return
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


def _search(side: Side, table: Ints, fitter: Refitted) -> Movable | None:
    pupils, exhibit = side.pupils, side.exhibit
    budget = Budget(MOST_FITS, MOST_FULL)
    known = (
        fitter.in_full(pupils, exhibit.fitted) if exhibit.changed else fitter.as_released(pupils)
    )
    if not known:
        return None
    moved = required_moves(pupils, table, fitter, budget)
    return None if moved is None else corrected(moved, fitter, budget)
