"""Standardised risks as a long table."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import expit

from thuiszitters.effects.empty_pairs import empty_pairs_of, pairs_behind
from thuiszitters.effects.pooled_risks import imputed_risks
from thuiszitters.effects.quantity import Quantity
from thuiszitters.effects.risks import StandardisedRisk, standardised_risks
from thuiszitters.logit.reasons import reason
from thuiszitters.logit.results import LogitFit
from thuiszitters.models.fitted import FittedPlan
from thuiszitters.results.schema import build
from thuiszitters.results.tables_risks import RISKS

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, object]
_FAILED: Row = {"status": "not_converged", "reason": reason("not_converged")}


def risk_rows(
    risks: Sequence[StandardisedRisk], fit: LogitFit, *, level: float = 0.95
) -> list[Row]:
    """One row per contrast, risks and ratios on their own scale."""
    return [_risk_row(risk, fit, level) for risk in risks]


def _risk_row(risk: StandardisedRisk, fit: LogitFit, level: float) -> Row:
    column = risk.column
    row: Row = {
        "predictor": column.predictor,
        "level": column.level,
        "reference": column.reference,
        "term": column.term,
        "n_pupils": column.n_obs,
        "n_events": column.n_events,
        "estimator": fit.estimator,
        "status": risk.status,
        "reason": risk.reason,
    }
    numbers = _numbers(risk, level)
    if risk.status == "ok" and np.isnan(list(numbers.values())).any():
        return {**row, **dict.fromkeys(numbers, np.nan), **_FAILED}
    if numbers["difference_low"] < -1.0 or numbers["difference_high"] > 1.0:
        numbers["difference_low"] = max(numbers["difference_low"], -1.0)
        numbers["difference_high"] = min(numbers["difference_high"], 1.0)
        row["reason"] = row["reason"] or reason("difference_cut")
    return {**row, **numbers}


def _numbers(risk: StandardisedRisk, level: float) -> dict[str, float]:
    ratio = risk.log_ratio
    return {
        "risk": risk.risk,
        **_ends("risk", risk.logit_risk, level, expit),
        "risk_reference": risk.risk_reference,
        **_ends("risk_reference", risk.logit_risk_reference, level, expit),
        "difference": risk.difference.estimate,
        **_ends("difference", risk.difference, level, float),
        "difference_p": risk.difference.p_value,
        "ratio": _exp(ratio.estimate),
        **_ends("ratio", ratio, level, _exp),
        "ratio_p": ratio.p_value,
    }


def _ends(
    name: str, quantity: Quantity, level: float, back: Callable[[float], float]
) -> dict[str, float]:
    low, high = quantity.interval(level)
    return {f"{name}_low": float(back(low)), f"{name}_high": float(back(high))}


def _exp(value: float) -> float:
    """Exponential; infinite beyond the largest double, as a ratio to a risk of next to 0 is."""
    with np.errstate(over="ignore"):
        return float(np.exp(value))


def risk_table(
    fitted: FittedPlan, asked: Mapping[str, Collection[str]] | None = None
) -> "pd.DataFrame":
    """Standardised risks of every adjusted model of a plan, or of some predictors of some."""
    rows: list[Row] = []
    for model in fitted.plan.models:
        if asked is not None and model.name not in asked:
            continue
        pairs = empty_pairs_of(fitted, model.name)
        for row in rows_of(fitted, model.name, asked and asked[model.name]):
            contrast = (str(row["predictor"]), row["level"], row["reference"])
            empty = pairs_behind(pairs, *contrast)
            rows.append({"model": model.name, **row, "empty_pairs": empty})
    return build(RISKS, rows)


def rows_of(fitted: FittedPlan, model: str, predictors: Collection[str] | None = None) -> list[Row]:
    """Standardised risks of one adjusted model, over imputations where its odds ratios are."""
    adjusted = fitted.adjusted(model)
    if adjusted.pooled is None:
        found = adjusted.fit
        risks = standardised_risks(found, covariance=adjusted.covariance, predictors=predictors)
    else:
        found = adjusted.pooled.fit
        kind = adjusted.covariance
        risks = imputed_risks(adjusted.pooled, covariance=kind, predictors=predictors)
    return risk_rows(risks, found, level=fitted.plan.estimation.level)
