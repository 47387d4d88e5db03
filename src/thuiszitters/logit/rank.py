"""Columns that cannot be estimated because they hold nothing new."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from thuiszitters.base.arrays import Floats
from thuiszitters.logit.blocks import is_long, triangle
from thuiszitters.logit.long_rows import is_independent, stretches
from thuiszitters.logit.made_rows import CodedRows, Rows, whole

#: A column whose part not explained by earlier columns is smaller than this share of its own
#: length is a combination of them. Cholesky on the information loses all digits beyond it.
TOLERANCE = 1e-7


@dataclass(frozen=True, slots=True)
class Rank:
    """Which columns stay, and why the others go.

    Attributes
    ----------
    kept
        Positions of the columns that stay, intercept first.
    constant
        Positions of columns with one value.
    aliased
        Position of a column that follows from earlier ones, with the positions of those.
    """

    kept: tuple[int, ...]
    constant: tuple[int, ...]
    aliased: tuple[tuple[int, tuple[int, ...]], ...]


def find_rank(x: Rows) -> Rank:
    """Walk through the columns from left to right and keep what is new.

    Parameters
    ----------
    x
        Design matrix whose first column is the intercept.

    Examples
    --------
    >>> x = np.array([[1.0, 0, 0, 5], [1, 1, 2, 5], [1, 3, 6, 5]])
    >>> find_rank(x)
    Rank(kept=(0, 1), constant=(3,), aliased=((2, (1,)),))
    """
    low, high = _range(x)
    # Averages of equal numbers round; a range below that rounding is one value.
    flat = (high - low) <= 1e-12 * np.maximum(np.abs(low), np.abs(high))
    flat[0] = False
    # Brought to size first, since the square of 1e200 or 1e-200 is no number.
    size = np.maximum(np.abs(low), np.abs(high))
    candidates = [i for i in range(1, x.shape[1]) if not flat[i]]
    unit = _unit_columns(x, np.where(size > 0, size, 1.0))
    kept, aliased = _independent(unit, candidates)
    return Rank(
        kept=(0, *kept),
        constant=tuple(int(i) for i in np.flatnonzero(flat)),
        aliased=tuple(aliased),
    )


def _range(x: Rows) -> tuple[Floats, Floats]:
    """Smallest and largest value per column."""
    if not is_long(len(x)):
        given = whole(x)
        return np.asarray(given.min(axis=0)), np.asarray(given.max(axis=0))
    if isinstance(x, CodedRows):
        found = [(1.0, 1.0) if column is None else column.ends() for column in x.coded]
        low, high = np.array(found).T
        return low, high
    ends = [(part.min(axis=0), part.max(axis=0)) for part in stretches(x)]
    return np.min([low for low, _ in ends], axis=0), np.max([high for _, high in ends], axis=0)


def _unit_columns(x: Rows, size: Floats) -> Floats:
    """Columns around their mean, of unit length; of many rows the triangle with their products."""
    if not is_long(len(x)):
        given = whole(x) / size
        around = given - given.sum(axis=0) / len(x)
        length = np.sqrt((around**2).sum(axis=0))
        return np.asarray(around / np.where(length > 0, length, 1.0))

    mean = np.sum([(part / size).sum(axis=0) for part in stretches(x)], axis=0) / len(x)
    products = _products(part / size - mean for part in stretches(x))
    squares = products.diagonal()
    length = np.where(squares > 0, np.sqrt(squares), 1.0)

    def unit(rows: slice) -> Floats:
        return np.asarray((x[rows] / size - mean) / length)

    varying = squares > 0
    among = products[np.ix_(varying, varying)]
    if not is_independent(among):
        return triangle(unit, len(x))
    factor = np.zeros_like(products)
    factor[np.ix_(varying, varying)] = np.linalg.cholesky(among).T
    return np.asarray(factor / length)


def _products(parts: Iterable[Floats]) -> Floats:
    """Columns times columns, of rows that come in parts."""
    total, *others = (part.T @ part for part in parts)
    for one in others:
        total = total + one
    return np.asarray(total)


def _independent(
    unit: Floats, candidates: list[int]
) -> tuple[list[int], list[tuple[int, tuple[int, ...]]]]:
    """Positions that are new, and those that follow from new ones before them."""
    kept = list(candidates)
    aliased: list[tuple[int, tuple[int, ...]]] = []
    while kept:
        size = min(len(unit), len(kept))
        diagonal = np.zeros(len(kept))
        diagonal[:size] = np.abs(np.diagonal(np.linalg.qr(unit[:, kept], mode="r")))
        small = np.flatnonzero(diagonal < TOLERANCE)
        if not len(small):
            break
        # One at a time: behind a dependent column the factors mean nothing.
        position = kept.pop(int(small[0]))
        before = [i for i in kept if i < position]
        weights = np.linalg.lstsq(unit[:, before], unit[:, position], rcond=None)[0]
        aliased.append(
            (position, tuple(i for i, w in zip(before, weights, strict=True) if abs(w) > 1e-6))
        )
    return kept, aliased
