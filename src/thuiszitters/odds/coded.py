"""From predictors that were decided on to the coded pupils of a fit, without a table of texts."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from thuiszitters.base.arrays import Bools, Floats, Ints, compact
from thuiszitters.base.row_arrays import (
    count_rows,
    each_row,
    every_row,
    in_file,
    rows_where,
    sum_rows,
)
from thuiszitters.logit.blocks import is_long
from thuiszitters.logit.code_columns import CodeColumns
from thuiszitters.logit.coded_column import stand_by_row
from thuiszitters.logit.coding import CodedTable, collapse, differ_mostly
from thuiszitters.models.coding import predictor_of
from thuiszitters.odds.predictor import Predictor
from thuiszitters.odds.uses import complete_records

if TYPE_CHECKING:
    import pandas as pd


def code_pupils(
    predictors: Sequence[Predictor],
    outcome: Floats,
    counts: Floats,
    clusters: Ints | None,
) -> CodedTable:
    """The pupils who are complete, as `models.coding.code_patterns` codes a table of them.

    Parameters
    ----------
    predictors
        In model order.
    outcome, counts
        Of every record: 0, 1 or NaN where unknown, and its number of pupils.
    clusters
        The cluster of every record, -1 without one; none without clusters.
    """
    known = each_row(lambda some: ~np.isnan(some), np.bool_, outcome)
    needed = [part.codes for part in predictors] + ([] if clusters is None else [clusters])
    complete = complete_records(known, counts, needed)
    every = every_row(np.asarray, complete)
    columns, distinct = [], []
    for part in predictors:
        places, values = _places(part)
        own = part.codes if every else rows_where(complete, part.codes)
        by_row = every and values is not None and places is None and stand_by_row(own, values)
        columns.append(None if by_row else _coded(own, places))
        distinct.append(values)
    made = CodeColumns(tuple(columns), count_rows(np.asarray, complete))
    codes = made if is_long(made.n_rows) else made.copy()
    pupils = counts if every else _of_those(complete, counts)
    groups = None
    if clusters is not None:
        found, groups = np.unique(clusters[known & (clusters >= 0)], return_inverse=True)
        groups = compact(np.searchsorted(found, clusters[complete]))
    return collapse(
        CodedTable(
            predictors=tuple(predictor_of(part.spec) for part in predictors),
            codes=codes,
            distinct=tuple(distinct),
            events=_times(pupils, outcome if every else rows_where(complete, outcome)),
            counts=pupils,
            cluster=groups,
            n_left_out=sum_rows(
                lambda counts, known, complete: counts[known & ~complete], counts, known, complete
            ),
        )
    )


def _times(pupils: Floats, outcome: Floats) -> Floats:
    """Pupils with the outcome; not copied where one number, 1, stands for those of all rows."""
    alone = pupils.strides == (0,) and len(pupils) and pupils[0] == 1.0
    if alone:
        return outcome
    return each_row(lambda pupils, outcome: pupils * outcome, np.float64, pupils, outcome)


def _of_those(complete: Bools, counts: Floats) -> Floats:
    """The counts of some records; one number stays one where it stands for all."""
    if counts.strides == (0,) and in_file(complete):
        return np.broadcast_to(counts[0], count_rows(np.asarray, complete))
    return rows_where(complete, counts)


def _coded(own: Ints, places: Ints | None) -> Ints:
    """The code of every record, from where its value stands."""
    if places is None:
        return own if in_file(own) else compact(own)
    short = compact(places, len(places))
    return each_row(lambda some: short[some], short.dtype, own)


def _places(part: Predictor) -> tuple[Ints | None, Floats | None]:
    """The code of every value, none where it is its place, and for a number its values.

    They ascend, unless there are so many that they are left as the file has them, equal ones in as
    many places: then a walk finds the next one beside the one before.
    """
    if part.numbers is not None:
        if in_file(part.numbers):
            return None, part.numbers
        if is_long(len(part.numbers)) and differ_mostly(part.numbers, len(part.numbers)):
            return None, part.numbers
        values, places = np.unique(part.numbers, return_inverse=True)
        return compact(places), values
    levels = {level: number for number, level in enumerate(part.spec.levels)}
    return np.array([levels[text] for text in part.texts], dtype=np.int32), None


def frame_of(
    predictors: Sequence[Predictor], more: dict[str, Floats], known: Bools
) -> "Callable[[], pd.DataFrame]":
    """A table of the records whose outcome is known, made when it is asked for."""

    def make() -> "pd.DataFrame":
        import pandas as pd

        columns = {part.spec.name: part.values for part in predictors}
        frame = pd.DataFrame({**columns, **more})
        return frame if known.all() else frame[known]

    return make


def frame_of_complete(table: CodedTable, outcome: str, count: str) -> "Callable[[], pd.DataFrame]":
    """A table of the complete pupils, made when it is asked for."""

    def make() -> "pd.DataFrame":
        import pandas as pd

        columns = {}
        for number, (spec, values) in enumerate(zip(table.predictors, table.distinct, strict=True)):
            named = np.array(spec.levels, dtype=object) if values is None else values
            columns[spec.name] = np.tile(named[table.codes[:, number]], 2)
        with_it, without = table.events, table.counts - table.events
        columns[outcome] = np.repeat([1.0, 0.0], len(with_it))
        columns[count] = np.concatenate([with_it, without])
        frame = pd.DataFrame(columns)
        return frame[frame[count] > 0]

    return make
