"""Fitted models as long tables: one row per term, test, model and block."""

from dataclasses import asdict

import numpy as np
import pandas as pd

from thuiszitters.logit.design import INTERCEPT, Column
from thuiszitters.logit.results import LogitFit, Term

ESTIMATE_COLUMNS = (
    *("model", "model_kind", "block", "predictor", "level", "reference", "term"),
    *("n_pupils", "n_events", "log_odds", "std_error", "odds_ratio", "ci_low", "ci_high"),
    *("p_value", "estimator", "interval", "status", "reason"),
)
TEST_COLUMNS = (
    *("model", "model_kind", "block", "predictor", "df", "statistic", "p_value", "test"),
    *("status", "reason"),
)
FIT_COLUMNS = (
    *("model", "model_kind", "predictor", "block", "n_pupils", "n_events", "n_parameters"),
    *("n_patterns", "events_per_parameter", "caution", "log_likelihood", "null_log_likelihood"),
    *("penalised_log_likelihood", "lr_statistic", "lr_df", "lr_p", "aic", "bic", "mcfadden"),
    *("nagelkerke", "tjur", "auc", "brier", "estimator", "interval", "status", "reason"),
)
BLOCK_COLUMNS = (
    *("model", "step", "block", "predictors", "n_parameters", "log_likelihood", "lr_statistic"),
    *("lr_df", "lr_p", "auc", "delta_auc", "tjur", "delta_tjur", "estimator", "status", "reason"),
)
#: Tables of a plan also tell what was imputed; 0 imputations where nothing was.
PLAN_ESTIMATE_COLUMNS = (*ESTIMATE_COLUMNS, "df", "fmi", "n_imputations")
PLAN_FIT_COLUMNS = (
    *FIT_COLUMNS,
    *("wald_statistic", "wald_df", "wald_p", "n_imputations"),
)
_WHOLE = {
    *("n_pupils", "n_events", "n_parameters", "n_patterns", "df", "lr_df", "wald_df", "step"),
    "n_imputations",
}
_TEXT = {
    *("model", "model_kind", "block", "predictor", "predictors", "level", "reference", "term"),
    *("estimator", "interval", "status", "reason", "caution", "test"),
}

Row = dict[str, object]


def build_table(rows: list[Row], columns: tuple[str, ...]) -> pd.DataFrame:
    """Build a table with fixed columns and types, whatever the rows hold."""
    frame = pd.DataFrame(rows, columns=list(columns))
    types = {name: _dtype(name, columns) for name in columns}
    return frame.astype(types)


def _dtype(name: str, columns: tuple[str, ...]) -> str:
    if name == "df" and "fmi" in columns:  # Barnard and Rubin's need not be whole
        return "float64"
    if name in _TEXT:
        return "str"
    return "int64" if name in _WHOLE else "float64"


def estimate_rows(fit: LogitFit) -> list[Row]:
    """One row per term, with each predictor's reference level before its other levels."""
    references = {column.predictor: column for column in fit.design.reference_columns}
    rows: list[Row] = []
    seen = {INTERCEPT}
    for term in fit.terms:
        predictor = term.column.predictor
        if predictor not in seen and predictor in references:
            rows.append(_reference_row(references[predictor], fit))
        seen.add(predictor)
        rows.append(_term_row(term, fit))
    return rows


def _names(column: Column) -> Row:
    return {
        "predictor": column.predictor,
        "level": column.level,
        "reference": column.reference,
        "term": column.term,
        "n_pupils": column.n_pupils,
        "n_events": column.n_events,
    }


def _reference_row(column: Column, fit: LogitFit) -> Row:
    return {
        **_names(column),
        "estimator": fit.estimator,
        "interval": fit.interval,
        "status": "reference",
        "reason": "",
    }


def _term_row(term: Term, fit: LogitFit) -> Row:
    return {
        **_names(term.column),
        "log_odds": term.log_odds,
        "log_odds_low": term.ci_low,
        "log_odds_high": term.ci_high,
        "std_error": term.std_error,
        "odds_ratio": _odds(term.log_odds),
        "ci_low": _odds(term.ci_low),
        "ci_high": _odds(term.ci_high),
        "p_value": term.p_value,
        "estimator": fit.estimator,
        "interval": fit.interval,
        "status": term.status,
        "reason": term.reason,
    }


def _odds(log_odds: float) -> float:
    """Exponentiate; beyond the largest double there is only infinity."""
    with np.errstate(over="ignore"):
        return float(np.exp(log_odds))


def global_test_rows(fit: LogitFit) -> list[Row]:
    """One row per predictor."""
    return [asdict(test) for test in fit.global_tests]


def fit_row(fit: LogitFit) -> Row:
    """Give the numbers of the model as a whole."""
    return {
        **asdict(fit.summary),
        "estimator": fit.estimator,
        "interval": fit.interval,
        "status": fit.status,
        "reason": fit.reason,
    }
