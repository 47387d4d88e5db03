"""Say of which numbers a few values are extremely far from all others."""

from collections.abc import Iterator, Sequence

import numpy as np

from thuiszitters.base.arrays import Floats, Ints, as_places
from thuiszitters.base.row_arrays import each_row, every_row, in_file, rows_where, sum_rows
from thuiszitters.describe.far_values import far_values
from thuiszitters.logit.coded_column import stand_by_row
from thuiszitters.odds.notices import Notice, notice
from thuiszitters.odds.number_texts import number_text
from thuiszitters.odds.predictor import Predictor


def about_far_values(predictors: Sequence[Predictor], counts: Floats) -> Iterator[Notice]:
    """One sentence per value that enough pupils hold to print it, and one for the others.

    Parameters
    ----------
    counts
        Pupils per row; 0 for a row that does not count.
    """
    for part in predictors:
        if part.spec.kind != "numeric":
            continue
        numbers, pupils, held = _distinct(part, counts)
        rare = []
        for far in far_values(numbers, pupils):
            if far.may_be_printed:
                rows = _rows_with(numbers, held, [far.value])
                given = {"rows": rows, "value": number_text(far.value)}
                yield notice("far_code", column=part.spec.name, **given)
            else:
                rare.append(far.value)
        if rare:
            rows = _rows_with(numbers, held, rare)
            yield notice("far_value", column=part.spec.name, rows=rows)


def _distinct(part: Predictor, counts: Floats) -> tuple[Floats, Floats, Ints]:
    """Values of a number, and the pupils and rows that have each; a value may stand there twice."""
    assert part.numbers is not None
    numbers, codes = part.numbers, part.codes
    some = each_row(lambda codes, n: (codes >= 0) & (n > 0), np.bool_, codes, counts)
    if every_row(np.asarray, some) and stand_by_row(codes, numbers):
        return numbers, counts, np.broadcast_to(np.intp(1), len(counts))
    if in_file(numbers):
        held = rows_where(some, each_row(lambda codes: numbers[codes], np.float64, codes))
        pupils = counts if len(held) == len(counts) else rows_where(some, counts)
        return held, pupils, np.broadcast_to(np.intp(1), len(held))
    places = as_places(codes[some])
    pupils = np.bincount(places, weights=counts[some], minlength=len(numbers))
    return numbers, pupils.astype(np.float64), np.bincount(places, minlength=len(numbers))


def _rows_with(numbers: Floats, held: Ints, values: Sequence[float]) -> int:
    """Rows that have one of some values."""
    return round(sum_rows(lambda some, rows: rows[np.isin(some, values)], numbers, held))
