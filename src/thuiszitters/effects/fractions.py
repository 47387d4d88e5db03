"""The share of the pupils with the outcome that goes with a predictor.

The cohort's risk as it is, R, beside the average risk R0 if every pupil had the reference of the
predictor and kept everything else: the population attributable fraction is 1 - R0 / R. It is the
share of cases that a cause explains only where the predictor is a cause, its model has every common
cause and nothing that follows from it, and a pupil with the reference is like the others but for
it; otherwise it is an association, and is called one.

The interval is made on the scale of log(R0 / R) by the delta method, given the predictors of the
pupils at hand, with the covariance of the model's odds ratios; after Firth from the penalised
profile likelihood. A negative fraction says that the outcome is less common than it would be.

References
----------
Greenland, S. and Drescher, K. (1993). Maximum likelihood estimation of the attributable fraction
from logistic models. Biometrics 49, 865-872.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from thuiszitters.base.arrays import Floats
from thuiszitters.effects.average_risk import RiskContrast
from thuiszitters.effects.prediction import predict_from
from thuiszitters.effects.quantity import Quantity, pool_quantities
from thuiszitters.logit.design import Design
from thuiszitters.logit.reasons import reason
from thuiszitters.logit.results import LogitFit
from thuiszitters.models.fitted import FittedPlan
from thuiszitters.plan.further_specs import FractionSpec
from thuiszitters.results.schema import build
from thuiszitters.results.tables_risks import FRACTIONS

#: No exact limit goes further than the profile.
_NO_REACH = (np.inf, -np.inf)


def fraction_table(fitted: FittedPlan, specs: Sequence[FractionSpec]) -> pd.DataFrame:
    """One row per predictor that is asked for, over imputations where its odds ratios are."""
    return build(FRACTIONS, [_row(fitted, spec) for spec in specs])


def log_share_left(fit: LogitFit, predictor: str, covariance: str = "model") -> Quantity | None:
    """Log of R0 / R, the share of the risk that is left with everyone at the reference.

    Parameters
    ----------
    fit
        Of a model that holds the predictor.
    predictor
        With levels.
    covariance
        As in `thuiszitters.effects.risks.standardised_risks`.

    Returns
    -------
    Quantity or None
        Nothing where a level of it has no estimate, or the fit allows no prediction.
    """
    prediction = predict_from(fit, covariance)
    positions = fit.design.positions(predictor)
    if prediction is None or any(fit.terms[place].status != "ok" for place in positions):
        return None
    columns = list(fit.columns)
    without = with_reference(fit.design, predictor)
    contrast = RiskContrast(
        prediction.fitted.on_basis(without[:, columns]),
        prediction.fitted.on_basis(fit.design.x[:, columns]),
        fit.design.counts,
        prediction.shift,
    )
    if fit.estimator == "firth":
        return prediction.profiled(contrast.log_ratio, lambda _level: _NO_REACH, np.nan)
    return prediction.quantity(contrast.log_ratio(prediction.fitted.maximum.beta))


def with_reference(design: Design, predictor: str) -> Floats:
    """The rows of a design with every pupil at the reference of a predictor."""
    x = design.x.copy()
    x[:, design.positions(predictor)] = 0.0
    design.renew_products(x)
    return x


def _row(fitted: FittedPlan, spec: FractionSpec) -> dict[str, object]:
    adjusted = fitted.adjusted(spec.model)
    pooled = adjusted.pooled
    whole = adjusted.fit if pooled is None else pooled.fit
    fits = [adjusted.fit] if pooled is None else list(pooled.fits)
    parts = [log_share_left(fit, spec.predictor, adjusted.covariance) for fit in fits]
    row = {"model": spec.model, "predictor": spec.predictor, "estimator": whole.estimator}
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        terms = [fit.terms[place] for fit in fits for place in fit.design.positions(spec.predictor)]
        lost = next((term for term in terms if term.status != "ok"), None)
        status = "not_estimated" if lost is None else lost.status
        return {**row, "status": status, "reason": lost.reason if lost else fits[0].reason}
    freedom = float(fits[0].summary.n_obs - fits[0].used.sum())
    found = known[0] if pooled is None else pool_quantities(known, freedom, np.nan)
    low, high = found.interval(fitted.plan.estimation.level)
    numbers = {
        "fraction": _fraction(found.estimate),
        "fraction_low": _fraction(high),
        "fraction_high": _fraction(low),
    }
    if np.isnan(list(numbers.values())).any():
        return {**row, "status": "not_converged", "reason": reason("not_converged")}
    return {**row, **numbers, "status": "ok", "reason": whole.reason}


def _fraction(log_left: float) -> float:
    return float(-np.expm1(log_left))
