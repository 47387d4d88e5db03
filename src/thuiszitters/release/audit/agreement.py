"""How exactly the numbers of several cohorts are the same: so exactly they leave."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from thuiszitters.plan.disclosure import DisclosureProfile
from thuiszitters.release.audited import INSIDE, Named, Steps, named
from thuiszitters.release.precision import rounding, with_places
from thuiszitters.release.system.bounds import rounded
from thuiszitters.results.schema import Column, ResultTable, Role, Type

#: Steps in units of the last place that a profile keeps, the finest first.
STEPS = (1, 2, 5, 10, 20)
#: What names a row, counts what the cohorts share, or follows from what is compared.
_BESIDE = (Role.KEY, Role.LABEL, Role.STATE, Role.STRUCTURE, Role.PUBLISHED, Role.COUNT)

Row = Mapping[Any, Any]


def is_compared(table: ResultTable, shown: Row) -> bool:
    """Whether a number of a row leaves that is not a count of a group."""
    return any(
        column.type is not Type.TEXT and not pd.isna(shown[column.name])
        for column in compared_columns(table)
    )


def compared_columns(table: ResultTable) -> list[Column]:
    """Columns of which cohorts must give the same; a log odds follows from its odds ratio."""
    return [
        column
        for column in table.released
        if column.role not in _BESIDE
        and not (column.name == "log_odds" and "odds_ratio" in table.names)
    ]


def agreed_steps(
    table: ResultTable,
    shown: Sequence[Row],
    own: Mapping[Named, Row],
    others: Sequence[pd.DataFrame | None],
    profile: DisclosureProfile,
) -> dict[Named, Steps]:
    """How exactly other cohorts give the numbers of rows that leave.

    Parameters
    ----------
    shown
        Rows that leave, as they would without an audit.
    own
        The rows of the run, unrounded.
    others
        The table of every other cohort, unrounded; none where it was not made.

    Returns
    -------
    dict
        Row to the step of each of its numbers, where that is coarser than the profile's last place.
        A row stays inside where it is told otherwise by a text or a count, or where one of its
        numbers is not even the same to twenty units; p-values and shares go alone.
    """
    tables = [_by_name(table, other) for other in others]
    found = {}
    for row in shown:
        key = named(table, row)
        steps = _steps(table, row, [own[key], *(rows.get(key) for rows in tables)], profile)
        if steps:
            found[key] = steps
    return found


def _by_name(table: ResultTable, other: pd.DataFrame | None) -> dict[Named, Row]:
    rows = [] if other is None else other.to_dict("records")
    return {named(table, row): row for row in rows}


def _steps(
    table: ResultTable, shown: Row, cohorts: Sequence[Row | None], profile: DisclosureProfile
) -> Steps:
    rows = [row for row in cohorts if row is not None]
    columns = [column for column in compared_columns(table) if _leaves(shown[column.name])]
    exact = [column for column in columns if column.type is not Type.NUMBER]
    if len(rows) < len(cohorts) or not all(_exactly(one, shown, rows, profile) for one in exact):
        return INSIDE
    numbers = [column for column in columns if column.type is Type.NUMBER]
    steps = {column.name: _step(column, rows, profile) for column in numbers}
    minor = {one.name for one in numbers if one.unit in ("p-value", "share")}
    major = {column.name for column in numbers} - minor
    if any(steps[name] == 0 for name in major or minor):
        return INSIDE
    return {name: step for name, step in steps.items() if step != 1}


def _step(column: Column, rows: Sequence[Row], profile: DisclosureProfile) -> int:
    """The finest step to which a number is the same in every row; 0 where none is."""
    for step in STEPS:
        place = rounding(column, profile if step == 1 else with_places(profile), step)
        if len({repr(place(float(row[column.name]))) for row in rows}) == 1:
            return step
    return 0


def _leaves(value: object) -> bool:
    return not pd.isna(value) and value != ""  # type: ignore[call-overload]


def _exactly(column: Column, shown: Row, rows: Sequence[Row], profile: DisclosureProfile) -> bool:
    """Whether texts and counts are the same; a text that is told otherwise tells nothing."""
    if column.type is Type.TEXT:
        values = [row[column.name] for row in rows]
        return shown[column.name] != values[0] or len(set(values)) == 1
    counts = list(_counts(column, rows, profile.round_to))
    return len(set(counts)) == 1


def _counts(column: Column, rows: Sequence[Row], round_to: int) -> Iterator[int | None]:
    for row in rows:
        value = row[column.name]
        yield None if pd.isna(value) else rounded(int(value), round_to)
