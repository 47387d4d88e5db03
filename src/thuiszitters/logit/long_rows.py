"""The likelihood of many rows at several places, in one walk over them by two threads.

Of a long table it is memory that takes the time, and the products of its columns. So a block of
rows is fetched once, and its products are made once, for all places that searches ask about. The
walk is parted in the same two halves on any machine, so sums are the same to the last digit.
"""

from collections.abc import Iterator

import numpy as np

from thuiszitters.base.arrays import Floats
from thuiszitters.logit.made_rows import Rows, columns_of, few_at_a_time
from thuiszitters.logit.threads import shared

#: Numbers of a block that are at hand at once: about a quarter of a processor's own cache.
AT_HAND = 65_536
FEWEST_ROWS = 4_096
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

    def walk(rows: slice) -> Sums:
        return _walk(x, events, counts, places, rows)

    first, second = shared(walk, halves(len(x)), n_rows=len(x))
    return first[0] + second[0], first[1] + second[1], first[2] + second[2]


def halves(n_rows: int) -> tuple[slice, slice]:
    """The rows that each of two threads walks."""
    half = (n_rows + 1) // 2
    return slice(0, half), slice(half, n_rows)


def _walk(x: Rows, events: Floats, counts: Floats, places: Floats, within: slice) -> Sums:
    m, k = places.shape
    value, score = np.zeros(m), np.zeros((m, k))
    pairs = np.triu_indices(k)
    few = m > 1 and len(pairs[0]) <= MOST_PRODUCTS
    upper = np.zeros((m, len(pairs[0])))
    full = np.zeros((m, k, k))
    size = max(AT_HAND // m, FEWEST_ROWS)
    for part in few_at_a_time(within.stop - within.start, size):
        rows = slice(within.start + part.start, within.start + part.stop)
        columns = columns_of(x, rows)
        n = counts[rows]
        gap = events[rows] - 0.5 * n
        eta = places @ columns
        away = np.abs(eta)
        small = np.exp(-away)
        share = 1.0 / (1.0 + small)  # probability of the likelier outcome
        value += eta @ gap - 0.5 * (away @ n) + np.log(share) @ n
        small *= share
        weight = np.multiply(small, share, out=small)
        # Half the distance between the probabilities of both outcomes, with the sign of eta.
        share -= 0.5
        lean = np.copysign(share, eta, out=share)
        if not (n == 1.0).all():
            weight *= n
            lean *= n
        score += (gap - lean) @ columns.T
        if few:
            upper += weight @ _products(columns).T
            continue
        for i, root in enumerate(np.sqrt(weight)):
            weighted = columns * root
            full[i] += weighted @ weighted.T
    if few:
        full[:, pairs[0], pairs[1]] = full[:, pairs[1], pairs[0]] = upper
    return value, score, full


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

    def walk(rows: slice) -> Floats:
        bends = np.zeros(along.shape)
        for part in few_at_a_time(rows.stop - rows.start):
            these = slice(rows.start + part.start, rows.start + part.stop)
            columns = columns_of(x, these)
            half = np.tanh(0.5 * (beta @ columns))
            bends += ((along @ columns) ** 2 * (counts[these] * half * (1.0 - half**2) / 4.0)) @ (
                columns.T
            )
        return bends

    first, second = shared(walk, halves(len(x)), n_rows=len(x))
    return np.asarray(first + second)


def _products(columns: Floats) -> Floats:
    """Every column times itself and those after it, shape (k (k + 1) / 2, rows)."""
    k, rows = columns.shape
    products = np.empty((k * (k + 1) // 2, rows))
    start = 0
    for i in range(k):
        np.multiply(columns[i], columns[i:], out=products[start : start + k - i])
        start += k - i
    return products


def gram(x: Rows, counts: Floats, centre: Floats) -> Floats:
    """Products of the columns of `x - centre`, each row counted."""
    total = np.zeros((x.shape[1], x.shape[1]))
    for rows in few_at_a_time(len(x)):
        part = centred(x[rows], centre) * np.sqrt(counts[rows])[:, None]
        total += part.T @ part
    return total


def centred(x: Floats, centre: Floats) -> Floats:
    """Columns without their centre, which is about the first of them, the intercept."""
    return np.asarray(x - x[:, :1] * centre)


def stretches(x: Rows) -> Iterator[Floats]:
    """The rows of a table, few at a time."""
    for rows in few_at_a_time(len(x)):
        yield x[rows]


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
