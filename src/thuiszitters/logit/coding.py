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
from thuiszitters.logit.blocks import is_long

_LARGEST = np.iinfo(np.int64).max
#: So many possible combinations per row are counted by their place, which needs no sorting.
DENSE = 2
#: With so many values per row of one number, hardly any two rows are equal.
DIFFERENT = 0.5


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
        Per predictor the distinct values of a number, in ascending order unless there are very
        many; none for levels.
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
    """One row per distinct combination of codes (and cluster).

    In ascending order, unless there are many rows and no two of them are equal: these stay as they
    are, and are not copied.
    """
    if is_long(len(table.counts)) and _are_different(table):
        return table
    return _ordered(table)


def _are_different(table: CodedTable) -> bool:
    """Whether no two rows are equal, told by the number with most values without sorting all."""
    sizes = [0 if values is None else len(values) for values in table.distinct]
    position = int(np.argmax(sizes)) if sizes else 0
    if not sizes or sizes[position] <= DIFFERENT * len(table.counts):
        return False
    codes = table.codes[:, position]
    if codes.min() < 0:
        return False
    (shared,) = np.nonzero((np.bincount(as_places(codes)) > 1)[codes])
    some = replace(
        table,
        codes=table.codes[shared],
        events=table.events[shared],
        counts=table.counts[shared],
        cluster=None if table.cluster is None else table.cluster[shared],
    )
    return not len(shared) or len(_ordered(some).counts) == len(shared)


def _ordered(table: CodedTable) -> CodedTable:
    """One row per combination, in ascending order."""
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
