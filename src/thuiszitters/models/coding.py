"""From a table of patterns to coded pupils, and from a plan's words to those of `logit`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from thuiszitters.base.arrays import Bools, Floats, Ints, compact
from thuiszitters.base.errors import EstimationError, Problem, nearest_name, raise_problems
from thuiszitters.logit.coding import CodedTable, Predictor, collapse
from thuiszitters.logit.design import Design, build_design
from thuiszitters.logit.estimation import Estimation
from thuiszitters.plan import EstimationSpec, PredictorSpec

if TYPE_CHECKING:
    import pandas as pd

WHERE = "patterns"


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a table of patterns holds what is not a predictor; no cluster without clusters."""

    outcome: str = "outcome"
    count: str = "n_pupils"
    cluster: str | None = None


def code_patterns(
    patterns: "pd.DataFrame",
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
    outcomes, problems = _outcomes(patterns[outcome], outcome)
    coded, complete = _code_rows(patterns, specs, count, cluster, problems, keep_incomplete)
    return collapse(replace(coded, events=coded.counts * outcomes[complete]))


def code_outcomes(
    patterns: "pd.DataFrame",
    specs: Sequence[PredictorSpec],
    outcomes: Sequence[str],
    *,
    count: str = "n_pupils",
    cluster: str | None = None,
) -> Iterator[CodedTable]:
    """`code_patterns` for each of several outcomes, of the pupils of whom it is known.

    Predictors and clusters are coded once.
    """
    needed = [*outcomes, *(spec.name for spec in specs), *([cluster] if cluster else [])]
    raise_problems(_shape_problems(patterns, needed), EstimationError)
    coded, complete = _code_rows(patterns, specs, count, cluster, [])
    for name in outcomes:
        known = patterns[name].notna().to_numpy()
        values, problems = _outcomes(patterns.loc[known, name], name)
        raise_problems(problems, EstimationError)
        some = known[complete]
        counts = coded.counts[some]
        yield collapse(
            replace(
                coded,
                codes=coded.codes[some],
                events=counts * values[complete[known]],
                counts=counts,
                cluster=None if coded.cluster is None else coded.cluster[some],
            )
        )


def _code_rows(
    patterns: "pd.DataFrame",
    specs: Sequence[PredictorSpec],
    count: str,
    cluster: str | None,
    before: Sequence[Problem],
    keep_incomplete: bool = False,
) -> tuple[CodedTable, Bools]:
    """The rows that are kept, as they stand and without their outcome, and which these are.

    Problems that were found `before` come between those of counts and of predictors.
    """
    counts, problems = _counts(patterns, count)
    problems = [*problems, *before]
    coded, distinct = [], []
    for spec in specs:
        code, value, found = _code_column(patterns[spec.name], spec)
        coded.append(compact(code))
        distinct.append(value)
        problems += found
    raise_problems(problems, EstimationError)
    codes = np.column_stack(coded) if coded else np.empty((len(patterns), 0), dtype=np.int64)
    groups = _cluster_codes(patterns[cluster]) if cluster else None
    complete: Bools = ((codes >= 0).all(axis=1) | keep_incomplete) & (counts > 0)
    if groups is not None:
        complete &= groups >= 0
    left_out = float(counts[~complete].sum())
    if not complete.all():
        codes, counts = codes[complete], counts[complete]
        groups = None if groups is None else groups[complete]
    table = CodedTable(
        predictors=tuple(predictor_of(spec) for spec in specs),
        codes=codes,
        distinct=tuple(distinct),
        events=np.zeros(len(counts)),
        counts=counts,
        cluster=groups,
        n_left_out=left_out,
    )
    return table, complete


def predictor_of(spec: PredictorSpec) -> Predictor:
    """A predictor of a plan as `logit` knows it."""
    return Predictor(spec.name, spec.kind, spec.levels, spec.per)


def estimation_of(spec: EstimationSpec) -> Estimation:
    """The part of a plan's estimation that is about one fit."""
    return Estimation(
        estimator=spec.estimator,
        interval=spec.interval,
        level=spec.level,
        covariance=spec.covariance,
        caution_events=spec.caution_events,
        strong_caution_events=spec.strong_caution_events,
    )


def _shape_problems(patterns: "pd.DataFrame", needed: Sequence[str]) -> list[Problem]:
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


def _numbers(column: "pd.Series") -> Floats | None:
    """Give the column as floats with NaN for missing; nothing when it holds other things."""
    import pandas as pd

    if pd.api.types.is_bool_dtype(column.dtype):
        return None
    try:
        return np.asarray(column.to_numpy(dtype=np.float64, na_value=np.nan))
    except (TypeError, ValueError):
        return None


def _counts(patterns: "pd.DataFrame", count: str) -> tuple[Floats, list[Problem]]:
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


def _outcomes(column: "pd.Series", outcome: str) -> tuple[Floats, list[Problem]]:
    import pandas as pd

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
    column: "pd.Series", spec: PredictorSpec
) -> tuple[Ints, Floats | None, list[Problem]]:
    import pandas as pd

    if spec.kind == "numeric":
        return _code_numbers(column, spec.name)
    levels = pd.Index(spec.levels, dtype="object")
    place, values = pd.factorize(column)  # one text per value is looked up, not one per row
    known = levels.get_indexer(pd.Index(values, dtype="object"))
    codes = np.append(np.asarray(known, dtype=np.int64), -1)[place]
    none = codes < 0
    unknown = none & column.notna().to_numpy() if none.any() else none
    problems = []
    if unknown.any():
        found = f"{_rows(unknown)}: a level that the plan does not name"
        where = f'{WHERE}, column "{spec.name}"'
        problems.append(Problem(where, found, ", ".join(spec.levels)))
    return codes, None, problems


def _code_numbers(column: "pd.Series", name: str) -> tuple[Ints, Floats | None, list[Problem]]:
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


def _cluster_codes(column: "pd.Series") -> Ints:
    import pandas as pd

    codes, _ = pd.factorize(column, sort=True)
    return np.asarray(codes, dtype=np.int64)


def design_from_patterns(
    patterns: "pd.DataFrame",
    specs: Sequence[PredictorSpec],
    *,
    outcome: str = "outcome",
    cluster: str | None = None,
) -> Design:
    """Check, complete, collapse and lay out in one step; see `code_patterns`."""
    return build_design(code_patterns(patterns, specs, outcome=outcome, cluster=cluster))


def _rows(wrong: Bools) -> str:
    """Row numbers counted from 1, the first few of many."""
    rows = np.flatnonzero(wrong) + 1
    shown = ", ".join(str(row) for row in rows[:5])
    more = f" and {len(rows) - 5} more" if len(rows) > 5 else ""
    return f"row{'s' if len(rows) > 1 else ''} {shown}{more}"
