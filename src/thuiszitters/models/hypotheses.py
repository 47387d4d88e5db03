"""Beyond the models of a plan: code-wide screen, number of problem domains, expectations."""

import numpy as np
import pandas as pd

from thuiszitters.logit.design import Column
from thuiszitters.logit.results import LogitFit
from thuiszitters.models.coding import estimation_of
from thuiszitters.models.expectations import hypothesis_table
from thuiszitters.models.fitted import FittedPlan
from thuiszitters.models.problem_count import NUMBER, STEPS, fit_problem_count
from thuiszitters.models.screen import screen_codes
from thuiszitters.plan import Plan
from thuiszitters.results.schema import build
from thuiszitters.results.tables_further import PROBLEM_COUNT, SCREEN

Row = dict[str, object]


def further_tables(
    fitted: FittedPlan, code_patterns: pd.DataFrame, estimates: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    """What a plan asks beyond its models; a table is empty when the plan does not ask for it.

    Parameters
    ----------
    code_patterns
        Counts with and without each code, from `patterns.count_code_patterns`.
    estimates
        Of the plan's models.

    Returns
    -------
    dict
        ``screen``: one row per code, exploratory, with q-values. ``problem_count``: the trend, the
        steps and the test of the steps against the trend. ``hypotheses``: one row per
        expectation, from `expectations.hypothesis_table`.
    """
    plan, patterns = fitted.plan, fitted.patterns
    return {
        "screen": _screen(code_patterns, plan),
        "problem_count": problem_count_table(patterns, plan),
        "hypotheses": hypothesis_table(patterns, plan, estimates),
    }


def _screen(code_patterns: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    spec = plan.screen
    if spec is None:
        return build(SCREEN, [])
    tables = {str(code): part for code, part in code_patterns.groupby("code", sort=True)}
    adjust_for = [plan.predictor(name) for name in spec.adjust_for]
    return screen_codes(tables, adjust_for, level=plan.estimation.level, min_pupils=spec.min_pupils)


def problem_count_table(patterns: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """The number of problem domains: its trend, its steps and the test of one against the other."""
    spec = plan.problem_count
    if spec is None:
        return build(PROBLEM_COUNT, [])
    adjust_for = [plan.predictor(name) for name in spec.adjust_for]
    stacked = fit_problem_count(
        patterns, spec.domains, adjust_for, estimation_of(plan.estimation), top=spec.top
    )
    departure: Row = {
        "kind": "departure",
        "statistic": stacked.departure,
        "df": stacked.df,
        "p_value": stacked.p_value,
        "status": "ok" if np.isfinite(stacked.departure) else "not_estimated",
        "reason": "",
    }
    trend = _term_rows("trend", NUMBER, stacked.trend)
    rows = [*trend, *_term_rows("step", STEPS, stacked.steps), departure]
    return build(PROBLEM_COUNT, rows)


def _term_rows(kind: str, predictor: str, fit: LogitFit) -> list[Row]:
    shared = {"kind": kind, "estimator": fit.estimator}
    rows: list[Row] = [
        {**shared, **_counts(column), "status": "reference", "reason": ""}
        for column in fit.design.reference_columns
        if column.predictor == predictor
    ]
    rows += [
        {
            **shared,
            **_counts(term.column),
            "log_odds": term.log_odds,
            "odds_ratio": float(np.exp(term.log_odds)),
            "ci_low": float(np.exp(term.ci_low)),
            "ci_high": float(np.exp(term.ci_high)),
            "p_value": term.p_value,
            "status": term.status,
            "reason": term.reason,
        }
        for term in fit.terms
        if term.column.predictor == predictor
    ]
    return rows


def _counts(column: Column) -> Row:
    return {
        "level": column.level,
        "reference": column.reference,
        "n_pupils": column.n_obs,
        "n_events": column.n_events,
    }
