"""Standardised risks: what the cohort's share would be with and without a factor.

Every pupil's probability is computed twice, with the column set to a level and set to the
reference, and averaged over the cohort (marginal standardisation). Intervals by the delta method:
of a risk on the logit scale, of a ratio on the log scale, of a difference on its own.

References
----------
Muller, C. J. and MacLehose, R. F. (2014). Estimating predicted probabilities from logistic
regression: different methods correspond to different target populations. International
Journal of Epidemiology 43, 962-970, method 1.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.special import expit, logit, ndtr

from thuiszitters.logit.coding import Floats
from thuiszitters.logit.design import SPLINE, Column, Design
from thuiszitters.logit.likelihood import probabilities
from thuiszitters.logit.measures import flic_shift
from thuiszitters.logit.pooling import pool
from thuiszitters.logit.profile_likelihood import normal_quantile
from thuiszitters.logit.results import LogitFit, Status
from thuiszitters.logit.robust import clustered_covariance, model_covariance, robust_covariance


@dataclass(frozen=True, slots=True)
class Quantity:
    """An estimate with its standard error on the scale where it is nearly normal."""

    estimate: float
    std_error: float

    def interval(self, level: float) -> tuple[float, float]:
        half = normal_quantile(level) * self.std_error
        return self.estimate - half, self.estimate + half

    @property
    def p_value(self) -> float:
        return float(2.0 * ndtr(-abs(self.estimate / self.std_error)))


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
        ``model``, ``HC0`` to ``HC3``, or with clusters ``CR0``, ``CR1``, ``CR1S``.
    level_of
        Only this predictor.
    """
    beta, matrix = prediction_coefficients(fit, covariance)
    risks = []
    own = _predictors_of_their_own(fit.design)
    for position, column in enumerate(fit.design.columns[1:], start=1):
        if level_of is not None and column.predictor != level_of:
            continue
        if column.predictor not in own:  # a product or a spline is no contrast by itself
            continue
        term = fit.terms[position]
        if term.status != "ok" or np.isnan(matrix).all() or np.isnan(term.std_error):
            status: Status = term.status if term.status != "ok" else "not_estimated"
            risks.append(
                StandardisedRisk(column, NOTHING, NOTHING, NOTHING, NOTHING, status, term.reason)
            )
            continue
        at_level, at_reference = counterfactual_columns(fit.design, position)
        risks.append(_contrast(fit, column, beta, matrix, at_level, at_reference))
    return tuple(risks)


def _predictors_of_their_own(design: Design) -> set[str]:
    """Predictors whose columns are not carried along by a spline of the same number."""
    splined = {name.removeprefix(SPLINE) for name in design.predictors if name.startswith(SPLINE)}
    return {spec.name for spec in design.table.specs} - splined


def prediction_coefficients(fit: LogitFit, covariance: str = "model") -> tuple[Floats, Floats]:
    """Coefficients for predictions, 0 for columns not in the model, and their covariance.

    The covariance is NaN when an estimate is infinite: then no delta method applies.
    """
    design, used = fit.design, np.asarray(fit.columns, dtype=np.int64)
    size = len(design.columns)
    beta, matrix = np.zeros(size), np.full((size, size), np.nan)
    if fit.likelihood is None or fit.status == "separated":
        return beta, matrix
    beta[used] = fit.likelihood.beta
    if fit.estimator == "firth":
        beta[0] += flic_shift(design.x @ beta, design.events, design.counts)
    x, p = design.x[:, used], probabilities(design.x @ beta)
    rows = (design.events, design.counts)
    if covariance == "model":
        part = model_covariance(x, p, design.counts)
    elif covariance.startswith("HC"):
        part = robust_covariance(x, p, *rows, covariance)  # type: ignore[arg-type]
    elif design.cluster is None:
        msg = f"covariance {covariance!r} needs a design with clusters"
        raise ValueError(msg)
    elif len(np.unique(design.cluster)) < 2:  # one cluster tells nothing about clusters
        return beta, matrix
    else:
        part = clustered_covariance(x, p, *rows, design.cluster, covariance)  # type: ignore[arg-type]
    matrix[:] = 0.0
    matrix[used[:, None], used] = part
    return beta, matrix


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


def _contrast(
    fit: LogitFit,
    column: Column,
    beta: Floats,
    matrix: Floats,
    at_level: Floats,
    at_reference: Floats,
) -> StandardisedRisk:
    counts = fit.design.counts
    risk, slope = average_risk(at_level, counts, beta)
    base, base_slope = average_risk(at_reference, counts, beta)
    return StandardisedRisk(
        column=column,
        logit_risk=_quantity(float(logit(risk)), slope / (risk * (1.0 - risk)), matrix),
        logit_risk_reference=_quantity(
            float(logit(base)), base_slope / (base * (1.0 - base)), matrix
        ),
        difference=_quantity(risk - base, slope - base_slope, matrix),
        log_ratio=_quantity(float(np.log(risk / base)), slope / risk - base_slope / base, matrix),
        status="ok",
        reason=fit.term(column.term).reason,
    )


def _quantity(estimate: float, slope: Floats, matrix: Floats) -> Quantity:
    return Quantity(estimate, float(np.sqrt(slope @ matrix @ slope)))


def pool_risks(
    risks: Sequence[Sequence[StandardisedRisk]], complete_df: float
) -> tuple[StandardisedRisk, ...]:
    """Pool the risks of several imputations, each on its own scale, by Rubin's rules.

    Parameters
    ----------
    risks
        Per imputation the result of `standardised_risks`.
    complete_df
        Pupils less coefficients.
    """
    return tuple(_pool_contrast(contrast, complete_df) for contrast in zip(*risks, strict=True))


def _pool_contrast(contrasts: Sequence[StandardisedRisk], complete_df: float) -> StandardisedRisk:
    lost = next((risk for risk in contrasts if risk.status != "ok"), None)
    if lost is not None:
        return lost

    def pooled(name: str) -> Quantity:
        parts: list[Quantity] = [getattr(risk, name) for risk in contrasts]
        result = pool(
            np.array([part.estimate for part in parts]),
            np.array([part.std_error**2 for part in parts]),
            complete_df,
        )
        return Quantity(result.estimate, result.std_error)

    return replace(
        contrasts[0],
        logit_risk=pooled("logit_risk"),
        logit_risk_reference=pooled("logit_risk_reference"),
        difference=pooled("difference"),
        log_ratio=pooled("log_ratio"),
    )


def average_slope(fit: LogitFit, term: str, *, covariance: str = "model") -> Quantity:
    """Average change in probability per unit of a number, for an infinitely small change."""
    beta, matrix = prediction_coefficients(fit, covariance)
    position = next(i for i, c in enumerate(fit.design.columns) if c.term == term)
    x, counts = fit.design.x, fit.design.counts
    p = probabilities(x @ beta)
    share = counts / counts.sum()
    weight = share * p * (1.0 - p)
    slope = beta[position] * ((weight * (1.0 - 2.0 * p)) @ x)
    slope[position] += weight.sum()
    return _quantity(float(beta[position] * weight.sum()), slope, matrix)
