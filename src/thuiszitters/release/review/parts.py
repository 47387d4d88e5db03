"""What the review page is made of: sections, tables, and what is counted in a released table."""

from dataclasses import dataclass

import pandas as pd

_COUNTS = ("n_pupils", "n_events", "n_remaining", "n_excluded")


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


def smallest_count(table: pd.DataFrame) -> int | None:
    """The smallest count of pupils a table shows, or tells by subtraction; None without any.

    Examples
    --------
    >>> smallest_count(pd.DataFrame({"n_pupils": [40, 32], "n_events": [12, 21]}))
    11
    """
    counts = [table[name].dropna() for name in _COUNTS if name in table]
    if {"n_pupils", "n_events"} <= set(table):
        counts.append((table["n_pupils"] - table["n_events"]).dropna())
    if "step" in table:
        counts = [column[table.loc[column.index, "step"] > 0] for column in counts]
    found = [int(column.min()) for column in counts if len(column)]
    return min(found) if found else None


def released_numbers(table: pd.DataFrame) -> int:
    """How many numbers a table holds."""
    return int(table.select_dtypes("number").notna().to_numpy().sum())
