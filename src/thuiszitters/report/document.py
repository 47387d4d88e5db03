"""A report before it becomes HTML, PDF or Word: sections made of blocks.

Text inside blocks is plain, except that ``**words**`` are strong.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from thuiszitters.base.text import Language
from thuiszitters.figures.figure import Figure
from thuiszitters.tables.answer_card import Card
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
    """A table with its notes.

    Attributes
    ----------
    number
        What it is called in a numbered report, such as "Table 1"; empty elsewhere.
    """

    table: Table
    number: str = ""


@dataclass(frozen=True, slots=True)
class FigureBlock:
    """A figure with its caption.

    Attributes
    ----------
    narrow
        The same figure drawn for a phone, which a page shows there instead.
    number
        What it is called in a numbered report, such as "Figure 1"; empty elsewhere.
    told
        Whether the caption tells the finding; not where the text above it has just done so.
    """

    figure: Figure
    narrow: Figure | None = None
    number: str = ""
    told: bool = True

    @property
    def heading(self) -> str:
        """What a caption begins with: its number, its title where nothing else follows, or both."""
        if self.number and self.told:
            return self.number
        return ". ".join(filter(None, (self.number, self.figure.title)))


@dataclass(frozen=True, slots=True)
class CardBlock:
    """The answer: a sentence, a row per part of the question, and notes."""

    card: Card


@dataclass(frozen=True, slots=True)
class Squares:
    """A picture that a reader moves on a page; a table stands for it on paper.

    Attributes
    ----------
    result
        What is said of the picture; ``[risk]``, ``[ratio]`` and ``[after]`` are filled in there.
    risk, ratio_step
        Where the sliders start: a risk in percent, and steps of the odds ratio from 1.
    """

    lead: str
    risk_label: str
    ratio_label: str
    result: str
    risk: int
    ratio_step: int
    table: Table


@dataclass(frozen=True, slots=True)
class Fold:
    """Something a reader opens, such as the answer to a question; open on paper."""

    title: str
    blocks: tuple["Block", ...]


Block = Paragraph | Items | Terms | Callout | TableBlock | FigureBlock | CardBlock | Fold | Squares


@dataclass(frozen=True, slots=True)
class Section:
    """A part with a heading; `name` is its anchor.

    Attributes
    ----------
    supplement
        Whether it belongs to the supplement, after the text that answers the question.
    """

    name: str
    title: str
    blocks: tuple[Block, ...]
    supplement: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report.

    Attributes
    ----------
    kicker
        A line above the title: the cohort and the readers.
    title
        The question.
    banner
        Heading and text of the notice that pupils are synthetic; empty when they are not.
    footer
        What the report was made from, and how to cite it; the first line stands on every page.
    links
        Other forms of what is in the report, by kind, from the folder of the report.
    """

    language: Language
    audience: Audience
    cohort: str
    kicker: str
    title: str
    banner: tuple[str, str] | tuple[()]
    sections: tuple[Section, ...]
    footer: tuple[str, ...]
    links: tuple[tuple[str, str], ...] = ()


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
