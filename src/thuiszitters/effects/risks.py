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

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.special import expit

from thuiszitters.base.arrays import Floats
from thuiszitters.effects.average_risk import RiskContrast
from thuiszitters.effects.exact_limits import Ends, ExactReach, Observed, further
from thuiszitters.effects.function_profile import Function, FunctionProfile
from thuiszitters.effects.quantity import ProfiledQuantity, Quantity, pool_quantities
from thuiszitters.logit.cluster_variance import ClusterKind, clustered_variance
from thuiszitters.logit.design import SPLINE, Column, Design
from thuiszitters.logit.fitted_likelihood import FittedLikelihood, chi_squared_p
from thuiszitters.logit.likelihood import probabilities
from thuiszitters.logit.measures import flic_shift
from thuiszitters.logit.results import LogitFit, Status
from thuiszitters.logit.robust import (
    RobustVariance,
    heteroskedastic_variance,
    informative,
    model_covariance,
)

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
    fit: LogitFit, *, covariance: str = "model", level_of: str | None = None
) -> tuple[StandardisedRisk, ...]:
    """Risks, differences and ratios for every level of every predictor.

    Parameters
    ----------
    fit
        After Firth the FLIC intercept is used, and its covariance at those probabilities.
    covariance
        ``model``, ``HC1``, or with clusters ``CR1``, ``CR2`` or ``GEE``; a robust one gives every
        number the t quantile with its own degrees of freedom.
    level_of
        Only this predictor.
    """
    prediction = predict_from(fit, covariance)
    risks = []
    own = _predictors_of_their_own(fit.design)
    for position, column in enumerate(fit.design.columns[1:], start=1):
        if level_of is not None and column.predictor != level_of:
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


@dataclass(frozen=True, slots=True)
class Prediction:
    """What predictions are made from, in the well-conditioned coordinates of the likelihood.

    The product of columns as given cannot be inverted where a mean is far above its standard
    deviation; that of the basis can.

    Attributes
    ----------
    fitted
        The likelihood, its maximum and its basis.
    shift
        Added to every linear predictor: FLIC after Firth, otherwise 0.
    covariance
        Of the coordinates, shape (k, k).
    robust
        The variance behind the covariance; none for the model's own.
    """

    fitted: FittedLikelihood
    shift: float
    covariance: Floats
    robust: RobustVariance | None = None

    def quantity(self, found: tuple[float, Floats]) -> Quantity:
        """A number with the standard error of its gradient (delta method)."""
        estimate, slope = found
        error = float(np.sqrt(slope @ self.covariance @ slope))
        if self.robust is None:
            return Quantity(estimate, error)
        return Quantity(estimate, error, self.robust.degrees_of_freedom(slope))

    def profiled(
        self, function: Function, reach: Callable[[float], Ends], p_value: float
    ) -> Quantity:
        """The same number with its penalised profile interval, carried on to `reach`."""
        plain = self.quantity(function(self.fitted.maximum.beta))
        profile = FunctionProfile(self.fitted.data, self.fitted.maximum, function)

        def ends(level: float) -> Ends:
            return further(profile.interval(level), reach(level))

        return ProfiledQuantity(plain.estimate, plain.std_error, ends=ends, test=p_value)


def predict_from(fit: LogitFit, covariance: str = "model") -> Prediction | None:
    """Make predictions possible, with a covariance of the kind asked for.

    After Firth it is the model's own whatever was asked for, as that of the odds ratios is.

    Returns
    -------
    Prediction or None
        Nothing without a fit, when an estimate is infinite, and for one cluster, which tells
        nothing about clusters.

    Raises
    ------
    ValueError
        For a covariance that is none of these, or one of clusters without clusters.
    """
    design, fitted = fit.design, fit.likelihood
    if fitted is None or fit.status == "separated":
        return None
    eta, shift = fitted.linear_predictor, 0.0
    rows = (design.events, design.counts)
    if fit.estimator == "firth":
        shift, covariance = flic_shift(eta, *rows), "model"
    x, p = fitted.data.x, probabilities(eta + shift)
    if covariance == "model":
        return Prediction(fitted, shift, model_covariance(x, p, design.counts))
    some = informative(p)
    told = x[some], p[some], design.events[some], design.counts[some]
    if covariance == "GEE":
        return None if fit.robust is None else _of_equations(fit.robust, fitted, shift)
    if covariance == "HC1":
        robust = heteroskedastic_variance(*told, float(design.counts.sum()))
    elif design.cluster is None or covariance not in {"CR1", "CR2"}:
        msg = f"covariance {covariance!r} needs a design with clusters"
        raise ValueError(msg)
    elif len(np.unique(design.cluster)) < 2:
        return None
    else:
        kind: ClusterKind = "CR1" if covariance == "CR1" else "CR2"
        robust = clustered_variance(*told, design.cluster[some], kind)
    return Prediction(fitted, shift, robust.covariance, robust)


