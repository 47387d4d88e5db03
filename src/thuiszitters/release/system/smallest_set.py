"""The fewest further counts to mask, by a mixed-integer linear programme.

Masking a count frees its value for the reader: every value that fits what is still shown
becomes possible. A sensitive count is protected when two such worlds exist in which it
differs by the width that the profile asks. The programme looks for the cheapest set of
masks under which those worlds exist for every sensitive count of one split.

References
----------
Fischetti, M. and Salazar, J. J. (2001). Solving the cell suppression problem on tabular
data with linear constraints. Management Science 47, 1008-1027: the model in section 2.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint
from scipy.sparse import block_diag, coo_array, csr_array, hstack, vstack

from thuiszitters.base.quiet import integer_program
from thuiszitters.release.system.bounds import (
    Unknown,
    fact_row,
    matrix,
    rounded,
    row_of,
    subset_rows,
    sum_rows,
    unknowns,
)
from thuiszitters.release.system.counts import EVERYONE, Counts, Quantity

#: A mask counts as chosen above this; the solver returns 0 and 1 up to its tolerance.
_CHOSEN = 0.5


@dataclass(frozen=True, slots=True)
class Split:
    """The groups of related predictors in every universe, with the totals they add up to."""

    counts: Counts
    shown: tuple[Quantity, ...]
    free: tuple[Quantity, ...]
    round_to: int

    @property
    def index(self) -> dict[Unknown, int]:
        return unknowns(self.counts)


def fewest_masks(
    counts: Counts,
    predictors: Collection[str],
    targets: Sequence[Quantity],
    suppressed: Collection[Quantity],
    *,
    width: float,
    round_to: int = 1,
) -> set[Quantity] | None:
    """Cheapest set of further masks that protects every target of related predictors.

    Parameters
    ----------
    counts
        All counts of the run.
    predictors
        Whose groups to consider: a family. Totals are taken as they are.
    targets
        Sensitive counts of these predictors.
    suppressed
        Counts that are suppressed already.
    width
        Distance in pupils between the smallest and largest possible value of a target.
    round_to
        Shown counts are rounded to multiples of this.

    Returns
    -------
    set of Quantity or None
        None when no set within these predictors is enough.
    """
    split = _split(counts, predictors, suppressed, round_to)
    if not split.shown:
        return None
    worlds = 2 * len(targets)
    answer = integer_program(
        np.concatenate(
            [[_cost(split, q) for q in split.shown], np.zeros(worlds * len(split.index))]
        ),
        integrality=[1] * len(split.shown) + [0] * (worlds * len(split.index)),
        bounds=Bounds(0, [1] * len(split.shown) + [np.inf] * (worlds * len(split.index))),
        constraints=_constraints(split, targets, width),
        options={"mip_rel_gap": 0.0},
    )
    if not answer.success:
        return None
    chosen = answer.x[: len(split.shown)] > _CHOSEN
    return {quantity for quantity, taken in zip(split.shown, chosen, strict=True) if taken}


def _split(
    counts: Counts, predictors: Collection[str], suppressed: Collection[Quantity], round_to: int
) -> Split:
    own = [group for group in counts.pupils if group.predictor in predictors]
    universes = dict.fromkeys(group.universe for group in own)
    groups = [*own, *(counts.total(universe) for universe in universes)]
    part = Counts(
        {group: counts.pupils[group] for group in groups},
        {group: counts.events[group] for group in groups},
        {group: counts.parts[group] for group in groups if group in counts.parts},
        tuple(
            fact
            for fact in counts.facts
            if {q.group for q in (*fact.counts, *fact.less)} <= set(groups)
        ),
    )
    quantities = [
        Quantity(group, measure) for group in groups for measure in ("n_pupils", "n_events")
    ]
    kept = [quantity for quantity in quantities if quantity not in suppressed]
    return Split(
        counts=part,
        shown=tuple(q for q in kept if q.group.predictor != EVERYONE),
        free=tuple(q for q in kept if q.group.predictor == EVERYONE),
        round_to=round_to,
    )


def _cost(split: Split, quantity: Quantity) -> float:
    """One for each mask, and a little more for a larger count: fewest first, smallest next."""
    largest = max(split.counts.pupils.values())
    return 1.0 + split.counts.value(quantity) / (100.0 * largest * len(split.shown))


def _constraints(split: Split, targets: Sequence[Quantity], width: float) -> list[LinearConstraint]:
    """Every world fits what is shown, and two worlds per target are far enough apart."""
    index, worlds = split.index, 2 * len(targets)
    no_masks = csr_array((1, len(split.shown)))
    sums = matrix(list(sum_rows(split.counts)), index)
    subsets = matrix(list(subset_rows(split.counts)), index)
    fixed = matrix([row_of(split.counts, quantity) for quantity in split.free], index)
    values = np.array([_centre(split, quantity) for quantity in split.free])
    slack = 0.0 if split.round_to == 1 else split.round_to / 2
    constraints = [
        _repeated(sums, worlds, split, 0.0, 0.0),
        _repeated(subsets, worlds, split, -np.inf, 0.0),
        _repeated(
            fixed, worlds, split, np.tile(values - slack, worlds), np.tile(values + slack, worlds)
        ),
        *_unless_suppressed(split, worlds, slack),
        *_known_already(split, worlds),
    ]
    for number, target in enumerate(targets):
        row = matrix([row_of(split.counts, target)], index)
        blocks = [coo_array((1, len(index)))] * worlds
        blocks[2 * number], blocks[2 * number + 1] = row, -row
        constraints.append(LinearConstraint(hstack([no_masks, *blocks]).tocsr(), width, np.inf))
    return [part for part in constraints if part.A.shape[0]]


def _repeated(rows: Any, worlds: int, split: Split, low: Any, high: Any) -> LinearConstraint:
    """The same rows for every world."""
    many = block_diag([rows] * worlds)
    empty = csr_array((many.shape[0], len(split.shown)))
    return LinearConstraint(hstack([empty, many]).tocsr(), low, high)


def _known_already(split: Split, worlds: int) -> list[LinearConstraint]:
    """What an earlier release said holds in every world."""
    facts = split.counts.facts
    if not facts:
        return []
    rows = matrix([fact_row(split.counts, fact) for fact in facts], split.index)
    low, high = ([getattr(fact, end) for fact in facts] for end in ("low", "high"))
    return [_repeated(rows, worlds, split, np.tile(low, worlds), np.tile(high, worlds))]


def _unless_suppressed(split: Split, worlds: int, slack: float) -> list[LinearConstraint]:
    """A count that stays shown has its value in every world; a suppressed one may have any."""
    rows = matrix([row_of(split.counts, quantity) for quantity in split.shown], split.index)
    values = np.tile([_centre(split, quantity) for quantity in split.shown], worlds)
    room = 2.0 * max(split.counts.pupils.values())
    release = vstack([coo_array(np.eye(len(split.shown)) * room)] * worlds)
    many = block_diag([rows] * worlds)
    return [
        LinearConstraint(hstack([-release, many]).tocsr(), -np.inf, values + slack),
        LinearConstraint(hstack([release, many]).tocsr(), values - slack, np.inf),
    ]


def _centre(split: Split, quantity: Quantity) -> float:
    value = split.counts.value(quantity)
    return float(value if split.round_to == 1 else rounded(value, split.round_to))
