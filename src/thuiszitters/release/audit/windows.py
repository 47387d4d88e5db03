"""Between which values a number lies that was released rounded."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import ndtri

from thuiszitters.base.arrays import Floats
from thuiszitters.plan.disclosure import ALL_DIGITS, DisclosureProfile
from thuiszitters.release.precision import with_precision
from thuiszitters.results.schema import released
from thuiszitters.results.tables_models import ESTIMATES

#: Digits of ratios and of p-values that are still worth releasing.
FEWEST_DIGITS, FEWEST_P_DIGITS = 2, 1
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
        The same for numbers of a digit less.
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
    less = replace(profile, significant_digits=FEWEST_DIGITS, p_digits=FEWEST_P_DIGITS)
    ends = (*_ends(rows, profile), *_ends(rows, less))
    exact = np.array([one for row in rows.to_dict("records") for one in _numbers(row)])
    return Windows(model, tuple(rows["term"]), *ends, exact)


def _numbers(row: Mapping[Any, Any]) -> Iterator[float]:
    """The four numbers of a row of estimates on the scale of the search."""
    with np.errstate(divide="ignore"):
        for name in ("odds_ratio", "ci_low", "ci_high"):
            yield float(np.log(row[name]))
    quantile = -float(ndtri(max(row["p_value"], LEAST_P) / 2))
    yield quantile if row["odds_ratio"] >= 1 else -quantile


def _ends(rows: pd.DataFrame, profile: DisclosureProfile) -> tuple[Floats, Floats]:
    """Middle and half of every window."""
    shown = with_precision(ESTIMATES, released(ESTIMATES, rows), profile)
    ends = [end for row in shown.to_dict("records") for end in _term_windows(row, profile)]
    low, high = np.array(ends, dtype=np.float64).reshape(-1, 2).T
    finite = np.isfinite(low) & np.isfinite(high)
    middle = np.where(finite, (np.where(finite, low, 0) + np.where(finite, high, 0)) / 2, 0.0)
    half = np.where(finite, np.maximum(np.where(finite, high - low, 0) / 2, _LEAST), np.inf)
    return middle, half


def _term_windows(
    row: Mapping[Any, Any], profile: DisclosureProfile
) -> Iterator[tuple[float, float]]:
    for name in ("odds_ratio", "ci_low", "ci_high"):
        most = profile.significant_digits or ALL_DIGITS
        low, high = rounding_window(row[name], profile.ratio_decimals, most)
        with np.errstate(divide="ignore"):
            yield float(np.log(max(low, 0.0))), float(np.log(high))
    low, high = rounding_window(row["p_value"], profile.p_decimals, profile.p_digits)
    inner, outer = -ndtri(min(high, 1.0) / 2), -ndtri(max(low, 0.0) / 2)
    yield (inner, outer) if row["odds_ratio"] >= 1 else (-outer, -inner)


def rounding_window(value: float, decimals: int, digits: int) -> tuple[float, float]:
    """Between which values a number lies that `precision.rounded_number` made.

    Examples
    --------
    >>> [round(end, 3) for end in rounding_window(2.78, 2, 3)]
    [2.775, 2.785]
    >>> [round(end, 2) for end in rounding_window(12.3, 2, 3)]
    [12.25, 12.35]
    """
    if not math.isfinite(value):
        return value, value
    places = decimals
    if value != 0:
        places = min(decimals, digits - 1 - math.floor(math.log10(abs(value)) + 1e-9))
    half = 0.5 * 10.0**-places
    return value - half, value + half
