"""Tables, notes and texts of a report in the language of typst."""

from collections.abc import Mapping, Sequence

from thuiszitters.report.document import strong_parts
from thuiszitters.tables.table import Cell, Note, Row, Table, column_needs, spans

#: Rows of a table that is kept on one page.
_WHOLE_ROWS = 6


def table_source(table: Table, number: str = "") -> str:
    """A table with its title, its heads and its notes."""
    title = f"{number}. {table.title}" if number else table.title
    widths = ", ".join(f"{need}fr" for need in column_needs(table))
    sides = ", ".join("right" if column.numeric else "left" for column in table.columns)
    head = ", ".join(_head(table))
    kinds = [kind for kind in ("section", "group") if any(row.kind == kind for row in table.rows)]
    levels = {kind: level for level, kind in enumerate(kinds, 2)}
    rows = ",\n".join(
        _row(row, len(table.columns), levels, leads=_leads(table.rows[place:], levels))
        for place, row in enumerate(table.rows)
    )
    body = (
        f"table(columns: ({widths}), align: ({sides}), table.hline(stroke: 0.9pt),\n"
        f"table.header({head}, table.hline(stroke: 0.7pt)),\n{rows},\ntable.hline(stroke: 0.9pt))"
    )
    notes = "".join(_note(note) for note in table.notes if not note.standing)
    figure = f"#figure(kind: table, caption: [*{text_source(title)}*], {body})"
    if len(table.rows) <= _WHOLE_ROWS:
        figure = f"#[#show figure: set block(breakable: false)\n{figure}]"
    return f"{figure}\n{notes}"


def _head(table: Table) -> list[str]:
    cells = []
    if any(column.spanner for column in table.columns):
        for start, end, spanner in spans(table.columns):
            if spanner:
                span = end - start + 1
                cells.append(
                    f"table.cell(colspan: {span}, align: center)[*{text_source(spanner)}*]"
                )
            else:
                cells.append("[]")
    return cells + [f"[*{text_source(column.label)}*]" for column in table.columns]


def _leads(rows: Sequence[Row], levels: Mapping[str, int]) -> bool:
    """Whether the first of these rows is a heading over a row that is none."""
    own = levels.get(rows[0].kind)
    for row in rows[1:]:
        if row.kind not in levels:
            return own is not None
        if own is None or levels[row.kind] <= own:
            return False
    return False


def _row(row: Row, width: int, levels: Mapping[str, int], *, leads: bool) -> str:
    """A row of a table; what leads others stays with the next and returns on the next page."""
    head, *rest = row.cells
    first = f"[*{_cell(head)}*]" if row.kind in (*levels, "total") else f"[{_cell(head)}]"
    if "group" in levels and row.kind in ("data", "reference"):
        first = f"pad(left: 0.8em, {first})"  # a second line starts where the first does
    cells = ", ".join([first, *(f"[{_cell(cell)}]" for cell in rest)])
    if row.kind not in levels:
        return cells
    if row.wide:
        cells = f"table.cell(colspan: {width}, align: left){first}"
    rule = "table.hline(stroke: 0.3pt)"
    if not leads:
        return f"{rule}, {cells}"
    return f"table.header(level: {levels[row.kind]}, repeat: true, {rule}, {cells})"


def _cell(cell: Cell) -> str:
    words = text_source(cell.text)
    if cell.anchor:
        words = f"#link(<{anchor(cell.anchor)}>)[{words}]"
    return words + "".join(_mark(mark) for mark in cell.marks)


def _mark(letter: str) -> str:
    return f"#super[{letter}]" if letter else ""


def _note(note: Note) -> str:
    """A note below a table, its mark set apart from its first word."""
    apart = "#h(0.2em)" if note.mark else ""
    words = f"{_mark(note.mark)}{apart}{text_source(note.text)}"
    return f"\n#text(size: 8pt, fill: soft)[{words}]\n"


def rich_source(text: str) -> str:
    """A text of which some words are strong."""
    pieces = ((text_source(piece), strong) for piece, strong in strong_parts(text))
    return "".join(f"#strong[{piece}]" if strong else piece for piece, strong in pieces)


def text_source(text: str) -> str:
    """Text that typst prints as it is; a string cannot be read as markup."""
    return f"#{string_source(text)};" if text else ""


def string_source(text: str) -> str:
    """A string of typst."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def anchor(name: str) -> str:
    """What links to a section of this name point to."""
    return f"part-{name}"
