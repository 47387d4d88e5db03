"""Whether two factors together do more than each alone: on the odds scale and on the additive one.

References
----------
Knol, M. J. and VanderWeele, T. J. (2012). Recommendations for presenting analyses of effect
modification and interaction. International Journal of Epidemiology 41, 514-520.
Hosmer, D. W. and Lemeshow, S. (1992). Confidence interval estimation of interaction.
Epidemiology 3, 452-456 (RERI, AP and S; their standard errors by the delta method).
Richardson, D. B. and Kaufman, J. S. (2009). Estimation of the relative excess risk due to
interaction and associated confidence bounds. American Journal of Epidemiology 169, 756-760.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from thuiszitters.base.arrays import Floats
from thuiszitters.effects.function_profile import Function, FunctionProfile
from thuiszitters.effects.joint_risks import JointRisks, joint_settings, observed_groups
from thuiszitters.effects.prediction import predict_from
from thuiszitters.effects.quantity import ProfiledQuantity, Quantity
from thuiszitters.logit.design import Design
from thuiszitters.logit.estimation import Estimation
from thuiszitters.logit.fit import fit_design
from thuiszitters.logit.fitted_likelihood import FittedLikelihood, chi_squared_p
from thuiszitters.logit.products import product_name, with_interaction
from thuiszitters.logit.reasons import reason
from thuiszitters.logit.results import GlobalTest, LogitFit, Status

NOTHING = Quantity(np.nan, np.nan)


@dataclass(frozen=True, slots=True)
class AdditiveInteraction:
    """Interaction of two levels on the additive scale.

    Every interval and test comes from the profile likelihood (after Firth the penalised one).

    Attributes
    ----------
    first, second
        Terms of the two main effects.
    reri
        Relative excess risk due to interaction, odds ratios standing in for risk ratios; 0 without
        interaction.
    proportion
        Share of the joint odds ratio that is due to interaction (AP), by the delta method.
    contrast, reri_risk
        Interaction contrast of standardised risks, and RERI of their ratios.
    smallest
        Pupils, and pupils with the outcome, in the group with fewest of one outcome among those at
        both levels, at either, and at neither; none for numbers.
    status, reason
        Of the product term.
    risk_status, risk_reason
        Of the two measures of risks.
    """

    first: str
    second: str
    reri: Quantity
    proportion: Quantity
    contrast: Quantity
    reri_risk: Quantity
    smallest: tuple[int, int] | None
    status: Status
    reason: str
    risk_status: Status
    risk_reason: str


@dataclass(frozen=True, slots=True)
class Interaction:
    """A fitted interaction: the model, the test of all its products, and RERI per pair."""

    fit: LogitFit
    test: GlobalTest
    additive: tuple[AdditiveInteraction, ...]


def fit_interaction(
    design: Design,
    first: str,
    second: str,
    estimation: Estimation | None = None,
    *,
    additive: bool = True,
) -> Interaction:
    """Fit a model with one interaction.

    Parameters
    ----------
    first, second
        Predictors of the design.
    additive
        Whether the excess of pairs of levels is asked for, which takes longest.
    """
    fit = fit_design(with_interaction(design, first, second), estimation)
    test = next(t for t in fit.global_tests if t.predictor == product_name(first, second))
    products = fit.design.products if additive else ()
    return Interaction(fit, test, tuple(_additive(fit, *product) for product in products))


def _additive(fit: LogitFit, product: int, first: int, second: int) -> AdditiveInteraction:
    columns, term = fit.design.columns, fit.terms[product]
    names = (columns[first].term, columns[second].term)
    positions = [first, second, product]
    numbers = any(columns[i].level is None for i in (first, second))
    groups = () if numbers else observed_groups(fit.design, first, second)
    smallest = min(groups, key=lambda one: (min(one[1], one[0] - one[1]), one[0]), default=None)
    fitted = fit.likelihood
    if numbers or fitted is None or not fit.used[positions].all():
        status: Status = "not_estimated" if term.status == "ok" else term.status
        why = term.reason
        return AdditiveInteraction(
            *names, NOTHING, NOTHING, NOTHING, NOTHING, smallest, status, why, status, why
        )
    ratios = _profiled(fitted, _excess_of_odds(fit, positions))
    covariance = fit.covariance[positions][:, positions]
    risk_status, why = term.status, term.reason
    contrast, relative = NOTHING, NOTHING
    prediction = predict_from(fit)
    if any(events in (0, pupils) for pupils, events in groups) or prediction is None:
        risk_status, why = "not_estimated", reason("joint_group_all_alike")
    else:
        four = _joint_risks(fit, fitted, (first, second), prediction.shift)
        contrast = _profiled(fitted, four.contrast, prediction.covariance)
        relative = _profiled(fitted, four.relative_excess, prediction.covariance)
    return AdditiveInteraction(
        *names,
        ratios,
        _proportion(fit.beta[positions], covariance),
        contrast,
        relative,
        smallest,
        term.status,
        term.reason,
        risk_status,
        why,
    )


def _joint_risks(
    fit: LogitFit, fitted: FittedLikelihood, pair: tuple[int, int], shift: float
) -> JointRisks:
    """Standardised risks with both, with one, with the other and with neither of two columns."""
    used = list(fit.columns)
    both, one, other, neither = (
        fitted.on_basis(x[:, used]) for x in joint_settings(fit.design, *pair)
    )
    return JointRisks(both, one, other, neither, fit.design.counts, shift)


def _proportion(beta: Floats, covariance: Floats) -> Quantity:
    """AP: RERI as a share of the joint odds ratio, by the delta method."""
    a, b, joint = np.exp(beta[0]), np.exp(beta[1]), np.exp(beta.sum())
    share = (joint - a - b + 1.0) / joint
    slope = np.array([joint - a, joint - b, joint]) / joint - share
    return Quantity(float(share), float(np.sqrt(slope @ covariance @ slope)))


def _excess_of_odds(fit: LogitFit, positions: list[int]) -> Function:
    """RERI of odds ratios as a function of the coordinates of the fitted likelihood."""
    fitted = fit.likelihood
    assert fitted is not None
    places = [fit.columns.index(i) for i in positions]
    rows = fitted.from_basis(np.eye(len(fit.columns)))[places]

    def excess(beta: Floats) -> tuple[float, Floats]:
        with np.errstate(over="ignore", invalid="ignore"):
            log_ratios = rows @ beta
            a, b, joint = np.exp(log_ratios[0]), np.exp(log_ratios[1]), np.exp(log_ratios.sum())
            slope = np.array([joint - a, joint - b, joint])
            return float(joint - a - b + 1.0), slope @ rows

    return excess


def _profiled(
    fitted: FittedLikelihood, function: Function, covariance: Floats | None = None
) -> Quantity:
    """A function with its profile interval and the likelihood-ratio test of 0."""
    estimate, slope = function(fitted.maximum.beta)
    own = np.linalg.inv(fitted.maximum.information) if covariance is None else covariance
    profile = FunctionProfile(fitted.data, fitted.maximum, function)
    ends: Callable[[float], tuple[float, float]] = profile.interval
    test = chi_squared_p(profile.drop_statistic(0.0), 1)
    return ProfiledQuantity(estimate, float(np.sqrt(slope @ own @ slope)), ends=ends, test=test)
