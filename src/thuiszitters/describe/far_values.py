"""Values of a number that are extremely far from all others: typing errors, codes for not known.

One such value among hundreds decides the coefficient of its column. It is named for a person to
look at, and never left out: it may be true.
"""

from typing import NamedTuple

import numpy as np

from thuiszitters.base.arrays import Bools, Floats

#: A far value is so many interquartile ranges from the median or more: 34 standard deviations of a
#: normal number, and beyond the largest of a million where a number is lognormal with sigma 1.
RANGES = 25.0
#: And so many times as far from the median as the farthest value that is not: the tail of a skewed
#: number has values in between.
GAP = 5.0
QUARTILES = (0.25, 0.5, 0.75)
#: Of so many values quartiles are found without sorting all.
MANY = 100_000
#: With fewer known values quartiles say little.
FEWEST = 10
#: A value may be printed where as many pupils hold it.
ENOUGH_TO_PRINT = 10


class FarValue(NamedTuple):
    """A value, the pupils who hold it, and whether those are enough to print it."""

    value: float
    n_pupils: float

    @property
    def may_be_printed(self) -> bool:
        return self.n_pupils >= ENOUGH_TO_PRINT


def far_values(values: Floats, counts: Floats | None = None) -> list[FarValue]:
    """Distinct values that are extremely far from all others, the smallest first.

    A value is far where its distance from the median is `RANGES` interquartile ranges or more,
    and `GAP` times that of the farthest value nearer to the median. Where the quartiles are equal
    the median distance of the values unlike the median takes the place of their range. Quartiles
    are unmoved by up to a quarter of the pupils, so a code for not known is found in many rows.

    Parameters
    ----------
    values
        Shape (n,); NaN where unknown.
    counts
        Pupils per value, shape (n,); one each when left out.

    Examples
    --------
    >>> ages = np.array([12.0, 13, 14, 15, 16, 13, 14, 15, 14, 13, 9999])
    >>> far_values(ages)
    [FarValue(value=9999.0, n_pupils=1.0)]
    >>> far_values(ages[:-1])
    []

    In a number that is 0 for most, 60 is no error among values of 1 to 20:

    >>> far_values(np.array([0.0] * 50 + [1, 2, 5, 20, 60]))
    []
    """
    pupils = np.ones(len(values)) if counts is None else counts
    there = ~np.isnan(values) & (pupils > 0)
    if _are_near(values, pupils):
        return []
    distinct, place = np.unique(values[there], return_inverse=True)
    held = np.bincount(place, weights=pupils[there], minlength=len(distinct)).astype(np.float64)
    if held.sum() < FEWEST:
        return []
    marked = _far(distinct, held)
    pairs = zip(distinct[marked].tolist(), held[marked].tolist(), strict=True)
    return [FarValue(value, n_pupils) for value, n_pupils in pairs]


def _are_near(values: Floats, pupils: Floats) -> bool:
    """Whether one pupil each holds many values of which none is far, told without sorting them."""
    if len(values) < MANY or not (pupils == 1.0).all() or np.isnan(values).any():
        return False
    places = [int(np.ceil(share * len(values))) - 1 for share in QUARTILES]
    low, middle, high = np.partition(values, places)[places]
    return bool(RANGES * (high - low) > max(values.max() - middle, middle - values.min()))


def _far(distinct: Floats, held: Floats) -> Bools:
    """Which of the distinct values are far, shape (values,)."""
    low, middle, high = _quantiles(distinct, held, QUARTILES)
    distance = np.abs(distinct - middle)
    unlike = distance > 0
    none = np.zeros(len(distinct), dtype=bool)
    if not unlike.any():
        return none
    spread = high - low
    if 0.0 < RANGES * spread > distance.max():
        return none
    order = np.argsort(distance, kind="stable")
    if spread == 0.0:
        others = order[unlike[order]]
        (spread,) = _quantiles(distance[others], held[others], (0.5,))
    nearer = np.concatenate([[0.0], distance[order][:-1]])
    first = np.flatnonzero(
        (distance[order] >= RANGES * spread) & (distance[order] >= GAP * nearer) & (nearer > 0)
    )
    if not len(first):
        return none
    return np.asarray(distance >= distance[order[first[0]]])


def _quantiles(ordered: Floats, held: Floats, shares: tuple[float, ...]) -> list[float]:
    """Values below or at which a share of the pupils lies."""
    up_to = np.cumsum(held)
    return [float(ordered[np.searchsorted(up_to, share * up_to[-1])]) for share in shares]
