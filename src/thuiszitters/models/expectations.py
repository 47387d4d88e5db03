"""The expectations of a plan beside its contrasts, with a correction for the number of tests.

The family of tests is what the plan sets out to answer: every contrast of the main model, which
is its first confirmatory one, and those of other confirmatory models that an expectation names.
"""

import numpy as np
import pandas as pd

from thuiszitters.base.arrays import Floats
from thuiszitters.base.multiplicity import holm, verdict
from thuiszitters.logit.design import INTERCEPT
from thuiszitters.plan import Plan
from thuiszitters.plan.further_specs import HypothesisSpec
from thuiszitters.results.schema import build
from thuiszitters.results.tables_further import HYPOTHESES

Row = dict[str, object]


def hypothesis_table(patterns: pd.DataFrame, plan: Plan, estimates: pd.DataFrame) -> pd.DataFrame:
    """One row per expectation.

    Parameters
    ----------
    patterns
        Distinct rows of predictors with `n_pupils`, for the spread of numbers.
    estimates
        Of the plan's models, from `fit_plan`.

    Returns
    -------
    DataFrame
        Columns of `HYPOTHESES`. Contrasts of confirmatory models carry a p-value after Holm's
        correction, and a verdict that takes it into account.
    """
    adjusted = estimates[estimates["model_kind"] == "adjusted"].reset_index(drop=True)
    corrected = family_p_values(adjusted, plan)
    alpha = 1.0 - plan.estimation.level
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
            place = int(np.flatnonzero(_named(adjusted, spec))[0])
            found, role = adjusted.iloc[place].to_dict(), plan.model(spec.model).role
            p_holm = None if role != "confirmatory" else float(corrected[place])
            numbers = ("odds_ratio", "ci_low", "ci_high", "p_value", "status", "reason")
            row |= {
                "model": spec.model,
                "predictor": spec.predictor,
                "level": spec.level,
                "role": role,
                **{name: found[name] for name in numbers},
                "p_holm": np.nan if p_holm is None else p_holm,
                "verdict": verdict(
                    float(found["ci_low"]),
                    float(found["ci_high"]),
                    spec.expected,
                    p_adjusted=p_holm,
                    alpha=alpha,
                    two_sd=two_deviations(patterns, plan, str(spec.predictor)),
                ),
            }
        rows.append(row)
    return build(HYPOTHESES, rows)


def family_p_values(adjusted: pd.DataFrame, plan: Plan) -> Floats:
    """Holm-adjusted p-values of the rows in the family of tests; NaN for the others."""
    confirmatory = [model.name for model in plan.models if model.role == "confirmatory"]
    contrasts = (adjusted["predictor"] != INTERCEPT) & (adjusted["status"] != "reference")
    members = (contrasts & (adjusted["model"].isin(confirmatory[:1]))).to_numpy()
    for spec in plan.hypotheses:
        if spec.model in confirmatory:
            members = members | _named(adjusted, spec)
    p_values = adjusted["p_value"].to_numpy(dtype=np.float64)
    return holm(np.where(members, p_values, np.nan))


def two_deviations(patterns: pd.DataFrame, plan: Plan, predictor: str) -> float:
    """Two standard deviations of a number in units of its odds ratio; 1 for levels."""
    spec = plan.predictor(predictor)
    if spec.kind != "numeric":
        return 1.0
    known = patterns[patterns[predictor].notna()]
    values, weights = known[predictor].to_numpy(dtype=np.float64), known["n_pupils"].to_numpy()
    mean = np.average(values, weights=weights)
    spread = np.sqrt(((values - mean) ** 2 * weights).sum() / (weights.sum() - 1.0))
    return float(2.0 * spread / spec.per)


def _named(adjusted: pd.DataFrame, spec: HypothesisSpec) -> np.ndarray:
    """The row an expectation is about."""
    level = adjusted["level"].isna() if spec.level is None else adjusted["level"] == spec.level
    same = (adjusted["model"] == spec.model) & (adjusted["predictor"] == spec.predictor)
    return np.asarray(same & level)
