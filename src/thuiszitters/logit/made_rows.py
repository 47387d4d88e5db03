"""Rows of a long table that are made when they are walked over, so that none stands in memory.

A level takes a whole number of a few bytes per pupil; as columns of a design it would take eight
bytes for every coefficient, and on a basis once more.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from thuiszitters.base.arrays import Floats, Ints
from thuiszitters.logit.blocks import blocks

#: Rows that are made at once where nothing else is asked.
ROWS_AT_ONCE = 16_384


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

    @abstractmethod
    def columns(self, rows: slice) -> Floats:
        """Some rows, transposed: shape (k, rows), each column contiguous."""

    def __len__(self) -> int:
        return self.shape[0]

    def __getitem__(self, rows: slice) -> Floats:
        return self.columns(slice(*rows.indices(len(self)))).T

    def whole(self) -> Floats:
        """All rows, each column contiguous."""
        made = np.empty(self.shape, order="F")
        for rows in few_at_a_time(len(self)):
            made[rows] = self.columns(rows).T
        return made

    def times(self, coefficients: Floats) -> Floats:
        """A linear predictor, shape (rows,)."""
        made = np.empty(len(self))
        for rows in few_at_a_time(len(self)):
            made[rows] = coefficients @ self.columns(rows)
        return made


#: A matrix, or rows that are made.
Rows = Floats | MadeRows


@dataclass(frozen=True, slots=True)
class CodedColumn:
    """One column of a design: 1 where the code is `level`, or the value the code stands for."""

    codes: Ints
    level: int
    values: Floats | None

    def fill(self, rows: slice, into: Floats) -> None:
        """Write some rows of the column."""
        if self.values is None:
            np.equal(self.codes[rows], self.level, out=into, casting="unsafe")
        else:
            np.take(self.values, self.codes[rows], out=into, mode="clip")


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

    @classmethod
    def of(cls, coded: Sequence[CodedColumn], n_rows: int) -> "CodedRows":
        return cls((None, *coded), (n_rows, 1 + len(coded)))

    def columns(self, rows: slice) -> Floats:
        made = np.empty((len(self.coded), len(range(*rows.indices(len(self))))))
        for column, into in zip(self.coded, made, strict=True):
            if column is None:
                into[:] = 1.0
            else:
                column.fill(rows, into)
        return made

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

    def columns(self, rows: slice) -> Floats:
        columns = columns_of(self.given, rows)
        return np.asarray(self.inverse.T @ (columns - self.centre[:, None] * columns[:1]))


def columns_of(given: Rows, rows: slice) -> Floats:
    """Some rows, transposed: shape (k, rows)."""
    return given.columns(rows) if isinstance(given, MadeRows) else np.asarray(given[rows].T)


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
