"""A report as a Word document with real headings, tables and alternative texts."""

import io
from collections.abc import Callable
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from thuiszitters.language import say
from thuiszitters.report.document import (
    Block,
    Callout,
    CardBlock,
    Document,
    FigureBlock,
    Fold,
    Items,
    Paragraph,
    Squares,
    TableBlock,
    Terms,
    strong_parts,
)
from thuiszitters.report.word_pages import add_contents, add_footer
from thuiszitters.tables.word import add_table, new_document, saved


def docx_bytes(document: Document) -> bytes:
    """The whole report as a file."""
    made = new_document(document.language, f"{document.title} – {document.kicker}")
    made.add_paragraph(document.kicker)
    made.add_paragraph(document.title, style="Title")
    if document.banner:
        head, words = document.banner
        _boxed(_rich(made, f"**{head}** {words}", "Normal"))
    for place, section in enumerate(document.sections):
        if section.supplement and not document.sections[place - 1].supplement:
            made.add_page_break()
            made.add_paragraph(say("report.supplement", document.language), style="Title")
        made.add_heading(section.title, level=1)
        for block in section.blocks:
            _add(made, block)
        if place == 0 and document.audience != "policy":
            add_contents(made, say("report.contents", document.language), document.sections)
    for line in document.footer[1:]:
        made.add_paragraph(line)
    add_footer(made, document.footer[0])
    return saved(made)


def _add(made: WordDocument, block: Block) -> None:
    """Write one block, by its kind."""
    _WRITERS[type(block)](made, block)


def _paragraph(made: WordDocument, block: Paragraph) -> None:
    _rich(made, block.text, "Normal", size=12 if block.lead else None)


def _items(made: WordDocument, block: Items) -> None:
    style = "List Number" if block.ordered else "List Bullet"
    for item in block.items:
        _rich(made, item, style)


def _terms(made: WordDocument, block: Terms) -> None:
    for word, meaning in block.entries:
        _rich(made, f"**{word}**. {meaning}", "Normal")


def _callout(made: WordDocument, block: Callout) -> None:
    made.add_heading(block.title, level=2)
    for text in block.texts:
        _boxed(_rich(made, text, "Normal"))


def _card(made: WordDocument, block: CardBlock) -> None:
    """The answer: its sentence, its rows, its notes."""
    _rich(made, f"**{block.card.sentence}**", "Normal", size=11.5)
    add_table(made, block.card.table, inside_report=True)
    for note in block.card.notes:
        _rich(made, note, "Normal", size=8.5)


def _fold(made: WordDocument, block: Fold) -> None:
    made.add_heading(block.title, level=3)
    for inner in block.blocks:
        _add(made, inner)


def _table(made: WordDocument, block: TableBlock | Squares) -> None:
    number = block.number if isinstance(block, TableBlock) else ""
    add_table(made, block.table, inside_report=True, number=number)


def _figure(made: WordDocument, block: FigureBlock) -> None:
    figure = block.figure
    picture = made.add_picture(io.BytesIO(figure.png), width=Cm(17))
    properties = picture._inline.docPr
    properties.set("descr", figure.alt)
    properties.set("title", figure.title)
    made.paragraphs[-1].paragraph_format.keep_with_next = True
    told = f" {figure.alt}" if block.told else ""
    _rich(made, f"**{block.heading}.**{told}", "Caption")


_WRITERS: dict[type, Callable[[WordDocument, Any], None]] = {
    Paragraph: _paragraph,
    Items: _items,
    Terms: _terms,
    Callout: _callout,
    CardBlock: _card,
    Fold: _fold,
    TableBlock: _table,
    Squares: _table,
    FigureBlock: _figure,
}


def _boxed(paragraph: WordParagraph) -> None:
    """A frame around a notice that must not be missed."""
    borders = OxmlElement("w:pBdr")
    for side in ("top", "left", "bottom", "right"):
        edge = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "12"), ("space", "6"), ("color", "9A4A00")):
            edge.set(qn(f"w:{name}"), value)
        borders.append(edge)
    paragraph._p.get_or_add_pPr().append(borders)


def _rich(made: WordDocument, text: str, style: str, size: float | None = None) -> WordParagraph:
    """Add a paragraph with its strong words."""
    paragraph = made.add_paragraph(style=style)
    for piece, strong in strong_parts(text):
        run = paragraph.add_run(piece)
        run.bold = strong or None
        if size:
            run.font.size = Pt(size)
    return paragraph
