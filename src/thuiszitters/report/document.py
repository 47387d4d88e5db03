"""A report before it becomes HTML, PDF or Word: sections made of blocks.

Text inside blocks is plain, except that ``**words**`` are strong.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from thuiszitters.base.text import Language
from thuiszitters.figures.figure import Figure
from thuiszitters.tables.table import Table

Audience = Literal["policy", "research", "student"]
AUDIENCES: tuple[Audience, ...] = ("policy", "research", "student")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str
    lead: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list, numbered when the order matters."""

    items: tuple[str, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Terms:
    """Words and what they mean."""

    entries: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Callout:
    """Something a reader must not miss."""

    title: str
    texts: tuple[str, ...]
    kind: Literal["care", "example"] = "care"


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table with its notes."""

    table: Table


@dataclass(frozen=True, slots=True)
class FigureBlock:
    """A figure with its caption.

    Attributes
    ----------
    narrow
        The same figure drawn for a phone, which a page shows there instead.
    """

    figure: Figure
    narrow: Figure | None = None


Block = Paragraph | Items | Terms | Callout | TableBlock | FigureBlock


@dataclass(frozen=True, slots=True)
class Section:
    """A part with a heading; `name` is its anchor."""

    name: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report.

    Attributes
    ----------
    kicker
        A line above the title: the plan and the readers.
    banner
        Heading and text of the notice that pupils are synthetic; empty when they are not.
    """

    language: Language
    audience: Audience
    cohort: str
    kicker: str
    title: str
    banner: tuple[str, str] | tuple[()]
    sections: tuple[Section, ...]
    footer: str


def strong_parts(text: str) -> Iterator[tuple[str, bool]]:
    """Pieces of a text, each with whether it is strong.

    Examples
    --------
    >>> list(strong_parts("a **b** c"))
    [('a ', False), ('b', True), (' c', False)]
    """
    for position, piece in enumerate(text.split("**")):
        if piece:
            yield piece, position % 2 == 1
