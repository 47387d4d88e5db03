"""To how many digits the numbers of several cohorts are the same: so many leave."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from thuiszitters.base.arrays import Floats
from thuiszitters.base.randomness import Streams
from thuiszitters.models.fitted import fit
from thuiszitters.models.tables import estimate_rows, fit_row, global_test_rows
from thuiszitters.plan import Plan
from thuiszitters.plan.disclosure import ALL_DIGITS, DisclosureProfile
from thuiszitters.release.precision import ONE_DECIMAL, ratio_places, rounded_number

#: Fewer digits of ratios than a profile's own, the most first; the last is one decimal.
FEWER = (3, 2, ONE_DECIMAL)
_RATIOS = ("odds_ratio", "ci_low", "ci_high")
_MEASURES = ("auc", "brier", "tjur", "mcfadden", "nagelkerke")

#: Model, and term or predictor.
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Numbers:
    """Numbers of adjusted fits: of terms, of tests by predictor, and measures of fit."""

    terms: dict[Key, tuple[float, ...]] = field(default_factory=dict)
    tests: dict[Key, float] = field(default_factory=dict)
    measures: dict[str, tuple[float, ...]] = field(default_factory=dict)


def numbers_of(plan: Plan, patterns: pd.DataFrame, models: Sequence[str]) -> Numbers:
    """The adjusted numbers of models without imputation, as the models stage makes them."""
    fitted = fit(plan, patterns, Streams(0).of_imputation())
    made = Numbers()
    for model in models:
        own = fitted.complete_case(model)
        _add(made, model, estimate_rows(own), fit_row(own))
        for row in global_test_rows(own):
            made.tests[model, str(row["predictor"])] = _value(row, "p_value")
    return made


def numbers_shown(tables: Mapping[str, pd.DataFrame], models: Sequence[str]) -> Numbers:
    """The same numbers from the tables of a run."""
    made = Numbers()
    frame, fits, tests = (_adjusted(tables[name]) for name in ("estimates", "fits", "global_tests"))
    for model in models:
        own = frame[frame["model"] == model].to_dict("records")
        _add(made, model, own, fits[fits["model"] == model].to_dict("records")[0])
        for row in tests[tests["model"] == model].to_dict("records"):
            made.tests[model, row["predictor"]] = _value(row, "p_value")
    return made


def _adjusted(table: pd.DataFrame) -> pd.DataFrame:
    return table[table["model_kind"] == "adjusted"]


def _add(
    made: Numbers,
    model: str,
    rows: Sequence[Mapping[Any, Any]],
    summary: Mapping[Any, Any],
) -> None:
    for row in rows:
        if row["status"] != "reference":
            made.terms[model, str(row["term"])] = tuple(
                _value(row, name) for name in (*_RATIOS, "p_value")
            )
    made.measures[model] = tuple(_value(summary, name) for name in _MEASURES)


def _value(row: Mapping[Any, Any], name: str) -> float:
    value = row.get(name, np.nan)
    return float(value) if isinstance(value, int | float) else np.nan


def agreed_digits(
    cohorts: Sequence[Numbers], profile: DisclosureProfile
) -> tuple[dict[Key, int], dict[Key, int], set[str]]:
    """To how many significant digits cohorts agree.

    Returns
    -------
    terms, tests
        Digits of every odds ratio with its interval, and of every p-value; 0 where not even one
        decimal, or one digit of a p-value, is the same. A term whose p-value differs has 0 as well.
    measures
        Models of which a measure of fit differs.
    """
    first = cohorts[0]
    most = profile.significant_digits or ALL_DIGITS
    terms: dict[Key, int] = {}
    tests: dict[Key, int] = {}
    for key in first.terms:
        rows = np.array([one.terms.get(key, (np.nan,) * 4) for one in cohorts])
        ratios = [digits for digits in (most, *FEWER) if digits <= most]
        own = next((d for d in ratios if _same_ratios(rows[:, :3], profile, d)), 0)
        tests[key] = _p_digits(rows[:, 3:], profile)
        terms[key] = own if tests[key] else 0
    for key in first.tests:
        values = np.array([[one.tests.get(key, np.nan)] for one in cohorts])
        tests[key] = _p_digits(values, profile)
    measures = {
        model
        for model in first.measures
        if not _same(
            np.array([one.measures[model] for one in cohorts]),
            profile.discrimination_decimals,
            most,
        )
    }
    return terms, tests, measures


def _same_ratios(rows: Floats, profile: DisclosureProfile, digits: int) -> bool:
    decimals, digits = ratio_places(profile, digits)
    return _same(rows, decimals, digits, keep_one=True)


def _p_digits(values: Floats, profile: DisclosureProfile) -> int:
    most = profile.p_digits
    return next((d for d in range(most, 0, -1) if _same(values, profile.p_decimals, d)), 0)


def _same(rows: Floats, decimals: int, digits: int, *, keep_one: bool = False) -> bool:
    """Whether numbers of several cohorts, one row each, are the same when rounded."""
    made = [
        tuple(
            ""
            if np.isnan(value)
            else repr(rounded_number(float(value), decimals, digits, keep_one=keep_one))
            for value in row
        )
        for row in rows
    ]
    return len(set(made)) == 1
