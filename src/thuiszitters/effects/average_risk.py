"""The average probability of a cohort under two settings of a column, and its gradients.

Everything is computed from logarithms of probabilities and of their complements, so that a risk of
0 or 1 to all digits of a double still has a finite logit, ratio and gradient.
"""

from dataclasses import dataclass

import numpy as np

from thuiszitters.base.arrays import Floats
from thuiszitters.effects.moved_rows import MovedRows


@dataclass(frozen=True, slots=True)
class AverageRisk:
    """Logarithm of a mean probability and of its complement, with gradients, shape (k,)."""

    log_risk: float
    log_rest: float
    risk_slope: Floats
    rest_slope: Floats

    @property
    def risk(self) -> float:
        return float(np.exp(self.log_risk))

    @property
    def logit(self) -> tuple[float, Floats]:
        return self.log_risk - self.log_rest, self.risk_slope - self.rest_slope


@dataclass(frozen=True, slots=True)
class RiskContrast:
    """One contrast as functions of the coefficients.

    Attributes
    ----------
    level, reference
        Rows at the level and at the reference, shape (rows, k), in the coordinates of a fitted
        likelihood.
    counts
        Pupils per row.
    shift
        Added to every linear predictor (FLIC).
    """

    level: Floats | MovedRows
    reference: Floats | MovedRows
    counts: Floats
    shift: float = 0.0

    def at_level(self, beta: Floats) -> AverageRisk:
        return average(self.level, self.counts, beta, self.shift)

    def at_reference(self, beta: Floats) -> AverageRisk:
        return average(self.reference, self.counts, beta, self.shift)

    def measures(self, beta: Floats) -> dict[str, tuple[float, Floats]]:
        """All of the numbers below, for which each average is taken once."""
        one, other = self.at_level(beta), self.at_reference(beta)
        return {
            "logit_risk": one.logit,
            "logit_risk_reference": other.logit,
            "difference": _difference(one, other),
            "log_ratio": _log_ratio(one, other),
        }

    def logit_risk(self, beta: Floats) -> tuple[float, Floats]:
        return self.at_level(beta).logit

    def logit_risk_reference(self, beta: Floats) -> tuple[float, Floats]:
        return self.at_reference(beta).logit

    def difference(self, beta: Floats) -> tuple[float, Floats]:
        return _difference(self.at_level(beta), self.at_reference(beta))

    def log_ratio(self, beta: Floats) -> tuple[float, Floats]:
        return _log_ratio(self.at_level(beta), self.at_reference(beta))


def _difference(one: AverageRisk, other: AverageRisk) -> tuple[float, Floats]:
    slope = one.risk * one.risk_slope - other.risk * other.risk_slope
    return one.risk - other.risk, slope


def _log_ratio(one: AverageRisk, other: AverageRisk) -> tuple[float, Floats]:
    return one.log_risk - other.log_risk, one.risk_slope - other.risk_slope


def average(x: Floats | MovedRows, counts: Floats, beta: Floats, shift: float = 0.0) -> AverageRisk:
    """Average risk of pupils.

    Examples
    --------
    A linear predictor of 800 is a risk of 1, and its complement is known all the same:

    >>> found = average(np.ones((1, 1)), np.ones(1), np.array([800.0]))
    >>> found.risk, found.log_rest
    (1.0, -800.0)
    """
    total = counts.sum()
    if not isinstance(x, MovedRows):
        there = counts > 0
        x, counts = x[there], counts[there]
    eta = x @ beta + shift
    share = np.log(counts / total)
    log_p, log_q = -np.logaddexp(0.0, -eta), -np.logaddexp(0.0, eta)
    log_risk, log_rest = _log_of_sum(share + log_p), _log_of_sum(share + log_q)
    both = share + log_p + log_q
    return AverageRisk(
        log_risk,
        log_rest,
        np.asarray(np.exp(both - log_risk) @ x),
        -np.asarray(np.exp(both - log_rest) @ x),
    )


def _log_of_sum(logs: Floats) -> float:
    """Logarithm of a sum of which the logarithms are given.

    scipy's `logsumexp` does the same for any array; looking at what it was given takes it longer
    than the sum, and a profile asks for thousands.
    """
    largest = float(logs.max())
    if not np.isfinite(largest):
        return largest
    return largest + float(np.log(np.exp(logs - largest).sum()))
