"""A linear system made small: what is known put in, and only the part that an unknown is tied to.

Most counts of a release are shown, so most unknowns of the system have one possible value. What
is left falls apart into parts that share no row, and the bounds on a count depend on its own part.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import block_array, vstack
from scipy.sparse.csgraph import connected_components

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Part:
    """Some unknowns, and the rows of the system that hold any of them.

    Attributes
    ----------
    unknowns
        Their columns in the whole system.
    equal, equal_to, below, below_to
        Rows over these unknowns only, the known values subtracted from the right-hand side.
    found
        Values of these unknowns that agree with every row, as programmes have met them.
    """

    unknowns: npt.NDArray[np.int64]
    equal: Any
    equal_to: FloatArray
    below: Any
    below_to: FloatArray
    found: list[FloatArray] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Reduced:
    """A system with its known values, and the part of every other unknown.

    Attributes
    ----------
    value
        Value of every unknown that the equations settle one by one; NaN of the others.
    part
        Number of the part of every unknown; -1 of one whose value is known.
    """

    value: FloatArray
    part: npt.NDArray[np.int64]
    equal: Any
    equal_to: FloatArray
    below: Any
    below_to: FloatArray
    _parts: dict[tuple[int, ...], Part] = field(default_factory=dict)

    def part_of(self, objective: FloatArray) -> Part:
        """All that bears on a sum of unknowns, with the sum's own unknowns among it.

        Parameters
        ----------
        objective
            Coefficient of every unknown of the system in the sum.
        """
        wanted = np.unique(self.part[(objective != 0.0) & np.isnan(self.value)])
        key = tuple(wanted.tolist())
        if key not in self._parts:
            self._parts[key] = self._cut(np.flatnonzero(np.isin(self.part, wanted)))
        return self._parts[key]

    def _cut(self, unknowns: npt.NDArray[np.int64]) -> Part:
        return Part(
            unknowns,
            *_rows_with(self.equal, self.equal_to, unknowns),
            *_rows_with(self.below, self.below_to, unknowns),
        )


def reduced(equal: Any, equal_to: FloatArray, below: Any, below_to: FloatArray) -> Reduced:
    """Put the values in that equations settle one by one, and find the parts that are left.

    Parameters
    ----------
    equal, equal_to
        Sparse rows, and the value each is equal to.
    below, below_to
        Sparse rows, and the value each is not above.

    Examples
    --------
    Of three unknowns the first is 4; the others add up to 6 with it.

    >>> from scipy.sparse import csr_array
    >>> system = reduced(
    ...     csr_array([[1.0, 0.0, 0.0], [1.0, 1.0, 1.0]]), np.array([4.0, 6.0]),
    ...     csr_array((0, 3)), np.zeros(0),
    ... )
    >>> system.value.tolist(), system.part.tolist()
    ([4.0, nan, nan], [-1, 0, 0])
    >>> system.part_of(np.array([0.0, 1.0, 0.0])).equal_to.tolist()
    [2.0]
    """
    value = _settled(equal, equal_to)
    free, given = np.isnan(value), np.nan_to_num(value)
    return Reduced(
        value,
        _components(vstack([equal, below]).tocsc(), free),
        equal.tocsc(),
        equal_to - equal @ given,
        below.tocsc(),
        below_to - below @ given,
    )


def _settled(rows: Any, values: FloatArray) -> FloatArray:
    """Values of unknowns that stand alone in an equation, and of those alone after these."""
    known = np.full(rows.shape[1], np.nan)
    held = abs(rows).sign()
    while True:
        free = np.isnan(known)
        alone = np.flatnonzero(held @ free.astype(float) == 1.0)
        if not alone.size:
            return known
        rest = values - rows @ np.nan_to_num(known)
        entries = rows[alone].tocoo()
        row, column = entries.coords
        own = free[column] & (entries.data != 0.0)
        known[column[own]] = rest[alone][row[own]] / entries.data[own]


def _components(rows: Any, free: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    """Number of the part of every free unknown, two in one row being in one part; else -1."""
    part = np.full(free.size, -1)
    own = rows[:, free]
    if own.shape[1]:
        _, labels = connected_components(block_array([[None, own], [own.T, None]]), directed=False)
        part[free] = np.unique(labels[own.shape[0] :], return_inverse=True)[1]
    return part


def _rows_with(rows: Any, values: FloatArray, unknowns: npt.NDArray[np.int64]) -> tuple[Any, Any]:
    own = rows[:, unknowns].tocsr()
    kept = np.flatnonzero(np.diff(own.indptr))
    return own[kept], values[kept]
