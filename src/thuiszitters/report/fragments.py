"""Texts to paste into a manuscript: methods with references, and captions, as Markdown and Word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from thuiszitters.base.text import Language
from thuiszitters.language import say
from thuiszitters.plan.sources import listed
from thuiszitters.report.document import Block, Document, FigureBlock, TableBlock, strong_parts
from thuiszitters.report.method import method_paragraphs, method_sources
from thuiszitters.report.trace import colophon
from thuiszitters.results.read import Numbers
from thuiszitters.tables.table import Note, Table
from thuiszitters.tables.word import new_document, saved

_MARKDOWN = {"title": "# {}", "head": "## {}", "text": "{}", "item": "- {}"}
#: Signs that begin an element, code, a link, a formula, a command or a quoted source in Markdown or
#: in what a converter takes it for; a label that holds one stays a label.
_MEANS = re.compile(r"[\\`<\[$@~^|{]")
_STYLES = {"title": "Heading 1", "head": "Heading 2", "text": "Normal", "item": "List Bullet"}


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of a fragment; ``**words**`` are strong."""

    kind: Literal["title", "head", "text", "item"]
    text: str


Fragment = tuple[Line, ...]


def methods_fragment(numbers: Numbers, language: Language) -> Fragment:
    """One paragraph per subject, then the sources they name."""
    sources = listed(method_sources(numbers), language)
    return (
        Line("title", say("section.method", language)),
        *(Line("text", text) for text in method_paragraphs(numbers, language)),
        *(Line("text", text) for text in colophon(numbers.study, language)),
        Line("head", say("section.references", language)),
        *(Line("item", text) for text in sources),
    )


def captions_fragment(document: Document) -> Fragment:
    """The number, title and notes of every table and figure of a numbered report."""
    language = document.language
    lines = [Line("title", say("report.captions", language))]
    for section in document.sections:
        for block in section.blocks:
            lines += _caption(block)
    return tuple(lines)


def _caption(block: Block) -> Iterator[Line]:
    if isinstance(block, FigureBlock):
        yield Line("text", f"**{block.number}. {block.figure.title}.** {block.figure.alt}")
    elif isinstance(block, TableBlock):
        yield Line(
            "text", f"**{block.number}. {block.table.title}.** {_notes(block.table)}".strip()
        )


def _notes(table: Table) -> str:
    """The notes of a table in one paragraph, those with a mark first."""

    def told(note: Note) -> str:
        return f"({note.mark}) {note.text}" if note.mark else note.text

    return " ".join(told(note) for note in table.notes)


def as_markdown(fragment: Fragment) -> str:
    """The fragment as text; items of a list stand together.

    Examples
    --------
    >>> print(as_markdown((Line("title", "A"), Line("item", "b"), Line("item", "c"))), end="")
    # A
    <BLANKLINE>
    - b
    - c
    """
    text = ""
    for place, line in enumerate(fragment):
        if place:
            together = line.kind == fragment[place - 1].kind == "item"
            text += "\n" if together else "\n\n"
        text += _MARKDOWN[line.kind].format(_MEANS.sub(r"\\\g<0>", line.text))
    return f"{text}\n"


def as_word(fragment: Fragment, language: Language) -> bytes:
    """The fragment as a Word document with real headings."""
    made = new_document(language, fragment[0].text)
    for line in fragment:
        paragraph = made.add_paragraph(style=_STYLES[line.kind])
        for piece, strong in strong_parts(line.text):
            paragraph.add_run(piece).bold = strong or None
    return saved(made)
