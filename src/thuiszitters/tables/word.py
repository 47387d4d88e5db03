"""A table as a real Word table, alone or inside a report."""

import io
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import _Cell, _Row

from thuiszitters.archive import without_clock
from thuiszitters.plan.text import Language
from thuiszitters.tables.table import Cell, Column, Table, column_needs

_LANGUAGES = {"nl": "nl-NL", "en": "en-GB"}
_SOFT = RGBColor(0x4A, 0x56, 0x66)


def word_bytes(table: Table) -> bytes:
    """A document with this table and its notes."""
    document = new_document(table.language, table.title, landscape=len(table.columns) > 5)
    add_table(document, table)
    return saved(document)


def new_document(language: Language, title: str, *, landscape: bool = False) -> Document:
    """An empty document with our type, margins, language and title."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    if landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    sizes = {"Normal": 10, "Caption": 9.5, "Title": 22, "Heading 1": 15, "Heading 2": 12}
    for name, size in sizes.items():
        style: Any = document.styles[name]
        style.font.name, style.font.size = "Arial", Pt(size)
        style.font.color.rgb = RGBColor(0x1C, 0x24, 0x30)
        if name == "Caption":
            style.font.bold = False
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(kind), None)
        fonts.set(qn("w:hAnsi"), "Arial")
    language_mark = OxmlElement("w:lang")
    language_mark.set(qn("w:val"), _LANGUAGES[language])
    normal: Any = document.styles["Normal"]
    normal.element.get_or_add_rPr().append(language_mark)
    properties = document.core_properties
    properties.title, properties.author = title, "thuiszitters"
    properties.language, properties.comments = _LANGUAGES[language], ""
    return document


def saved(document: Document) -> bytes:
    """The file, without a trace of the clock."""
    stream = io.BytesIO()
    document.save(stream)
    return without_clock(stream.getvalue())


def add_table(document: Document, table: Table, *, inside_report: bool = False) -> None:
    """Add caption, table and notes; heading rows repeat on every page."""
    caption = document.add_paragraph(style="Caption")
    caption.paragraph_format.keep_with_next = True
    caption.add_run(table.title).bold = True
    made: Any = document.add_table(rows=0, cols=len(table.columns))
    made.autofit = False
    _description(made, table.title)
    _heads(made, table.columns)
    for row in table.rows:
        line = made.add_row()
        _keep_whole(line)
        wide = row.kind in ("section", "group") and not any(cell.text for cell in row.cells[1:])
        if wide:
            merged = line.cells[0].merge(line.cells[-1])
            _fill(merged, row.cells[0], table.columns[0], bold=True)
        else:
            for place, (cell, column) in enumerate(zip(row.cells, table.columns, strict=True)):
                bold = row.kind == "total" or (row.kind == "group" and place == 0)
                _fill(line.cells[place], cell, column, bold=bold)
        if row.kind in ("data", "reference") and _grouped(table):
            line.cells[0].paragraphs[0].paragraph_format.left_indent = Cm(0.35)
        if row.kind in ("section", "group"):
            _border(line, "top", 4)
    _border(made.rows[-1], "bottom", 10)
    _set_widths(document, made, table)
    for note in table.notes:
        if inside_report and note.standing:
            continue
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(1)
        if note.mark:
            paragraph.add_run(note.mark).font.superscript = True
        paragraph.add_run(f" {note.text}" if note.mark else note.text)
        for run in paragraph.runs:
            run.font.size, run.font.color.rgb = Pt(8.5), _SOFT
    document.add_paragraph()


def _set_widths(document: Document, made: Any, table: Table) -> None:
    """Divide the text width by what columns need; merged cells get the sum of theirs."""
    section: Any = document.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    needs = [need + 3 for need in column_needs(table)]  # a cell has margins of its own
    widths = [int(room * need / sum(needs)) for need in needs]
    for column, width in zip(made.columns, widths, strict=True):
        column.width = width
    for line in made.rows:
        at = 0
        for cell in line._tr.tc_lst:
            span = cell.grid_span
            cell.width = sum(widths[at : at + span])
            at += span


def _grouped(table: Table) -> bool:
    return any(row.kind == "group" for row in table.rows)


def _heads(made: Any, columns: tuple[Column, ...]) -> None:
    lines = []
    if any(column.spanner for column in columns):
        upper = made.add_row()
        lines.append(upper)
        for start, end, spanner in _spans(columns):
            if spanner:
                cell = upper.cells[start].merge(upper.cells[end])
                _fill(cell, Cell(spanner), columns[0], bold=True)
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    lower = made.add_row()
    lines.append(lower)
    for place, column in enumerate(columns):
        _fill(lower.cells[place], Cell(column.label), column, bold=True)
    for line in lines:
        properties = line._tr.get_or_add_trPr()
        mark = OxmlElement("w:tblHeader")
        mark.set(qn("w:val"), "true")
        properties.append(mark)
        _keep_whole(line)
    _border(lines[0], "top", 10)
    _border(lower, "bottom", 8)


def _spans(columns: tuple[Column, ...]) -> list[tuple[int, int, str]]:
    spans: list[tuple[int, int, str]] = []
    for place, column in enumerate(columns):
        if spans and column.spanner and spans[-1][2] == column.spanner:
            spans[-1] = (spans[-1][0], place, column.spanner)
        else:
            spans.append((place, place, column.spanner))
    return spans


def _fill(target: _Cell, cell: Cell, column: Column, *, bold: bool) -> None:
    paragraph = target.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(1)
    paragraph.paragraph_format.space_before = Pt(1)
    run = paragraph.add_run(cell.text)
    run.bold, run.font.size, run.italic = bold, Pt(8.5), bool(cell.state)
    if cell.marks:
        mark = paragraph.add_run(" ".join(cell.marks))
        mark.font.superscript, mark.font.size = True, Pt(8.5)
    if column.numeric:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _keep_whole(line: _Row) -> None:
    line._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _border(line: _Row, side: str, eighths: int) -> None:
    for cell in {id(cell._tc): cell for cell in line.cells}.values():
        properties = cell._tc.get_or_add_tcPr()
        borders = properties.find(qn("w:tcBorders"))
        if borders is None:
            borders = OxmlElement("w:tcBorders")
            properties.append(borders)
        edge = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", str(eighths)), ("color", "1C2430")):
            edge.set(qn(f"w:{name}"), value)
        borders.append(edge)


def _description(made: Any, title: str) -> None:
    """What a screen reader says before it enters the table."""
    mark = OxmlElement("w:tblCaption")
    mark.set(qn("w:val"), title)
    made._tbl.tblPr.append(mark)
