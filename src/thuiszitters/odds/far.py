"""Say of which numbers a few values are extremely far from all others."""

from collections.abc import Iterator, Sequence

import numpy as np

from thuiszitters.base.arrays import Floats
from thuiszitters.describe.far_values import far_values
from thuiszitters.odds.kinds import Predictor
from thuiszitters.odds.notices import Notice, notice
from thuiszitters.odds.table import number_text


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
        values = part.values.to_numpy()
        rare = []
        for far in far_values(values, counts):
            if far.may_be_printed:
                rows = int(((values == far.value) & (counts > 0)).sum())
                given = {"rows": rows, "value": number_text(far.value)}
                yield notice("far_code", column=part.spec.name, **given)
            else:
                rare.append(far.value)
        if rare:
            rows = int((np.isin(values, rare) & (counts > 0)).sum())
            yield notice("far_value", column=part.spec.name, rows=rows)
