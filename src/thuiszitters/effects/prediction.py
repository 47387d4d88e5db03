"""Coefficients for predictions, and numbers made from them by the delta method."""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, stdtr, stdtrit

from thuiszitters.logit.cluster_variance import ClusterKind, clustered_variance
from thuiszitters.logit.coding import Floats, Ints
from thuiszitters.logit.likelihood import probabilities
from thuiszitters.logit.measures import flic_shift
from thuiszitters.logit.profile_likelihood import normal_quantile
from thuiszitters.logit.results import LogitFit
from thuiszitters.logit.robust import (
    RobustVariance,
    heteroskedastic_variance,
    model_covariance,
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """An estimate with its standard error on the scale where it is nearly normal.

    Attributes
    ----------
    df
        Degrees of freedom of t; infinite for a normal quantile.
    """

    estimate: float
    std_error: float
    df: float = np.inf

    def interval(self, level: float) -> tuple[float, float]:
        many = np.isinf(self.df)
        quantile = normal_quantile(level) if many else stdtrit(self.df, (1.0 + level) / 2.0)
        half = float(quantile) * self.std_error
        return self.estimate - half, self.estimate + half

    @property
    def p_value(self) -> float:
        distance = -abs(self.estimate / self.std_error)
        return float(2.0 * (ndtr(distance) if np.isinf(self.df) else stdtr(self.df, distance)))


@dataclass(frozen=True, slots=True)
class Prediction:
    """What predictions are made from.

    Attributes
    ----------
    beta
        Coefficients, 0 for columns not in the model; with the FLIC intercept after Firth.
    covariance
        Theirs; NaN when an estimate is infinite, since then no delta method applies.
    used
        Positions of the columns in the model.
    robust
        The variance behind the covariance; none for the model's own.
    """

    beta: Floats
    covariance: Floats
    used: Ints
    robust: RobustVariance | None = None

    def quantity(self, estimate: float, slope: Floats) -> Quantity:
        """A number with the standard error of its slopes in the coefficients (delta method)."""
        error = float(np.sqrt(slope @ self.covariance @ slope))
        if self.robust is None:
            return Quantity(estimate, error)
        return Quantity(estimate, error, self.robust.degrees_of_freedom(slope[self.used]))


def predict_from(fit: LogitFit, covariance: str = "model") -> Prediction:
    """Coefficients for predictions and their covariance, of the kind asked for.

    Raises
    ------
    ValueError
        For a covariance that is none of these, or one of clusters without clusters.
    """
    design, used = fit.design, np.asarray(fit.columns, dtype=np.int64)
    size = len(design.columns)
    beta, matrix = np.zeros(size), np.full((size, size), np.nan)
    if fit.likelihood is None or fit.status == "separated":
        return Prediction(beta, matrix, used)
    beta[used] = fit.likelihood.beta
    if fit.estimator == "firth":
        beta[0] += flic_shift(design.x @ beta, design.events, design.counts)
    x, p = design.x[:, used], probabilities(design.x @ beta)
    rows = (design.events, design.counts)
    robust = None
    if covariance == "HC1":
        robust = heteroskedastic_variance(x, p, *rows)
    elif covariance != "model":
        if design.cluster is None or covariance not in {"CR1", "CR2"}:
            msg = f"covariance {covariance!r} needs a design with clusters"
            raise ValueError(msg)
        if len(np.unique(design.cluster)) < 2:  # one cluster tells nothing about clusters
            return Prediction(beta, matrix, used)
        kind: ClusterKind = "CR1" if covariance == "CR1" else "CR2"
        robust = clustered_variance(x, p, *rows, design.cluster, kind)
    matrix[:] = 0.0
    part = model_covariance(x, p, design.counts) if robust is None else robust.covariance
    matrix[used[:, None], used] = part
    return Prediction(beta, matrix, used, robust)
