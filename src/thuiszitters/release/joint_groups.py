"""Groups that stand in no other table: judged here, within the table they are in.

A joint group that is too small takes with it everything that rests on it, and everything it could
be worked out from within its table (`ResultTable.scope`).
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from thuiszitters.plan.disclosure import DisclosureProfile
from thuiszitters.release.differencing.earlier import DIFFERS
from thuiszitters.release.fits_held import Row
from thuiszitters.release.suppressed import ROUNDING, Suppressed
from thuiszitters.release.system.counts import COHORT, MISSING
from thuiszitters.results.schema import ResultTable, Role

#: Levels of whoever has no code that a predictor counts.
_WITHOUT = ("no", "neither", "0")


def joint_rules(table: ResultTable, rows: Sequence[Row], s: Suppressed) -> list[str]:
    """The rule that suppresses each row of a table with joint groups.

    Parameters
    ----------
    rows
        Placed rows of the table (`Suppressed.placed`), with their true counts.
    """
    if not table.of_role(Role.JOINT):
        return [""] * len(rows)
    differing = s.differing_rows.get(table.name, frozenset())
    rules = [
        DIFFERS if place in differing else _own_rule(table, row, rows, s)
        for place, row in enumerate(rows)
    ]
    if table.scope == "row":
        return rules
    of_scope: dict[str, str] = {}
    scopes = [str(row["model"]) if table.scope == "model" else table.name for row in rows]
    for scope, rule in zip(scopes, rules, strict=True):
        of_scope[scope] = of_scope.get(scope) or rule
    return [of_scope[scope] for scope in scopes]


def counts_hidden(table: ResultTable, rows: Sequence[Row], s: Suppressed) -> bool:
    """Whether a table is about nearly the pupils of the cohort: its counts would tell whom not."""
    if "model" in table.names or not rows or not s.profile.suppresses:
        return False
    cohort = s.mask.counts.pupils[s.mask.counts.total(COHORT)]
    return 0 < abs(cohort - _everyone(rows)) < s.profile.minimum_count


def _own_rule(table: ResultTable, row: Row, rows: Sequence[Row], s: Suppressed) -> str:
    if not pd.isna(row["n_events"]) and is_small_group(row, s.profile):
        return "small_count"
    if "smallest_part" in table.names and s.profile.is_small(int(row["smallest_part"])):
        return "difference"
    if "code" in table.names:
        return _code_rule(row, rows, s) if s.profile.suppresses else ""
    if "first" in table.names:
        named = (row["first"], row["second"])
    elif "by" in table.names:
        named = (row["predictor"], row["by"])
    else:
        return _group_rule(table, row, s)
    # They are as exact as the odds ratios of a fit of few predictors.
    return s.any_predictor(row["universe"], named, strict=False) or s.small_fit(row)


def _group_rule(table: ResultTable, row: Row, s: Suppressed) -> str:
    """The rule of a group of risks, of pupils of a model, or of a number of domains."""
    if "group" in table.names:
        return _risk_rule(row, s)
    if "model" in table.names:
        return s.any_predictor(row["universe"], s.of_model(row["model"]), strict=True)
    # Pupils by number of domains, each times its number, add up to the pupils of all domains.
    return s.any_predictor(COHORT, s.background.counted, strict=True)


def _risk_rule(row: Row, s: Suppressed) -> str:
    """A risk tells a share, of a group no other table counts: also that nobody is in it."""
    if s.profile.suppresses and int(row["n_pupils"]) == 0:
        return "small_count"
    if s.profile.round_to > 1:
        return ROUNDING
    named = s.of_model(str(row["model"]))
    hidden = s.any_predictor(str(row["universe"]), named, strict=True)
    return hidden or s.total(row) or s.small_fit(row)


def _code_rule(row: Row, rows: Sequence[Row], s: Suppressed) -> str:
    """Whether few are without a code, or few of those who have the code above it."""
    if s.profile.suppress_complement and any(map(s.profile.is_small, _outside(row, rows, s))):
        return "small_count"
    # What is left of a total is the complement that another table suppresses.
    counted_by = s.background.of_code.get(row["code"], ())
    linked = s.any_predictor(COHORT, counted_by, strict=True)
    if linked:
        return linked
    if any(_few_between(row, name, s) for name in counted_by):
        return "difference"
    above = s.background.parents.get(row["code"])
    return next((_between(row, one, s.profile) for one in rows if one["code"] == above), "")


def _few_between(row: Row, predictor: str, s: Suppressed) -> bool:
    """Whether a level of a predictor that counts the code holds few pupils more, or fewer.

    The screen is about pupils whose adjusting predictors are known, the level about all: the code's
    count less the level's tells of the others, and may be about one pupil.
    """
    counts = s.mask.counts
    levels = {group.level: group for group in counts.groups(COHORT, predictor)}
    joined = [[level] for level in levels if level not in (MISSING, *_WITHOUT)]
    # A profile of two constructs: whoever has the first has it alone, or both.
    joined += [[level, "both"] for level in levels if level.endswith("_only") and "both" in levels]
    for names in joined:
        groups = [levels[name] for name in names]
        pupils = sum(counts.pupils[group] for group in groups) - int(row["n_pupils"])
        events = sum(counts.events[group] for group in groups) - int(row["n_events"])
        # Of other pupils either may be more; where nobody is between, nothing is told.
        parts = (abs(pupils), abs(events), abs(pupils - events))
        if pupils and any(map(s.profile.is_small, parts)) and pupils * events >= 0:
            return True
    return False


def _outside(row: Row, rows: Sequence[Row], s: Suppressed) -> list[int]:
    """Pupils without a code; by outcome as well where the screen is about the whole cohort."""
    total, everyone = s.mask.counts.total(COHORT), _everyone(rows)
    pupils = everyone - int(row["n_pupils"])
    if s.mask.counts.pupils[total] != everyone:
        return [pupils]
    events = s.mask.counts.events[total] - int(row["n_events"])
    return [pupils, events, pupils - events]


def _between(row: Row, above: Row, profile: DisclosureProfile) -> str:
    """Whether a group above a code holds only a few pupils more."""
    pupils = int(above["n_pupils"]) - int(row["n_pupils"])
    events = int(above["n_events"]) - int(row["n_events"])
    parts = (pupils, events, pupils - events)
    return "difference" if any(0 < part < profile.minimum_count for part in parts) else ""


def _everyone(rows: Sequence[Row]) -> int:
    """All pupils a table without models is about."""
    first = rows[0]
    if "prevalence" in first:
        return round(float(first["n_pupils"]) / float(first["prevalence"]))
    steps = [int(row["n_pupils"]) for row in rows if row.get("kind") == "step"]
    return sum(steps) if steps else max(int(row["n_pupils"]) for row in rows)


def is_small_group(row: Mapping[Any, Any], profile: DisclosureProfile) -> bool:
    """Whether a group, or its pupils with or without the outcome, is too small to be shown."""
    pupils, events = int(row["n_pupils"]), int(row["n_events"])
    return any(profile.broken_by_group(pupils, events))
