"""Release of one table: what each column may still hold, decided by its disclosure role.

Tables can be released in any order: what is suppressed is settled before (`Suppressed`), and a role
has one rule (`_RULES`) whatever the table. A column that is not declared does not leave.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from thuiszitters.plan.disclosure import ALL_DIGITS, Measure
from thuiszitters.release.absence import release_absence
from thuiszitters.release.co_occurrence import release_combinations
from thuiszitters.release.differencing.earlier import DIFFERS
from thuiszitters.release.flow import release_flow
from thuiszitters.release.missing_patterns import release_missing_patterns
from thuiszitters.release.precision import half_unit, suppressed_kind, with_precision
from thuiszitters.release.rounded.contrasts import with_rounded_counts
from thuiszitters.release.rows import Placed, placed_rows, states
from thuiszitters.release.suppressed import RESTING, ROUNDING, Suppressed
from thuiszitters.release.system.bounds import rounded
from thuiszitters.results.schema import Column, ResultTable, Role, Type, declared, released
from thuiszitters.results.tables_cohort import MISSING_PATTERNS
from thuiszitters.results.tables_further import PROBLEM_COUNT

#: What stands for the name of a method, or of a combination, that would give a zero cell away.
SUPPRESSED = "suppressed"
#: Roles whose values always leave.
_ALWAYS = (Role.KEY, Role.LABEL, Role.STRUCTURE, Role.PUBLISHED)
#: Roles of a row that go where the audit finds no digits of it that tell nothing, or where a
#: number beside rounded counts could not be made of a cohort that has these.
_AUDITED = (*RESTING, Role.JOINT, Role.RATIO, Role.METHOD, Role.SUMMARY, Role.BY_OUTCOME)


def apply(table: ResultTable, frame: pd.DataFrame, s: Suppressed) -> pd.DataFrame:
    """A table as it may leave.

    Parameters
    ----------
    table
        Its declaration.
    frame
        The table as its stage made it.
    s
        What is suppressed in the run.

    Returns
    -------
    DataFrame
        The declared columns that leave; suppressed cells are empty and the row says by which rule.
    """
    if table.of_role(Role.CHAIN):
        shown = release_flow(frame, s)
    elif table.name == MISSING_PATTERNS.name:
        shown = release_missing_patterns(frame, s)
    elif table.whole_only:
        shown = frame.iloc[:0] if s.profile.suppresses else frame
    elif table.of_role(Role.CELL):
        steps = apply(PROBLEM_COUNT, s.tables["problem_count"], s)
        shown = release_combinations(frame, steps, s)
    elif table.of_role(Role.PART):
        shown = release_absence(table, frame, s)
    else:
        shown = _by_role(table, frame, s)
    shown = with_precision(table, released(table, shown), s.profile, s.audited)
    if table.largest_first and s.profile.suppresses:
        # As it was made, a row that is suppressed would stand between two that are not.
        by = [table.largest_first, *table.keys]
        shown = shown.sort_values(
            by, ascending=[False] + [True] * len(table.keys), ignore_index=True
        )
    return shown


def _by_role(table: ResultTable, frame: pd.DataFrame, s: Suppressed) -> pd.DataFrame:
    frame = declared(table, frame)
    placed = placed_rows(table, frame, s)
    rules = _rules(table, placed, s)
    shown = frame.copy()
    for column in table.columns:
        if column.role is not Role.STATE and column.role not in _ALWAYS:
            shown[column.name] = _cells(column, frame[column.name], rules[column.name], s)
            if suppressed_kind(column, s.profile):
                shown[column.name] = float("nan") if column.type is Type.NUMBER else pd.NA
    if table.name in s.audited.rows:
        steps = [s.audited.steps(table, one.row) for one in placed]
        for column in table.columns:
            gone = [own.get(column.name) == 0 for own in steps]
            if any(gone):
                shown[column.name] = shown[column.name].mask(np.array(gone))
    if table.of_role(Role.STATE):
        status, reason = states(table, placed, rules, s)
        shown["status"], shown["reason"] = status, reason
    for column in table.columns:
        if column.chosen_in:
            key, value = column.chosen_in
            chosen = (shown[key] == value) & (shown["status"] == "suppressed")
            shown[column.name] = shown[column.name].mask(chosen)
    return with_rounded_counts(table, frame, shown, s)


def _rules(table: ResultTable, placed: Sequence[Placed], s: Suppressed) -> dict[str, list[str]]:
    """Column to the rule of each of its cells; but for counts, columns of one role share theirs."""
    found: dict[str, list[str]] = {}
    by_role: dict[Role, list[str]] = {}
    for column in table.columns:
        if column.role is Role.STATE:
            continue
        if column.role is Role.COUNT or column.role not in by_role:
            by_role[column.role] = [_rule(column, one, s) for one in placed]
        found[column.name] = by_role[column.role]
    return found


def _rule(column: Column, one: Placed, s: Suppressed) -> str:
    """The rule that suppresses one cell; empty when it leaves."""
    if column.role in _ALWAYS:
        return ""
    if column.role in (*RESTING, Role.JOINT, Role.RATIO) and one.whole:
        return one.whole
    if column.role in _AUDITED and (hidden := s.audited.hides(one.table, one.row)):
        return hidden
    if column.role is Role.COUNT:
        measure: Measure = "n_pupils" if column.name == "n_pupils" else "n_events"
        return s.count(one.table, one.row, measure)
    return _RULES[column.role](one, s)


def _contrast(one: Placed, s: Suppressed) -> str:
    if one.table.of_role(Role.JOINT):
        return _undoes_rounding(one, s)  # else judged with its group
    if "against" in one.table.names and one.row["predictor"] in s.background.tabulated:
        return "few_values"  # a curve through few values is one odds ratio per value
    if "hypothesis" in one.table.names:
        return _of_estimate(one, s)
    return s.contrast(one.row)


def _family(one: Placed, s: Suppressed) -> str:
    """What suppresses another contrast of the same family: of the table, or of the models."""
    return one.other if one.table.of_role(Role.JOINT) else s.family


def _fraction(one: Placed, s: Suppressed) -> str:
    """A contrast with the share of everyone tells that share, and more than rounded counts do."""
    if s.profile.round_to > 1:
        return ROUNDING
    row = one.row
    own = s.predictor(str(row["universe"]), str(row["predictor"]), strict=True)
    return s.total(row) or s.contrast(row) or own


def _of_estimate(one: Placed, s: Suppressed) -> str:
    """An expectation is about an adjusted estimate, and goes with it."""
    row = one.row
    if pd.isna(row["model"]):
        return ""
    table = s.tables["estimates"]
    own = table[
        (table["model_kind"] == "adjusted")
        & (table["model"] == row["model"])
        & (table["predictor"] == row["predictor"])
        & (table["level"].isna() if pd.isna(row["level"]) else table["level"] == row["level"])
    ]
    found = own.to_dict("records")
    return s.contrast({**found[0], "universe": row["universe"]}) if found else ""


def _test(one: Placed, s: Suppressed) -> str:
    if one.table.of_role(Role.JOINT):
        return _undoes_rounding(one, s)
    row = one.row
    crude = row["model_kind"] == "crude"
    # The test of a predictor with two levels is that of its odds ratio, and goes as that does.
    fit = s.of_rounded(row) if crude else s.small_fit(row)
    return fit or s.predictor(row["universe"], row["predictor"], strict=crude)


def _undoes_rounding(one: Placed, s: Suppressed) -> str:
    """Whether exact contrasts of a few groups stand beside their rounded counts."""
    beside = any(column.role is Role.JOINT for column in one.table.released)
    return ROUNDING if s.profile.round_to > 1 and beside else ""


def _diagnostic(one: Placed, s: Suppressed) -> str:
    return "" if one.table.of_role(Role.JOINT) else s.diagnostic(one.row)


def _summary(one: Placed, s: Suppressed) -> str:
    return s.summary(str(one.row["predictor"])) or (DIFFERS if one.differs else "")


def _by_outcome(one: Placed, s: Suppressed) -> str:
    """With few values a mean and a spread leave few tables; with rounded counts one is exact."""
    if s.profile.round_to > 1 and (one.row["row"] == "level" or _tells_share(one, s)):
        return ROUNDING
    few = s.profile.suppresses and one.row["predictor"] in s.background.tabulated
    return _summary(one, s) or ("few_values" if few else "")


def _tells_share(one: Placed, s: Suppressed) -> bool:
    """Whether means with, without and of all give the pupils with the outcome within the rounding.

    The mean of all lies between the other two, at the share with the outcome.
    """
    apart = abs(float(one.row["mean_events"]) - float(one.row["mean_non_events"]))
    digits = s.profile.significant_digits
    kept = (s.profile.summary_decimals, digits) if digits else (ALL_DIGITS, ALL_DIGITS)
    error = half_unit(float(one.row["mean"]), *kept)
    return apart * s.profile.round_to > error * float(one.row["n_pupils"])


def _ratio(one: Placed, s: Suppressed) -> str:
    """A share gives an exact count back: it goes with the count, and where counts are rounded."""
    if s.profile.round_to > 1:
        return ROUNDING
    return s.any_count(one.table, one.row) if one.table.of_role(Role.COUNT) else _joint(one)


def _band(one: Placed, s: Suppressed) -> str:
    """The range of a count: within that of the rounded count it would say in which part."""
    return ROUNDING if s.profile.round_to > 1 else s.any_count(one.table, one.row)


def _joint(one: Placed) -> str:
    return "difference" if one.few_outside else ""


def _method(one: Placed, s: Suppressed) -> str:
    """A method is chosen because a cell is empty: it goes where the cell is suppressed."""
    if not one.table.of_role(Role.JOINT):
        return "separation" if s.tells_separation(one.row) else ""
    unseen = not set(one.table.of_role(Role.JOINT)) <= {c.name for c in one.table.released}
    return one.whole or ("separation" if unseen and s.profile.suppresses else "")


def _empty(_one: Placed, s: Suppressed) -> str:
    """A combination that no pupil has is a count of 0: named only where every count leaves."""
    return "empty_combination" if s.profile.suppresses else ""


#: One rule per role: which suppressed thing takes a value of this role out.
_RULES: dict[Role, Callable[[Placed, Suppressed], str]] = {
    Role.BAND: _band,
    Role.JOINT: lambda one, _: _joint(one),
    Role.RATIO: _ratio,
    Role.CONTRAST: _contrast,
    Role.ERROR: _contrast,
    Role.FRACTION: _fraction,
    Role.FAMILY: lambda one, s: _contrast(one, s) or _family(one, s),
    Role.TEST: _test,
    Role.LIKELIHOOD: lambda one, s: s.fit(one.row) or s.total(one.row) or s.of_rounded(one.row),
    Role.DISCRIMINATION: lambda one, s: s.small_fit(one.row),
    Role.DIAGNOSTIC: _diagnostic,
    Role.SUMMARY: _summary,
    Role.BY_OUTCOME: _by_outcome,
    Role.METHOD: _method,
    Role.EMPTY: _empty,
}


def _cells(column: Column, values: "pd.Series[Any]", rules: list[str], s: Suppressed) -> Any:
    """The values of a column, empty where a rule suppresses them."""
    hit = np.array([bool(rule) for rule in rules], dtype=bool)
    if column.role is Role.METHOD:
        neutral = column.neutral
        return [
            (neutral.get(value, value) if neutral else SUPPRESSED) if gone else value
            for value, gone in zip(values, hit, strict=True)
        ]
    if column.role is Role.EMPTY:
        return [SUPPRESSED if gone else value for value, gone in zip(values, hit, strict=True)]
    if column.role in (Role.COUNT, Role.JOINT):
        counts = [
            pd.NA if gone or pd.isna(value) else rounded(int(value), s.profile.round_to)
            for value, gone in zip(values, hit, strict=True)
        ]
        return pd.array(counts, dtype="Int64")
    return values.where(~hit)
