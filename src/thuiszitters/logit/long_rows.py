"""The likelihood of many rows at several places, in one walk over them by two threads.

Of a long table it is memory that takes the time, and the products of its columns. So a block of
rows is fetched once, and its products are made once, for all places that searches ask about. The
walk is parted in the same two halves on any machine, so sums are the same to the last digit.
"""

from collections.abc import Iterator

import numpy as np

from thuiszitters.base.arrays import Floats
from thuiszitters.logit.made_rows import Rows, walk
from thuiszitters.logit.threads import shared

#: Numbers of a block that are at hand at once, in each of a few arrays that every block uses again:
#: together a share of a processor's own cache.
AT_HAND = 16_384
FEWEST_ROWS = 1_024
#: Products of columns that are made beforehand, when several places are asked about.
MOST_PRODUCTS = 256
#: Smallest part of a column of unit length that others do not explain.
FAR_FROM_SINGULAR = 1e-3

Sums = tuple[Floats, Floats, Floats]


def sums_at(x: Rows, events: Floats, counts: Floats, places: Floats) -> Sums:
    """Log likelihoods, slopes and informations.

    Parameters
    ----------
    x
        Shape (rows, k).
    events, counts
        Pupils with the outcome and pupils per row.
    places
        Coefficients, shape (m, k).

    Returns
    -------
    tuple
        Of shapes (m,), (m, k) and (m, k, k).

    Examples
    --------
    >>> found = sums_at(np.ones((2, 1)), np.array([1.0, 0]), np.ones(2), np.zeros((1, 1)))
    >>> [round(float(part.item()), 6) for part in found]
    [-1.386294, 0.0, 0.5]
    """

    def sums(rows: slice) -> Sums:
        return _Walk(x, events, counts, places).over(rows)

    first, second = shared(sums, halves(len(x)), n_rows=len(x))
    return first[0] + second[0], first[1] + second[1], first[2] + second[2]


def halves(n_rows: int) -> tuple[slice, slice]:
    """The rows that each of two threads walks."""
    half = (n_rows + 1) // 2
    return slice(0, half), slice(half, n_rows)


class _Walk:
    """One walk over rows, with memory that every block uses again."""

    def __init__(self, x: Rows, events: Floats, counts: Floats, places: Floats) -> None:
        self.x, self.events, self.counts, self.places = x, events, counts, places
        m, k = places.shape
        self.size = min(max(AT_HAND // m, FEWEST_ROWS), len(x))
        self.pairs = np.triu_indices(k)
        self.few = m > 1 and len(self.pairs[0]) <= MOST_PRODUCTS
        self.room = np.empty((4, m, self.size))
        self.products = np.empty((len(self.pairs[0]) if self.few else k, self.size))
        self.value, self.score = np.zeros(m), np.zeros((m, k))
        self.upper, self.full = np.zeros((m, len(self.pairs[0]))), np.zeros((m, k, k))

    def over(self, within: slice) -> Sums:
        """The sums of some rows."""
        for rows, columns in walk(self.x, within, self.size):
            self.inform(columns, self.add(rows, columns))
        if self.few:
            for i, j in (self.pairs, self.pairs[::-1]):
                self.full[:, i, j] = self.upper
        return self.value, self.score, self.full

    def add(self, rows: slice, columns: Floats) -> Floats:
        """Add to values and slopes; the variance of the outcome of every row at every place."""
        n = np.ascontiguousarray(self.counts[rows])  # one number may stand for all of them
        gap = self.events[rows] - 0.5 * n
        eta, small, share, lean = self.room[:, :, : len(n)]
        np.matmul(self.places, columns, out=eta)
        np.abs(eta, out=small)
        self.value += eta @ gap - 0.5 * (small @ n)
        np.exp(np.negative(small, out=small), out=small)
        np.divide(1.0, np.add(small, 1.0, out=share), out=share)  # of the likelier outcome
        self.value += np.log(share, out=lean) @ n
        np.multiply(small, share, out=small)
        weight = np.multiply(small, share, out=small)
        # Half the distance between the probabilities of both outcomes, with the sign of eta.
        np.copysign(np.subtract(share, 0.5, out=share), eta, out=lean)
        if not (n == 1.0).all():
            np.multiply(weight, n, out=weight)
            np.multiply(lean, n, out=lean)
        self.score += np.subtract(gap, lean, out=lean) @ columns.T
        return np.asarray(weight)

    def inform(self, columns: Floats, weight: Floats) -> None:
        """Add to the informations."""
        products = self.products[:, : columns.shape[1]]
        if self.few:
            self.upper += weight @ _fill_products(columns, products).T
            return
        for full, root in zip(self.full, np.sqrt(weight, out=weight), strict=True):
            weighted = np.multiply(columns, root, out=products)
            full += weighted @ weighted.T


def bends_at(x: Rows, counts: Floats, beta: Floats, along: Floats) -> Floats:
    """Second derivatives of the slopes at `beta` along some directions.

    Parameters
    ----------
    along
        Directions, shape (m, k).

    Returns
    -------
    Floats
        Of every slope along every direction, shape (m, k).

    Examples
    --------
    >>> one = np.ones((1, 1))
    >>> bends_at(one, np.ones(1), np.log([3.0]), one).tolist()
    [[0.09375]]
    """

    def bends(within: slice) -> Floats:
        total = np.zeros(along.shape)
        for rows, columns in walk(x, within, max(AT_HAND // len(along), FEWEST_ROWS)):
            half = np.tanh(0.5 * (beta @ columns))
            moved = np.square(along @ columns)
            moved *= counts[rows] * half * (1.0 - half**2) / 4.0
            total += moved @ columns.T
        return total

    first, second = shared(bends, halves(len(x)), n_rows=len(x))
    return np.asarray(first + second)


def _fill_products(columns: Floats, into: Floats) -> Floats:
    """Every column times itself and those after it, shape (k (k + 1) / 2, rows)."""
    start, k = 0, len(columns)
    for i in range(k):
        np.multiply(columns[i], columns[i:], out=into[start : start + k - i])
        start += k - i
    return into


def gram(x: Rows, counts: Floats, centre: Floats) -> Floats:
    """Products of the columns of `x - centre`, each row counted."""
    total = np.zeros((x.shape[1], x.shape[1]))
    for rows, columns in walk(x):
        part = (columns - centre[:, None] * columns[:1]) * np.sqrt(counts[rows])
        total += part @ part.T
    return total


def centred(x: Floats, centre: Floats) -> Floats:
    """Columns without their centre, which is about the first of them, the intercept."""
    return np.asarray(x - x[:, :1] * centre)


def stretches(x: Rows) -> Iterator[Floats]:
    """The rows of a table, few at a time; each holds until the next."""
    for _, columns in walk(x):
        yield columns.T


def is_independent(products: Floats) -> bool:
    """Whether columns are so far from depending on each other that their products tell it.

    Squaring loses half of the digits, so nearer than `FAR_FROM_SINGULAR` rows themselves are asked.
    """
    length = np.sqrt(np.diagonal(products))
    if not (length > 0).all():
        return False
    try:
        lower = np.linalg.cholesky(products / length / length[:, None])
    except np.linalg.LinAlgError:
        return False
    return bool(np.diagonal(lower).min() > FAR_FROM_SINGULAR)


def radius(x: Rows) -> float:
    """The length of the longest row: no linear predictor is larger per unit of coefficients.

    Examples
    --------
    >>> radius(np.array([[3.0, 4.0], [1.0, 0.0]]))
    5.0
    """
    return float(np.sqrt(max(float((part**2).sum(axis=1).max()) for part in stretches(x))))
