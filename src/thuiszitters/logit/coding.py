"""Patterns of pupils as whole numbers: checked, complete, collapsed.

Everything after this module sees level numbers and counts. Rows that are equal in all
predictors are one row with the number of pupils and the number with the outcome, so
repeated rows, counted rows and collapsed rows are the same input.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from thuiszitters.base.arrays import Floats, Ints, as_places
from thuiszitters.base.row_arrays import ends_of, in_file, total
from thuiszitters.logit.blocks import blocks, is_long
from thuiszitters.logit.code_columns import CodeColumns

_LARGEST = np.iinfo(np.int64).max
#: So many possible combinations per row are counted by their place, which needs no sorting.
DENSE = 2
#: So many combinations at most stand in memory for rows in files.
FEW_COMBINATIONS = 1_000_000
#: With so many values per row of one number, hardly any two rows are equal.
DIFFERENT = 0.5
#: An odd number whose product spreads bits (the golden ratio times 2**64).
SPREAD = np.uint64(0x9E3779B97F4A7C15)


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
        Shape (rows, predictors): number of the level, or of the distinct value. Of many rows that
        differ each column stands by itself.
    distinct
        Per predictor the distinct values of a number in ascending order; none for levels. Of very
        many of which most differ, one per row as they came, so that a value may stand there twice.
    events, counts
        Pupils with the outcome, and pupils, per row.
    cluster
        Number of the cluster per row; none without clusters.
    n_left_out
        Pupils left out because a predictor is missing.
    """

    predictors: tuple[Predictor, ...]
    codes: Ints | CodeColumns
    distinct: tuple[Floats | None, ...]
    events: Floats
    counts: Floats
    cluster: Ints | None = None
    n_left_out: float = 0.0

    def stands_by_row(self, position: int) -> bool:
        """Whether a number has no codes, as every row has the place of its own value."""
        codes = self.codes
        return isinstance(codes, CodeColumns) and codes.columns[position] is None

    @property
    def n_obs(self) -> float:
        return total(self.counts)

    @property
    def n_events(self) -> float:
        return total(self.events)

    def only(self, predictors: Sequence[str], *, merged: bool = True) -> "CodedTable":
        """Describe the same pupils by fewer predictors.

        Parameters
        ----------
        merged
            Without, the few equal rows of a number of which most values differ stay apart, as it
            costs more to find them than to walk over them.
        """
        names = [spec.name for spec in self.predictors]
        kept = [names.index(name) for name in predictors]
        part = replace(
            self,
            predictors=tuple(self.predictors[i] for i in kept),
            codes=self.codes[:, slice(kept[0], kept[0] + 1) if len(kept) == 1 else kept],
            distinct=tuple(self.distinct[i] for i in kept),
        )
        return part if not merged and _places_differ(part) is not None else collapse(part)


def same_pupils(one: CodedTable, other: CodedTable) -> bool:
    """Whether two collapsed tables are about the same pupils with the same outcomes.

    Examples
    --------
    >>> table = CodedTable((), np.empty((1, 0), dtype=int), (), np.ones(1), np.ones(1))
    >>> same_pupils(table, table), same_pupils(table, replace(table, events=np.zeros(1)))
    (True, False)
    """
    if one.predictors != other.predictors or (one.cluster is None) != (other.cluster is None):
        return False
    pairs: list[tuple[Any, Any]] = [(one.counts, other.counts), (one.events, other.events)]
    pairs += [(one.cluster, other.cluster)] if one.cluster is not None else []
    pairs += [
        pair for pair in zip(one.distinct, other.distinct, strict=True) if pair[0] is not None
    ]
    return all(np.array_equal(*pair) for pair in pairs) and all(
        np.array_equal(one.codes[:, position], other.codes[:, position])
        for position in range(len(one.predictors))
    )


def differ_mostly(values: Floats, n_rows: int) -> bool:
    """Whether most of many rows have a value of their own."""
    ordered = np.sort(values)
    return int(np.count_nonzero(np.diff(ordered))) + 1 > DIFFERENT * n_rows


def collapse(table: CodedTable) -> CodedTable:
    """One row per distinct combination of codes (and cluster).

    In ascending order, unless there are many rows and no two of them are equal: these stay as they
    are, and are not copied. So do rows in files, unless there are few combinations they can have.
    """
    if in_file(table.events):
        return _collapsed_file(table)
    if not is_long(len(table.counts)):
        return _ordered(table)
    return table if _are_different(table) else _ordered(_renumbered(table))


