"""How far a risk may reach where every pupil of a level has the same outcome.

Six pupils of whom none has the outcome still allow a risk of 0.46. A penalised profile ends before
that, because Jeffreys' penalty is itself information worth about one pupil, and among separated
cohorts of 100 pupils it holds the true difference in 86 of 100 (docs/proof). On the side where
nothing was observed the interval is therefore carried on to what the exact limit of the share
allows, combined with the limit of the other risk.

References
----------
Clopper, C. J. and Pearson, E. S. (1934). The use of confidence or fiducial limits illustrated in
the case of the binomial. Biometrika 26, 404-413.
Zou, G. Y. and Donner, A. (2008). Construction of confidence limits about effect measures: a
general approach. Statistics in Medicine 27, 1693-1702, equations 7 and 8 (MOVER).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit

from thuiszitters.effects.quantity import Quantity
from thuiszitters.logit.design import Column

#: Levels between which the p-value of an exact limit is searched.
LOWEST, HIGHEST = 1e-9, 1.0 - 1e-12

Ends = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Observed:
    """A risk of the model with the pupils it is about.

    Attributes
    ----------
    logit_risk
        Of the model.
    n_pupils, n_events
        Pupils at that level, and those with the outcome.
    """

    logit_risk: Quantity
    n_pupils: int
    n_events: int

    @classmethod
    def of(cls, logit_risk: Quantity, column: Column | None) -> "Observed":
        """Of a column; a number has no level of its own, so nothing is unobserved."""
        if column is None or column.level is None or column.n_obs == 0:
            return cls(logit_risk, 2, 1)
        return cls(logit_risk, column.n_obs, column.n_events)

    @property
    def nobody(self) -> bool:
        """Nobody has the outcome: nothing bounds the risk from above but the number of pupils."""
        return self.n_events == 0

    @property
    def everybody(self) -> bool:
        return self.n_events == self.n_pupils

    @property
    def risk(self) -> float:
        return float(expit(self.logit_risk.estimate))

    def limits(self, level: float) -> Ends:
        """Limits of the risk, exact on the side where nothing was observed.

        Examples
        --------
        Clopper and Pearson's upper limit of 0 in 10:

        >>> risk = Observed(Quantity(-3.0, 1.0), 10, 0)
        >>> round(risk.limits(0.95)[1], 4)
        0.3085
        """
        low, high = (float(expit(end)) for end in self.logit_risk.interval(level))
        reach = ((1.0 - level) / 2.0) ** (1.0 / self.n_pupils)
        if self.nobody:
            high = max(self.risk, 1.0 - reach)
        if self.everybody:
            low = min(self.risk, reach)
        return low, high


@dataclass(frozen=True, slots=True)
class ExactReach:
    """The ends of a contrast with a level in which all pupils have the same outcome."""

    level: Observed
    reference: Observed

    @property
    def upwards(self) -> bool:
        """Whether the difference may lie further up than was observed."""
        return self.level.nobody or self.reference.everybody

    @property
    def downwards(self) -> bool:
        return self.level.everybody or self.reference.nobody

    def logit_risk(self, level: float) -> Ends:
        return _logits(self.level, level)

    def logit_risk_reference(self, level: float) -> Ends:
        return _logits(self.reference, level)

    def difference(self, level: float) -> Ends:
        return self._mover(level, lambda risk: risk)

    def log_ratio(self, level: float) -> Ends:
        return self._mover(level, lambda risk: float(np.log(risk)))

    def p_value(self) -> float:
        """One less the level at which an exact end reaches 0; 0 when none can, 1 when all do."""
        estimate = self.level.risk - self.reference.risk
        side = (
            1 if estimate < 0 and self.upwards else 0 if estimate > 0 and self.downwards else None
        )
        if side is None:
            return 0.0
        if self.difference(HIGHEST)[side] * estimate > 0:
            return 0.0
        if self.difference(LOWEST)[side] * estimate <= 0:
            return 1.0
        from scipy.optimize import brentq  # 0.2 s: only where everyone has one outcome

        return 1.0 - float(brentq(lambda at: self.difference(at)[side], LOWEST, HIGHEST))

    def _mover(self, level: float, scale: Callable[[float], float]) -> Ends:
        one, other = scale(self.level.risk), scale(self.reference.risk)
        (low, high), (least, most) = self.level.limits(level), self.reference.limits(level)
        below = np.hypot(one - scale(low), scale(most) - other)
        above = np.hypot(scale(high) - one, other - scale(least))
        estimate = one - other
        return (
            float(estimate - below) if self.downwards else np.inf,
            float(estimate + above) if self.upwards else -np.inf,
        )


def _logits(observed: Observed, level: float) -> Ends:
    low, high = observed.limits(level)
    return (
        float(logit(low)) if observed.everybody else np.inf,
        float(logit(high)) if observed.nobody else -np.inf,
    )


def further(first: Ends, second: Ends) -> Ends:
    """The lower of the lower ends and the higher of the upper ends; NaN stays NaN."""
    return float(np.minimum(first[0], second[0])), float(np.maximum(first[1], second[1]))
