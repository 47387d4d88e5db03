"""The same model fitted by other people's programs, on the user's own data.

Our likelihood is held to R in tests; here each fitted model is held to an independent program
at every run. statsmodels fits maximum likelihood, firthmodels fits Firth, and scikit-learn
computes the area under the curve and the Brier score.
"""

import warnings
from dataclasses import dataclass

import numpy as np

from thuiszitters.base.arrays import Floats
from thuiszitters.logit.results import LogitFit

#: Both programs stop well below this; a larger difference is a fault in one of them.
AGREEMENT = 1e-5


@dataclass(frozen=True, slots=True)
class SecondOpinion:
    """Largest difference from another program.

    Attributes
    ----------
    program
        Who gave the opinion.
    coefficients
        Largest absolute difference of a log odds ratio.
    discrimination
        Largest absolute difference of AUC and Brier score.
    """

    program: str
    coefficients: float
    discrimination: float

    @property
    def agrees(self) -> bool:
        return max(self.coefficients, self.discrimination) < AGREEMENT


def second_opinion(fit: LogitFit) -> SecondOpinion:
    """Fit the columns of a model with another program, and compare.

    Parameters
    ----------
    fit
        A fitted model; its columns are full rank.

    Returns
    -------
    SecondOpinion
        Differences that are NaN when the other program has no answer.
    """
    design, used = fit.design, list(fit.columns)
    x = design.x[:, used]
    rows = np.concatenate([x, x])
    outcome = np.repeat([1.0, 0.0], len(x))
    weights = np.concatenate([design.events, design.counts - design.events])
    there = weights > 0
    rows, outcome, weights = rows[there], outcome[there], weights[there]
    if fit.estimator == "firth":
        program, (beta, _) = "firthmodels", fit_firth(rows, outcome, weights)
    else:
        program, (beta, _) = "statsmodels", fit_maximum_likelihood(rows, outcome, weights)
    probability = np.concatenate([fit.probability, fit.probability])[there]
    return SecondOpinion(
        program,
        float(np.abs(beta - fit.beta[used]).max()),
        _discrimination(fit, outcome, probability, weights),
    )


def fit_maximum_likelihood(rows: Floats, outcome: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Coefficients and covariance by statsmodels."""
    from statsmodels.genmod.families import Binomial
    from statsmodels.genmod.generalized_linear_model import GLM

    fitted = GLM(outcome, rows, family=Binomial(), freq_weights=weights).fit(tol=1e-12, maxiter=200)
    covariance = np.asarray(fitted.cov_params(), dtype=np.float64)
    return np.asarray(fitted.params, dtype=np.float64), covariance


def fit_firth(rows: Floats, outcome: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Coefficients by firthmodels, whose covariance is not asked for."""
    from firthmodels import FirthLogisticRegression
    from sklearn.exceptions import ConvergenceWarning

    model = FirthLogisticRegression(fit_intercept=False, gtol=1e-7, xtol=1e-7, max_iter=200)
    with warnings.catch_warnings():
        # In its last digits, or short of the maximum: the comparison tells which.
        warnings.simplefilter("ignore", ConvergenceWarning)
        fitted = model.fit(rows, outcome, sample_weight=weights)
    beta = np.asarray(fitted.coef_, dtype=np.float64).ravel()
    return beta, np.full((len(beta), len(beta)), np.nan)


def _discrimination(fit: LogitFit, outcome: Floats, probability: Floats, weights: Floats) -> float:
    from sklearn.metrics import brier_score_loss, roc_auc_score

    # Probabilities that agree to ten digits are ties, in our measure and so in this one.
    tied = np.round(probability, 10)
    area = roc_auc_score(outcome, tied, sample_weight=weights)
    brier = brier_score_loss(outcome, probability, sample_weight=weights)
    return float(max(abs(area - fit.summary.auc), abs(brier - fit.summary.brier)))
