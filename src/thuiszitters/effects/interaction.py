"""Whether two factors together do more than each alone: on the odds scale and on the additive one.

References
----------
Knol, M. J. and VanderWeele, T. J. (2012). Recommendations for presenting analyses of effect
modification and interaction. International Journal of Epidemiology 41, 514-520.
Hosmer, D. W. and Lemeshow, S. (1992). Confidence interval estimation of interaction.
Epidemiology 3, 452-456 (delta method for RERI, AP and S).
"""

from dataclasses import dataclass, replace

import numpy as np

from thuiszitters.effects.quantity import Quantity
from thuiszitters.logit.design import Column, Design
from thuiszitters.logit.estimation import Estimation
from thuiszitters.logit.fit import fit_design
from thuiszitters.logit.results import GlobalTest, LogitFit, Status


@dataclass(frozen=True, slots=True)
class AdditiveInteraction:
    """Interaction of two levels on the additive scale, odds ratios standing in for risk ratios.

    Attributes
    ----------
    first, second
        Terms of the two main effects.
    reri
        Relative excess risk due to interaction; 0 without interaction.
    proportion
        Share of the joint odds ratio that is due to interaction (AP).
    status, reason
        Of the product term. After Firth the interval is a delta-method one, and said so.
    """

    first: str
    second: str
    reri: Quantity
    proportion: Quantity
    status: Status
    reason: str


@dataclass(frozen=True, slots=True)
class Interaction:
    """A fitted interaction: the model, the test of all its products, and RERI per pair."""

    fit: LogitFit
    test: GlobalTest
    additive: tuple[AdditiveInteraction, ...]


def with_interaction(design: Design, first: str, second: str) -> Design:
    """Add the products of all columns of two predictors."""
    columns, x, products = list(design.columns), [design.x], list(design.products)
    for i in design.positions(first):
        for j in design.positions(second):
            product = design.x[:, i] * design.x[:, j]
            columns.append(_product_column(design, i, j, product != 0))
            x.append(product[:, None])
            products.append((len(columns) - 1, i, j))
    return replace(design, columns=tuple(columns), x=np.column_stack(x), products=tuple(products))


def _product_column(design: Design, i: int, j: int, both: np.ndarray) -> Column:
    first, second = design.columns[i], design.columns[j]
    name = f"{first.predictor}:{second.predictor}"
    levels = [level for level in (first.level, second.level) if level is not None]
    numbers = first.level is None and second.level is None
    return Column(
        name,
        ":".join(levels) or None,
        ":".join(r for r in (first.reference, second.reference) if r is not None) or None,
        design.n_obs if numbers else round(float(design.counts[both].sum())),
        design.n_events if numbers else round(float(design.events[both].sum())),
    )


def fit_interaction(
    design: Design, first: str, second: str, estimation: Estimation | None = None
) -> Interaction:
    """Fit a model with one interaction.

    Parameters
    ----------
    first, second
        Predictors of the design.
    """
    fit = fit_design(with_interaction(design, first, second), estimation)
    test = next(t for t in fit.global_tests if t.predictor == f"{first}:{second}")
    additive = tuple(_additive(fit, *product) for product in fit.design.products)
    return Interaction(fit, test, additive)


def _additive(fit: LogitFit, product: int, first: int, second: int) -> AdditiveInteraction:
    columns, term = fit.design.columns, fit.terms[product]
    names = (columns[first].term, columns[second].term)
    positions = [first, second, product]
    numbers = any(columns[i].level is None for i in (first, second))
    if numbers or not fit.used[positions].all():
        nothing = Quantity(np.nan, np.nan)
        status: Status = "not_estimated" if term.status == "ok" else term.status
        return AdditiveInteraction(*names, nothing, nothing, status, term.reason)
    a, b = np.exp(fit.beta[first]), np.exp(fit.beta[second])
    joint = float(np.exp(fit.beta[positions].sum()))
    reri = joint - a - b + 1.0
    covariance = fit.covariance[positions][:, positions]
    slope = np.array([joint - a, joint - b, joint])
    share = reri / joint
    share_slope = slope / joint - share * np.ones(3)
    return AdditiveInteraction(
        *names,
        Quantity(float(reri), float(np.sqrt(slope @ covariance @ slope))),
        Quantity(float(share), float(np.sqrt(share_slope @ covariance @ share_slope))),
        term.status,
        term.reason,
    )
