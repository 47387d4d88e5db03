"""Columns of any file as distinct values, and a number for each record.

A record stands for one row of the file, or for all rows that are equal in every column asked for.
"""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from thuiszitters.base.arrays import Bools, Floats, Ints, compact
from thuiszitters.base.row_arrays import (
    Array,
    any_row,
    count_rows,
    each_row,
    empty_rows,
    every_row,
    in_file,
    places_among,
    rows_where,
)
from thuiszitters.intake.raw import NAMED_ROWS
from thuiszitters.logit.blocks import blocks
from thuiszitters.logit.sorted_runs import n_different
from thuiszitters.odds.number_texts import (
    NumberTexts,
    number_text,
    numbers_named,
)

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
        if self.repeats and in_file(self.numbers):
            return n_different(self.numbers)
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
        return each_row(lambda codes: codes >= 0, np.bool_, self.codes)

    @property
    def all_numbers(self) -> bool:
        """Whether every value is a number (an infinite one included)."""
        return bool(len(self.numbers)) and not any_row(np.isnan, self.numbers)

    @property
    def n_present(self) -> int:
        """Rows of the file with a value."""
        return number_of_rows(self.rows, lambda codes: codes >= 0, self.codes)

    def records_with(self, values: Bools, *, empty: bool = False) -> Bools:
        """Records whose value is among the marked ones, or those without one as well."""
        marks = np.append(values, empty)
        return each_row(lambda codes: marks[codes], np.bool_, self.codes)

    def n_with(self, values: Bools) -> int:
        """Rows of the file whose value is among the marked ones."""
        return number_of_rows(self.rows, np.asarray, self.records_with(values))

    def without(self, words: Sequence[str]) -> "Column":
        """The column with these texts as empty cells; 999 is also 999.0 in a column of numbers."""
        gone = np.zeros(len(self.texts), dtype=bool)
        if not isinstance(self.texts, NumberTexts):
            gone = np.array([text in words for text in self.texts], dtype=bool)
        if self.values:
            gone |= np.array([value in words for value in self.values], dtype=bool)
        elif self.all_numbers and words:
            named = numbers_named(tuple(words))
            if in_file(self.numbers):
                kept = each_row(lambda some: ~np.isin(some, named), np.bool_, self.numbers)
                return self if every_row(np.asarray, kept) else self.only(kept)
            gone |= np.isin(self.numbers, named)
        return self.only(~gone) if gone.any() else self

    def only(self, kept: Bools) -> "Column":
        """The column with all values that are not marked as empty cells."""
        numbers = rows_where(kept, self.numbers)
        return replace(
            self,
            codes=_moved(self.codes, kept),
            texts=(
                NumberTexts(numbers)
                if isinstance(self.texts, NumberTexts)
                else tuple(itertools.compress(self.texts, kept))
            ),
            numbers=numbers,
            values=tuple(itertools.compress(self.values, kept)),
        )

    def among(self, records: Bools) -> "Column":
        """The column with the values that occur in these records; others are forgotten."""
        if self.repeats and every_row(np.asarray, records):
            return self
        used = empty_rows(len(self.texts), np.bool_, self.numbers)
        used[:] = False
        for some in blocks(len(self.codes)):
            codes = self.codes[some]
            used[codes[records[some] & (codes >= 0)]] = True
        return self if every_row(np.asarray, used) else self.only(used)


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
        return self.n_where(np.asarray, records)

    def n_where(self, work: Callable[..., Bools], *given: Array) -> int:
        """Rows of the file behind the records for which something holds."""
        return number_of_rows(self.rows, work, *given)

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


def _moved(codes: Ints, kept: Bools) -> Ints:
    """Codes of values of which only the marked ones are kept."""
    place = places_among(kept)
    if not in_file(codes):
        return compact(np.append(place, -1)[codes], len(kept))
    kind = codes.dtype if len(kept) <= np.iinfo(np.int8).max else place.dtype

    def move(some: Ints) -> Ints:
        return np.where(some < 0, -1, place[some])

    return each_row(move, kind, codes)


def number_of_rows(rows: Ints | None, work: Callable[..., Bools], *given: Array) -> int:
    """Rows of the file behind the records for which something holds."""
    return count_rows(work, *given) if rows is None else int(rows[work(*given)].sum())
