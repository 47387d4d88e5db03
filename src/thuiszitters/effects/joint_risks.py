"""Whether two levels together do more than the sum of both, on the scale of risks.

With everyone at both levels, at either and at neither, the average probabilities of the cohort are
p11, p10, p01 and p00 (marginal standardisation). The interaction contrast is
p11 - p10 - p01 + p00; divided by p00 it is the relative excess risk due to interaction (RERI) of
standardised risk ratios. Neither needs the outcome to be rare.

References
----------
Rothman, K. J., Greenland, S. and Lash, T. L. (2008). Modern Epidemiology, third edition, chapter 5
(interaction contrast and RERI).
Richardson, D. B. and Kaufman, J. S. (2009). Estimation of the relative excess risk due to
interaction and associated confidence bounds. American Journal of Epidemiology 169, 756-760
(profile likelihood bounds; symmetric ones of the delta method hold the truth too seldom).
"""

from dataclasses import dataclass

import numpy as np

from thuiszitters.base.arrays import Floats
from thuiszitters.effects.average_risk import AverageRisk, average
from thuiszitters.logit.design import Design


@dataclass(frozen=True, slots=True)
class JointRisks:
    """Four average risks as functions of the coefficients.

    Attributes
    ----------
    both, first, second, neither
        Rows with everyone at those levels, shape (rows, k), in the coordinates of a fitted
        likelihood.
    counts
        Pupils per row.
    shift
        Added to every linear predictor (FLIC).
    """

    both: Floats
    first: Floats
    second: Floats
    neither: Floats
    counts: Floats
    shift: float = 0.0

    def contrast(self, beta: Floats) -> tuple[float, Floats]:
        """Interaction contrast of risks, and its gradient.

        Examples
        --------
        Risks of 1/2, 1/5, 1/4 and 1/5 of a saturated model:

        >>> one = np.array([[1.0, 1, 1, 1], [1, 1, 0, 0], [1, 0, 1, 0], [1, 0, 0, 0]])
        >>> logits = np.log(np.array([1.0, 0.25, 1 / 3, 0.25]))
        >>> four = JointRisks(*one[:, None], counts=np.ones(1))
        >>> round(four.contrast(np.linalg.solve(one, logits))[0], 12)
        0.25
        """
        both, first, second, neither = self._risks(beta)
        value = both.risk - first.risk - second.risk + neither.risk
        slopes = [one.risk * one.risk_slope for one in (both, first, second, neither)]
        return value, slopes[0] - slopes[1] - slopes[2] + slopes[3]

    def relative_excess(self, beta: Floats) -> tuple[float, Floats]:
        """RERI of risk ratios, and its gradient."""
        *others, neither = self._risks(beta)
        value, slope = 1.0, np.zeros(len(beta))
        for one, sign in zip(others, (1.0, -1.0, -1.0), strict=True):
            ratio = np.exp(one.log_risk - neither.log_risk)
            value += sign * ratio
            slope = slope + sign * ratio * (one.risk_slope - neither.risk_slope)
        return float(value), slope

    def _risks(self, beta: Floats) -> tuple[AverageRisk, AverageRisk, AverageRisk, AverageRisk]:
        both, first, second, neither = (
            average(rows, self.counts, beta, self.shift)
            for rows in (self.both, self.first, self.second, self.neither)
        )
        return both, first, second, neither


def joint_settings(design: Design, first: int, second: int) -> tuple[Floats, ...]:
    """Columns with everyone at both levels, at the first, at the second, and at neither."""
    settings = []
    for at_first, at_second in ((True, True), (True, False), (False, True), (False, False)):
        x = design.x.copy()
        for position, there in ((first, at_first), (second, at_second)):
            x[:, design.positions(design.columns[position].predictor)] = 0.0
            x[:, position] = float(there)
        design.renew_products(x)
        settings.append(x)
    return tuple(settings)


def observed_groups(design: Design, first: int, second: int) -> tuple[tuple[int, int], ...]:
    """Pupils, and pupils with the outcome, at both levels, at the first, second, and neither."""

    def at(position: int) -> tuple[np.ndarray, np.ndarray]:
        siblings = design.positions(design.columns[position].predictor)
        return design.x[:, position] == 1.0, ~(design.x[:, siblings] == 1.0).any(axis=1)

    (has_first, no_first), (has_second, no_second) = at(first), at(second)
    groups = (
        has_first & has_second,
        has_first & no_second,
        no_first & has_second,
        no_first & no_second,
    )
    return tuple(
        (round(float(design.counts[one].sum())), round(float(design.events[one].sum())))
        for one in groups
    )
