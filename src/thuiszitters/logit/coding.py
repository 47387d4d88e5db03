"""Patterns of pupils as whole numbers: checked, complete, collapsed.

Everything after this module sees level numbers and counts. Rows that are equal in all
predictors are one row with the number of pupils and the number with the outcome, so
repeated rows, counted rows and collapsed rows are the same input.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from thuiszitters.base.errors import EstimationError, Problem, nearest_name, raise_problems
from thuiszitters.plan import PredictorSpec

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

WHERE = "patterns"


@dataclass(frozen=True, slots=True)
class CodedTable:
    """Complete pupils as distinct combinations of predictor values.

    Attributes
    ----------
    specs
        The predictors, in model order.
    codes
        Shape (rows, predictors): number of the level, or of the distinct value.
    distinct
        Per predictor the distinct values of a number in ascending order; none for levels.
    events, counts
        Pupils with the outcome, and pupils, per row.
    cluster
        Number of the cluster per row; none without clusters.
    n_left_out
        Pupils left out because a predictor is missing.
    """

    specs: tuple[PredictorSpec, ...]
    codes: Ints
    distinct: tuple[Floats | None, ...]
    events: Floats
    counts: Floats
    cluster: Ints | None = None
    n_left_out: float = 0.0

    @property
    def n_pupils(self) -> float:
        return float(self.counts.sum())

    @property
    def n_events(self) -> float:
        return float(self.events.sum())

    def only(self, predictors: Sequence[str]) -> "CodedTable":
        """Describe the same pupils by fewer predictors."""
        names = [spec.name for spec in self.specs]
        kept = [names.index(name) for name in predictors]
        part = replace(
            self,
            specs=tuple(self.specs[i] for i in kept),
            codes=self.codes[:, kept],
            distinct=tuple(self.distinct[i] for i in kept),
        )
        return collapse(part)


def code_patterns(
    patterns: pd.DataFrame,
    specs: Sequence[PredictorSpec],
    *,
    outcome: str = "outcome",
    count: str = "n_pupils",
    cluster: str | None = None,
    keep_incomplete: bool = False,
) -> CodedTable:
    """Check a table of patterns and keep the pupils complete on `specs`.

    Parameters
    ----------
    patterns
        Levels as text, numbers as float, `outcome` 0 or 1, `count` whole numbers. Without
        a column `count` every row is one pupil.
    specs
        Predictors that must be complete, in model order.
    cluster
        Column that names the cluster of a row; a pupil without one is left out.
    keep_incomplete
        Keep pupils with missing predictors, code -1, for imputation.

    Raises
    ------
    EstimationError
        With every problem of the table: a column that is not there, an outcome that is not
        0 or 1, counts that are not whole numbers, infinite values, unknown levels.
    """
    needed = [outcome, *(spec.name for spec in specs), *([cluster] if cluster else [])]
    raise_problems(_shape_problems(patterns, needed), EstimationError)
    counts, problems = _counts(patterns, count)
    outcomes, outcome_problems = _outcomes(patterns[outcome], outcome)
    problems += outcome_problems
    coded, distinct = [], []
    for spec in specs:
        code, value, found = _code_column(patterns[spec.name], spec)
        coded.append(code)
        distinct.append(value)
        problems += found
    raise_problems(problems, EstimationError)
    codes = np.column_stack(coded) if coded else np.empty((len(patterns), 0), dtype=np.int64)
    groups = _cluster_codes(patterns[cluster]) if cluster else None
    complete = ((codes >= 0).all(axis=1) | keep_incomplete) & (counts > 0)
    if groups is not None:
        complete &= groups >= 0
    return collapse(
        CodedTable(
            specs=tuple(specs),
            codes=codes[complete],
            distinct=tuple(distinct),
            events=(counts * outcomes)[complete],
            counts=counts[complete],
            cluster=None if groups is None else groups[complete],
            n_left_out=float(counts[~complete].sum()),
        )
    )


def _shape_problems(patterns: pd.DataFrame, needed: Sequence[str]) -> list[Problem]:
    columns = [str(column) for column in patterns.columns]
    problems = [
        Problem(WHERE, f'there is no column "{name}"', advice=nearest_name(name, columns))
        for name in needed
        if name not in columns
    ]
    problems += [
        Problem(WHERE, f'"{name}" is named twice', advice="Name every column once")
        for name in dict.fromkeys(needed)
        if needed.count(name) > 1 or columns.count(name) > 1
    ]
    if not problems and patterns.empty:
        problems.append(
            Problem(WHERE, "the table has no rows", advice="Check the steps of the cohort flow")
        )
    return problems


def _numbers(column: pd.Series) -> Floats | None:
    """Give the column as floats with NaN for missing; nothing when it holds other things."""
    if pd.api.types.is_bool_dtype(column.dtype):
        return None
    try:
        return np.asarray(column.to_numpy(dtype=np.float64, na_value=np.nan))
    except (TypeError, ValueError):
        return None


def _counts(patterns: pd.DataFrame, count: str) -> tuple[Floats, list[Problem]]:
    if count not in patterns.columns:
        return np.ones(len(patterns)), []
    numbers = _numbers(patterns[count])
    if numbers is None:
        numbers = np.full(len(patterns), np.nan)
    wrong = ~(np.isfinite(numbers) & (numbers >= 0) & (numbers == np.floor(numbers)))
    if not wrong.any():
        return numbers, []
    found = f"{_rows(wrong)}: not a number of pupils"
    return np.zeros(len(patterns)), [
        Problem(f'{WHERE}, column "{count}"', found, "whole numbers of 0 or more")
    ]


def _outcomes(column: pd.Series, outcome: str) -> tuple[Floats, list[Problem]]:
    booleans = pd.api.types.is_bool_dtype(column.dtype) and not column.isna().any()
    numbers = _numbers(column.astype("int64") if booleans else column)
    if numbers is None:
        numbers = np.full(len(column), np.nan)
    wrong = ~np.isin(numbers, (0.0, 1.0))
    if not wrong.any():
        return numbers, []
    where = f'{WHERE}, column "{outcome}"'
    return np.zeros(len(column)), [Problem(where, f"{_rows(wrong)}: not an outcome", "0 or 1")]


def _code_column(
    column: pd.Series, spec: PredictorSpec
) -> tuple[Ints, Floats | None, list[Problem]]:
    if spec.kind == "numeric":
        return _code_numbers(column, spec.name)
    levels = pd.Index(spec.levels, dtype="object")
    codes = np.asarray(levels.get_indexer(pd.Index(column, dtype="object")), dtype=np.int64)
    unknown = (codes < 0) & column.notna().to_numpy()
    problems = []
    if unknown.any():
        found = f"{_rows(unknown)}: a level that the plan does not name"
        where = f'{WHERE}, column "{spec.name}"'
        problems.append(Problem(where, found, ", ".join(spec.levels)))
    return codes, None, problems


def _code_numbers(column: pd.Series, name: str) -> tuple[Ints, Floats | None, list[Problem]]:
    where = f'{WHERE}, column "{name}"'
    numbers = _numbers(column)
    if numbers is None:
        nothing = np.full(len(column), -1, dtype=np.int64)
        return nothing, None, [Problem(where, "not a column of numbers", "numbers, or empty")]
    if np.isinf(numbers).any():
        problem = Problem(
            where, f"{_rows(np.isinf(numbers))}: an infinite number", "finite numbers"
        )
        return np.full(len(column), -1, dtype=np.int64), None, [problem]
    present = ~np.isnan(numbers)
    values, inverse = np.unique(numbers[present], return_inverse=True)
    codes = np.full(len(column), -1, dtype=np.int64)
    codes[present] = inverse
    return codes, values, []


def _cluster_codes(column: pd.Series) -> Ints:
    codes, _ = pd.factorize(column, sort=True)
    return np.asarray(codes, dtype=np.int64)


def collapse(table: CodedTable) -> CodedTable:
    """One row per distinct combination of codes (and cluster), in ascending order."""
    keys = list(table.codes.T + 1)  # a missing code is -1
    if table.cluster is not None:
        keys.append(table.cluster)
    combined = np.zeros(len(table.counts), dtype=np.int64)
    for key in keys:
        # Densified at every step, so that the product of level numbers cannot overflow.
        combined = combined * (int(key.max(initial=0)) + 1) + key
        _, combined = np.unique(combined, return_inverse=True)
    _, first, inverse = np.unique(combined, return_index=True, return_inverse=True)
    return replace(
        table,
        codes=table.codes[first],
        events=_sum_within(inverse, table.events, len(first)),
        counts=_sum_within(inverse, table.counts, len(first)),
        cluster=None if table.cluster is None else table.cluster[first],
    )


def _sum_within(group: Ints, amounts: Floats, size: int) -> Floats:
    return np.asarray(np.bincount(group, weights=amounts, minlength=size), dtype=np.float64)


def _rows(wrong: npt.NDArray[np.bool_]) -> str:
    """Row numbers counted from 1, the first few of many."""
    rows = np.flatnonzero(wrong) + 1
    shown = ", ".join(str(row) for row in rows[:5])
    more = f" and {len(rows) - 5} more" if len(rows) > 5 else ""
    return f"row{'s' if len(rows) > 1 else ''} {shown}{more}"
