"""What a fitted model hands over: names, numbers, and why a number is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from thuiszitters.base.arrays import Bools, Floats
from thuiszitters.logit.design import Column, Design
from thuiszitters.logit.fitted_likelihood import FittedLikelihood
from thuiszitters.logit.likelihood import probabilities
from thuiszitters.logit.robust import RobustVariance

Status = Literal[
    "ok", "reference", "constant", "aliased", "separated", "not_converged", "not_estimated"
]
FittedEstimator = Literal["ml", "firth"]
FittedInterval = Literal["profile", "wald"]
TestName = Literal["lr", "penalised_lr", "wald"]


@dataclass(frozen=True, slots=True)
class Term:
    """One coefficient with its interval and p-value from the same method.

    Attributes
    ----------
    column
        Names and counts.
    log_odds, std_error, ci_low, ci_high, p_value
        Log odds scale; an end that does not exist is infinite; NaN when there is no number.
        After Firth the standard error is that of the inverse Fisher information; programs
        differ in it, so it is stored and not used for an interval or a test.
    status, reason
        Why a number is missing, or what to know about it.
    """

    column: Column
    log_odds: float = np.nan
    std_error: float = np.nan
    ci_low: float = np.nan
    ci_high: float = np.nan
    p_value: float = np.nan
    status: Status = "not_estimated"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class GlobalTest:
    """Test of all coefficients of one predictor together."""

    predictor: str
    df: int
    statistic: float
    p_value: float
    test: TestName
    status: Status
    reason: str


@dataclass(frozen=True, slots=True)
class FitSummary:
    """How well the model fits and how much it asks of the data.

    Attributes
    ----------
    n_parameters
        Coefficients estimated, without the intercept.
    n_patterns
        Distinct combinations of predictor values, and of cluster where there are clusters.
    events_per_parameter
        The smaller of events and non-events, per coefficient (Harrell 2015, section 4.4).
    caution
        Empty, ``few_events`` or ``very_few_events``.
    log_likelihood
        Without a penalty, at the estimates.
    penalised_log_likelihood
        NaN for maximum likelihood.
    lr_statistic, lr_df, lr_p
        Against the intercept alone; with Firth's penalty (full information matrix) after Firth.
        NaN where pupils of one cluster are alike: then the likelihood is not theirs.
    wald_statistic, wald_df, wald_p
        Against the intercept alone with the clustered covariance; NaN without clusters.
    bic
        With log(number of pupils).
    icc
        Correlation of the outcomes of two pupils of one cluster: of estimating equations, given the
        predictors; otherwise by analysis of variance. NaN without clusters.
    """

    n_obs: int
    n_events: int
    n_parameters: int
    n_patterns: int
    events_per_parameter: float
    caution: str
    log_likelihood: float = np.nan
    null_log_likelihood: float = np.nan
    penalised_log_likelihood: float = np.nan
    lr_statistic: float = np.nan
    lr_df: int = 0
    lr_p: float = np.nan
    aic: float = np.nan
    bic: float = np.nan
    mcfadden: float = np.nan
    nagelkerke: float = np.nan
    tjur: float = np.nan
    auc: float = np.nan
    brier: float = np.nan
    wald_statistic: float = np.nan
    wald_df: int = 0
    wald_p: float = np.nan
    icc: float = np.nan


@dataclass(frozen=True, slots=True)
class LogitFit:
    """A fitted logistic regression.

    Attributes
    ----------
    design
        The columns and rows it was fitted to, including columns that were left out.
    beta
        Coefficients, shape (k,); NaN where nothing was estimated.
    covariance
        Inverse Fisher information, shape (k, k); NaN where nothing was estimated.
    used
        Which columns are in the fitted model.
    stored
        Fitted probability per row; after Firth with the FLIC intercept. None of a long table, of
        which it is made when it is asked for.
    likelihood, columns
        The fitted likelihood and the positions in the design of its columns; none without a fit.
    terms
        One per column, intercept first.
    global_tests
        One per predictor.
    summary
        Fit statistics.
    estimator, interval
        What was used, which need not be what was asked for.
    status, reason
        ``ok``; or why the whole model has no numbers, or what to know about it.
    robust
        The variance of `columns` that intervals and tests are made from, when it is
        not the model's own.
    """

    design: Design
    beta: Floats
    covariance: Floats
    used: Bools
    stored: Floats | None
    likelihood: FittedLikelihood | None
    columns: tuple[int, ...]
    terms: tuple[Term, ...]
    global_tests: tuple[GlobalTest, ...]
    summary: FitSummary
    estimator: FittedEstimator
    interval: FittedInterval
    status: Status
    reason: str
    robust: RobustVariance | None = None

    @property
    def probability(self) -> Floats:
        """Fitted probability per row; after Firth with the FLIC intercept."""
        if self.stored is not None:
            return self.stored
        assert self.likelihood is not None
        return probabilities(self.likelihood.linear_predictor)

    def term(self, name: str) -> Term:
        """Find the term with this name, such as ``age_years`` or ``sex=girl``."""
        return next(term for term in self.terms if term.column.term == name)

    def degrees_of_freedom(self, contrast: Floats) -> float:
        """Degrees of freedom of a combination of coefficients, had nothing been missing.

        Those of its robust variance, or pupils less coefficients.

        Parameters
        ----------
        contrast
            Weights of all columns of the design, shape (k,).
        """
        if self.robust is None:
            return float(self.summary.n_obs - self.used.sum())
        return self.robust.degrees_of_freedom(contrast[list(self.columns)])

    def test_degrees(self, positions: Sequence[int]) -> tuple[float, float]:
        """Degrees of freedom of a Wald test of some columns, and the factor of its F."""
        if self.robust is None:
            return float(self.summary.n_obs - self.used.sum()), 1.0
        return self.robust.test_degrees(np.eye(len(self.used))[list(positions)][:, self.columns])

    def restriction(self, positions: Sequence[int]) -> tuple[float, int]:
        """Likelihood-ratio statistic and degrees of freedom of setting columns to 0.

        Columns that were left out do not count. NaN when a column's estimate is infinite.
        """
        places = [self.columns.index(i) for i in positions if i in self.columns]
        infinite = any(self.terms[i].status == "separated" for i in positions)
        if self.likelihood is None or infinite or not places:
            return np.nan, len(places)
        return self.likelihood.drop_statistic(places), len(places)
