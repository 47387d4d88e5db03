"""Fitted models as rows of the result tables: one per term, test and model."""

import math
from dataclasses import asdict

import numpy as np

from thuiszitters.logit.design import INTERCEPT, Column
from thuiszitters.logit.results import LogitFit, Term

Row = dict[str, object]


#: Logarithm of a number that still fits in a double, as does its inverse.
LARGEST = 700.0
#: Columns of odds ratios and of their logarithms, and those that the tables do not hold.
_LOGARITHMS = {"odds_ratio": "log_odds", "ci_low": "log_odds_low", "ci_high": "log_odds_high"}
_LOG_ENDS = ("log_odds_low", "log_odds_high")


def estimate_rows(fit: LogitFit) -> list[Row]:
    """Rows of the table of estimates; see `term_rows`.

    In a table an infinite end, or one of 0, says that the data do not bound it. Where the
    logarithm is finite, the odds ratio is therefore the nearest number that is.
    """
    return [
        {name: value for name, value in _within_doubles(row).items() if name not in _LOG_ENDS}
        for row in term_rows(fit)
    ]


def _within_doubles(row: Row) -> Row:
    near = {}
    for name, log_name in _LOGARITHMS.items():
        log_odds = row.get(log_name)
        if isinstance(log_odds, float) and LARGEST < abs(log_odds) < math.inf:
            near[name] = math.exp(math.copysign(LARGEST, log_odds))
    return {**row, **near}


def term_rows(fit: LogitFit) -> list[Row]:
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
        "n_pupils": column.n_obs,
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
    summary = asdict(fit.summary)
    return {
        "n_pupils": summary.pop("n_obs"),
        **summary,
        "estimator": fit.estimator,
        "interval": fit.interval,
        "status": fit.status,
        "reason": fit.reason,
    }
