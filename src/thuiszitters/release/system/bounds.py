"""What an attacker can work out: bounds on every suppressed count, by linear programme.

Whoever reads the released tables knows that cells are not negative, that the cells of a
split add up to their universe, and that the pupils of a model are among those of the
cohort. Within those limits each suppressed count has a smallest and a largest possible
value; the distance between the two is its protection.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import linprog
from scipy.sparse import coo_array

from thuiszitters.base.errors import DisclosureError, Problem
from thuiszitters.release.system.counts import COHORT, Cell, Counts, Fact, Quantity
from thuiszitters.release.system.reduction import Part, Reduced, reduced
from thuiszitters.release.system.widths import Sum, are_apart

#: Exit codes of the linear programme.
_SOLVED, _UNBOUNDED = 0, 3

#: A cell and one of the two outcomes: an unknown of the linear system.
Unknown = tuple[Cell, int]
#: A row of the linear system: unknown to coefficient.
Row = dict[Unknown, float]
#: A row and a value.
Stated = tuple[Row, float]


@dataclass(frozen=True)
class Attack:
    """The linear system that a reader of the released tables can write down."""

    counts: Counts
    index: dict[Unknown, int]
    equal: Any
    equal_to: npt.NDArray[np.float64]
    below: Any
    below_to: npt.NDArray[np.float64]

    def bounds(self, target: Quantity) -> tuple[float, float]:
        """Smallest and largest value of a count that agree with everything shown.

        Parameters
        ----------
        target
            A count that is not shown.

        Returns
        -------
        tuple of float
            Bounds in pupils; the upper one is infinite when nothing limits it.
        """
        return self.bounds_of(row_of(self.counts, target))

    def bounds_of(self, row: Row) -> tuple[float, float]:
        """Smallest and largest value of a sum of cells."""
        one = self._sum(row)
        if not one.part.unknowns.size:
            return one.known, one.known
        low, high = (self._end(sign, one.terms, one.part) for sign in (1.0, -1.0))
        return one.known + low, one.known + high

    def closer_than(self, needed: float, targets: Iterable[Quantity]) -> list[Quantity]:
        """The counts whose bounds lie less than `needed` pupils apart, a number above 0."""
        return self.close_sums(needed, {one: row_of(self.counts, one) for one in targets})

    def close_sums(self, needed: float, rows: Mapping[Quantity, Row]) -> list[Quantity]:
        """Of sums of cells by name, those whose bounds lie less than `needed` apart."""
        apart = are_apart([self._sum(row) for row in rows.values()], needed)
        return [name for name, enough in zip(rows, apart, strict=True) if not enough]

    def _sum(self, row: Row) -> Sum:
        objective = np.zeros(len(self.index))
        objective[[self.index[unknown] for unknown in row]] = list(row.values())
        part = self._reduced.part_of(objective)
        known = float(objective @ np.nan_to_num(self._reduced.value))
        return Sum(part, objective[part.unknowns], known)

    @cached_property
    def _reduced(self) -> Reduced:
        return reduced(self.equal, self.equal_to, self.below, self.below_to)

    def _end(self, sign: float, objective: npt.NDArray[np.float64], part: Part) -> float:
        for presolve in (True, False):
            answer = linprog(
                sign * objective,
                A_ub=part.below,
                b_ub=part.below_to,
                A_eq=part.equal,
                b_eq=part.equal_to,
                bounds=(0, None),
                method="highs",
                options={"presolve": presolve},
            )
            # Presolving calls some programmes without an end infeasible; the solver does not.
            if answer.status in {_SOLVED, _UNBOUNDED}:
                break
        if answer.status not in {_SOLVED, _UNBOUNDED}:
            found = f"the bounds on a suppressed count could not be worked out ({answer.message})"
            raise DisclosureError(Problem("release", found, advice="Nothing was released"))
        return float(sign * answer.fun) if answer.status == _SOLVED else -sign * np.inf

    def is_possible(self) -> bool:
        """Whether anything at all agrees with the system."""
        answer = linprog(
            np.zeros(len(self.index)),
            A_ub=self.below,
            b_ub=self.below_to,
            A_eq=self.equal,
            b_eq=self.equal_to,
            bounds=(0, None),
            method="highs",
        )
        return bool(answer.status == _SOLVED)

    def width(self, target: Quantity) -> float:
        """Protection of a count: the distance between its bounds, in pupils."""
        low, high = self.bounds(target)
        return high - low


def attack_on(counts: Counts, shown: Collection[Quantity], round_to: int = 1) -> Attack:
    """Write down the system for a set of shown counts.

    Parameters
    ----------
    counts
        True counts of every group; of these only the `shown` ones enter, with what readers
        know already.
    shown
        The counts a reader sees.
    round_to
        Shown counts are rounded to multiples of this, so a reader knows them up to half.
    """
    return attack_of(counts, unknowns(counts), *system_rows(counts, shown, round_to))


def attack_of(
    counts: Counts, index: dict[Unknown, int], equal: list[Stated], below: list[Stated]
) -> Attack:
    """An attack from rows with the value each is equal to, or not above."""
    return Attack(counts, index, *_system(equal, index), *_system(below, index))


def system_rows(
    counts: Counts, shown: Collection[Quantity], round_to: int = 1
) -> tuple[list[Stated], list[Stated]]:
    """What readers of the shown counts know: rows that equal a value, and rows not above one."""
    equal: list[tuple[Row, float]] = [(row, 0.0) for row in sum_rows(counts)]
    below: list[tuple[Row, float]] = [(row, 0.0) for row in subset_rows(counts)]
    for quantity in sorted(shown):
        row, value = row_of(counts, quantity), counts.value(quantity)
        if round_to == 1:
            equal.append((row, float(value)))
            continue
        centre = rounded(value, round_to)
        below.append((row, centre + round_to / 2))
        below.append((_negative(row), round_to / 2 - centre))
    for fact in counts.facts:
        row = fact_row(counts, fact)
        below += [(row, fact.high)] if fact.high < np.inf else []
        below += [(_negative(row), -fact.low)] if fact.low > -np.inf else []
    return equal, below


def unknowns(counts: Counts) -> dict[Unknown, int]:
    """Place of every cell and outcome in the system."""
    cells = dict.fromkeys(cell for group in counts.pupils for cell in counts.cells(group))
    return {
        (cell, outcome): 2 * number + outcome
        for number, cell in enumerate(cells)
        for outcome in (0, 1)
    }


def row_of(counts: Counts, quantity: Quantity) -> Row:
    """Which cells a count adds up."""
    outcomes = {"n_pupils": (0, 1), "n_events": (1,), "n_non_events": (0,)}[quantity.measure]
    cells = counts.cells(quantity.group)
    return {(cell, outcome): 1.0 for cell in cells for outcome in outcomes}


def fact_row(counts: Counts, fact: Fact) -> Row:
    """Which cells a fact adds up, and which it takes away."""
    row: Row = {}
    signed = [(quantity, 1.0) for quantity in fact.counts]
    signed += [(quantity, -1.0) for quantity in fact.less]
    for quantity, sign in signed:
        for unknown, part in row_of(counts, quantity).items():
            row[unknown] = row.get(unknown, 0.0) + sign * part
    return row


def _negative(row: Row) -> Row:
    return {unknown: -part for unknown, part in row.items()}


def rounded(count: int, base: int) -> int:
    """Round a count to the nearest multiple of `base`, halves upward.

    Examples
    --------
    >>> [rounded(count, 5) for count in (12, 13, 15)]
    [10, 15, 15]
    """
    return base * ((2 * count + base) // (2 * base))


def sum_rows(counts: Counts) -> Iterable[Row]:
    """The groups of a split add up to their universe, for each outcome."""
    for universe, split in counts.splits():
        (total,) = counts.cells(counts.total(universe))
        for outcome in (0, 1):
            row: Row = {
                (cell, outcome): 1.0
                for group in counts.groups(universe, split)
                for cell in counts.cells(group)
            }
            row[total, outcome] = -1.0
            yield row


def subset_rows(counts: Counts) -> Iterable[Row]:
    """Pupils of a model are pupils of the cohort: in every cell, for every outcome."""
    known = dict.fromkeys(cell for group in counts.pupils for cell in counts.cells(group))
    for universe, family, combination in known:
        whole = (COHORT, family, combination)
        if universe != COHORT and whole in known:
            for outcome in (0, 1):
                yield {((universe, family, combination), outcome): 1.0, (whole, outcome): -1.0}


def _system(
    rows: list[tuple[Row, float]], index: dict[Unknown, int]
) -> tuple[Any, npt.NDArray[np.float64]]:
    return matrix([row for row, _ in rows], index), np.array([value for _, value in rows])


def matrix(rows: list[Row], index: dict[Unknown, int]) -> Any:
    """Rows as a sparse matrix with one column per cell."""
    places = [number for number, row in enumerate(rows) for _ in row]
    columns = [index[cell] for row in rows for cell in row]
    parts = [part for row in rows for part in row.values()]
    return coo_array((parts, (places, columns)), shape=(len(rows), len(index))).tocsr()
