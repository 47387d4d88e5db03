"""A table on the terminal, with a small forest plot beside it."""

import math
import textwrap
from collections.abc import Sequence

from rich import box
from rich.console import Console, JustifyMethod
from rich.table import Table as RichTable
from rich.text import Text as RichText

from thuiszitters.tables.table import Cell, Column, Note, Row, Table

#: Width of the drawing, in characters; odd, so that 1 stands in the middle.
PLOT_WIDTH = 25
#: Odds ratios an axis may end at; its other end is the inverse.
ENDS = (2, 5, 10, 20)
#: Columns that a narrow terminal goes without, in this order; files have them all.
LESS_NEEDED = ("crude_p", "events", "crude")


def print_table(table: Table, console: Console, *, plot: str) -> None:
    """Print a table of odds ratios with its notes, and a drawing where there is room for it.

    Parameters
    ----------
    plot
        Key of the column with the odds ratios to draw; a table without it gets no drawing.
    """
    sections = [row for row in table.rows if row.kind == "section"]
    rows = _merged([row for row in table.rows if row.kind != "section"])
    keys = [column.key for column in table.columns]
    widths = [_width(table.columns[at], at, rows) for at in range(len(keys))]
    kept = _fitting(keys, widths, console.width)
    room = console.width - sum(widths[at] + 2 for at in kept)
    place = keys.index(plot) if plot in keys else -1
    end = _end(rows, place) if plot in keys and room >= PLOT_WIDTH else 0.0
    shape = RichTable(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 2, 0, 0))
    for at in kept:
        side: JustifyMethod = "right" if table.columns[at].numeric else "left"
        head = _head(table.columns[at], _content(at, rows))
        shape.add_column(head, justify=side, vertical="bottom", overflow="fold")
    if end:
        shape.add_column(_axis(end), no_wrap=True, vertical="bottom")
    for row in rows:
        bold = "bold" if row.kind == "group" else ""
        cells = [RichText(_text(row.cells[at], row, at), style=bold) for at in kept]
        drawing = [RichText(_drawn(row.cells[place], end))] if end else []
        shape.add_row(*cells, *drawing)
    console.print(RichText(table.title, style="bold"))
    for row in sections:
        console.print(RichText(_text(row.cells[0], row, 0)))
    console.print(shape)
    print_notes(table.notes, console)


def _fitting(keys: Sequence[str], widths: Sequence[int], room: int) -> list[int]:
    """Columns for which there is room; the least needed go first."""
    kept = list(range(len(keys)))
    for key in LESS_NEEDED:
        if sum(widths[at] + 2 for at in kept) > room and key in keys:
            kept.remove(keys.index(key))
    return kept


def _content(place: int, rows: Sequence[Row]) -> int:
    return max(len(_text(row.cells[place], row, place)) for row in rows)


def _width(column: Column, place: int, rows: Sequence[Row]) -> int:
    content = _content(place, rows)
    return max(content, *map(len, _head(column, content).split("\n")))


def print_measures(table: Table, console: Console) -> None:
    """Print a table with one column of numbers as running text."""
    parts = [f"{row.cells[0].text}: {row.cells[1].text}" for row in table.rows]
    console.print(RichText(table.title, style="bold"))
    console.print(RichText("; ".join(parts)))


def print_notes(notes: Sequence[Note], console: Console) -> None:
    """Print the notes of a table, each on a line of its own."""
    for note in notes:
        console.print(RichText(f"{note.mark}  {note.text}" if note.mark else note.text))


def _merged(rows: Sequence[Row]) -> list[Row]:
    """A heading with one row below it is one row."""
    merged: list[Row] = []
    for row, after in zip(rows, [*rows[1:], None], strict=True):
        before = merged[-1] if merged else None
        alone = after is None or after.kind == "group"
        if before is not None and before.kind == "group" and row.kind == "data" and alone:
            label = Cell(f"{before.cells[0].text} ({row.cells[0].text})")
            merged[-1] = Row((label, *row.cells[1:]), "total")
        else:
            merged.append(row)
    return merged


def _text(cell: Cell, row: Row, place: int) -> str:
    indent = "  " if place == 0 and row.kind in {"data", "reference"} else ""
    marks = f" {' '.join(cell.marks)}" if cell.marks else ""
    return f"{indent}{cell.text}{marks}"


def _head(column: Column, content: int) -> str:
    """The words above a column, folded to about the width of what is in it."""
    longest = max(len(word) for word in column.label.split()) if column.label else 0
    lines = textwrap.wrap(column.label, max(content, longest, 1)) or [""]
    shown = column.spanner if len(column.parts) > 1 else ""
    return "\n".join([shown, *lines] if shown else lines)


def _end(rows: Sequence[Row], place: int) -> float:
    """The odds ratio at the right end of the drawing; 1 lies in the middle."""
    found = [value for row in rows for value in row.cells[place].values if value == value]
    inside = [min(max(value, 1 / ENDS[-1]), ENDS[-1]) for value in found]
    farthest = math.exp(max([0.0, *(abs(math.log(value)) for value in inside)]))
    return next(end for end in ENDS if farthest <= end * (1 + 1e-9))


def _axis(end: float) -> str:
    half = PLOT_WIDTH // 2
    left, right = f"{1 / end:g}", f"{end:g}"
    return f"{left}{'1':>{half + 1 - len(left)}}{right:>{half}}"


def _position(value: float, end: float) -> int:
    """Place of an odds ratio in the drawing, from 0.

    Examples
    --------
    >>> _position(1.0, 2.0), _position(0.0, 2.0), _position(9.0, 2.0)
    (12, 0, 24)
    """
    inside = min(max(value, 1 / end), end)
    return round((math.log(inside) / math.log(end) + 1) / 2 * (PLOT_WIDTH - 1))


def _drawn(cell: Cell, end: float) -> str:
    """An estimate and its interval as characters; an arrow where the interval goes on.

    Examples
    --------
    >>> _drawn(Cell("", (1.0, 0.5, 4.0)), 2.0)
    '├───────────■───────────►'
    """
    if len(cell.values) < 3:
        return ""
    estimate, low, high = cell.values[:3]
    line = [" "] * PLOT_WIDTH
    line[PLOT_WIDTH // 2] = "·"
    if low == low and high == high:
        first, last = _position(low, end), _position(high, end)
        line[first : last + 1] = "─" * (last - first + 1)
        line[first] = "◄" if low < 1 / end else "├"
        line[last] = "►" if high > end else "┤"
    if estimate == estimate:
        line[_position(estimate, end)] = "■"
    return "".join(line)
