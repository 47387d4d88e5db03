"""Profile likelihood of any smooth function of the coefficients.

An end of the interval is the largest (or smallest) value the function takes where the likelihood
has dropped by no more than half the chi-squared quantile. For a coefficient this is the ordinary
profile interval; here it serves risks, their differences and ratios, and excess risks. Such an
interval stays inside the range of its function, and its test and interval cannot disagree.

References
----------
Richardson, D. B. and Kaufman, J. S. (2009). Estimation of the relative excess risk due to
interaction and associated confidence bounds. American Journal of Epidemiology 169, 756-760
(likelihood-based bounds of a function of coefficients).
Kraft, D. (1988). A software package for sequential quadratic programming. DFVLR-FB 88-28 (SLSQP).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from thuiszitters.base.arrays import Floats
from thuiszitters.logit.likelihood import Likelihood, Point, evaluate
from thuiszitters.logit.profile_likelihood import normal_quantile

#: Value and gradient of a function at coordinates.
Function = Callable[[Floats], tuple[float, Floats]]

#: How far from its target the log likelihood at an end may be; 1e-7 is about 5e-8 standard errors.
ON_TARGET = 1e-7
#: Change in the scaled function at which the search stops.
STOP = 1e-13
#: Shares of the tangent step from which an end is searched, the next one where one fails.
STARTS = (0.9, 0.3)
#: Stands for a likelihood that is not finite.
FAR_BELOW = -1e6


@dataclass(frozen=True, slots=True)
class FunctionProfile:
    """A function at the maximum of a likelihood.

    Attributes
    ----------
    data, maximum
        The likelihood and its maximum, in coordinates of its basis.
    function
        Of the coordinates.
    """

    data: Likelihood
    maximum: Point
    function: Function

    def interval(self, level: float) -> tuple[float, float]:
        """Both ends; NaN where the search does not arrive."""
        return self._end(-1.0, level), self._end(1.0, level)

    def drop_statistic(self, value: float) -> float:
        """Likelihood-ratio statistic of the function having this value; NaN without an answer."""
        from scipy.optimize import minimize  # 0.2 s: only after Firth

        root, slope, here = self._scale()
        if slope == 0.0:
            return np.nan
        distance = (value - here) / slope
        direction = root.T @ self.function(self.maximum.beta)[1] / slope

        def at(u: Floats) -> tuple[float, Floats]:
            found, gradient = self._tried(u, root)
            return (found - value) / slope, gradient / slope

        solved = minimize(
            lambda u: _negated(self._likelihood(u, root)),
            direction * distance,
            jac=True,
            method="SLSQP",
            constraints=[_constraint("eq", at)],
            options={"ftol": STOP, "maxiter": 200},
        )
        if not solved.success or abs(at(solved.x)[0]) > ON_TARGET:
            return np.nan
        return max(2.0 * float(solved.fun), 0.0)

    def _end(self, side: float, level: float) -> float:
        from scipy.optimize import minimize  # 0.2 s: only after Firth

        root, slope, here = self._scale()
        if slope == 0.0:
            return here
        z = normal_quantile(level)
        direction = side * root.T @ self.function(self.maximum.beta)[1] / slope

        def beyond(u: Floats) -> tuple[float, Floats]:
            found, gradient = self._tried(u, root)
            return -side * (found - here) / slope, -side * gradient / slope

        def above(u: Floats) -> tuple[float, Floats]:
            value, gradient = self._likelihood(u, root)
            return value + z**2 / 2.0, gradient

        for share in STARTS:
            solved = minimize(
                beyond,
                direction * z * share,
                jac=True,
                method="SLSQP",
                constraints=[_constraint("ineq", above)],
                options={"ftol": STOP, "maxiter": 200},
            )
            if abs(above(solved.x)[0]) < ON_TARGET and solved.fun < 0:
                return here - side * slope * float(solved.fun)
        return np.nan

    def _scale(self) -> tuple[Floats, float, float]:
        """Root of the covariance, standard error of the function, and its value.

        In standard errors every direction of the coefficients is alike to the search.
        """
        root = np.linalg.inv(np.linalg.cholesky(self.maximum.information)).T
        value, gradient = self.function(self.maximum.beta)
        return root, float(np.linalg.norm(root.T @ gradient)), value

    def _tried(self, u: Floats, root: Floats) -> tuple[float, Floats]:
        """The function at a trial, and its gradient in standard errors; not finite far out."""
        with np.errstate(over="ignore", invalid="ignore"):
            found, gradient = self.function(self.maximum.beta + root @ u)
            return found, root.T @ gradient

    def _likelihood(self, u: Floats, root: Floats) -> tuple[float, Floats]:
        """Log likelihood below its maximum, and its gradient in standard errors."""
        point = evaluate(self.data, self.maximum.beta + root @ u)
        if not np.isfinite(point.value):
            return FAR_BELOW, np.zeros(len(u))
        return point.value - self.maximum.value, root.T @ point.score


def _negated(pair: tuple[float, Floats]) -> tuple[float, Floats]:
    return -pair[0], -pair[1]


def _constraint(kind: str, pair: Callable[[Floats], tuple[float, Floats]]) -> dict[str, object]:
    """A constraint whose value and gradient, asked for one after the other, are computed once."""
    known: dict[bytes, tuple[float, Floats]] = {}

    def at(u: Floats) -> tuple[float, Floats]:
        place = u.tobytes()
        if place not in known:
            known.clear()
            known[place] = pair(u)
        return known[place]

    return {"type": kind, "fun": lambda u: at(u)[0], "jac": lambda u: at(u)[1]}
