"""From predictors that were decided on to the coded pupils of a fit, without a table of texts."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from thuiszitters.base.arrays import Bools, Floats, Ints, compact
from thuiszitters.logit.blocks import is_long
from thuiszitters.logit.code_columns import CodeColumns
from thuiszitters.logit.coding import CodedTable, collapse, differ_mostly
from thuiszitters.logit.made_rows import stand_by_row
from thuiszitters.models.coding import predictor_of
from thuiszitters.odds.predictor import Predictor

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
    known = ~np.isnan(outcome)
    complete = known & (counts > 0)
    for part in predictors:
        complete &= part.codes >= 0
    if clusters is not None:
        complete &= clusters >= 0
    every = bool(complete.all())
    columns, distinct = [], []
    for part in predictors:
        places, values = _places(part)
        own = part.codes if every else part.codes[complete]
        by_row = every and values is not None and places is None and stand_by_row(own, values)
        columns.append(None if by_row else _coded(own, places))
        distinct.append(values)
    made = CodeColumns(tuple(columns), int(np.count_nonzero(complete)))
    codes = made if is_long(made.n_rows) else made.copy()
    pupils = counts if every else counts[complete]
    groups = None
    if clusters is not None:
        found, groups = np.unique(clusters[known & (clusters >= 0)], return_inverse=True)
        groups = compact(np.searchsorted(found, clusters[complete]))
    return collapse(
        CodedTable(
            predictors=tuple(predictor_of(part.spec) for part in predictors),
            codes=codes,
            distinct=tuple(distinct),
            events=_times(pupils, outcome if every else outcome[complete]),
            counts=pupils,
            cluster=groups,
            n_left_out=float(counts[known & ~complete].sum()),
        )
    )


def _times(pupils: Floats, outcome: Floats) -> Floats:
    """Pupils with the outcome; not copied where one number, 1, stands for those of all rows."""
    alone = pupils.strides == (0,) and len(pupils) and pupils[0] == 1.0
    return outcome if alone else pupils * outcome


def _coded(own: Ints, places: Ints | None) -> Ints:
    """The code of every record, from where its value stands."""
    if places is None:
        return compact(own)
    return compact(places, len(places))[own]


def _places(part: Predictor) -> tuple[Ints | None, Floats | None]:
    """The code of every value, none where it is its place, and for a number its values.

    They ascend, unless there are so many that they are left as the file has them, equal ones in as
    many places: then a walk finds the next one beside the one before.
    """
    if part.numbers is not None:
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
