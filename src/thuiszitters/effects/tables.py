"""Standardised risks as a long table."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.special import expit

from thuiszitters.effects.pooled_risks import imputed_risks
from thuiszitters.effects.risks import Quantity, StandardisedRisk, standardised_risks
from thuiszitters.logit import code_patterns
from thuiszitters.logit.clustered import fit_model
from thuiszitters.logit.design import build_design
from thuiszitters.logit.results import LogitFit
from thuiszitters.models.imputed import Completed
from thuiszitters.plan import Plan

RISK_COLUMNS = (
    *("model", "predictor", "level", "reference", "term", "n_pupils", "n_events"),
    *("risk", "risk_low", "risk_high", "risk_reference", "risk_reference_low"),
    *("risk_reference_high", "difference", "difference_low", "difference_high", "difference_p"),
    *("ratio", "ratio_low", "ratio_high", "ratio_p", "estimator", "status", "reason"),
)
_TEXT = ("model", "predictor", "level", "reference", "term", "estimator", "status", "reason")

Row = dict[str, object]


def risk_rows(
    risks: Sequence[StandardisedRisk], fit: LogitFit, *, level: float = 0.95
) -> list[Row]:
    """One row per contrast, risks and ratios on their own scale."""
    return [_risk_row(risk, fit, level) for risk in risks]


def _risk_row(risk: StandardisedRisk, fit: LogitFit, level: float) -> Row:
    column = risk.column
    return {
        "predictor": column.predictor,
        "level": column.level,
        "reference": column.reference,
        "term": column.term,
        "n_pupils": column.n_pupils,
        "n_events": column.n_events,
        "risk": risk.risk,
        **_ends("risk", risk.logit_risk, level, expit),
        "risk_reference": risk.risk_reference,
        **_ends("risk_reference", risk.logit_risk_reference, level, expit),
        "difference": risk.difference.estimate,
        **_ends("difference", risk.difference, level, float),
        "difference_p": risk.difference.p_value,
        "ratio": float(np.exp(risk.log_ratio.estimate)),
        **_ends("ratio", risk.log_ratio, level, np.exp),
        "ratio_p": risk.log_ratio.p_value,
        "estimator": fit.estimator,
        "status": risk.status,
        "reason": risk.reason,
    }


def _ends(name: str, quantity: Quantity, level: float, back: object) -> Row:
    low, high = quantity.interval(level)
    transform = back if callable(back) else float
    return {f"{name}_low": float(transform(low)), f"{name}_high": float(transform(high))}


def standardised_risk_table(
    patterns: pd.DataFrame, plan: Plan, completed: Completed | None = None
) -> pd.DataFrame:
    """Standardised risks of every adjusted model of a plan.

    Parameters
    ----------
    patterns
        Distinct rows of outcome and predictors with `n_pupils`.
    completed
        The same pupils after imputation, used by models that would lose pupils otherwise.
    """
    rows: list[Row] = []
    covariance = "model" if plan.estimation.cluster_column is None else "CR1"
    for model in plan.models:
        if completed is not None and completed.needed(model.predictors):
            pooled = completed.fit(model.predictors, plan.estimation)
            fit, risks = pooled.fit, imputed_risks(pooled, covariance=covariance)
        else:
            specs = [plan.predictor(name) for name in model.predictors]
            coded = code_patterns(patterns, specs, cluster=plan.estimation.cluster_column)
            fit = fit_model(build_design(coded), plan.estimation)
            risks = standardised_risks(fit, covariance=covariance)
        rows += [
            {"model": model.name, **row}
            for row in risk_rows(risks, fit, level=plan.estimation.level)
        ]
    frame = pd.DataFrame(rows, columns=list(RISK_COLUMNS))
    whole = {"n_pupils": "int64", "n_events": "int64"}
    types = {name: "str" if name in _TEXT else whole.get(name, "float64") for name in RISK_COLUMNS}
    return frame.astype(types)
