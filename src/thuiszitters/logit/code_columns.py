"""Codes of many rows, column by column: each in the bytes it needs.

A matrix has one type for all of its columns, so a number of which every row has its own value would
lend its four bytes to the levels beside it, and take four itself to say that row 7 has value 7.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from thuiszitters.base.arrays import Bools, Ints


@dataclass(frozen=True, slots=True, eq=False)
class CodeColumns:
    """What is asked of a matrix of codes, shape (rows, predictors).

    Attributes
    ----------
    columns
        Codes of each predictor; none where every row has the place of its own number.
    n_rows
        Rows of each column.

    Examples
    --------
    >>> codes = CodeColumns((np.array([0, 1, 1], dtype=np.int8), None), 3)
    >>> codes[:, 1].tolist(), codes[1:, 0].tolist(), codes[np.array([0, 2])].tolist()
    ([0, 1, 2], [1, 1], [[0, 0], [1, 2]])
    """

    columns: tuple[Ints | None, ...]
    n_rows: int

    @property
    def shape(self) -> tuple[int, int]:
        return self.n_rows, len(self.columns)

    @property
    def T(self) -> list[Ints]:  # noqa: N802 - as numpy calls it
        """Every column."""
        return [self._of(place, slice(None)) for place in range(len(self.columns))]

    def __getitem__(self, key: Any) -> Any:
        """Rows as a matrix; of a pair of rows and columns one column, or these columns alone."""
        if not isinstance(key, tuple):
            return self._matrix(key)
        rows, places = key
        if isinstance(places, int | np.integer):
            return self._of(int(places), rows)
        if isinstance(places, slice):
            places = range(*places.indices(len(self.columns)))
        elif not isinstance(rows, slice):
            message = "rows or columns are a slice, or there is one column"
            raise TypeError(message)
        some = CodeColumns(tuple(self.columns[int(place)] for place in places), self.n_rows)
        return some if isinstance(rows, slice) and rows == slice(None) else some[rows]

    def copy(self, order: Any = "F") -> Ints:
        """A matrix of all rows."""
        return np.asarray(self._matrix(slice(None)), order=order)

    def __lt__(self, code: int) -> Bools:
        return self._matrix(slice(None)) < code

    def __ge__(self, code: int) -> Bools:
        return self._matrix(slice(None)) >= code

    def _of(self, place: int, rows: Any) -> Ints:
        column = self.columns[place]
        if column is not None:
            return np.asarray(column[rows])
        if isinstance(rows, slice):
            return np.arange(*rows.indices(self.n_rows), dtype=np.int32)
        return np.asarray(np.arange(self.n_rows, dtype=np.int32)[rows])

    def _matrix(self, rows: Any) -> Ints:
        columns: Sequence[Ints] = [self._of(place, rows) for place in range(len(self.columns))]
        made = np.empty((len(columns[0]), len(columns)), dtype=np.int32, order="F")
        for place, column in enumerate(columns):
            made[:, place] = column
        return made
