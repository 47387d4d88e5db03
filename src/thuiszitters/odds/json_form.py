"""The result for machines: unrounded, valid JSON, documented in docs/odds.md."""

import json
import math
from typing import Any

from thuiszitters.logit.design import INTERCEPT
from thuiszitters.logit.results import LogitFit
from thuiszitters.models.tables import Row, fit_row, global_test_rows, term_rows
from thuiszitters.odds.result import OddsResult
from thuiszitters.results.read import present
from thuiszitters.results.rows import records

TERM_KEYS = (
    *("predictor", "level", "reference", "model", "n", "events", "log_odds", "std_error"),
    *(
        "log_odds_low",
        "log_odds_high",
        "odds_ratio",
        "ci_low",
        "ci_high",
        "p_value",
        "status",
        "reason",
    ),
)
FIT_KEYS = (
    *("aic", "bic", "mcfadden", "nagelkerke", "tjur", "auc", "auc_low", "auc_high", "brier"),
    *("n_parameters", "n_patterns", "events_per_parameter", "caution", "null_log_likelihood"),
    *("penalised_log_likelihood", "lr_statistic", "lr_df", "lr_p"),
    *("wald_statistic", "wald_df", "wald_p", "icc", "status", "reason"),
)


def json_text(result: OddsResult) -> str:
    """The JSON document of a result."""
    return json.dumps(document(result), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def document(result: OddsResult) -> dict[str, Any]:
    """A result as plain values.

    A number that does not exist is null; one without end is the text ``Infinity``, which
    Python, R and JavaScript turn into a number.
    """
    adjusted, request = result.adjusted, result.request
    low, high = result.auc_interval
    fit = {**fit_row(adjusted), "auc_low": low, "auc_high": high}
    found = {
        "n": adjusted.summary.n_obs,
        "events": adjusted.summary.n_events,
        "estimator": adjusted.estimator,
        "interval": adjusted.interval,
        "level": request.estimation.level,
        "log_likelihood": adjusted.summary.log_likelihood,
        "terms": [*_crude_terms(result), *_terms(adjusted, "adjusted")],
        "global_tests": [
            {"predictor": row["predictor"], "model": kind, **row}
            for kind, fits in (("crude", result.crude), ("adjusted", (adjusted,)))
            for fitted in fits
            for row in global_test_rows(fitted)
        ],
        "risks": list(result.risks),
        "interactions": _further(result, "subgroups"),
        "curves": _further(result, "curves"),
        "group_risks": _further(result, "group_risks"),
        "imputation": _imputation(result),
        "complete_cases": None if result.complete is None else _complete(result.complete),
        "fit": {key: fit.get(key) for key in FIT_KEYS},
        "outcome": request.outcome,
        "notices": [one.said(request.language) for one in result.notices],
    }
    return {key: plain(value) for key, value in found.items()}


def _further(result: OddsResult, name: str) -> list[Row]:
    """Rows of a table beyond the terms; without the counts that only a release judges by."""
    table = result.further.get(name)
    if table is None:
        return []
    rows = records(table.drop(columns=["model", "n_pupils", "n_events"], errors="ignore"))
    return [{key: value if present(value) else None for key, value in row.items()} for row in rows]


def _imputation(result: OddsResult) -> Row | None:
    """How often was filled in, and per adjusted term what that cost."""
    adjusted = result.imputed
    if adjusted is None:
        return None
    pooled = zip(adjusted.fit.terms, adjusted.pooled, strict=True)
    return {
        "n_imputations": len(adjusted.fits),
        "n_incomplete": adjusted.n_incomplete,
        "terms": [
            {
                "predictor": term.column.predictor,
                "level": term.column.level,
                "df": one.df,
                "fmi": one.fmi,
                "mc_error": one.monte_carlo_error,
            }
            for term, one in pooled
            if one is not None
        ],
    }


def _complete(result: OddsResult) -> dict[str, Any]:
    """The same analysis on complete rows, beside the imputed one."""
    found = document(result)
    keys = (
        "n",
        "events",
        "estimator",
        "interval",
        "log_likelihood",
        "terms",
        "global_tests",
        "fit",
    )
    return {key: found[key] for key in keys}


def _crude_terms(result: OddsResult) -> list[Row]:
    """Terms of the crude fits; their intercepts, one per predictor, are left out."""
    terms = [term for fit in result.crude for term in _terms(fit, "crude")]
    return [term for term in terms if term["predictor"] != INTERCEPT]


def _terms(fit: LogitFit, model: str) -> list[Row]:
    renamed = [
        {**row, "model": model, "n": row["n_pupils"], "events": row["n_events"]}
        for row in term_rows(fit)
    ]
    return [{key: row.get(key) for key in TERM_KEYS} for row in renamed]


def plain(value: Any) -> Any:
    """A value as JSON can hold it."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None if math.isnan(value) else ("Infinity" if value > 0 else "-Infinity")
    return value
