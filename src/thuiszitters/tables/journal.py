"""Tables in the style of a journal: how intervals and p-values are written."""

import re
from dataclasses import dataclass, replace
from typing import Literal, get_args

from thuiszitters.language import say
from thuiszitters.tables.table import Cell, Column, Table

Journal = Literal["plain", "bmj", "jama", "apa"]
JOURNALS: tuple[Journal, ...] = get_args(Journal)
_INTERVAL = re.compile(r" \(([^()]+?) (?:to|tot) ([^()]+?)\)")
_LEADING_ZERO = re.compile(r"(?<![\d.,])0(?=[.,]\d)")
_P_KEYS = ("p", "q")
#: Tables, by the beginning of their names, in which p-values only repeat the intervals beside them.
#: In others they are the point: of a test no interval tells, of a verdict that rests on p.
_ESTIMATES = ("odds_ratios", "screen")


@dataclass(frozen=True, slots=True)
class _Style:
    """What a journal asks for.

    Attributes
    ----------
    interval
        How an interval stands behind its estimate; None leaves it.
    bare_p
        Whether a p-value goes without the zero before its point.
    p_head
        Heading of a column of p-values; empty leaves it.
    """

    interval: str | None = None
    bare_p: bool = False
    p_head: str = ""


_STYLES: dict[Journal, _Style] = {
    "plain": _Style(),
    "bmj": _Style(p_head="P value"),
    "jama": _Style(r" (\1-\2)", bare_p=True, p_head="P Value"),
    "apa": _Style(r" [\1, \2]", bare_p=True, p_head="p"),
}


def in_style(table: Table, journal: Journal) -> Table:
    """The table as a journal prints it; the numbers behind it stay the same.

    Examples
    --------
    >>> from thuiszitters.tables.table import Cell, Column, Row, Table
    >>> columns = (Column("label", "Factor", numeric=False), Column("p", "p"))
    >>> table = Table("t", "en", "T", columns, (Row((Cell("a 2.0 (1.1 to 3.2)"), Cell("0.020"))),))
    >>> [cell.text for cell in in_style(table, "jama").rows[0].cells]
    ['a 2.0 (1.1-3.2)', '.020']
    """
    style = _STYLES[journal]
    if style == _Style():
        return table
    places = [_is_p(column) for column in table.columns]
    columns = tuple(
        replace(column, label=style.p_head) if p and style.p_head else column
        for column, p in zip(table.columns, places, strict=True)
    )
    rows = tuple(
        replace(row, cells=tuple(map(lambda c, p: _cell(c, style, p=p), row.cells, places)))
        for row in table.rows
    )
    return replace(table, columns=columns, rows=rows)


def without_p_values(table: Table) -> Table:
    """The table without p-values where an interval says as much; tests keep theirs.

    Columns of p and q go from tables of odds ratios and of the screen of codes, and so does the
    note about a p-value beside the name of a factor. The numbers behind it stay the same.

    Examples
    --------
    >>> from thuiszitters.tables.table import Cell, Column, Row, Table
    >>> columns = (Column("adjusted", "Odds ratio"), Column("p", "p"))
    >>> rows = (Row((Cell("2.0 (1.1 to 3.2)"), Cell("0.02"))),)
    >>> table = Table("odds_ratios", "en", "Odds ratios", columns, rows)
    >>> [column.key for column in without_p_values(table).columns]
    ['adjusted']
    """
    if not table.name.startswith(_ESTIMATES):
        return table
    kept = [place for place, column in enumerate(table.columns) if not _is_p(column)]
    about_p = say("table.odds_ratios.note_global", table.language)
    return replace(
        table,
        columns=tuple(table.columns[place] for place in kept),
        rows=tuple(
            replace(row, cells=tuple(row.cells[place] for place in kept)) for row in table.rows
        ),
        notes=tuple(note for note in table.notes if note.text != about_p),
    )


def _is_p(column: Column) -> bool:
    return column.key in _P_KEYS or column.key.endswith("_p")


def _cell(cell: Cell, style: _Style, *, p: bool) -> Cell:
    text = cell.text
    if style.interval is not None:
        text = _INTERVAL.sub(style.interval, text)
    if p and style.bare_p:
        text = _LEADING_ZERO.sub("", text)
    return replace(cell, text=text)
