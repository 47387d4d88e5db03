"""Separation of a long table, of whose rows the linear programme gets only those that decide.

The programme is that of `separation`: its sum is over all rows. It is solved with the conditions
of some rows; a walk over all of them finds those whose condition the solution breaks, which join,
until there is none. With fewer conditions the largest sum can only be larger. So a solution that
breaks no condition is one of the whole programme, and one of 0 says that nothing is separated.

References
----------
Kelley, J. E. (1960). The cutting-plane method for solving convex programs. Journal of the Society
for Industrial and Applied Mathematics 8, 703-712.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from thuiszitters.base.arrays import Bools, Floats, Ints
from thuiszitters.base.row_arrays import empty_rows
from thuiszitters.logit.blocks import triangle
from thuiszitters.logit.made_rows import ROWS_AT_ONCE, MadeRows, walk
from thuiszitters.logit.separation import (
    COEFFICIENT_TOLERANCE,
    ROW_TOLERANCE,
    Separation,
    determined_by,
    largest_direction,
    signs,
    signs_of,
)

#: Rows, of all parts of the table, that are asked first and that join after every walk.
FEW = 4_096
#: A condition that is broken by no more than rounding holds. At the tolerance of the solver (1e-7)
#: values 1e8 times farther than others, which bring these close together, would part them.
HOLDS = 1e-12


def separation_of_many(x: MadeRows, events: Floats, counts: Floats) -> Separation:
    """`find_separation` of a long table, of which no matrix is made.

    Examples
    --------
    >>> from thuiszitters.logit.coded_column import CodedColumn
    >>> from thuiszitters.logit.made_rows import CodedRows
    >>> group = CodedColumn(np.array([0, 1]), 1, None)
    >>> x = CodedRows.of([group], 2)
    >>> separation_of_many(x, np.array([2.0, 5.0]), np.array([4.0, 5.0])).directions.tolist()
    [0, 1]
    """
    low, width = _low_and_width(x)
    rows = _Table(x, events, counts, low, width, np.broadcast_to(np.True_, len(x)))
    total = np.zeros(x.shape[1])
    for _ in range(x.shape[1]):
        step = rows.direction()
        if step is None:
            break
        # What an earlier round fixed goes first to infinity and keeps its sign.
        total = np.where(np.abs(total) > COEFFICIENT_TOLERANCE, total, step)
        rows = rows.on_plane(step)
        if not rows.left.any():
            break
    total[0] -= (total[1:] * low[1:] / width[1:]).sum()
    return Separation(signs_of(total), _determined(x, rows.left), rows.left)


def _low_and_width(x: MadeRows) -> tuple[Floats, Floats]:
    """Smallest value and range of every column, which bring it to the range 0 to 1."""
    low, high = np.full(x.shape[1], np.inf), np.full(x.shape[1], -np.inf)
    for _, columns in walk(x):
        np.minimum(low, columns.min(axis=1), out=low)
        np.maximum(high, columns.max(axis=1), out=high)
    low[0], high[0] = 0.0, 1.0  # the intercept stays as it is
    return low, high - low


@dataclass(frozen=True, slots=True)
class _Some:
    """Some rows of a table.

    Attributes
    ----------
    places
        Where they stand in it, in order.
    scaled
        Their columns, shape (k, rows).
    sign
        Where each points.
    """

    places: Ints
    scaled: Floats
    sign: Floats

    def only(self, kept: Bools | Ints) -> "_Some":
        return _Some(self.places[kept], self.scaled[:, kept], self.sign[kept])


class _Asked:
    """The rows whose conditions the programme has."""

    def __init__(self, size: int) -> None:
        self.rows = _Some(np.empty(0, np.int64), np.empty((size, 0)), np.empty(0))

    def add(self, parts: list[_Some]) -> None:
        every = [self.rows, *parts]
        joined = _Some(
            np.concatenate([one.places for one in every]),
            np.concatenate([one.scaled for one in every], axis=1),
            np.concatenate([one.sign for one in every]),
        )
        self.rows = joined.only(np.argsort(joined.places))

    def are_among(self, places: Ints) -> Bools:
        return np.isin(places, self.rows.places, assume_unique=True)

    def direction(self, total: Floats) -> Floats:
        points = self.rows.sign != 0
        pointing = (self.rows.scaled * self.rows.sign).T[points]
        return largest_direction(total, pointing, self.rows.scaled.T[~points])


@dataclass(frozen=True, slots=True)
class _Table:
    """The rows of a long table, on columns of the range 0 to 1.

    Attributes
    ----------
    left
        Rows that no direction found so far predicts perfectly.
    """

    x: MadeRows
    events: Floats
    counts: Floats
    low: Floats
    width: Floats
    left: Bools

    def parts(self) -> Iterator[_Some]:
        """The rows that are left, a few at a time."""
        for rows, columns in walk(self.x):
            left = self.left[rows]
            scaled = (columns - self.low[:, None]) / self.width[:, None]
            sign = signs(self.events[rows], self.counts[rows])
            part = _Some(np.arange(rows.start, rows.stop), scaled, sign)
            yield part if left.all() else part.only(left)

    @property
    def per_part(self) -> int:
        """Rows of a part that join at once."""
        return -(-FEW // -(-len(self.x) // ROWS_AT_ONCE))

    def direction(self) -> Floats | None:
        """A solution of the programme; nothing when the outcomes overlap."""
        total, asked = np.zeros(self.x.shape[1]), _Asked(self.x.shape[1])
        first, points = [], False
        for part in self.parts():
            total += part.scaled @ part.sign
            points = points or bool(part.sign.any())
            first.append(part.only(np.arange(0, len(part.sign), self._gap(part))))
        if not points:
            return None
        asked.add(first)
        while True:
            direction = asked.direction(total)
            broken, beyond = self._against(direction, asked)
            if not broken:
                return direction if beyond else None
            asked.add(broken)

    def _gap(self, part: _Some) -> int:
        return max(len(part.sign) // self.per_part, 1)

    def _against(self, direction: Floats, asked: _Asked) -> tuple[list[_Some], bool]:
        """Rows not asked that break their condition most, and whether any lies beyond the plane."""
        broken, beyond = [], False
        for part in self.parts():
            along = direction @ part.scaled
            points = part.sign != 0
            beyond = beyond or bool((np.abs(along[points]) > ROW_TOLERANCE).any())
            wrong = np.where(points, -along * part.sign, np.abs(along))
            places = np.flatnonzero(wrong > HOLDS)
            places = places[~asked.are_among(part.places[places])]
            if len(places):
                worst = places[np.argsort(-wrong[places], kind="stable")[: self.per_part]]
                broken.append(part.only(worst))
        return broken, beyond

    def on_plane(self, direction: Floats) -> "_Table":
        """With those rows left that a direction does not tell apart."""
        left = empty_rows(len(self.x), np.bool_, self.events, *self.x.held)
        left[:] = False
        for part in self.parts():
            left[part.places] = np.abs(direction @ part.scaled) <= ROW_TOLERANCE
        return replace(self, left=left)


def _determined(x: MadeRows, left: Bools) -> Bools:
    """Coefficients that the rows that are left determine."""
    if left.all():
        return np.ones(x.shape[1], dtype=bool)
    if not left.any():
        return np.zeros(x.shape[1], dtype=bool)
    squares = np.zeros(x.shape[1])
    for _, columns in walk(x):
        squares += (columns**2).sum(axis=1)
    length = np.sqrt(squares)
    return determined_by(triangle(lambda rows: x[rows][left[rows]] / length, len(x)))
