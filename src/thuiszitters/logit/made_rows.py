"""Rows of a long table that are made when they are walked over, so that none stands in memory.

A level takes a whole number of a few bytes per pupil; as columns of a design it would take eight
bytes for every coefficient, and on a basis once more.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

import numpy as np

from thuiszitters.base.arrays import Floats
from thuiszitters.base.row_arrays import empty_rows
from thuiszitters.logit.blocks import blocks
from thuiszitters.logit.coded_column import CodedColumn

#: Rows that are made at once where nothing else is asked.
ROWS_AT_ONCE = 16_384
#: From rows to their columns, shape (k, rows), which hold until the next rows are asked for.
Reader = Callable[[slice], Floats]


def few_at_a_time(n_rows: int, size: int | None = None) -> Iterator[slice]:
    """Rows that a walk makes at once, at most `size` of them."""
    return blocks(n_rows, min(size or ROWS_AT_ONCE, ROWS_AT_ONCE))


class MadeRows(ABC):
    """Rows as they are asked for, like a matrix of which only some rows are looked at.

    Attributes
    ----------
    shape
        Rows and columns.
    """

    shape: tuple[int, int]

    @property
    @abstractmethod
    def held(self) -> Sequence[object]:
        """The arrays they are made of."""

    @abstractmethod
    def reader(self, size: int) -> Reader:
        """What makes at most `size` rows at a time, each column contiguous, in the same memory."""

    def columns(self, rows: slice) -> Floats:
        """Some rows, transposed: shape (k, rows), each column contiguous."""
        return self.reader(len(range(*rows.indices(len(self)))))(rows)

    def __len__(self) -> int:
        return self.shape[0]

    def __getitem__(self, rows: slice) -> Floats:
        return self.columns(slice(*rows.indices(len(self)))).T

    def whole(self) -> Floats:
        """All rows, each column contiguous."""
        made = np.empty(self.shape, order="F")
        for rows, columns in walk(self):
            made[rows] = columns.T
        return made

    def times(self, coefficients: Floats) -> Floats:
        """A linear predictor, shape (rows,)."""
        made = empty_rows(len(self), np.float64, *self.held)
        for rows, columns in walk(self):
            np.matmul(coefficients, columns, out=made[rows])
        return made


#: A matrix, or rows that are made.
Rows = Floats | MadeRows


@dataclass(frozen=True, slots=True, eq=False)
class CodedRows(MadeRows):
    """Rows of a design from the codes of its table; the intercept, then `coded`.

    Examples
    --------
    >>> codes = np.array([0, 1, 1])
    >>> age = CodedColumn(codes, 0, np.array([10.0, 12.0]))
    >>> CodedRows.of([CodedColumn(codes, 1, None), age], 3).whole().tolist()
    [[1.0, 0.0, 10.0], [1.0, 1.0, 12.0], [1.0, 1.0, 12.0]]
    """

    coded: tuple[CodedColumn | None, ...]
    shape: tuple[int, int]

    @property
    def held(self) -> Sequence[object]:
        columns = [column for column in self.coded if column is not None]
        return [array for one in columns for array in (one.codes, one.values)]

    @classmethod
    def of(cls, coded: Sequence[CodedColumn], n_rows: int) -> "CodedRows":
        return cls((None, *coded), (n_rows, 1 + len(coded)))

    def reader(self, size: int) -> Reader:
        # Ones stay where they are.
        made = np.ones((len(self.coded), size))

        def read(rows: slice) -> Floats:
            part = made[:, : len(range(*rows.indices(len(self))))]
            for column, into in zip(self.coded, part, strict=True):
                if column is not None:
                    column.fill(rows, into)
            return part

        return read

    def only(self, positions: Sequence[int]) -> "CodedRows":
        """The same rows in fewer columns."""
        kept = tuple(self.coded[position] for position in positions)
        return replace(self, coded=kept, shape=(len(self), len(kept)))


@dataclass(frozen=True, slots=True, eq=False)
class BasisRows(MadeRows):
    """Rows on an orthonormal basis: those of `given` without their centre, times `inverse`.

    The centre is subtracted from the first column, the intercept, times itself.
    """

    given: Rows
    centre: Floats
    inverse: Floats

    @property
    def shape(self) -> tuple[int, int]:  # type: ignore[override]
        return len(self.given), self.inverse.shape[1]

    @property
    def held(self) -> Sequence[object]:
        return self.given.held if isinstance(self.given, MadeRows) else [self.given]

    def reader(self, size: int) -> Reader:
        given, away = reader_of(self.given, size), np.flatnonzero(self.centre)
        around, made = np.empty((len(self.centre), size)), np.empty((self.shape[1], size))

        def read(rows: slice) -> Floats:
            columns = given(rows)
            n = columns.shape[1]
            part = around[:, :n]
            part[:] = columns
            for position in away:
                part[position] -= self.centre[position] * columns[0]
            return np.matmul(self.inverse.T, part, out=made[:, :n])

        return read


def reader_of(given: Rows, size: int) -> Reader:
    """What gives at most `size` rows at a time, transposed: shape (k, rows); not to be changed."""
    if isinstance(given, MadeRows):
        return given.reader(size)
    return lambda rows: np.asarray(given[rows].T)


def walk(
    given: Rows, within: slice | None = None, size: int | None = None
) -> Iterator[tuple[slice, Floats]]:
    """Rows a few at a time, and their columns, which hold until the next.

    Parameters
    ----------
    within
        Rows to walk over; all of them when not given.
    size
        Rows at a time, where fewer than `ROWS_AT_ONCE` are wanted.
    """
    start, stop = (0, len(given)) if within is None else (within.start, within.stop)
    parts = few_at_a_time(stop - start, size)
    first = next(parts)
    read = reader_of(given, first.stop)
    for part in chain((first,), parts):
        rows = slice(start + part.start, start + part.stop)
        yield rows, read(rows)


def column_of(given: Rows, position: int) -> Floats:
    """One column of all rows; it may not be changed."""
    if not isinstance(given, CodedRows):
        return np.asarray(whole(given)[:, position])
    made = np.empty(len(given))
    column = given.coded[position]
    if column is None:
        made[:] = 1.0
    else:
        column.fill(slice(0, len(given)), made)
    return made


def some_columns(given: Rows, positions: Sequence[int]) -> Rows:
    """The same rows in fewer columns; not copied where they are all."""
    if tuple(positions) == tuple(range(given.shape[1])):
        return given
    if isinstance(given, CodedRows):
        return given.only(positions)
    return np.asarray(whole(given)[:, list(positions)])


def whole(given: Rows) -> Floats:
    """All rows as a matrix."""
    return given.whole() if isinstance(given, MadeRows) else given


def product(given: Rows, coefficients: Floats) -> Floats:
    """A linear predictor, shape (rows,)."""
    if isinstance(given, MadeRows):
        return given.times(coefficients)
    made: Any = given @ coefficients
    return np.asarray(made)


def weighted_sum(given: Rows, weights: Floats) -> Floats:
    """The rows added up, each times its weight, shape (k,).

    Examples
    --------
    >>> weighted_sum(np.array([[1.0, 2.0], [1.0, -4.0]]), np.array([1.0, 3.0])).tolist()
    [4.0, -10.0]
    """
    if not isinstance(given, MadeRows):
        return np.asarray(weights @ given)
    total = np.zeros(given.shape[1])
    for rows, columns in walk(given):
        total += columns @ weights[rows]
    return total


def farthest(given: Rows, coefficients: Floats) -> float:
    """The largest size of a linear predictor.

    Examples
    --------
    >>> farthest(np.array([[1.0, 2.0], [1.0, -4.0]]), np.array([1.0, 1.0]))
    3.0
    """
    if not isinstance(given, MadeRows):
        return float(np.abs(product(given, coefficients)).max())
    return max(float(np.abs(coefficients @ columns).max()) for _, columns in walk(given))
