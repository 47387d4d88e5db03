"""Standardised risks: what the cohort's share would be with and without a factor.

Every pupil's probability is computed twice, with the column set to a level and set to the
reference, and averaged over the cohort (marginal standardisation). After maximum likelihood
intervals are made by the delta method: of a risk on the logit scale, of a ratio on the log scale,
of a difference on its own. After Firth they are penalised profile intervals, as those of odds
ratios are: there the delta method holds the truth far too seldom (docs/proof).

References
----------
Muller, C. J. and MacLehose, R. F. (2014). Estimating predicted probabilities from logistic
regression: different methods correspond to different target populations. International
Journal of Epidemiology 43, 962-970, method 1.
"""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from thuiszitters.base.arrays import Floats
from thuiszitters.effects.average_risk import RiskContrast
from thuiszitters.effects.exact_limits import ExactReach, Observed
from thuiszitters.effects.function_profile import FunctionProfile
from thuiszitters.effects.moved_rows import MovedRows, moved_settings
from thuiszitters.effects.prediction import Prediction, predict_from
from thuiszitters.effects.quantity import Quantity
from thuiszitters.logit.design import SPLINE, Column, Design
from thuiszitters.logit.fitted_likelihood import FittedLikelihood, chi_squared_p
from thuiszitters.logit.likelihood import probabilities
from thuiszitters.logit.results import LogitFit, Status

#: Rows above which those of a setting are not made; up to it last digits are those of made ones.
MANY_ROWS = 10_000
MEASURES = ("logit_risk", "logit_risk_reference", "difference", "log_ratio")


@dataclass(frozen=True, slots=True)
class StandardisedRisk:
    """One contrast on the scale of risks.

    Attributes
    ----------
    column
        The level (or the number, per unit) it is about.
    logit_risk, logit_risk_reference
        Log odds of the average probability at the level and at the reference. For a number:
        everyone one unit higher, and everyone as they are.
    difference, log_ratio
        Of the two average probabilities.
    status, reason
        Those of the term in the model.
    """

    column: Column
    logit_risk: Quantity
    logit_risk_reference: Quantity
    difference: Quantity
    log_ratio: Quantity
    status: Status
    reason: str

    @property
    def risk(self) -> float:
        return float(expit(self.logit_risk.estimate))

    @property
    def risk_reference(self) -> float:
        return float(expit(self.logit_risk_reference.estimate))


NOTHING = Quantity(np.nan, np.nan)


def standardised_risks(
    fit: LogitFit,
    *,
    covariance: str = "model",
    level_of: str | None = None,
    predictors: Collection[str] | None = None,
) -> tuple[StandardisedRisk, ...]:
    """Risks, differences and ratios for every level of every predictor.

    Parameters
    ----------
    fit
        After Firth the FLIC intercept is used, and its covariance at those probabilities.
    covariance
        ``model``, or one of `base.covariances`; a robust one gives every number the t quantile
        with its own degrees of freedom.
    level_of, predictors
        Only this predictor, or these.
    """
    prediction = predict_from(fit, covariance)
    risks = []
    own = _predictors_of_their_own(fit.design)
    for position, column in enumerate(fit.design.columns[1:], start=1):
        if level_of is not None and column.predictor != level_of:
            continue
        if predictors is not None and column.predictor not in predictors:
            continue
        if column.predictor not in own:  # a product or a spline is no contrast by itself
            continue
        term = fit.terms[position]
        if term.status != "ok" or prediction is None or np.isnan(term.std_error):
            status: Status = term.status if term.status != "ok" else "not_estimated"
            risks.append(
                StandardisedRisk(column, NOTHING, NOTHING, NOTHING, NOTHING, status, term.reason)
            )
            continue
        risks.append(_contrast(fit, position, prediction))
    return tuple(risks)


def _predictors_of_their_own(design: Design) -> set[str]:
    """Predictors whose columns are not carried along by a spline of the same number."""
    splined = {name.removeprefix(SPLINE) for name in design.predictors if name.startswith(SPLINE)}
    return {spec.name for spec in design.table.predictors} - splined


def counterfactual_columns(design: Design, position: int) -> tuple[Floats, Floats]:
    """Rows with everyone at the level of a column, and everyone at its reference."""
    column = design.columns[position]
    at_level, at_reference = design.x.copy(), design.x.copy()
    if column.level is None:
        at_level[:, position] += 1.0
    else:
        siblings = design.positions(column.predictor)
        at_level[:, siblings] = 0.0
        at_reference[:, siblings] = 0.0
        at_level[:, position] = 1.0
    for rows in (at_level, at_reference):
        design.renew_products(rows)
    return at_level, at_reference


def average_risk(x: Floats, counts: Floats, beta: Floats) -> tuple[float, Floats]:
    """Mean probability over pupils, and its slope in every coefficient."""
    p = probabilities(x @ beta)
    share = counts / counts.sum()
    return float(share @ p), np.asarray((share * p * (1.0 - p)) @ x)


def _contrast(fit: LogitFit, position: int, prediction: Prediction) -> StandardisedRisk:
    fitted, term = prediction.fitted, fit.terms[position]
    settings = _settings(fit, position, fitted)
    contrast = RiskContrast(*settings, fit.design.counts, prediction.shift)
    if fit.estimator == "ml":
        beta = fitted.maximum.beta
        measures = contrast.measures(beta)
        found = {name: prediction.quantity(measures[name]) for name in MEASURES}
        why = term.reason
    else:
        found = _after_firth(fit, position, prediction, contrast)
        why = fit.reason if fit.design.clusters is not None else term.reason
    return StandardisedRisk(column=fit.design.columns[position], status="ok", reason=why, **found)


def _settings(
    fit: LogitFit, position: int, fitted: FittedLikelihood
) -> tuple[Floats | MovedRows, Floats | MovedRows]:
    """Everyone at a level and everyone at its reference, in coordinates of the likelihood."""
    counts = fit.design.counts
    if len(counts) > MANY_ROWS and (counts > 0).all():
        return moved_settings(fit, position)
    at_level, at_reference = counterfactual_columns(fit.design, position)
    columns = list(fit.columns)
    return fitted.on_basis(at_level[:, columns]), fitted.on_basis(at_reference[:, columns])


def _after_firth(
    fit: LogitFit, position: int, prediction: Prediction, contrast: RiskContrast
) -> dict[str, Quantity]:
    """Penalised profile intervals, and the p-value of the same likelihood."""
    design, fitted, column = fit.design, prediction.fitted, fit.design.columns[position]
    references = [one for one in design.reference_columns if one.predictor == column.predictor]
    beta = fitted.maximum.beta
    reach = ExactReach(
        Observed.of(prediction.quantity(contrast.logit_risk(beta)), column),
        Observed.of(
            prediction.quantity(contrast.logit_risk_reference(beta)),
            references[0] if references else None,
        ),
    )
    # Without a product the risks are the same exactly where the odds ratio is 1.
    p_value = fit.terms[position].p_value
    if design.products:
        whole = FunctionProfile(fitted.data, fitted.maximum, contrast.difference)
        p_value = chi_squared_p(whole.drop_statistic(0.0), 1)
    p_value = max(p_value, reach.p_value())
    return {
        name: prediction.profiled(getattr(contrast, name), getattr(reach, name), p_value)
        for name in MEASURES
    }
