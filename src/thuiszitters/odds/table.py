"""Columns of any file as distinct values, and a number for each record.

A record stands for one row of the file, or for all rows that are equal in every column asked for.
"""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

import numpy as np

from thuiszitters.base.arrays import Bools, Floats, Ints, compact
from thuiszitters.intake.raw import NAMED_ROWS
from thuiszitters.logit.blocks import is_long
from thuiszitters.logit.coding import differ_mostly
from thuiszitters.odds.number_texts import (
    FEW_CELLS,
    NumberTexts,
    number_text,
    numbers_in,
    numbers_named,
)

if TYPE_CHECKING:
    import pandas as pd

#: In so many different texts, one number in two of them changes nothing of what the column is.
MOST_SPELLINGS = 1_000
#: Cells that other programs write for a number without end.
INFINITE = ("inf", "infinity")


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes
    ----------
    codes
        Position of the value of each record in `texts`; -1 for an empty cell.
    texts
        Distinct values as text.
    numbers
        The same values as numbers, NaN where a text is none.
    ordered
        True when the file itself gives the order of the values (a category or a value label).
    kind
        ``cells`` for what a person or program wrote, ``dates`` for moments in time.
    values
        What the file holds where `texts` are its labels; empty when they are the same.
    labels
        Labels of some of the values only, which were not used.
    rows
        How many rows of the file each record stands for; none when each is one row.
    repeats
        True where every record has its own place in `numbers`, as most of their many values differ:
        then a value may stand there more than once, and finding it costs more than it spares.
    """

    name: str
    codes: Ints
    texts: Sequence[str]
    numbers: Floats
    ordered: bool = False
    kind: str = "cells"
    values: tuple[str, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()
    rows: Ints | None = field(default=None, repr=False)
    repeats: bool = False

    @property
    def n_values(self) -> int:
        """Distinct values."""
        return len(np.unique(self.numbers)) if self.repeats else len(self.texts)

    def once(self) -> "Column":
        """The column with every value in one place."""
        if not self.repeats:
            return self
        numbers, place = np.unique(self.numbers, return_inverse=True)
        codes = compact(np.append(place, -1)[self.codes])
        return replace(
            self, codes=codes, texts=NumberTexts(numbers), numbers=numbers, repeats=False
        )

    def spelled_once(self) -> "Column":
        """The column with one value per number, where texts write one in several ways: 0, -0.0."""
        if not isinstance(self.texts, tuple) or len(self.texts) > MOST_SPELLINGS:
            return self
        numbers, place = np.unique(self.numbers + 0.0, return_inverse=True)
        if len(numbers) == len(self.texts):
            return self
        codes = compact(np.append(place, -1)[self.codes])
        return replace(self, codes=codes, texts=tuple(map(number_text, numbers)), numbers=numbers)

    @property
    def present(self) -> Bools:
        return np.asarray(self.codes >= 0)

    @property
    def all_numbers(self) -> bool:
        """Whether every value is a number (an infinite one included)."""
        return bool(len(self.numbers)) and not bool(np.isnan(self.numbers).any())

    @property
    def n_present(self) -> int:
        """Rows of the file with a value."""
        return number_of_rows(self.rows, self.present)

    def records_with(self, values: Bools, *, empty: bool = False) -> Bools:
        """Records whose value is among the marked ones, or those without one as well."""
        return np.asarray(np.append(values, empty)[self.codes])

    def n_with(self, values: Bools) -> int:
        """Rows of the file whose value is among the marked ones."""
        return number_of_rows(self.rows, self.records_with(values))

    def without(self, words: Sequence[str]) -> "Column":
        """The column with these texts as empty cells; 999 is also 999.0 in a column of numbers."""
        gone = np.zeros(len(self.texts), dtype=bool)
        if not isinstance(self.texts, NumberTexts):
            gone = np.array([text in words for text in self.texts], dtype=bool)
        if self.values:
            gone |= np.array([value in words for value in self.values], dtype=bool)
        elif self.all_numbers and words:
            gone |= np.isin(self.numbers, numbers_named(tuple(words)))
        return self.only(~gone) if gone.any() else self

    def only(self, kept: Bools) -> "Column":
        """The column with all values that are not marked as empty cells."""
        place = np.append(np.where(kept, np.cumsum(kept) - 1, -1), -1)
        return replace(
            self,
            codes=compact(place[self.codes], len(kept)),
            texts=(
                NumberTexts(self.numbers[kept])
                if isinstance(self.texts, NumberTexts)
                else tuple(itertools.compress(self.texts, kept))
            ),
            numbers=self.numbers[kept],
            values=tuple(itertools.compress(self.values, kept)),
        )

    def among(self, records: Bools) -> "Column":
        """The column with the values that occur in these records; others are forgotten."""
        if self.repeats and records.all():
            return self
        used = np.zeros(len(self.texts), dtype=bool)
        used[self.codes[records & self.present]] = True
        return self if used.all() else self.only(used)


@dataclass(frozen=True, slots=True)
class Table:
    """The columns that were asked for.

    Attributes
    ----------
    where
        The file, for messages.
    n_records
        Records, which are rows or stand for equal rows.
    named_rows
        The first places of rows (from 0), and how many there are, to words a reader understands.
    rows
        How many rows of the file each record stands for; none when each is one row.
    whole
        Name of a column to that column with a record per row, and the places of these rows: to
        name rows where records stand for several.
    """

    where: str
    n_records: int
    columns: dict[str, Column]
    named_rows: Callable[[Sequence[int], int], str] = field(repr=False)
    rows: Ints | None = field(default=None, repr=False)
    whole: Callable[[str], tuple[Column, Ints]] | None = field(default=None, repr=False)

    @property
    def n_rows(self) -> int:
        return self.n_records if self.rows is None else int(self.rows.sum())

    def n_in(self, records: Bools) -> int:
        """Rows of the file behind some records."""
        return number_of_rows(self.rows, records)

    def rows_text(self, column: Column, values: Bools, *, empty: bool = False) -> str:
        """Rows in which a column has one of the marked values, as ``rows 17, 204 and 511``.

        Parameters
        ----------
        empty
            Whether rows in which the cell is empty, or counts as empty, belong to them.
        """
        records = column.records_with(values, empty=empty)
        total, places = self.n_in(records), np.flatnonzero(records)
        if self.whole is not None:
            # A text the column no longer has counts as an empty cell.
            marked = dict(zip(column.texts, values.tolist(), strict=True))
            whole, place = self.whole(column.name)
            chosen = np.array([marked.get(text, empty) for text in whole.texts], dtype=bool)
            places = place[whole.records_with(chosen, empty=empty)]
        return self.named_rows(places[:NAMED_ROWS].tolist(), total)

    def place(self, column: str) -> str:
        """A column of this file, for the start of a message."""
        return f'{self.where}: column "{column}"'


def number_of_rows(rows: Ints | None, records: Bools) -> int:
    """Rows of the file behind some records."""
    return int(np.count_nonzero(records) if rows is None else rows[records].sum())


def column_from_texts(name: str, cells: "pd.Series | Sequence[str | None]") -> Column:
    """A column of trimmed text; an empty cell is an empty text or NA (None in a sequence)."""
    if isinstance(cells, Sequence):
        places: dict[str, int] = {}
        codes = np.array(
            [-1 if cell is None else places.setdefault(cell, len(places)) for cell in cells],
            dtype=np.intp,
        )
        texts = tuple(places)
    else:
        import pandas as pd

        codes, distinct = pd.factorize(cells)
        texts = tuple(distinct.tolist())
    column = Column(name, compact(codes, len(texts)), texts, numbers_in(texts))
    return column.without(("",)) if "" in texts else column


def column_from_numbers(name: str, values: Floats) -> Column:
    """A column of numbers; NaN is an empty cell."""
    if is_long(len(values)):
        empty = np.isnan(values)
        known = values[~empty] if empty.any() else values
        if differ_mostly(known, len(values)):
            codes = _in_order(len(values))
            if len(known) < len(values):
                codes = np.where(empty, -1, compact(np.cumsum(~empty) - 1))
            return Column(name, codes, NumberTexts(known), known, repeats=True)
    codes, numbers = _distinct(values)
    return Column(name, compact(codes, len(numbers)), NumberTexts(numbers), numbers)


#: Places of records that each have their own, the same for all columns of a table.
_PLACES: "WeakValueDictionary[int, Ints]" = WeakValueDictionary()


def _in_order(n_records: int) -> Ints:
    places = _PLACES.get(n_records)
    if places is None:
        places = _PLACES[n_records] = compact(np.arange(n_records))
        places.flags.writeable = False
    return places


def _distinct(values: Floats) -> tuple[Ints, Floats]:
    """The place of every number among the different ones, which stand as they first occur."""
    if len(values) > FEW_CELLS:
        few = _few_whole(values)
        if few is not None:
            return few
        import pandas as pd

        codes, distinct = pd.factorize(values)
        return codes, np.asarray(distinct)
    known = ~np.isnan(values)
    _, first, inverse = np.unique(values[known], return_index=True, return_inverse=True)
    order = np.argsort(first)
    codes = np.full(len(values), -1)
    codes[known] = np.argsort(order)[inverse]
    return codes, values[known][first[order]]


def _few_whole(values: Floats) -> tuple[Ints, Floats] | None:
    """The same of many whole numbers of a byte, as marks and codes are; none of others."""
    with np.errstate(invalid="ignore"):
        small = values.astype(np.int8)
    if not (small == values).all():
        return None
    held = np.flatnonzero(np.bincount(small.view(np.uint8), minlength=256)).astype(np.uint8)
    held = held[np.argsort([int(np.argmax(small == one)) for one in held.view(np.int8)])]
    places = np.zeros(256, dtype=np.intp)
    places[held] = np.arange(len(held))
    return places[small.view(np.uint8)], held.view(np.int8).astype(np.float64)
