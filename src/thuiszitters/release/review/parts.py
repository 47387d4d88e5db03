"""What the review page is made of: sections, tables, and what is counted in a released table."""

from dataclasses import dataclass

import pandas as pd

from thuiszitters.results.catalogue import TABLES
from thuiszitters.results.schema import Role, Type

#: Roles of columns that hold pupils of a group, whatever they are judged together with.
_COUNTED = (Role.COUNT, Role.JOINT, Role.CHAIN, Role.CELL, Role.PART)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of the page: heads with whether they stand above numbers, and rows of text."""

    caption: str
    heads: tuple[tuple[str, bool], ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page."""

    name: str
    texts: tuple[str, ...]
    grid: Grid | None = None
    folded: Grid | None = None


def counted_columns(name: str) -> tuple[str, ...]:
    """Columns of a declared table that count, by their role; none of another table.

    They count pupils, and in the table of absences also periods of absence.

    Examples
    --------
    >>> counted_columns("flow")
    ('n_excluded', 'n_remaining')
    """
    declared = TABLES[name].released if name in TABLES else ()
    return tuple(one.name for one in declared if one.type is Type.WHOLE and one.role in _COUNTED)


def smallest_count(name: str, table: pd.DataFrame) -> int | None:
    """The smallest count a table shows, or tells by subtraction; None without any.

    Parameters
    ----------
    name
        Of the table, as it is declared: which columns count is asked there.
    table
        What leaves of it.

    Examples
    --------
    >>> table = pd.DataFrame({"n_pupils": [40, 32], "n_events": [12, 21]})
    >>> smallest_count("characteristics", table)
    11
    """
    counts = [table[column].dropna() for column in counted_columns(name) if column in table]
    if {"n_pupils", "n_events"} <= set(table):
        counts.append((table["n_pupils"] - table["n_events"]).dropna())
    if "step" in table:
        counts = [column[table.loc[column.index, "step"] > 0] for column in counts]
    found = [int(column.min()) for column in counts if len(column)]
    return min(found) if found else None


def released_numbers(table: pd.DataFrame) -> int:
    """How many numbers a table holds."""
    return int(table.select_dtypes("number").notna().to_numpy().sum())
