"""Values of a number that are extremely far from all others: typing errors, codes for not known.

One such value among hundreds decides the coefficient of its column. It is named for a person to
look at, and never left out: it may be true.
"""

from typing import NamedTuple

import numpy as np

from thuiszitters.base.arrays import Bools, Floats
from thuiszitters.base.row_arrays import each_row, ends_of, every_row, in_file, rows_where
from thuiszitters.logit.sorted_runs import in_order

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
    if in_file(values) and every_row(lambda some: some == 1.0, pupils):
        found = _far_in_file(values)
        if found is not None:
            return found
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


def _far_in_file(values: Floats) -> list[FarValue] | None:
    """The same of one pupil per value, many of them; None where half of them or more are equal."""
    places = [int(np.ceil(share * len(values))) - 1 for share in QUARTILES]
    low, middle, high = in_order(values, places)
    least = RANGES * (high - low)
    if least == 0.0 or np.isnan(least):
        return None
    if least > max(abs(end - middle) for end in ends_of(values)):
        return []
    away = each_row(lambda some: np.abs(some - middle), np.float64, values)
    candidates = each_row(lambda some: some >= least, np.bool_, away)
    nearer = ends_of(each_row(lambda some: np.where(some < least, some, 0.0), np.float64, away))[1]
    distinct, held = np.unique(rows_where(candidates, values), return_counts=True)
    distance = np.abs(distinct - middle)
    order = np.argsort(distance, kind="stable")
    before = np.concatenate([[nearer], distance[order][:-1]])
    first = np.flatnonzero((distance[order] >= GAP * before) & (before > 0))
    if not len(first):
        return []
    marked = distance >= distance[order[first[0]]]
    pairs = zip(distinct[marked].tolist(), held[marked].tolist(), strict=True)
    return [FarValue(value, float(n_pupils)) for value, n_pupils in pairs]


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
