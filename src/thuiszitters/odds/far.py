"""Say of which numbers a few values are extremely far from all others."""

from collections.abc import Iterator, Sequence

import numpy as np

from thuiszitters.base.arrays import Floats, as_places
from thuiszitters.describe.far_values import far_values
from thuiszitters.logit.made_rows import stand_by_row
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
        assert part.numbers is not None
        some = part.present & (counts > 0)
        if some.all() and stand_by_row(part.codes, part.numbers):
            pupils, held = counts, np.broadcast_to(np.intp(1), len(counts))
        else:
            size, codes = len(part.numbers), as_places(part.codes[some])
            weights = counts[some]
            pupils = np.bincount(codes, weights=weights, minlength=size).astype(np.float64)
            held = np.bincount(codes, minlength=size)
        rare = []
        for far in far_values(part.numbers, pupils):
            if far.may_be_printed:
                rows = int(held[part.numbers == far.value].sum())
                given = {"rows": rows, "value": number_text(far.value)}
                yield notice("far_code", column=part.spec.name, **given)
            else:
                rare.append(far.value)
        if rare:
            rows = int(held[np.isin(part.numbers, rare)].sum())
            yield notice("far_value", column=part.spec.name, rows=rows)
