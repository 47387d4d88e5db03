"""How exactly numbers leave: each is rounded once, to what a journal prints.

A number with many digits is an equation about the pupils behind it, and a few such equations leave
one table of counts. How many digits a kind of number keeps is a rule of the profile.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any

import numpy as np
import pandas as pd

from thuiszitters.plan.disclosure import ALL_DIGITS, DisclosureProfile
from thuiszitters.release.audited import Audited, Steps
from thuiszitters.results.schema import Column, ResultTable, Role, Type

#: Room for the digits of any double.
_ROOM = Context(prec=400)
#: Units of columns that are rounded as ratios, and the ratio that a log odds is the logarithm of.
_RATIOS = ("odds ratio", "risk ratio")
_RATIO_OF_LOG = "odds_ratio"


def with_precision(
    table: ResultTable,
    frame: pd.DataFrame,
    profile: DisclosureProfile,
    audited: Audited | None = None,
) -> pd.DataFrame:
    """Every number of a table that is no count, as exactly as the profile lets it leave.

    Parameters
    ----------
    table
        The declaration; unit and role of a column say of which kind its numbers are.
    frame
        Its columns that leave.
    profile
        The rules.
    audited
        Where numbers of an adjusted fit leave with fewer digits than the profile's.

    Returns
    -------
    DataFrame
        Under a profile that keeps all digits the numbers that came in. A log odds is the logarithm
        of the rounded odds ratio beside it, so that it tells no more.
    """
    fewer = _fewer_digits(table, frame, audited) if audited is not None else {}
    if profile.significant_digits == 0 and not fewer:
        return frame
    shown = frame.copy()
    for column in table.released:
        if column.type is Type.NUMBER and column.role is not Role.PUBLISHED:
            if profile.significant_digits:
                shown[column.name] = shown[column.name].map(rounding(column, profile))
            coarse = with_places(profile)
            for place, steps in fewer.items():
                if step := steps.get(column.name):
                    value = rounding(column, coarse, step)(frame[column.name].iloc[place])
                    shown.loc[shown.index[place], column.name] = value
    if "log_odds" in shown and _RATIO_OF_LOG in shown:
        shown["log_odds"] = [_logarithm(value) for value in shown[_RATIO_OF_LOG]]
    return shown


def with_places(profile: DisclosureProfile) -> DisclosureProfile:
    """A profile with a last place: a number that must be coarser has three digits at most."""
    return profile if profile.significant_digits else replace(profile, significant_digits=3)


def _fewer_digits(table: ResultTable, frame: pd.DataFrame, audited: Audited) -> dict[int, Steps]:
    """Place of a row to the steps of its numbers, where the audit asks for them."""
    if table.name not in audited.rows:
        return {}
    found = {place: audited.steps(table, row) for place, row in enumerate(frame.to_dict("records"))}
    return {place: steps for place, steps in found.items() if steps}


def rounded_number(
    value: float, decimals: int, digits: int, *, keep_one: bool = False, step: int = 1
) -> float:
    """Round half away from zero, to so many decimals and so many significant digits at most.

    Parameters
    ----------
    value
        A number; one that is not finite stays as it is.
    decimals, digits
        The coarser of the two holds.
    keep_one
        Whether a number other than zero keeps one significant digit at least.
    step
        Round to a multiple of so many units of the last place.

    Examples
    --------
    >>> [rounded_number(x, 2, 3) for x in (1.2345, 12.345, 345.6)]
    [1.23, 12.3, 346.0]
    >>> rounded_number(0.0034, 2, 3), rounded_number(0.0034, 2, 3, keep_one=True)
    (0.0, 0.003)
    >>> rounded_number(3.966, 2, 3, step=5), rounded_number(3.966, 2, 3, step=20)
    (3.95, 4.0)
    """
    if not math.isfinite(value) or value == 0:
        return value
    exact = Decimal(repr(float(value)))
    leading = exact.adjusted()
    places = min(decimals, digits - 1 - leading)
    if keep_one:
        places = max(places, -leading)
    unit = Decimal(1).scaleb(-places)
    steps = _ROOM.divide(exact, Decimal(step)).quantize(unit, ROUND_HALF_UP, _ROOM)
    return float(steps * step)


def half_unit(value: float, decimals: int, digits: int) -> float:
    """How far a number may be from what `rounded_number` makes of it.

    Examples
    --------
    >>> half_unit(12.3, 1, 3), half_unit(104.2, 1, 3)
    (0.05, 0.5)
    """
    leading = Decimal(repr(value)).adjusted() if math.isfinite(value) and value else 0
    return 0.5 * 10.0 ** -min(decimals, digits - 1 - leading)


def suppressed_kind(column: Column, profile: DisclosureProfile) -> bool:
    """Whether a profile keeps this kind of number inside.

    Standard errors, test statistics, likelihoods and information criteria say more of the pupils
    than a reader of an interval and a p-value needs. Counts by parameter and shares of the
    likelihood (pseudo R²) are rounded instead.
    """
    if profile.likelihoods:
        return False
    likelihood = column.role is Role.LIKELIHOOD
    return (
        column.role is Role.ERROR
        or column.unit == "test statistic"
        or (likelihood and column.unit not in ("p-value", "share", "pupils"))
    )


def rounding(column: Column, profile: DisclosureProfile, step: int = 1) -> Callable[[float], float]:
    """How a column is rounded under a profile, to multiples of so many units of the last place."""
    most = profile.significant_digits
    if column.role is Role.RATIO and column.unit == "share":
        return lambda value: value  # a ratio of two counts that leave themselves
    decimals: Mapping[str, int] = {
        **dict.fromkeys((*_RATIOS, "own scale"), profile.ratio_decimals),
        **dict.fromkeys(("share", "probability", "risk difference"), profile.share_decimals),
        "standard deviations": profile.standardised_decimals,
        "own unit": profile.summary_decimals,
        "p-value": profile.p_decimals,
        "pupils": 1,
    }
    by_role = {
        Role.DISCRIMINATION: profile.discrimination_decimals,
        Role.DIAGNOSTIC: profile.discrimination_decimals,
    }
    places = decimals.get(column.unit, by_role.get(column.role, ALL_DIGITS))
    if column.unit == "p-value" or (column.role is Role.RATIO and not column.unit):
        most = min(most, profile.p_digits)
    ratio = column.unit in _RATIOS
    return lambda value: rounded_number(value, places, most, keep_one=ratio, step=step)


def _logarithm(value: Any) -> float:
    with np.errstate(divide="ignore"):
        return float(np.log(value))
