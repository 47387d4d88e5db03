"""A result in the form that tables and figures read: numbers, and the words beside them."""

import math
from pathlib import Path
from typing import Any

import pandas as pd

from thuiszitters.logit.results import LogitFit
from thuiszitters.models.tables import Row, fit_row, global_test_rows, term_rows
from thuiszitters.odds.result import OddsResult
from thuiszitters.odds.steps import LARGEST
from thuiszitters.plan.analysis import PredictorSpec
from thuiszitters.results.read import Numbers
from thuiszitters.results.schema import build
from thuiszitters.results.study import study_from
from thuiszitters.results.tables_fits import BLOCKS, FITS
from thuiszitters.results.tables_models import COMPLETE_CASES, ESTIMATES, GLOBAL_TESTS

#: Name of the only model.
MODEL = "odds"
#: Columns of odds ratios and of their logarithms.
_LOGARITHMS = {"odds_ratio": "log_odds", "ci_low": "log_odds_low", "ci_high": "log_odds_high"}
_STATEMENT = {
    "nl": "er zijn geen regels voor vrijgave toegepast; kijk kleine groepen na voor u dit deelt.",
    "en": "no rules for release were applied; look at small groups before you share this.",
}


def as_numbers(result: OddsResult) -> Numbers:
    """A result as the tables that `thuiszitters.tables` and `thuiszitters.figures` read."""
    kept: list[tuple[str, str | None, LogitFit]] = [
        ("crude", spec.name, fit) for spec, fit in zip(result.specs, result.crude, strict=True)
    ]
    kept.append(("adjusted", None, result.adjusted))
    estimates: list[Row] = []
    tests: list[Row] = []
    fits: list[Row] = []
    for kind, predictor, fit in kept:
        names: Row = {"model": MODEL, "model_kind": kind, "block": None}
        estimates += [{**names, **_within_doubles(row)} for row in term_rows(fit)]
        tests += [{**names, **row} for row in global_test_rows(fit)]
        row = {**fit_row(fit), "n_imputations": _imputations(result)}
        fits.append({**names, "predictor": predictor, **row})
    return Numbers(
        study=study_from(study_record(result)),
        flow=pd.DataFrame(),
        characteristics=pd.DataFrame(),
        estimates=build(ESTIMATES, estimates),
        complete_cases=build(COMPLETE_CASES, []),
        global_tests=build(GLOBAL_TESTS, tests),
        fits=build(FITS, fits),
        blocks=build(BLOCKS, []),
    )


def _imputations(result: OddsResult) -> int:
    return max((len(fit.fits) for fit in result.imputed), default=0)


def _within_doubles(row: Row) -> Row:
    """A row of the table of estimates, with odds ratios within the doubles.

    Where the logarithm is finite, the odds ratio becomes the nearest number that is.

    In tables an infinite end, or one of 0, says that the data do not bound it.
    """
    near = {}
    for name, log_name in _LOGARITHMS.items():
        log_odds = row.get(log_name)
        if isinstance(log_odds, float) and LARGEST < abs(log_odds) < math.inf:
            near[name] = math.exp(math.copysign(LARGEST, log_odds))
    kept = {name: value for name, value in row.items() if name in ESTIMATES.names}
    return {**kept, **near}


def study_record(result: OddsResult) -> dict[str, Any]:
    """What ``study.json`` holds for a cohort, for a table that has no cohort file."""
    request = result.request
    file = Path(request.data).name
    estimation = request.estimation
    return {
        "cohort": file,
        "title": file,
        "description": "",
        "source": file,
        "synthetic": False,
        "plan": {"name": MODEL, "title": file, "question": ""},
        "outcome": {"label": request.outcome, "definition": request.outcome},
        "predictors": {spec.name: _predictor(spec) for spec in result.specs},
        "models": {
            MODEL: {
                "label": "Model",
                "role": "confirmatory",
                "predictors": [spec.name for spec in result.specs],
                "blocks": [],
            }
        },
        "flow_reasons": {},
        "estimation": {
            "estimator": estimation.estimator,
            "interval": estimation.interval,
            "level": estimation.level,
            "missing_values": estimation.missing_values,
            "clusters": "none",
            "covariance": estimation.covariance,
            "caution_events": estimation.caution_events,
            "strong_caution_events": estimation.strong_caution_events,
        },
        "disclosure": {"profile": "none", "label": "", "statement": _STATEMENT},
        "n_pupils": result.adjusted.summary.n_obs,
        "n_events": result.adjusted.summary.n_events,
    }


def _predictor(spec: PredictorSpec) -> dict[str, Any]:
    return {
        "label": spec.name,
        "kind": spec.kind,
        "reference": spec.reference,
        "levels": {level: level for level in spec.levels},
        "per": spec.per,
        "unit": None,
    }
