"""Predictive mean matching: a missing number takes the value of a pupil expected to be alike.

The five pupils whose expected value is nearest are the donors. Pupils with the same explaining
values have the same expected value; where the fifth nearest distance is shared, all who share
it are donors, so that chance and not the order of a table decides among them.

References
----------
van Buuren, S. (2018). Flexible imputation of missing data, 2nd edition, algorithm 3.3 (type 1
matching).
Little, R. J. A. (1988). Missing-data adjustments in large surveys. Journal of Business and
Economic Statistics 6, 287-296.
The R package mice, function `matcher`, which breaks ties by chance for every row anew: the
distribution over its chance is the one drawn from here.
"""

from dataclasses import dataclass

import numpy as np

from thuiszitters.base.arrays import Floats, Ints

DONORS = 5
#: Expected values that differ by less than this share of the range of the known values come from
#: the same explaining values: products of 64-bit numbers round to about 1e-16 of their size.
SAME = 1e-11


@dataclass(frozen=True, slots=True)
class Donors:
    """Pupils with a known value, in groups that share an expected value.

    Attributes
    ----------
    codes, counts
        Per distinct value within a group its number and its pupils, groups in ascending order.
    expected
        Expected value of each group, ascending.
    first
        Row at which each group begins; one more entry than groups.
    pupils
        Pupils in each group.
    tolerance
        Distances that differ by less are equal.
    """

    codes: Ints
    counts: Floats
    expected: Floats
    first: Ints
    pupils: Floats
    tolerance: float


def match_mean(
    values: Floats,
    codes: Ints,
    counts: Floats,
    x: Floats,
    x_missing: Floats,
    rng: np.random.Generator,
) -> Ints:
    """Draw numbers for pupils without one.

    The regression is drawn anew for the pupils without a value only (type 1 matching), so that
    its uncertainty is in the draw.

    Parameters
    ----------
    values
        Distinct values of the number, ascending.
    codes, counts
        Number of the value, and pupils, per row with a known value.
    x, x_missing
        Explaining columns of full rank, intercept first, of rows with and without a value.

    Returns
    -------
    Ints
        Number of the drawn value per row of `x_missing`.
    """
    known = values[codes] - counts @ values[codes] / counts.sum()
    # Brought to size, so that a year such as 2021 costs the regression no digits.
    centre, size = size_of_columns(x, counts)
    x, x_missing = (x - centre) / size, (x_missing - centre) / size
    root = np.sqrt(counts)
    q, r = np.linalg.qr(x * root[:, None])
    beta = np.linalg.solve(r, q.T @ (root * known))
    expected = x @ beta
    squares = float(counts @ (known - expected) ** 2)
    freedom = max(float(counts.sum()) - x.shape[1], 1.0)
    sigma = np.sqrt(squares / rng.chisquare(freedom))
    drawn = beta + sigma * np.linalg.solve(r, rng.standard_normal(len(beta)))
    tolerance = SAME * float(np.ptp(known))
    donors = group_donors(expected, codes, counts, tolerance=tolerance)
    return draw_donors(donors, x_missing @ drawn, rng)


def size_of_columns(x: Floats, counts: Floats) -> tuple[Floats, Floats]:
    """Mean and standard deviation of each column; 0 and 1 for the intercept."""
    share = counts / counts.sum()
    centre = share @ x
    size = np.sqrt(share @ (x - centre) ** 2)
    centre[0], size[0] = 0.0, 1.0
    return centre, size


