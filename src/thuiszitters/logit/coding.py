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
    keys = list(table.codes.T + 1)  # a missing code is -1
    if table.cluster is not None:
        keys.append(table.cluster)
    combined, sizes = np.zeros(len(table.counts), dtype=np.int64), 1
    for key in keys:
        size = int(key.max(initial=0)) + 1
        if sizes * size > _LARGEST:  # numbered anew, so that the product cannot overflow
            _, combined = np.unique(combined, return_inverse=True)
            sizes = int(combined.max(initial=0)) + 1
        combined, sizes = combined * size + key, sizes * size
    _, first, inverse = np.unique(combined, return_index=True, return_inverse=True)
    return replace(
        table,
        codes=table.codes[first],
        events=_sum_within(inverse, table.events, len(first)),
        counts=_sum_within(inverse, table.counts, len(first)),
        cluster=None if table.cluster is None else table.cluster[first],
    )


def _sum_within(group: Ints, amounts: Floats, size: int) -> Floats:
    return np.asarray(
        np.bincount(as_places(group), weights=amounts, minlength=size), dtype=np.float64
    )
