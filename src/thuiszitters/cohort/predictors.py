"""Predictors of the plan: levels and numbers per pupil, from columns and constructs."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from thuiszitters.base.errors import Problem, nearest_name
from thuiszitters.intake.raw import count_text
from thuiszitters.plan.analysis import Plan, PredictorSpec
from thuiszitters.plan.cohort import DerivedColumn


def predictor_problems(plan: Plan, pupils: pd.DataFrame, has_codes: bool) -> list[Problem]:
    """Predictors that ask for what the cohort does not bring."""
    problems = []
    for spec in plan.predictors:
        where = f"config/plans/{plan.name}.yaml: predictors.{spec.name}"
        if spec.column is not None and spec.column not in pupils:
            columns = [str(column) for column in pupils if column != "pupil_id"]
            problems.append(
                Problem(
                    f"{where}.column",
                    f'the cohort has no column "{spec.column}"',
                    ", ".join(columns),
                    column_advice(spec.column, columns),
                )
            )
        elif spec.column is not None:
            problems += _value_problems(spec, pupils[spec.column], where)
        elif not has_codes:
            problems.append(
                Problem(
                    where,
                    "this predictor is made from codes, and the cohort has no classifications",
                    advice='Name them under "files.classifications" of the cohort file',
                )
            )
    return problems


def column_advice(name: str, columns: Sequence[str]) -> str:
    """What to do about a column that is not there: an age that could be, or the nearest name.

    Examples
    --------
    >>> column_advice("age_years", ["birth_date"])
    'Set "reference_date" in the cohort file; the age on that day then follows from the birth date'
    """
    if name == "age_years" and "birth_date" in columns:
        return (
            'Set "reference_date" in the cohort file; '
            "the age on that day then follows from the birth date"
        )
    return nearest_name(name, columns)


def _value_problems(spec: PredictorSpec, column: "pd.Series[str]", where: str) -> list[Problem]:
    if spec.kind == "numeric":
        if pd.api.types.is_numeric_dtype(column):
            return []
        found = f'the column "{spec.column}" holds no numbers'
        return [Problem(where, found, advice='Set "kind: number" for it in the cohort file')]
    allowed = [value for value, _ in spec.column_values] or list(spec.levels)
    other = column.notna() & ~as_words(column).isin(allowed)
    if not other.any():
        return []
    total = int(other.sum())
    verb = "pupil has" if total == 1 else "pupils have"
    return [
        Problem(
            where,
            f'{total} {verb} a value in the column "{spec.column}" that is not listed here',
            ", ".join(allowed),
            'Add the value to the predictor, or list it under "missing" in the cohort file',
        )
    ]


def column_predictor(spec: PredictorSpec, column: "pd.Series[str]") -> pd.Series:
    """A predictor from a column: its levels, or its numbers."""
    if spec.kind == "numeric":
        return column.astype("float64")
    words = as_words(column)
    if not spec.column_values:
        return words
    return words.map(dict(spec.column_values)).astype("str")


def as_words(column: "pd.Series[str]") -> "pd.Series[str]":
    """Values as text; a whole number is written without a decimal sign.

    Examples
    --------
    >>> as_words(pd.Series([1.0, float("nan")])).tolist()
    ['1', nan]
    """
    if not pd.api.types.is_numeric_dtype(column):
        return column.astype("str")
    words = [None if np.isnan(value) else f"{value:.15g}" for value in column.astype("float64")]
    return pd.Series(words, index=column.index, dtype="str")


def problem_profile(
    spec: PredictorSpec, first: "pd.Series[str]", second: "pd.Series[str]"
) -> "pd.Series[str]":
    """Four levels out of two constructs: neither, the first only, the second only, both.

    Examples
    --------
    >>> from thuiszitters.base.text import Text
    >>> names = ("neither", "internalising_only", "externalising_only", "both")
    >>> spec = PredictorSpec("profile", Text("Profiel", "Profile"), "factor", levels=names,
    ...                      profile=("internalising", "externalising"))
    >>> problem_profile(spec, pd.Series(["no", "yes"]), pd.Series(["no", "no"])).tolist()
    ['neither', 'internalising_only']
    """
    # The order of the labels is that of the plan, whichever level is its reference.
    names = [level for level, _ in spec.level_labels] or list(spec.levels)
    place = (first == "yes").astype("int64") + 2 * (second == "yes").astype("int64")
    profile = place.map(dict(enumerate(names))).astype("str")
    return profile.where(first.notna() & second.notna())


def derive_column(
    spec: DerivedColumn, column: "pd.Series[str]", where: str
) -> tuple[pd.Series, list[Problem]]:
    """A column made from another one by bins or by a table.

    Examples
    --------
    >>> spec = DerivedColumn("age_group", "age_years", bins=(4, 12), labels=("child", "teen"))
    >>> derive_column(spec, pd.Series([11.0, 12.0]), "cohort.yaml")[0].tolist()
    ['child', 'teen']
    """
    if spec.bins:
        values = column.astype("float64")
        place = np.searchsorted(np.asarray(spec.bins), values, side="right") - 1
        outside = values.notna() & (place < 0)
        names = np.array([*spec.labels, None], dtype=object)
        derived = pd.Series(names[np.where(values.isna() | outside, -1, place)], dtype="str")
        listed = f"{spec.bins[0]:g} or more"
    else:
        table = dict(spec.table)
        words = as_words(column)
        derived = words.map(table).astype("str")
        outside = words.notna() & ~words.isin(list(table))
        listed = ", ".join(table)
        if spec.otherwise is not None:
            derived, outside = derived.mask(outside, spec.otherwise), outside & False
    if not outside.any():
        return derived, []
    found = count_text(int(outside.sum()), len(column), "pupil")
    return derived, [Problem(f"{where}: derived.{spec.name}", f"{found} outside it", listed)]