def group_donors(
    expected: Floats, codes: Ints, counts: Floats, *, tolerance: float = 0.0
) -> Donors:
    """Order donors by expected value and bring those that share it together.

    Parameters
    ----------
    expected, codes, counts
        Expected value, number of the known value, and pupils, per row.
    tolerance
        Expected values that differ by less are equal.
    """
    order = np.argsort(expected, kind="stable")
    ordered = expected[order]
    group = np.concatenate([[0], np.cumsum(np.diff(ordered) > tolerance)])
    # Within a group by value, whatever rounding made of its expected values.
    within = np.lexsort((codes[order], group))
    first = np.searchsorted(group, np.arange(group[-1] + 2))
    counted = counts[order][within]
    return Donors(
        codes=codes[order][within],
        counts=counted,
        expected=ordered[first[:-1]],
        first=first,
        pupils=np.add.reduceat(counted, first[:-1]),
        tolerance=tolerance,
    )


def draw_donors(donors: Donors, wanted: Floats, rng: np.random.Generator) -> Ints:
    """Draw the value of one of the nearest pupils for each wanted expected value.

    Returns
    -------
    Ints
        Number of the drawn value per entry of `wanted`.

    Examples
    --------
    Ten pupils share the expected value 1; all of them are donors, not only the lowest five:

    >>> alike = group_donors(np.ones(10), np.arange(10), np.ones(10))
    >>> drawn = draw_donors(alike, np.full(1000, 1.2), np.random.default_rng(1))
    >>> sorted(set(drawn.tolist()))
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
    """
    near, shares = nearest_groups(donors, wanted)
    cumulative = np.cumsum(shares, axis=1)
    threshold = rng.random(len(wanted))[:, None] * cumulative[:, -1:]
    column = (cumulative <= threshold).sum(axis=1)
    group = near[np.arange(len(wanted)), column]
    # One pupil of the group, each as likely as another: whole numbers below the pupils.
    pupil = np.floor(rng.random(len(wanted)) * donors.pupils[group])
    before = np.concatenate([[0.0], np.cumsum(donors.counts)])
    row = np.searchsorted(before, before[donors.first[group]] + pupil, side="right") - 1
    return np.asarray(donors.codes[row])


def nearest_groups(donors: Donors, wanted: Floats) -> tuple[Ints, Floats]:
    """Groups near each wanted value, and the chance that the donor comes from each.

    A pupil nearer than the fifth distance has one chance in five; those at that distance share
    what is left, each as much as another.

    Returns
    -------
    near, shares
        Both of shape (wanted, groups in the window); `shares` is 0 for groups too far away.
    """
    last = len(donors.expected) - 1
    size = min(DONORS, last + 1)
    place = np.searchsorted(donors.expected, wanted)
    window = np.clip(place[:, None] + np.arange(-size, size)[None, :], 0, last)
    distance = np.abs(donors.expected[window] - wanted[:, None])
    # A group met twice at an edge of the table is there once.
    repeated = np.zeros_like(window, dtype=bool)
    repeated[:, 1:] = window[:, 1:] == window[:, :-1]
    distance = np.where(repeated, np.inf, distance)
    order = np.argsort(distance, axis=1, kind="stable")
    near = np.take_along_axis(window, order, axis=1)
    distance = np.take_along_axis(distance, order, axis=1)
    pupils = np.where(np.isinf(distance), 0.0, donors.pupils[near])
    return near, _shares(distance, pupils, donors.tolerance)


def _shares(distance: Floats, pupils: Floats, tolerance: float) -> Floats:
    """Chance per group, where distances ascend and at most two in a row are equal."""
    wanted = min(float(DONORS), float(pupils[0].sum()))
    before = np.cumsum(pupils, axis=1) - pupils
    with np.errstate(invalid="ignore"):  # inf - inf: two groups that are not there
        equal = np.diff(distance, axis=1) <= tolerance
    together = pupils.copy()
    together[:, 1:] += np.where(equal, pupils[:, :-1], 0.0)
    together[:, :-1] += np.where(equal, pupils[:, 1:], 0.0)
    before[:, 1:] -= np.where(equal, pupils[:, :-1], 0.0)
    taken = np.clip(wanted - before, 0.0, together)
    return np.asarray(taken * pupils / np.maximum(together, 1.0) / wanted)
