"""Whether finite maximum-likelihood estimates exist, and if not, for which columns.

An estimate is infinite when some combination of the columns never points the wrong way:
at least 0 for every pupil with the outcome and at most 0 for every pupil without it,
and not 0 for all. Konis' linear programme finds such a combination. statsmodels and most
other programs stop somewhere on the way to infinity and print what they have.

References
----------
Konis, K. (2007). Linear programming algorithms for detecting separated data in binary
logistic regression models. DPhil thesis, University of Oxford, equation 4.23.
"""

from dataclasses import dataclass

import numpy as np

from thuiszitters.base.arrays import Bools, Floats, Ints

#: A coefficient of the programme (columns scaled to the range 0 to 1) above this is not 0.
COEFFICIENT_TOLERANCE = 1e-5
#: A row further than this from the dividing plane lies beyond it, not on it.
ROW_TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class Separation:
    """What the linear programme found.

    Attributes
    ----------
    directions
        Per column +1 or -1 when its estimate runs off to plus or minus infinity, else 0.
    estimable
        Columns whose maximum-likelihood estimate is finite.
    overlapping
        Rows that are not predicted perfectly; finite estimates come from these alone.
    """

    directions: Ints
    estimable: Bools
    overlapping: Bools

    @property
    def found(self) -> bool:
        return not bool(self.overlapping.all())

    @property
    def complete(self) -> bool:
        """Every pupil is predicted perfectly, so no estimate is finite."""
        return not bool(self.overlapping.any())


def find_separation(x: Floats, events: Floats, counts: Floats) -> Separation:
    """Look for separated columns before anything is fitted.

    Parameters
    ----------
    x
        Design matrix of full column rank, intercept first.
    events, counts
        Pupils with the outcome and pupils per row.

    Notes
    -----
    One run of the programme need not find every row that can be predicted perfectly, because
    its coefficients are bounded. So it is repeated on the rows that are left until none is
    found. A coefficient is finite when the rows that remain still determine it.

    Examples
    --------
    >>> x = np.array([[1.0, 0], [1, 1]])
    >>> find_separation(x, np.array([2.0, 5.0]), np.array([4.0, 5.0])).directions.tolist()
    [0, 1]
    """
    low = x[:, 1:].min(axis=0, initial=np.inf)
    width = x[:, 1:].max(axis=0, initial=-np.inf) - low
    scaled = np.column_stack([x[:, :1], (x[:, 1:] - low) / width])
    overlapping = np.ones(len(x), dtype=bool)
    total = np.zeros(x.shape[1])
    for _ in range(x.shape[1]):
        step = _separating_direction(scaled[overlapping], events[overlapping], counts[overlapping])
        if step is None:
            break
        # What an earlier round fixed goes first to infinity and keeps its sign.
        total = np.where(np.abs(total) > COEFFICIENT_TOLERANCE, total, step)
        overlapping[overlapping] = np.abs(scaled[overlapping] @ step) <= ROW_TOLERANCE
        if not overlapping.any():
            break
    total[0] -= (total[1:] * low / width).sum()
    return Separation(
        directions=signs_of(total),
        estimable=_determined(x, overlapping),
        overlapping=overlapping,
    )


def _separating_direction(x: Floats, events: Floats, counts: Floats) -> Floats | None:
    """Solve Konis' programme once; nothing when the outcomes overlap."""
    sign = signs(events, counts)
    if not sign.any():
        return None
    pointing = x[sign != 0] * sign[sign != 0][:, None]
    direction = largest_direction(pointing.sum(axis=0), pointing, x[sign == 0])
    if (np.abs(pointing @ direction) <= ROW_TOLERANCE).all():
        return None
    return direction


def signs(events: Floats, counts: Floats) -> Floats:
    """Where each row points: 1 with the outcome only, -1 without it only, 0 with both.

    Examples
    --------
    >>> signs(np.array([2.0, 0.0, 1.0]), np.array([2.0, 2.0, 2.0])).tolist()
    [1.0, -1.0, 0.0]
    """
    mixed = (events > 0) & (events < counts)
    return np.where(mixed, 0.0, np.where(events > 0, 1.0, -1.0))


def largest_direction(total: Floats, pointing: Floats, mixed: Floats) -> Floats:
    """The direction furthest along `total` that no row points against and no mixed row leaves.

    Parameters
    ----------
    total
        Sum of all rows that point, shape (k,).
    pointing, mixed
        Rows times where they point, and rows with both outcomes; shape (rows, k).

    Examples
    --------
    >>> pointing, mixed = np.array([[1.0, 1.0]]), np.array([[1.0, 0.0]])
    >>> np.abs(largest_direction(pointing[0], pointing, mixed)).tolist()
    [0.0, 1.0]
    """
    from scipy.optimize import linprog  # 0.2 s: only when a model is fitted

    solved = linprog(
        -total,
        A_ub=-pointing if len(pointing) else None,
        b_ub=np.zeros(len(pointing)) if len(pointing) else None,
        A_eq=mixed if len(mixed) else None,
        b_eq=np.zeros(len(mixed)) if len(mixed) else None,
        bounds=(-1.0, 1.0),
        method="highs",
    )
    if solved.x is None:  # the zero vector is always allowed, so only a numerical failure
        msg = f"linear programme for separation: {solved.message}"
        raise RuntimeError(msg)
    return np.asarray(solved.x, dtype=np.float64)


def signs_of(total: Floats) -> Ints:
    """Which estimates run off, and where to."""
    kept = np.where(np.abs(total) > COEFFICIENT_TOLERANCE, np.sign(total), 0.0)
    return kept.astype(np.int64)


def _determined(x: Floats, rows: Bools) -> Bools:
    """Coefficients that `rows` determine: those no combination invisible in the rows moves."""
    if rows.all():
        return np.ones(x.shape[1], dtype=bool)
    if not rows.any():
        return np.zeros(x.shape[1], dtype=bool)
    length = np.sqrt((x**2).sum(axis=0))
    # The triangle has the same right vectors, and its other side is not as long as the table.
    return determined_by(np.asarray(np.linalg.qr(x[rows] / length, mode="r")))


def determined_by(triangle: Floats) -> Bools:
    """Coefficients that rows determine whose triangular factor this is."""
    _, singular, right = np.linalg.svd(triangle, full_matrices=True)
    rank = int((singular > 1e-9 * singular[0]).sum())
    return np.asarray(np.abs(right[rank:]).max(axis=0, initial=0.0) < 1e-7)
