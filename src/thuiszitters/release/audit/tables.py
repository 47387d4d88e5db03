"""Tables of a family by outcome with the same shown counts and another suppressed one.

The smallest change of the cohort's own table is sought by integer programming (HiGHS).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint
from scipy.sparse import csr_array, hstack, identity, vstack

from thuiszitters.base.arrays import Bools, Floats, Ints
from thuiszitters.base.quiet import integer_program
from thuiszitters.plan import Plan
from thuiszitters.release.audit.pupils import Movable, groups_of
from thuiszitters.release.system.bounds import rounded
from thuiszitters.release.system.counts import Counts, Group, Quantity

#: Measure to the outcomes of the pupils whom it counts.
OUTCOMES = {"n_pupils": (0, 1), "n_events": (1,), "n_non_events": (0,)}


@dataclass(frozen=True, slots=True)
class Ties:
    """What a table of pupils by label, outcome and class must keep.

    Attributes
    ----------
    matrix, low, high
        Sums of cells between two values; cells in the order of a raveled table.
    groups
        Every group whose pupils depend on the labels, with its cells.
    """

    matrix: csr_array
    low: Floats
    high: Floats
    groups: dict[Group, Bools]

    def row(self, quantity: Quantity, shape: tuple[int, ...]) -> Floats:
        """The cells that a count adds up."""
        return _row(self.groups[quantity.group], quantity.measure, shape)


def ties_of(pupils: Movable, plan: Plan, counts: Counts, shown: Collection[Quantity],
            round_to: int) -> Ties:  # fmt: skip
    """What shown counts leave to a family: they stay, and so do pupils by outcome and class."""
    groups = dict(groups_of(pupils, plan, counts))
    shape = pupils.table.shape
    rows, low, high = [], [], []
    for outcome in (0, 1):
        for kind in range(shape[2]):
            row = np.zeros(shape)
            row[:, outcome, kind] = 1
            rows.append(row.ravel())
            low.append(pupils.table[:, outcome, kind].sum())
            high.append(low[-1])
    for quantity in sorted(shown):
        if quantity.group not in groups:
            continue
        rows.append(_row(groups[quantity.group], quantity.measure, shape))
        value = counts.value(quantity)
        if round_to == 1:
            low.append(value)
            high.append(value)
        else:
            near = rounded(value, round_to)
            low.append(near - round_to // 2)
            high.append(near + (round_to - 1) // 2)
    return Ties(csr_array(np.array(rows)), np.array(low, float), np.array(high, float), groups)


def values_within(
    pupils: Movable, ties: Ties, target: Quantity, wanted: Mapping[Quantity, int]
) -> tuple[int, int]:
    """Smallest and largest value of a count over tables that keep the ties and other values.

    Where there is no such table, the value of the cohort itself.
    """
    row = ties.row(target, pupils.table.shape)
    ends = []
    for sign in (1.0, -1.0):
        answer = integer_program(
            sign * row,
            constraints=_kept(pupils, ties, wanted),
            integrality=np.ones(len(row)),
            bounds=_bounds(pupils),
        )
        found = sign * answer.fun if answer.status == 0 else row @ _flat(pupils)
        ends.append(round(float(found)))
    return ends[0], ends[1]


def nearest_table(pupils: Movable, ties: Ties, wanted: Mapping[Quantity, int]) -> Ints | None:
    """The table nearest to the cohort's own in which counts have given values.

    Returns
    -------
    ndarray or None
        Shape of `Movable.table`; none when there is none.
    """
    own = _flat(pupils)
    n = len(own)
    kept, limits, eye = _kept(pupils, ties, wanted), _bounds(pupils), identity(n, format="csr")
    # The second half of the unknowns is how far each cell is from its own value.
    apart = hstack([vstack([eye, eye]), vstack([-eye, eye])])
    first = hstack([kept.A, csr_array((kept.A.shape[0], n))])
    low = np.concatenate([kept.lb, np.full(n, -np.inf), own])
    high = np.concatenate([kept.ub, own, np.full(n, np.inf)])
    answer = integer_program(
        np.concatenate([np.zeros(n), np.ones(n)]),
        constraints=LinearConstraint(vstack([first, apart]), low, high),
        integrality=np.concatenate([np.ones(n), np.zeros(n)]),
        bounds=Bounds(
            np.concatenate([limits.lb, np.zeros(n)]),
            np.concatenate([limits.ub, np.full(n, np.inf)]),
        ),
    )
    if answer.status != 0:
        return None
    cells = np.round(answer.x[:n]).astype(np.int64)
    return np.asarray(cells.reshape(pupils.table.shape))


def _kept(pupils: Movable, ties: Ties, wanted: Mapping[Quantity, int]) -> LinearConstraint:
    rows = [ties.row(target, pupils.table.shape) for target in wanted]
    values = np.array(list(wanted.values()), dtype=np.float64)
    matrix = vstack([ties.matrix, csr_array(np.array(rows))]) if rows else ties.matrix
    return LinearConstraint(
        matrix, np.concatenate([ties.low, values]), np.concatenate([ties.high, values])
    )


def _bounds(pupils: Movable) -> Bounds:
    """Only movable pupils move; a cell that has none may get some, where its class allows it."""
    table = _flat(pupils)
    held = np.zeros(pupils.table.shape)
    np.add.at(held, (pupils.before, pupils.outcome, pupils.kind), 1)
    most = np.broadcast_to(np.where(pupils.allowed, np.inf, 0.0)[:, None, :], held.shape)
    return Bounds(table - held.ravel(), most.ravel())


def _flat(pupils: Movable) -> Floats:
    return pupils.table.astype(np.float64).ravel()


def _row(own: Bools, measure: str, shape: tuple[int, ...]) -> Floats:
    row = np.zeros(shape)
    for outcome in OUTCOMES[measure]:
        row[:, outcome, :] = own
    return row.ravel()
