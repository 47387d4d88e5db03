"""One column of a long table, from the codes of its rows or from a number that each row has."""

from dataclasses import dataclass

import numpy as np

from thuiszitters.base.arrays import Floats, Ints
from thuiszitters.base.row_arrays import count_rows, each_row, ends_of, every_row, in_file
from thuiszitters.logit.sorted_runs import in_order


@dataclass(frozen=True, slots=True)
class CodedColumn:
    """One column of a design: 1 where the code is `level`, or the value the code stands for.

    Without codes every row has its own place in `values`.
    """

    codes: Ints | None
    level: int
    values: Floats | None

    def fill(self, rows: slice, into: Floats) -> None:
        """Write some rows of the column."""
        if self.values is None:
            into[:] = np.asarray(self.codes)[rows] == self.level
        elif self.codes is None:
            into[:] = self.values[rows]
        else:
            np.take(self.values, self.codes[rows], out=into, mode="clip")

    def ends(self) -> tuple[float, float]:
        """Smallest and largest value."""
        if self.values is None:
            n_in, n_rows = self._in_level()
            return float(n_in == n_rows), float(n_in > 0)
        return ends_of(self._of_rows())

    def middle(self) -> float:
        """Lower median."""
        if self.values is None:
            n_in, n_rows = self._in_level()
            return float((n_rows - 1) // 2 >= n_rows - n_in)
        return lower_median(self._of_rows())

    def _in_level(self) -> tuple[int, int]:
        """Rows at the level, and all rows."""
        codes = np.asarray(self.codes)
        return count_rows(lambda some: some == self.level, codes), len(codes)

    def _of_rows(self) -> Floats:
        """The value of every row."""
        values, codes = np.asarray(self.values), self.codes
        if codes is None:
            return values
        return each_row(lambda some: values[some], np.float64, codes)


def lower_median(column: Floats) -> float:
    """A value of the column itself: the middle one, or the lower of both.

    Examples
    --------
    >>> lower_median(np.array([4.0, 1.0, 3.0, 2.0]))
    2.0
    """
    middle = (len(column) - 1) // 2
    if in_file(column):
        return in_order(column, [middle])[0]
    return float(np.partition(column, middle)[middle])


def stand_by_row(codes: Ints, values: Floats) -> bool:
    """Whether the first row has the first value, the second the second, and so on."""
    n_rows = len(codes)
    if n_rows != len(values) or not n_rows or codes[0] != 0 or codes[-1] != n_rows - 1:
        return False
    return every_row(lambda here, after: after - here == 1, codes[:-1], codes[1:])
