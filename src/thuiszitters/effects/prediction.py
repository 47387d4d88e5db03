"""What predictions of a fit are made from: coordinates, their covariance, and errors by slope."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from thuiszitters.base.arrays import Floats
from thuiszitters.base.covariances import CLUSTERED, EQUATIONS
from thuiszitters.effects.exact_limits import Ends, further
from thuiszitters.effects.function_profile import Function, FunctionProfile
from thuiszitters.effects.quantity import ProfiledQuantity, Quantity
from thuiszitters.logit.cluster_variance import clustered_variance, sandwich_of
from thuiszitters.logit.fitted_likelihood import FittedLikelihood
from thuiszitters.logit.likelihood import probabilities
from thuiszitters.logit.measures import flic_shift
from thuiszitters.logit.results import LogitFit
from thuiszitters.logit.robust import (
    RobustVariance,
    heteroskedastic_variance,
    informative,
    model_covariance,
)


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
    if covariance in EQUATIONS:
        return None if fit.robust is None else _of_equations(fit.robust, fitted, shift)
    some = informative(p)
    if covariance == "HC1":
        told = x[some], p[some], design.events[some], design.counts[some]
        robust = heteroskedastic_variance(*told, float(design.counts.sum()))
    elif design.clusters is None or covariance not in CLUSTERED:
        msg = f"covariance {covariance!r} needs a design with clusters"
        raise ValueError(msg)
    elif design.clusters.n_clusters < 2:
        return None
    else:
        kind = sandwich_of(covariance)
        if fit.robust is not None and fit.robust.kind == kind == "CR2":
            robust = fit.robust.turned(fitted.from_basis(np.eye(x.shape[1])))
            return Prediction(fitted, shift, robust.covariance, robust)
        robust = clustered_variance(x[some], p[some], design.clusters.only(some), kind)
    return Prediction(fitted, shift, robust.covariance, robust)


def _of_equations(robust: RobustVariance, fitted: FittedLikelihood, shift: float) -> Prediction:
    """The covariance of estimating equations, turned to the coordinates of the basis."""
    size = len(robust.mixing)
    turned = np.asarray(np.linalg.solve(fitted.from_basis(np.eye(size)), robust.scores.T))
    scores = turned.T.astype(np.float64)
    own = RobustVariance(robust.kind, robust.mixing, scores, robust.plain_df)
    return Prediction(fitted, shift, own.covariance, own)
