"""Models of a plan after multiple imputation, beside the complete cases."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from thuiszitters.models.coding import code_patterns
from thuiszitters.models.completed import ImputedFit, fit_completed
from thuiszitters.models.imputation import impute
from thuiszitters.models.tables import (
    ESTIMATE_COLUMNS,
    TEST_COLUMNS,
    Row,
    build_table,
    estimate_rows,
    global_test_rows,
)
from thuiszitters.plan import Plan

IMPUTED_COLUMNS = (*ESTIMATE_COLUMNS, "df", "fmi", "n_imputations", "n_incomplete")


@dataclass(frozen=True, slots=True)
class ImputedTables:
    """Pooled estimates and tests of every model of a plan.

    Attributes
    ----------
    estimates
        Columns of the models stage, then ``df, fmi, n_imputations, n_incomplete``.
    global_tests
        Pooled Wald tests (D1); none after Firth.
    """

    estimates: pd.DataFrame
    global_tests: pd.DataFrame


def fit_imputed(
    patterns: pd.DataFrame, plan: Plan, rng: np.random.Generator, *, m: int | None = None
) -> ImputedTables | None:
    """Impute all predictors of a plan once, then fit crude and adjusted models.

    Returns
    -------
    ImputedTables or None
        Nothing when nothing is missing: the complete-case tables are then the whole answer.
    """
    names = list(dict.fromkeys(name for model in plan.models for name in model.predictors))
    coded = code_patterns(patterns, [plan.predictor(name) for name in names], keep_incomplete=True)
    completed = impute(coded, rng, m=m)
    if len(completed) < 2:
        return None
    estimates: list[Row] = []
    tests: list[Row] = []
    for model in plan.models:
        sets = [("crude", [name]) for name in model.predictors]
        for kind, predictors in [*sets, ("adjusted", list(model.predictors))]:
            parts = [table.only(predictors) for table in completed]
            result = fit_completed(parts, plan.estimation, known=coded.only(predictors))
            place: Row = {"model": model.name, "model_kind": kind, "block": None}
            estimates += [{**place, **row} for row in _rows(result)]
            tests += [{**place, **row} for row in global_test_rows(result.fit)]
    return ImputedTables(build_table(estimates, IMPUTED_COLUMNS), build_table(tests, TEST_COLUMNS))


def _rows(result: ImputedFit) -> list[Row]:
    """Rows of the estimates table, with what imputation adds."""
    by_term = {
        term.column.term: pooled
        for term, pooled in zip(result.fit.terms, result.pooled, strict=True)
    }
    rows = []
    for row in estimate_rows(result.fit):
        pooled = by_term.get(str(row["term"]))
        rows.append(
            {
                **row,
                "df": pooled.df if pooled is not None else np.nan,
                "fmi": pooled.fmi if pooled is not None else np.nan,
                "n_imputations": len(result.fits),
                "n_incomplete": result.n_incomplete,
            }
        )
    return rows
