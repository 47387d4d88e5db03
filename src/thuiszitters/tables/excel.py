"""A table as an Excel workbook in which numbers are numbers."""

import io
import math
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from thuiszitters.base.text import Language
from thuiszitters.language.number_format import INFINITE
from thuiszitters.tables.excel_format import shown_as
from thuiszitters.tables.office import without_clock
from thuiszitters.tables.table import Cell, Column, Row, Table

_BOLD, _SOFT = Font(bold=True), Font(italic=True, color="4A5666")
_PLAIN, _TITLE = Font(), Font(bold=True, size=13)
_OUTER, _INNER = Alignment(indent=0, wrap_text=False), Alignment(indent=1, wrap_text=True)
_HEADED, _RIGHT = Alignment(wrap_text=True, vertical="bottom"), Alignment(horizontal="right")
_RULE = Border(bottom=Side(style="medium"))
_BAND = PatternFill("solid", fgColor="F1F4F7")


def excel_bytes(table: Table) -> bytes:
    """The workbook: title, a frozen heading, one row per row, notes below.

    Numbers are unrounded; Excel shows them as the table prints them. A number that was suppressed
    or not estimated is the same word as in the other formats.
    """
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = table.name[:31]
    _write(sheet, table)
    return _saved(book, table.title, table.language)


def workbook_bytes(tables: Sequence[Table], title: str) -> bytes:
    """One workbook with every table on a sheet of its own, after a sheet of contents."""
    book = Workbook()
    contents = book.active
    assert isinstance(contents, Worksheet)
    contents.title = title[:31]
    _append(contents, [title])[0].font = _TITLE
    for table in tables:
        sheet = book.create_sheet(table.name[:31])
        _write(sheet, table)
        link = _append(contents, [table.name, table.title])[0]
        link.hyperlink = f"#'{sheet.title}'!A1"
        link.font = Font(underline="single", color="0563C1")
    contents.column_dimensions["A"].width = 22
    contents.column_dimensions["B"].width = 90
    return _saved(book, title, tables[0].language)


def _write(sheet: Worksheet, table: Table) -> None:
    """Title, heading, rows and notes of one table."""
    _append(sheet, [table.title])[0].font = _TITLE
    _heading(sheet, table.columns)
    for row in table.rows:
        values: list[object] = [_marked(row.cells[0])]
        for cell, column in zip(row.cells[1:], table.columns[1:], strict=True):
            values += _values(cell, column, table.language)
        _dress(_append(sheet, values), table, row)
    sheet.append([])
    for note in table.notes:
        text = f"({note.mark}) {note.text}" if note.mark else note.text
        _append(sheet, [text])[0].font = _SOFT
    sheet.freeze_panes = "B5"
    sheet.print_title_rows = "2:4"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _saved(book: Workbook, title: str, language: Language) -> bytes:
    book.properties.title, book.properties.creator = title, "thuiszitters"
    book.properties.language = language
    stream = io.BytesIO()
    book.save(stream)
    return without_clock(stream.getvalue())


def _append(sheet: Worksheet, values: Sequence[object]) -> list[SheetCell]:
    """Add a row whose texts stay texts, also one that begins like a formula; its cells."""
    cells = [SheetCell(sheet, value=value) for value in values]
    for cell in cells:
        if isinstance(cell.value, str):
            cell.data_type = "s"
            cell.quotePrefix = cell.value.startswith(("=", "+", "-", "@"))
    sheet.append(cells)
    return cells


def _heading(sheet: Worksheet, columns: tuple[Column, ...]) -> None:
    """Three rows: what columns share, their names, and the parts of a column."""
    rows: list[list[str]] = [[], [], []]
    for column in columns:
        span = len(column.parts)
        rows[0] += [column.spanner, *[""] * (span - 1)]
        rows[1] += [column.label, *[""] * (span - 1)]
        rows[2] += list(column.parts)
    for row in rows:
        _append(sheet, row)
    _merge(sheet, columns)
    at = 1
    for column in columns:
        for _part in column.parts:
            width = 34 if at == 1 else max(11, 26 // len(column.parts))
            sheet.column_dimensions[get_column_letter(at)].width = width
            at += 1
    for line in (2, 3, 4):
        for cell in sheet[line]:
            cell.font = _BOLD
            cell.alignment = _HEADED
            if line == 4:
                cell.border = _RULE


def _merge(sheet: Worksheet, columns: tuple[Column, ...]) -> None:
    """Let a name stand over all parts of its column, and a shared heading over its columns."""
    at, shared = 1, 0
    for place, column in enumerate(columns):
        last = at + len(column.parts) - 1
        if last > at:
            sheet.merge_cells(start_row=3, end_row=3, start_column=at, end_column=last)
        new = place == 0 or columns[place - 1].spanner != column.spanner
        shared = at if new else shared
        ends = place + 1 == len(columns) or columns[place + 1].spanner != column.spanner
        if column.spanner and ends and last > shared:
            for line in range(shared + 1, last + 1):
                sheet.cell(2, line).value = None
            sheet.merge_cells(start_row=2, end_row=2, start_column=shared, end_column=last)
        at = last + 1


def _marked(cell: Cell) -> str:
    """The text with the letters of its notes, in brackets: a sheet has no raised ones in a cell."""
    return f"{cell.text} ({', '.join(cell.marks)})" if cell.marks else cell.text


def _values(cell: Cell, column: Column, language: Language) -> list[object]:
    span = len(column.parts)
    if not cell.values:
        return [_marked(cell), *[""] * (span - 1)]
    padded = (*cell.values, *[math.nan] * (span - len(cell.values)))
    shown = (shown_as(cell, column, part, language) for part in column.parts)
    return [_plain(value * one.factor) for value, one in zip(padded, shown, strict=False)]


def _plain(value: float) -> object:
    if math.isnan(value):
        return None
    return INFINITE if math.isinf(value) else value


def _dress(cells: Sequence[SheetCell], table: Table, row: Row) -> None:
    first, *others = cells
    first.font = _BOLD if row.kind in ("section", "group", "total") else _PLAIN
    first.alignment = _INNER if row.kind in ("data", "reference") else _OUTER
    if row.kind == "section":
        first.fill = _BAND
    at = 0
    for printed, column in zip(row.cells[1:], table.columns[1:], strict=True):
        for part in column.parts:
            cell = others[at]
            if isinstance(cell.value, float):
                shown = shown_as(printed, column, part, table.language)
                cell.number_format = shown.number_format
            elif cell.value:
                cell.font, cell.alignment = _SOFT, _RIGHT
            at += 1
