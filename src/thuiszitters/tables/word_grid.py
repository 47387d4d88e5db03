"""The rows and cells of a Word table, written as XML at once.

A cell at a time through the object model takes most of the time of a report; the text is the same.
"""

from collections.abc import Iterable, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from thuiszitters.tables.table import Cell, Column, Row, Table, spans

#: Margin at either side of a cell, in twentieths of a point.
SIDE = 72
_SIZE = '<w:sz w:val="17"/>'
_SPACING = '<w:spacing w:before="20" w:after="20"/>'
_INDENT = '<w:ind w:left="198"/>'
_INK = "1C2430"


def grid_xml(table: Table, widths: Sequence[int]) -> Any:
    """The table element; `widths` are those of its columns, in twentieths of a point."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    lines = [*_heads(table.columns, widths)]
    grouped = any(row.kind == "group" for row in table.rows)
    for at, row in enumerate(table.rows, start=1):
        edges = {"top": 4} if row.heading else {}
        if at == len(table.rows):
            edges["bottom"] = 10
        lines.append(_line(_body(row, table.columns, widths, edges, grouped=grouped)))
    title = quoteattr(table.title)
    return parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:type="dxa" w:w="{sum(widths)}"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="{SIDE}" w:type="dxa"/>'
        f'<w:right w:w="{SIDE}" w:type="dxa"/></w:tblCellMar>'
        f'<w:tblLook w:firstRow="1" w:val="0020"/>'
        f"<w:tblCaption w:val={title}/></w:tblPr>"
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(lines)}</w:tbl>"
    )


def _heads(columns: tuple[Column, ...], widths: Sequence[int]) -> list[str]:
    lines = []
    edges = {"bottom": 8}
    if any(column.spanner for column in columns):
        upper = [
            _cell(
                _words(Cell(spanner), bold=True),
                sum(widths[start : end + 1]),
                {"top": 10},
                span=end - start + 1,
                align="center" if spanner else "",
            )
            for start, end, spanner in spans(columns)
        ]
        lines.append(_line(upper, head=True))
    else:
        edges["top"] = 10
    lower = [
        _cell(_words(Cell(column.label), bold=True), width, edges, align=_align(column))
        for column, width in zip(columns, widths, strict=True)
    ]
    return [*lines, _line(lower, head=True)]


def _body(
    row: Row,
    columns: tuple[Column, ...],
    widths: Sequence[int],
    edges: dict[str, int],
    *,
    grouped: bool,
) -> list[str]:
    if row.wide:
        words = _words(row.cells[0], bold=True)
        return [_cell(words, sum(widths), edges, span=len(columns))]
    indented = grouped and row.kind in ("data", "reference")
    made = []
    for place, (cell, column) in enumerate(zip(row.cells, columns, strict=True)):
        bold = row.kind == "total" or (row.kind == "group" and place == 0)
        indent = _INDENT if indented and place == 0 else ""
        words = _words(cell, bold=bold)
        made.append(_cell(words, widths[place], edges, align=_align(column), indent=indent))
    return made


def _line(cells: Iterable[str], *, head: bool = False) -> str:
    """A row that is kept whole; heading rows come back on every page."""
    repeat = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeat}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(
    words: str,
    width: int,
    edges: dict[str, int],
    *,
    span: int = 1,
    align: str = "",
    indent: str = "",
) -> str:
    merged = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="{edges[side]}" w:space="0" w:color="{_INK}"/>'
        for side in ("top", "bottom")
        if side in edges
    )
    borders = f"<w:tcBorders>{lines}</w:tcBorders>" if lines else ""
    justified = f'<w:jc w:val="{align}"/>' if align else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="{width}"/>{merged}{borders}</w:tcPr>'
        f"<w:p><w:pPr>{_SPACING}{indent}{justified}</w:pPr>{words}</w:p></w:tc>"
    )


def _words(cell: Cell, *, bold: bool) -> str:
    style = ("<w:b/>" if bold else "") + ("<w:i/>" if cell.state else "")
    made = _run(cell.text, style + _SIZE) if cell.text else ""
    if cell.marks:
        made += _run(" ".join(cell.marks), f'{_SIZE}<w:vertAlign w:val="superscript"/>')
    return made


def _run(text: str, style: str) -> str:
    return f'<w:r><w:rPr>{style}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _align(column: Column) -> str:
    return "right" if column.numeric else ""