def _of_equations(robust: RobustVariance, fitted: FittedLikelihood, shift: float) -> Prediction:
    """The covariance of estimating equations, turned to the coordinates of the basis."""
    size = len(robust.mixing)
    turned = np.asarray(np.linalg.solve(fitted.from_basis(np.eye(size)), robust.scores.T))
    own = RobustVariance(robust.kind, robust.mixing, turned.T.astype(np.float64), robust.plain_df)
    return Prediction(fitted, shift, own.covariance, own)


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
    for product, first, second in design.products:
        at_level[:, product] = at_level[:, first] * at_level[:, second]
        at_reference[:, product] = at_reference[:, first] * at_reference[:, second]
    return at_level, at_reference


def average_risk(x: Floats, counts: Floats, beta: Floats) -> tuple[float, Floats]:
    """Mean probability over pupils, and its slope in every coefficient."""
    p = probabilities(x @ beta)
    share = counts / counts.sum()
    return float(share @ p), np.asarray((share * p * (1.0 - p)) @ x)


def _contrast(fit: LogitFit, position: int, prediction: Prediction) -> StandardisedRisk:
    fitted, columns = prediction.fitted, list(fit.columns)
    at_level, at_reference = counterfactual_columns(fit.design, position)
    contrast = RiskContrast(
        fitted.on_basis(at_level[:, columns]),
        fitted.on_basis(at_reference[:, columns]),
        fit.design.counts,
        prediction.shift,
    )
    term = fit.terms[position]
    if fit.estimator == "ml":
        beta = fitted.maximum.beta
        found = {name: prediction.quantity(getattr(contrast, name)(beta)) for name in MEASURES}
        why = term.reason
    else:
        found = _after_firth(fit, position, prediction, contrast)
        why = fit.reason if fit.design.cluster is not None else term.reason
    return StandardisedRisk(column=fit.design.columns[position], status="ok", reason=why, **found)


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


def pool_risks(
    risks: Sequence[Sequence[StandardisedRisk]],
    complete_df: float,
    p_values: Sequence[float] | None = None,
) -> tuple[StandardisedRisk, ...]:
    """Pool the risks of several imputations, each on its own scale, by Rubin's rules.

    Parameters
    ----------
    risks
        Per imputation the result of `standardised_risks`.
    complete_df
        Pupils less coefficients, or clusters less one.
    p_values
        Of the pooled odds ratios, which risks with profile intervals share; NaN when not given.
    """
    contrasts = list(zip(*risks, strict=True))
    tests = [np.nan] * len(contrasts) if p_values is None else p_values
    return tuple(
        _pool_contrast(contrast, complete_df, p)
        for contrast, p in zip(contrasts, tests, strict=True)
    )


def _pool_contrast(
    contrasts: Sequence[StandardisedRisk], complete_df: float, p_value: float
) -> StandardisedRisk:
    lost = next((risk for risk in contrasts if risk.status != "ok"), None)
    if lost is not None:
        return lost
    pooled = {
        name: pool_quantities([getattr(risk, name) for risk in contrasts], complete_df, p_value)
        for name in MEASURES
    }
    return replace(contrasts[0], **pooled)  # type: ignore[arg-type]


def average_slope(fit: LogitFit, term: str, *, covariance: str = "model") -> Quantity:
    """Average change in probability per unit of a number, for an infinitely small change."""
    prediction = predict_from(fit, covariance)
    if prediction is None:
        return NOTHING
    fitted, counts = prediction.fitted, fit.design.counts
    place = [fit.design.columns[i].term for i in fit.columns].index(term)
    # The coefficient is a linear function of the coordinates.
    coefficient = fitted.from_basis(np.eye(len(fit.columns)))[place]
    beta = float(coefficient @ fitted.maximum.beta)
    p = probabilities(fitted.linear_predictor + prediction.shift)
    weight = counts / counts.sum() * p * (1.0 - p)
    slope = beta * ((weight * (1.0 - 2.0 * p)) @ fitted.data.x) + weight.sum() * coefficient
    return prediction.quantity((beta * float(weight.sum()), slope))
