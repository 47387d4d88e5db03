"""A table as people read it, before it becomes HTML, Word, Excel or LaTeX."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from thuiszitters.base.text import Language

if TYPE_CHECKING:
    import pandas as pd

    from thuiszitters.results.rows import StoredRow

RowKind = Literal["section", "group", "data", "reference", "total"]
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Column:
    """A column; `parts` names the numbers a cell of it holds, for formats that keep numbers."""

    key: str
    label: str
    spanner: str = ""
    parts: tuple[str, ...] = ("",)
    numeric: bool = True


@dataclass(frozen=True, slots=True)
class Cell:
    """What is printed, the unrounded numbers behind it, and the marks of its notes.

    Attributes
    ----------
    text
        The printed text, rounded and in the table's language.
    values
        The unrounded numbers, one for each part of the column; empty when there are none.
    state
        ``suppressed`` or ``none`` when there is no number to print, else empty.
    marks
        Letters of the notes that belong to the cell.
    anchor
        Name of the section of a report that the cell points to.
    """

    text: str
    values: tuple[float, ...] = ()
    state: Literal["", "suppressed", "none"] = ""
    marks: tuple[str, ...] = ()
    anchor: str = ""


EMPTY = Cell("")


@dataclass(frozen=True, slots=True)
class Row:
    """A row; its first cell is its header."""

    cells: tuple[Cell, ...]
    kind: RowKind = "data"

    @property
    def heading(self) -> bool:
        """Whether it stands over the rows below it."""
        return self.kind in ("section", "group")

    @property
    def wide(self) -> bool:
        """Whether it is a heading whose words run on over the other columns."""
        return self.heading and not any(cell.text for cell in self.cells[1:])


@dataclass(frozen=True, slots=True)
class Note:
    """A note below the table; without a mark it is about the whole table.

    Attributes
    ----------
    standing
        True for what a report says once for all its tables: outcome, source, release.
    again
        What a numbered report says in its place from the second table on, where ``{place}`` is
        the first; empty leaves it out there, None repeats it.
    """

    text: str
    mark: str = ""
    standing: bool = False
    again: str | None = None


#: A long table: a frame, or rows that all have the same columns in the same order.
Long: TypeAlias = "pd.DataFrame | Sequence[StoredRow]"


@dataclass(frozen=True, slots=True)
class Table:
    """A table, and the unrounded long table behind it, or how to make it: few formats write it."""

    name: str
    language: Language
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[Note, ...] = ()
    stored: "Long | Callable[[], Long]" = field(default=(), compare=False, repr=False)

    @property
    def long(self) -> Long:
        """The unrounded long table."""
        return self.stored() if callable(self.stored) else self.stored


#: Letters of a table that fit beside each other on a page ...
LETTERS_OF_A_PAGE = 125
#: ... and those that a column of words keeps.
FEWEST_LETTERS = 18


def column_needs(table: Table) -> list[int]:
    """How much room each column needs beside the others, in letters.

    Where that is more than a page has, columns of words give way: words can go on a second line,
    a number with its interval should not.
    """
    needs = []
    for place, column in enumerate(table.columns):
        longest = max(map(len, column_texts(table, place)), default=0)
        word = longest_word([column.label])
        # Two letters for the space between columns; the first column also has indented rows.
        needs.append(max(5, word + 2, min(longest + (3 if place == 0 else 2), 36)))
    spare = [
        0 if column.numeric else max(0, need - max(FEWEST_LETTERS, longest_word([column.label])))
        for column, need in zip(table.columns, needs, strict=True)
    ]
    shortage = min(max(0, sum(needs) - LETTERS_OF_A_PAGE), sum(spare))
    return [
        need - round(shortage * part / sum(spare)) if part else need
        for need, part in zip(needs, spare, strict=True)
    ]


def column_texts(table: Table, place: int) -> list[str]:
    """What stands in a column; words at the head of a group run on over other columns."""
    return [row.cells[place].text for row in table.rows if place or not row.heading]


def longest_word(texts: Iterable[str]) -> int:
    """Letters of the longest word in these texts."""
    return max((len(word) for text in texts for word in text.split()), default=0)


def spans(columns: Sequence[Column]) -> list[tuple[int, int, str]]:
    """First and last column of every heading over several columns."""
    found: list[tuple[int, int, str]] = []
    for place, column in enumerate(columns):
        if found and column.spanner and found[-1][2] == column.spanner:
            found[-1] = (found[-1][0], place, column.spanner)
        else:
            found.append((place, place, column.spanner))
    return found


class NoteList:
    """Collects notes while a table is made; the same text gets the same mark."""

    def __init__(self) -> None:
        self._marked: dict[str, str] = {}
        self._general: dict[str, tuple[bool, str | None]] = {}

    def mark(self, text: str) -> tuple[str, ...]:
        """The mark for a note, as a tuple to put in a cell; none for an empty text."""
        if not text:
            return ()
        if text not in self._marked:
            self._marked[text] = _letter(len(self._marked))
        return (self._marked[text],)

    def general(self, text: str, *, standing: bool = False, again: str | None = None) -> None:
        """Add a note about the whole table."""
        if text:
            self._general.setdefault(text, (standing, again))

    def __iter__(self) -> Iterator[Note]:
        yield from (Note(text, mark) for text, mark in self._marked.items())
        for text, (standing, again) in self._general.items():
            yield Note(text, standing=standing, again=again)


def _letter(position: int) -> str:
    """The mark at a position: a to z, then aa, ab.

    Examples
    --------
    >>> _letter(0), _letter(25), _letter(26)
    ('a', 'z', 'aa')
    """
    turns, letter = divmod(position, len(_LETTERS))
    return (_letter(turns - 1) if turns else "") + _LETTERS[letter]