def _places_differ(table: CodedTable) -> int | None:
    """Where the number stands of which most of many rows have a value of their own, if one does."""
    if in_file(table.events):
        stand = (i for i in range(len(table.predictors)) if table.stands_by_row(i))
        return next(stand, None)
    sizes = [0 if values is None else len(values) for values in table.distinct]
    if not sizes or not is_long(len(table.counts)):
        return None
    position = int(np.argmax(sizes))
    codes, values = table.codes[:, position], table.distinct[position]
    if values is None or sizes[position] <= DIFFERENT * len(codes) or codes.min() < 0:
        return None
    return position


def _are_different(table: CodedTable) -> bool:
    """Whether no two of many rows are equal, as where most have a value of their own."""
    if _places_differ(table) is None:
        return False
    ordered = _marks(table)
    ordered.sort()
    twice = ordered[1:][ordered[1:] == ordered[:-1]]
    del ordered
    if not len(twice):
        return True
    (shared,) = np.nonzero(np.isin(_marks(table), twice))
    some = replace(
        table,
        codes=table.codes[shared],
        events=table.events[shared],
        counts=table.counts[shared],
        cluster=None if table.cluster is None else table.cluster[shared],
    )
    return len(_ordered(_renumbered(some)).counts) == len(shared)


def _marks(table: CodedTable) -> npt.NDArray[np.uint64]:
    """A number for each row, the same for equal rows and nearly always another for others."""
    marks = np.zeros(len(table.counts), dtype=np.uint64)
    for position, values in enumerate(table.distinct):
        for rows in blocks(len(marks)):
            part: npt.NDArray[Any] = table.codes[rows, position].astype(np.int64)
            if values is not None:
                part = np.where(part < 0, np.nan, values[part]) + 0.0  # -0.0 is 0.0
            marks[rows] = (marks[rows] ^ part.view(np.uint64)) * SPREAD
            marks[rows] ^= marks[rows] >> np.uint64(29)
    if table.cluster is not None:
        marks = (marks ^ table.cluster.astype(np.uint64)) * SPREAD
    return marks


def _renumbered(table: CodedTable) -> CodedTable:
    """Numbers of many rows with every value in one place, in ascending order."""
    codes, distinct = table.codes.copy(order="F"), list(table.distinct)
    for position, values in enumerate(table.distinct):
        if values is None or (np.diff(values) > 0).all():
            continue
        known = codes[:, position] >= 0
        held, place = np.unique(values[codes[known, position]], return_inverse=True)
        distinct[position], codes[known, position] = held, place
    return replace(table, codes=codes, distinct=tuple(distinct))


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
        first, events, counts = _by_place(lambda rows: combined[rows], sizes, table)
    else:
        first, events, counts = _by_order(combined, table)
    return replace(
        table,
        codes=table.codes[first],
        events=events,
        counts=counts,
        cluster=None if table.cluster is None else table.cluster[first],
    )


def _collapsed_file(table: CodedTable) -> CodedTable:
    """Rows in files as one in memory per combination, where there are few that could be."""
    if any(map(table.stands_by_row, range(len(table.predictors)))):
        return table
    keys = [(table.codes[:, i], 1) for i in range(len(table.predictors))]
    if table.cluster is not None:
        keys.append((table.cluster, 0))
    sizes = [int(ends_of(key)[1]) + more + 1 for key, more in keys]
    size = int(np.prod(sizes, dtype=np.float64))
    if size > FEW_COMBINATIONS:
        return table

    def place_of(rows: slice) -> Ints:
        combined = np.zeros(rows.stop - rows.start, dtype=np.int64)
        for (key, more), length in zip(keys, sizes, strict=True):
            combined *= length
            combined += key[rows]
            combined += more
        return combined

    first, events, counts = _by_place(place_of, size, table)
    cluster = None if table.cluster is None else table.cluster[first]
    codes = np.asarray(table.codes[first])
    return replace(table, codes=codes, events=events, counts=counts, cluster=cluster)


def _by_place(
    place_of: Callable[[slice], Ints], size: int, table: CodedTable
) -> tuple[Ints, Floats, Floats]:
    """A row of every combination and its sums, where there are few that could be."""
    row = np.full(size, -1, dtype=np.int64)
    events, counts = np.zeros(size), np.zeros(size)
    for rows in blocks(len(table.counts)):
        place = as_places(place_of(rows))
        row[place] = np.arange(rows.start, rows.stop)
        events += np.bincount(place, weights=table.events[rows], minlength=size)
        counts += np.bincount(place, weights=table.counts[rows], minlength=size)
    here = row >= 0
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
