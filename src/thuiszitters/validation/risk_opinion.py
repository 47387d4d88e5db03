"""Standardised risks a second time: another program's fit, and gradients by differences.

statsmodels fits the model and gives the covariance, on columns of mean 0 and standard deviation 1;
every pupil's probability is averaged with the column at its level and at its reference, and the
delta method takes its gradients from statsmodels' central differences. Nothing of effects/ computes
here, so that a fault in its settings, gradients or scales shows on the user's own data.
"""

from collections.abc import Callable

import numpy as np
from scipy.special import expit, logit

from thuiszitters.base.arrays import Floats
from thuiszitters.effects.risks import StandardisedRisk, standardised_risks
from thuiszitters.logit.design import Design
from thuiszitters.logit.results import LogitFit

#: Differences are good to 1e-9 or better; what is printed has three digits.
AGREEMENT = 1e-5
#: Both are asked for the same intervals, whatever level a plan prints.
LEVEL, QUANTILE = 0.95, 1.959963984540054


def risk_difference_of_programs(fit: LogitFit) -> float:
    """Largest difference between ours and theirs of any risk, difference, ratio or end of those.

    Parameters
    ----------
    fit
        A maximum likelihood fit with the model's own covariance, of a design without products.

    Returns
    -------
    float
        On the scales intervals are made on (log odds of a risk, difference, log of a ratio); NaN
        when the other program has no answer.
    """
    design, used = fit.design, list(fit.columns)
    centre, spread = _scales(design, used)
    beta, covariance = _their_fit(design, (design.x[:, used] - centre) / spread)
    share = design.counts / design.counts.sum()
    worst = 0.0
    for risk in standardised_risks(fit):
        if risk.status != "ok":
            continue
        with_it, without = (
            (x[:, used] - centre) / spread for x in _settings(design, risk.column.term)
        )
        theirs = _measures(with_it, without, share)
        worst = max(worst, _largest(risk, theirs, beta, covariance))
    return worst


def agree(difference: float) -> bool:
    """NaN, no answer, is no agreement."""
    return difference < AGREEMENT


def _scales(design: Design, used: list[int]) -> tuple[Floats, Floats]:
    x = design.x[:, used]
    centre, spread = x.mean(axis=0), x.std(axis=0)
    centre[0], spread[0] = 0.0, 1.0
    return centre, spread


def _their_fit(design: Design, x: Floats) -> tuple[Floats, Floats]:
    from statsmodels.genmod.families import Binomial
    from statsmodels.genmod.generalized_linear_model import GLM

    pupils = np.concatenate([design.events, design.counts - design.events])
    outcome, there = np.repeat([1.0, 0.0], len(x)), pupils > 0
    model = GLM(
        outcome[there],
        np.concatenate([x, x])[there],
        family=Binomial(),
        freq_weights=pupils[there],
    )
    fitted = model.fit(tol=1e-12, maxiter=200)
    return np.asarray(fitted.params), np.asarray(fitted.cov_params())


def _settings(design: Design, term: str) -> tuple[Floats, Floats]:
    """Everyone at a term's level and everyone at its reference, or one unit higher and as is."""
    names = [column.term for column in design.columns]
    position = names.index(term)
    here = design.columns[position]
    with_it, without = design.x.copy(), design.x.copy()
    if here.level is None:
        with_it[:, position] = with_it[:, position] + 1.0
        return with_it, without
    for other, column in enumerate(design.columns):
        if column.predictor == here.predictor:
            with_it[:, other] = float(other == position)
            without[:, other] = 0.0
    return with_it, without


Measure = Callable[[Floats], float]


def _measures(with_it: Floats, without: Floats, share: Floats) -> dict[str, Measure]:
    def one(beta: Floats) -> float:
        return float(share @ expit(with_it @ beta))

    def other(beta: Floats) -> float:
        return float(share @ expit(without @ beta))

    return {
        "logit_risk": lambda beta: float(logit(one(beta))),
        "logit_risk_reference": lambda beta: float(logit(other(beta))),
        "difference": lambda beta: one(beta) - other(beta),
        "log_ratio": lambda beta: float(np.log(one(beta) / other(beta))),
    }


def _largest(
    ours: StandardisedRisk, theirs: dict[str, Measure], beta: Floats, covariance: Floats
) -> float:
    from statsmodels.tools.numdiff import approx_fprime

    worst = 0.0
    for name, measure in theirs.items():
        slope = approx_fprime(beta, measure, centered=True)
        half = QUANTILE * float(np.sqrt(slope @ covariance @ slope))
        estimate = measure(beta)
        quantity = getattr(ours, name)
        mine = np.array([quantity.estimate, *quantity.interval(LEVEL)])
        gaps = np.abs(mine - [estimate, estimate - half, estimate + half])
        worst = float(np.maximum(worst, gaps.max()))
    return worst
