"""Beyond the models of a plan: the screen, the stack of problems, and the expectations."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from thuiszitters.logit.design import Column
from thuiszitters.logit.results import LogitFit
from thuiszitters.models.multiplicity import holm, verdict
from thuiszitters.models.problem_count import NUMBER, STEPS, fit_stacking
from thuiszitters.models.screen import SCREEN_COLUMNS, screen_codes
from thuiszitters.plan import Plan

STACKING_COLUMNS = (
    *("kind", "level", "reference", "n_pupils", "n_events", "log_odds", "odds_ratio"),
    *("ci_low", "ci_high", "statistic", "df", "p_value", "estimator", "status", "reason"),
)
HYPOTHESIS_COLUMNS = (
    *("hypothesis", "expected", "study", "model", "predictor", "level", "role", "odds_ratio"),
    *("ci_low", "ci_high", "p_value", "p_holm", "verdict", "status", "reason"),
)
_TEXT = {
    *("code", "kind", "level", "reference", "estimator", "status", "reason", "hypothesis"),
    *("expected", "study", "model", "predictor", "role", "verdict"),
}

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class FurtherTables:
    """What goes beyond the models; a table is empty when the plan does not ask for it.

    Attributes
    ----------
    screen
        One row per code, exploratory, with q-values.
    stacking
        The trend, the steps and the test of the steps against the trend.
    hypotheses
        One row per expectation, with a verdict from the interval alone. Contrasts of
        confirmatory models carry a Holm-adjusted p-value.
    """

    screen: pd.DataFrame
    stacking: pd.DataFrame
    hypotheses: pd.DataFrame

    def tables(self) -> dict[str, pd.DataFrame]:
        return {name: getattr(self, name) for name in self.__slots__}


def fit_further(
    patterns: pd.DataFrame, code_patterns: pd.DataFrame, plan: Plan, estimates: pd.DataFrame
) -> FurtherTables:
    """Fit what the plan asks beyond its models.

    Parameters
    ----------
    patterns
        Distinct rows of outcome and predictors with `n_pupils`.
    code_patterns
        Counts with and without each code, from `patterns.count_code_patterns`.
    estimates
        Of the plan's models, from `fit_plan`.
    """
    return FurtherTables(
        screen=_screen(code_patterns, plan),
        stacking=_stacking(patterns, plan),
        hypotheses=_hypotheses(plan, estimates),
    )


def _screen(code_patterns: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    spec = plan.screen
    if spec is None:
        return _typed([], SCREEN_COLUMNS)
    tables = {str(code): part for code, part in code_patterns.groupby("code", sort=True)}
    adjust_for = [plan.predictor(name) for name in spec.adjust_for]
    return screen_codes(tables, adjust_for, level=plan.estimation.level, min_pupils=spec.min_pupils)


def _stacking(patterns: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    spec = plan.stacking
    if spec is None:
        return _typed([], STACKING_COLUMNS)
    adjust_for = [plan.predictor(name) for name in spec.adjust_for]
    stacked = fit_stacking(patterns, spec.domains, adjust_for, plan.estimation, top=spec.top)
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
    return _typed(rows, STACKING_COLUMNS)


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
        "n_pupils": column.n_pupils,
        "n_events": column.n_events,
    }


def _hypotheses(plan: Plan, estimates: pd.DataFrame) -> pd.DataFrame:
    adjusted = estimates[estimates["model_kind"] == "adjusted"]
    rows: list[Row] = []
    for spec in plan.hypotheses:
        row: Row = {
            "hypothesis": spec.name,
            "expected": spec.expected,
            "study": spec.study,
            "status": "not_estimated",
            "reason": "",
            "verdict": "not_measured",
        }
        if spec.model is not None:
            named = (adjusted["model"] == spec.model) & (adjusted["predictor"] == spec.predictor)
            level = (
                adjusted["level"].isna() if spec.level is None else adjusted["level"] == spec.level
            )
            found = adjusted[named & level].iloc[0]
            numbers = ("odds_ratio", "ci_low", "ci_high", "p_value", "status", "reason")
            row |= {
                "model": spec.model,
                "predictor": spec.predictor,
                "level": spec.level,
                "role": plan.model(spec.model).role,
                **{name: found[name] for name in numbers},
                "verdict": verdict(found["ci_low"], found["ci_high"], spec.expected),
            }
        rows.append(row)
    table = _typed(rows, HYPOTHESIS_COLUMNS)
    confirmatory = table["role"] == "confirmatory"
    adjusted_p = holm(table.loc[confirmatory, "p_value"].to_numpy(dtype=np.float64))
    table.loc[confirmatory, "p_holm"] = adjusted_p
    return table


def _typed(rows: list[Row], columns: tuple[str, ...]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(columns))
    return frame.astype({name: "str" if name in _TEXT else "float64" for name in columns})
