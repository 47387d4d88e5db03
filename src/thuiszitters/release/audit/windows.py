"""Between which values a number lies that was released rounded."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import ndtri

from thuiszitters.base.arrays import Floats
from thuiszitters.plan.disclosure import ALL_DIGITS, DisclosureProfile
from thuiszitters.release.precision import rounded_number, with_places

#: Steps, in units of the last place, of which the widest window is the one that a number must
#: not leave: outside all of them its row does not leave.
COARSE = (20, 10, 5)
#: A p-value that is smaller is taken to be this one.
LEAST_P = 1e-300
#: The smallest half of a window, on the scale of the search.
_LEAST = 1e-6


@dataclass(frozen=True, slots=True)
class Windows:
    """What a second cohort must give for one model.

    Attributes
    ----------
    model
        Name of the model.
    terms
        Terms of which the odds ratio leaves; each has four numbers: log odds ratio, logarithms of
        the ends of its interval, and the normal quantile of its p-value (with its sign).
    middle, half
        Of the windows, shape (4 terms,). An end that is not finite has an endless window.
    wider_middle, wider_half
        The same for numbers in the coarsest steps that still leave.
    exact
        The numbers themselves, before rounding.
    """

    model: str
    terms: tuple[str, ...]
    middle: Floats
    half: Floats
    wider_middle: Floats
    wider_half: Floats
    exact: Floats


def windows_of(rows: pd.DataFrame, model: str, profile: DisclosureProfile) -> Windows:
    """The windows of one model.

    Parameters
    ----------
    rows
        Rows of estimates of one model that leave, unrounded.
    profile
        How exactly they leave.
    """
    every = rows.to_dict("records")
    ends = (*_ends(every, profile, (1,)), *_ends(every, profile, COARSE))
    exact = np.array([one for row in every for one in _numbers(row)])
    return Windows(model, tuple(rows["term"]), *ends, exact)


def _numbers(row: Mapping[Any, Any]) -> Iterator[float]:
    """The four numbers of a row of estimates on the scale of the search."""
    with np.errstate(divide="ignore"):
        for name in ("odds_ratio", "ci_low", "ci_high"):
            yield float(np.log(row[name]))
    quantile = -float(ndtri(max(row["p_value"], LEAST_P) / 2))
    yield quantile if row["odds_ratio"] >= 1 else -quantile


def _ends(
    rows: Sequence[Mapping[Any, Any]], profile: DisclosureProfile, steps: Sequence[int]
) -> tuple[Floats, Floats]:
    """Middle and half of every window."""
    ends = [end for row in rows for end in _term_windows(row, profile, steps)]
    low, high = np.array(ends, dtype=np.float64).reshape(-1, 2).T
    finite = np.isfinite(low) & np.isfinite(high)
    middle = np.where(finite, (np.where(finite, low, 0) + np.where(finite, high, 0)) / 2, 0.0)
    half = np.where(finite, np.maximum(np.where(finite, high - low, 0) / 2, _LEAST), np.inf)
    return middle, half


def _term_windows(
    row: Mapping[Any, Any], profile: DisclosureProfile, steps: Sequence[int]
) -> Iterator[tuple[float, float]]:
    coarse = with_places(profile) if steps != (1,) else profile
    most = coarse.significant_digits or ALL_DIGITS
    for name in ("odds_ratio", "ci_low", "ci_high"):
        low, high = widest_window(row[name], coarse.ratio_decimals, most, steps)
        with np.errstate(divide="ignore"):
            yield float(np.log(max(low, 0.0))), float(np.log(high))
    low, high = widest_window(row["p_value"], coarse.p_decimals, coarse.p_digits, steps)
    inner, outer = -ndtri(min(high, 1.0) / 2), -ndtri(max(low, 0.0) / 2)
    yield (inner, outer) if row["odds_ratio"] >= 1 else (-outer, -inner)


def widest_window(
    value: float, decimals: int, digits: int, steps: Sequence[int] = (1,)
) -> tuple[float, float]:
    """Between which values a number lies that `precision.rounded_number` rounds as this one.

    Of several steps the one of which the nearer end is furthest from the number, among those with a
    window above zero.

    Examples
    --------
    >>> [round(end, 3) for end in widest_window(2.7812, 2, 3)]
    [2.775, 2.785]
    >>> [round(end, 2) for end in widest_window(12.31, 2, 3)]
    [12.25, 12.35]
    >>> [round(end, 3) for end in widest_window(2.7812, 2, 3, (20, 10, 5))]
    [2.7, 2.9]
    >>> [round(end, 3) for end in widest_window(2.71, 2, 3, (20, 10, 5))]
    [2.65, 2.75]
    """
    if not math.isfinite(value):
        return value, value
    places = decimals
    if value != 0:
        places = min(decimals, digits - 1 - math.floor(math.log10(abs(value)) + 1e-9))
    unit = 10.0**-places
    windows = []
    for step in steps:
        middle, half = rounded_number(value, decimals, digits, step=step), step * unit / 2
        windows.append((middle - half, middle + half))
    above = [one for one in windows if one[0] > 0] or windows[-1:]
    return max(above, key=lambda one: min(value - one[0], one[1] - value))
