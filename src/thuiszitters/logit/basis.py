"""Orthonormal columns, on which a likelihood is maximised, and the way back from them."""

import numpy as np
from scipy.linalg import solve_triangular

from thuiszitters.base.arrays import Floats
from thuiszitters.base.row_arrays import total
from thuiszitters.logit.blocks import is_long, triangle
from thuiszitters.logit.coded_column import lower_median
from thuiszitters.logit.long_rows import centred, gram, is_independent
from thuiszitters.logit.made_rows import BasisRows, CodedRows, Rows, whole


def centre_of(x: Rows) -> Floats:
    """Lower median per column, 0 for the intercept.

    A value of the column itself: subtracting it from values within a factor of 2 is exact
    (Sterbenz), so nothing is lost where the mean is far above the standard deviation; and a
    column of 0 and 1 stays one.
    """
    if isinstance(x, CodedRows):
        found = [0.0 if column is None else column.middle() for column in x.coded]
    else:
        given = whole(x)
        found = [lower_median(given[:, position]) for position in range(x.shape[1])]
    centre = np.array(found)
    centre[0] = 0.0
    return centre


def basis_of(x: Rows, counts: Floats, centre: Floats) -> tuple[Rows, Floats]:
    """Orthonormal columns over pupils, and what they are multiplied by to give `x - centre`."""
    # Unit length per pupil, not per table, so that steps have the size of linear predictors.
    length = np.sqrt(total(counts))
    if not is_long(len(x)):
        x, weight = whole(x), np.sqrt(counts)[:, None]
        basis, mixing = np.linalg.qr((x - x[:, :1] * centre) * weight)
        return np.asfortranarray(basis / weight * length), mixing / length

    mixing = _mixing(x, counts, centre) / length
    inverse = solve_triangular(mixing, np.eye(len(mixing)))
    return BasisRows(x, centre, inverse), mixing


def _mixing(x: Rows, counts: Floats, centre: Floats) -> Floats:
    """The triangular factor of the centred columns; of their products where that is safe."""
    products = gram(x, counts, centre)
    if is_independent(products):
        return np.asarray(np.linalg.cholesky(products).T)

    def part(rows: slice) -> Floats:
        return centred(x[rows], centre) * np.sqrt(counts[rows])[:, None]

    return triangle(part, len(x))
