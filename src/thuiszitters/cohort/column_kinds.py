"""Whether columns are what rules of a cohort file take them for; said before any value is used."""

import pandas as pd

from thuiszitters.base.errors import Problem
from thuiszitters.cohort.predictors import column_advice
from thuiszitters.plan.cohort import CohortSpec, DerivedColumn, EligibilityRule

_ADVICE = 'Set "kind: number" for it under "files.pupils.columns", or choose another column'


def eligibility_problems(pupils: pd.DataFrame, spec: CohortSpec, where: str) -> list[Problem]:
    """Rules about a column that is not there, or about bounds of a column without numbers."""
    problems = []
    for rule in spec.eligibility:
        place = f"{where}: eligibility.{rule.name}"
        if rule.column not in pupils:
            columns = list(map(str, pupils))
            found = f'the pupils table has no column "{rule.column}"'
            advice = column_advice(rule.column, columns)
            problems.append(Problem(place, found, ", ".join(columns), advice))
        elif _bounded(rule) and not _is_number(pupils[rule.column]):
            found = f'the column "{rule.column}" holds no numbers, so it has no minimum or maximum'
            problems.append(Problem(place, found, "a column of numbers", _ADVICE))
    return problems


def bins_problem(derived: DerivedColumn, column: pd.Series, where: str) -> Problem | None:
    """Bins of a column that holds no numbers."""
    if not derived.bins or _is_number(column):
        return None
    found = f'the column "{derived.source}" holds no numbers, so it has no bins'
    advice = f'{_ADVICE}; values that are words can be renamed with "table"'
    return Problem(f"{where}: derived.{derived.name}", found, "a column of numbers", advice)


def _bounded(rule: EligibilityRule) -> bool:
    return rule.minimum is not None or rule.maximum is not None


def _is_number(column: pd.Series) -> bool:
    return bool(pd.api.types.is_numeric_dtype(column))
