"""Patterns of pupils as whole numbers: checked, complete, collapsed.

Everything after this module sees level numbers and counts. Rows that are equal in all
predictors are one row with the number of pupils and the number with the outcome, so
repeated rows, counted rows and collapsed rows are the same input.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from thuiszitters.base.arrays import Floats, Ints, as_places

_LARGEST = np.iinfo(np.int64).max
#: So many possible combinations per row are counted by their place, which needs no sorting.
DENSE = 2


@dataclass(frozen=True, slots=True)
class Predictor:
    """What a column of codes stands for.

    Attributes
    ----------
    kind
        ``binary`` and ``factor`` have levels; ``numeric`` has distinct values.
    levels
        Names of the codes 0, 1, ..., reference first; empty for a number.
    per
        The coefficient of a number is about this many units.
    """

    name: str
    kind: Literal["binary", "factor", "numeric"]
    levels: tuple[str, ...] = ()
    per: float = 1.0

    @property
    def reference(self) -> str | None:
        """The level every other level is compared with; none for a number."""
        return self.levels[0] if self.levels else None


@dataclass(frozen=True, slots=True)
class CodedTable:
    """Complete pupils as distinct combinations of predictor values.

    Attributes
    ----------
    predictors
        In model order.
    codes
        Shape (rows, predictors): number of the level, or of the distinct value.
    distinct
        Per predictor the distinct values of a number in ascending order; none for levels.
    events, counts
        Pupils with the outcome, and pupils, per row.
    cluster
        Number of the cluster per row; none without clusters.
    n_left_out
        Pupils left out because a predictor is missing.
    """

    predictors: tuple[Predictor, ...]
    codes: Ints
    distinct: tuple[Floats | None, ...]
    events: Floats
    counts: Floats
    cluster: Ints | None = None
    n_left_out: float = 0.0

    @property
    def n_obs(self) -> float:
        return float(self.counts.sum())

    @property
    def n_events(self) -> float:
        return float(self.events.sum())

    def only(self, predictors: Sequence[str]) -> "CodedTable":
        """Describe the same pupils by fewer predictors."""
        names = [spec.name for spec in self.predictors]
        kept = [names.index(name) for name in predictors]
        part = replace(
            self,
            predictors=tuple(self.predictors[i] for i in kept),
            codes=self.codes[:, kept],
            distinct=tuple(self.distinct[i] for i in kept),
        )
        return collapse(part)


def collapse(table: CodedTable) -> CodedTable:
    """One row per distinct combination of codes (and cluster), in ascending order."""
    keys = [(codes, 1) for codes in table.codes.T]  # a missing code is -1
    if table.cluster is not None:
        keys.append((table.cluster, 0))
    combined, sizes = np.zeros(len(table.counts), dtype=np.int64), 1
    for key, more in keys:
        size = int(key.max(initial=-more)) + more + 1
        if sizes * size > _LARGEST:  # numbered anew, so that the product cannot overflow
            _, combined = np.unique(combined, return_inverse=True)
            sizes = int(combined.max(initial=0)) + 1
        combined *= size
        combined += key
        combined += more
        sizes *= size
    # Which of the equal rows stands for them does not matter, nor in what order whole numbers add.
    if sizes <= DENSE * len(combined):
        first, events, counts = _by_place(combined, sizes, table)
    else:
        first, events, counts = _by_order(combined, table)
    return replace(
        table,
        codes=table.codes[first],
        events=events,
        counts=counts,
        cluster=None if table.cluster is None else table.cluster[first],
    )


def _by_place(combined: Ints, size: int, table: CodedTable) -> tuple[Ints, Floats, Floats]:
    """A row of every combination and its sums, where there are few that could be."""
    row = np.full(size, -1, dtype=np.int64)
    row[combined] = np.arange(len(combined))
    combined = as_places(combined)
    here = row >= 0
    events = np.bincount(combined, weights=table.events, minlength=size).astype(np.float64)
    counts = np.bincount(combined, weights=table.counts, minlength=size).astype(np.float64)
    return row[here], events[here], counts[here]


def _by_order(combined: Ints, table: CodedTable) -> tuple[Ints, Floats, Floats]:
    """The same where they must be sorted."""
    order = np.argsort(combined)
    ordered = combined[order]
    starts = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)])
    if len(starts) == len(order):
        return order, table.events[order], table.counts[order]
    events: Floats = np.add.reduceat(table.events[order], starts)
    counts: Floats = np.add.reduceat(table.counts[order], starts)
    return order[starts], events, counts
