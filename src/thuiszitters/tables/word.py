"""A table as a real Word table, alone or inside a report."""

import io
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from thuiszitters.base.text import Language
from thuiszitters.tables.office import without_clock
from thuiszitters.tables.table import Table, column_needs, column_texts, longest_word
from thuiszitters.tables.word_grid import SIDE, grid_xml

_LANGUAGES = {"nl": "nl-NL", "en": "en-GB"}
#: Room for a letter, a numeral and the margins of a cell, in twentieths of a point.
_LETTER, _NUMERAL, _MARGINS = 98, 83, 2 * SIDE + 16
_TWENTIETH = 635  # of a point, in the units of python-docx
_SOFT = RGBColor(0x4A, 0x56, 0x66)


def word_bytes(table: Table) -> bytes:
    """A document with this table and its notes."""
    document = new_document(table.language, table.title, landscape=len(table.columns) > 5)
    add_table(document, table)
    return saved(document)


def _drop_thumbnail(document: Document) -> None:
    """Leave out the picture of an empty page that the template of python-docx carries."""
    links = document.part.package.rels
    for name in [name for name, link in links.items() if link.reltype.endswith("/thumbnail")]:
        links.pop(name)


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
    for mark in document.styles.element.iter(qn("w:lang")):
        mark.set(qn("w:val"), _LANGUAGES[language])
    _drop_thumbnail(document)
    properties = document.core_properties
    properties.title, properties.author = title, "thuiszitters"
    properties.language, properties.comments = _LANGUAGES[language], ""
    return document


def saved(document: Document) -> bytes:
    """The file, without a trace of the clock."""
    stream = io.BytesIO()
    document.save(stream)
    return without_clock(stream.getvalue())


def add_table(
    document: Document, table: Table, *, inside_report: bool = False, number: str = ""
) -> None:
    """Add caption, table and notes; heading rows repeat on every page."""
    caption = document.add_paragraph(style="Caption")
    caption.paragraph_format.keep_with_next = True
    caption.add_run(f"{number}. {table.title}" if number else table.title).bold = True
    caption._p.addnext(grid_xml(table, _widths(document, table)))
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


def _widths(document: Document, table: Table) -> list[int]:
    """Divide the text width by what columns need, in twentieths of a point.

    Word breaks a word that does not fit its column; so no column is narrower than its words. A
    number with its interval stays on one line where the table has room for that.
    """
    section: Any = document.sections[0]
    room = (section.page_width - section.left_margin - section.right_margin) / _TWENTIETH
    needs = [need + 3 for need in column_needs(table)]  # a cell has margins of its own
    widths = [room * need / sum(needs) for need in needs]
    places = range(len(table.columns))
    words = [_word_letters(table, place) * _LETTER + _MARGINS for place in places]
    whole = [
        max(word, max(map(len, column_texts(table, place)), default=0) * _NUMERAL + _MARGINS)
        if table.columns[place].numeric
        else word
        for place, word in zip(places, words, strict=True)
    ]
    for least in (whole, words):
        lacking = sum(max(0.0, low - width) for width, low in zip(widths, least, strict=True))
        spare = sum(max(0.0, width - low) for width, low in zip(widths, least, strict=True))
        if lacking < spare:  # else it does not help
            taken = lacking / spare
            pairs = zip(widths, least, strict=True)
            return [int(max(low, width - taken * max(0.0, width - low))) for width, low in pairs]
    return [int(width) for width in widths]


def _word_letters(table: Table, place: int) -> int:
    return longest_word([table.columns[place].label, *column_texts(table, place)])
