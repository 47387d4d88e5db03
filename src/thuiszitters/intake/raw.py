"""A file as it was found: cells of text, with the row each of them came from."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

#: So many row numbers are named in a message; the others are counted.
NAMED_ROWS = 8
#: So many rows of a column that nobody asked for are looked at.
UNASKED_ROWS = 10_000


def _no_cells() -> "pd.DataFrame":
    import pandas as pd

    return pd.DataFrame()


@dataclass(frozen=True)
class RawTable:
    """Cells of one file as text, trimmed; an empty cell is an empty text.

    Attributes
    ----------
    where
        Path as the cohort file gives it, for messages.
    cells
        One column per column that was asked for, all of dtype ``str``.
    header
        Every column name of the file, in order, also those that were not read.
    first_row
        Row number of the first record; the first row of a file is 1.
    blank_rows
        Numbers of the empty rows that were passed over, rising.
    facts
        What was found out about the file: format, encoding, separator.
    iso_dates
        Columns whose cells are dates of the format itself, written yyyy-mm-dd.
    value_labels
        Labels that the file itself gives to values, per column.
    n_rows
        Rows of the file, empty ones included.
    code_columns
        Column to code, of a file that has one column per code.
    origin
        Place of each record's row in the file, when one row gave several records or none.
    unasked
        First rows of the columns that nobody asked for: to refuse what may not come in, and
        for nothing else. Names may stand there twice, as they may in the file.
    """

    where: str
    cells: "pd.DataFrame"
    header: tuple[str, ...]
    first_row: int = 2
    blank_rows: tuple[int, ...] = ()
    facts: dict[str, str] = field(default_factory=dict)
    iso_dates: frozenset[str] = frozenset()
    value_labels: dict[str, dict[str, str]] = field(default_factory=dict)
    code_columns: dict[str, str] = field(default_factory=dict)
    origin: "np.typing.NDArray[np.intp] | None" = None
    n_rows: int = 0
    unasked: "pd.DataFrame" = field(default_factory=_no_cells)

    def row_numbers(self, positions: Iterable[int]) -> list[int]:
        """Row numbers in the file of records at `positions` (from 0)."""
        numbers = []
        for position in positions:
            number = int(position) + self.first_row
            shift = bisect_right(self.blank_rows, number)
            while shift != bisect_right(self.blank_rows, number + shift):
                shift = bisect_right(self.blank_rows, number + shift)
            numbers.append(number + shift)
        return numbers

    def rows_text(self, mask: "np.typing.NDArray[np.bool_] | pd.Series[bool]") -> str:
        """The rows where `mask` holds, as ``rows 17, 204 and 511``."""
        positions = np.flatnonzero(np.asarray(mask, dtype=bool))
        if self.origin is not None:
            positions = np.unique(self.origin[positions])
        return rows_text(self.row_numbers(positions[:NAMED_ROWS]), len(positions))


def raw_table(
    where: str,
    cells: "pd.DataFrame",
    header: Sequence[str],
    facts: dict[str, str],
    *,
    first_row: int = 2,
    iso_dates: Iterable[str] = (),
    value_labels: dict[str, dict[str, str]] | None = None,
    unasked: "pd.DataFrame | None" = None,
) -> RawTable:
    """A raw table without its empty rows, whose numbers are remembered."""
    empty = (cells == "").all(axis=1).to_numpy()
    return RawTable(
        where=where,
        cells=cells[~empty].reset_index(drop=True) if empty.any() else cells,
        header=tuple(header),
        first_row=first_row,
        blank_rows=tuple(int(place) + first_row for place in np.flatnonzero(empty)),
        facts=facts,
        n_rows=len(cells),
        iso_dates=frozenset(iso_dates),
        value_labels=value_labels or {},
        unasked=_no_cells() if unasked is None else unasked,
    )


def rows_text(rows: Sequence[int], total: int | None = None) -> str:
    """Row numbers as words; at most `NAMED_ROWS` of them.

    Examples
    --------
    >>> rows_text([17, 204, 511])
    'rows 17, 204 and 511'
    >>> rows_text([2])
    'row 2'
    >>> rows_text(range(2, 10), total=100)
    'rows 2, 3, 4, 5, 6, 7, 8, 9 and 92 more'
    """
    total = len(rows) if total is None else total
    shown = [str(row) for row in rows[:NAMED_ROWS]]
    if total > len(shown):
        return f"rows {', '.join(shown)} and {total - len(shown)} more"
    if len(shown) == 1:
        return f"row {shown[0]}"
    return f"rows {', '.join(shown[:-1])} and {shown[-1]}"


def count_text(count: int, total: int, noun: str = "row") -> str:
    """A count of a total with the verb that fits: ``1 of 320 rows is``.

    Examples
    --------
    >>> count_text(1, 320)
    '1 of 320 rows is'
    >>> count_text(3, 320, "pupil")
    '3 of 320 pupils are'
    """
    return f"{count} of {total} {noun}s {'is' if count == 1 else 'are'}"
