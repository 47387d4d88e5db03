"""Candidate cohorts followed by a few steps, fitted as the models stage fits, and compared."""

from collections.abc import Callable, Sequence

import numpy as np
from scipy.special import ndtri

from thuiszitters.base.arrays import Floats
from thuiszitters.models.fitted import FittedPlan, fit
from thuiszitters.plan import Plan
from thuiszitters.release.audit.following import Followed
from thuiszitters.release.audit.goal import PER_TERM, Fitted, Goal
from thuiszitters.release.audit.pupils import Movable
from thuiszitters.release.audit.windows import LEAST_P, Windows

#: Weight of a number of a main model against one of an exploratory model, and of a p-value against
#: an odds ratio.
MAIN, P_VALUE = 4.0, 0.25


class Refitted:
    """Says how far the numbers of candidate cohorts are from the released ones.

    A candidate is followed by `following.Followed`; how far its numbers are from that is known of
    the last cohort that was fitted in full, imputations included.

    Parameters
    ----------
    plan
        With what ``auto`` became for this cohort decided.
    windows
        Of every model whose numbers leave and that holds a predictor of the family.
    pupils
        The pupils who may be moved.
    chance
        Source of the imputations of the models stage, anew at every call; none where none of these
        models is over imputations.
    """

    def __init__(
        self,
        plan: Plan,
        windows: Sequence[Windows],
        pupils: Movable,
        chance: Callable[[], np.random.Generator] | None = None,
    ) -> None:
        self.plan, self.windows, self.chance = plan, tuple(windows), chance
        #: The cohorts that were fitted in full.
        self.full: list[tuple[Movable, FittedPlan]] = []
        self.middle = np.concatenate([one.middle for one in windows])
        self.half = np.concatenate([one.half for one in windows])
        self.goal = _goal(plan, self.windows, self.middle, self.half)
        self.followed = [Followed(one, pupils, plan, imputed=chance is not None) for one in windows]

    def __call__(self, pupils: Movable) -> Fitted | None:
        made = [one.numbers(pupils) for one in self.followed]
        found = [one for one in made if one is not None]
        if len(found) < len(made):
            return None

        def change() -> Floats:
            pairs = zip(self.followed, found, strict=True)
            parts = [one.changes(pupils, numbers) for one, numbers in pairs]
            return np.asarray(np.concatenate(parts, axis=2) / self.half)

        numbers = np.concatenate(found)
        return Fitted((numbers - self.middle) / self.half, change, self.goal)

    def as_released(self, pupils: Movable) -> bool:
        """Take the cohort before any move, whose numbers are known; whether it can be followed."""
        return all(one.set_known(pupils, one.window.exact) for one in self.followed)

    def in_full(self, pupils: Movable, made: FittedPlan | None = None) -> bool:
        """Fit a candidate as the models stage does; whether every number could be made.

        Where it was fitted before, `made` is taken.
        """
        made = made or self._fitted(pupils)
        for one in self.followed:
            numbers = _numbers(one.window, made)
            if numbers is None or not one.set_known(pupils, numbers):
                return False
        self.full.append((pupils, made))
        return True

    def fitted(self, pupils: Movable) -> FittedPlan | None:
        """The fits of a candidate, if it was fitted in full."""
        same = (made for one, made in self.full if (one.label == pupils.label).all())
        return next(same, None)

    def _fitted(self, pupils: Movable) -> FittedPlan:
        chance = self.chance() if self.chance else np.random.default_rng(0)
        return fit(self.plan, pupils.moved(), chance)


def _goal(plan: Plan, windows: Sequence[Windows], middle: Floats, half: Floats) -> Goal:
    """Main models count first, and odds ratios with their intervals before p-values."""
    wider_middle = np.concatenate([one.wider_middle for one in windows])
    wider_half = np.concatenate([one.wider_half for one in windows])
    ended = np.isfinite(half) & np.isfinite(wider_half)
    ratio = np.where(ended, half, 0.0) / np.where(ended, wider_half, 1.0)
    shift = np.where(ended, middle - wider_middle, 0.0) / np.where(ended, wider_half, 1.0)
    later = [plan.model(one.model).role != "confirmatory" for one in windows]
    sizes = [PER_TERM * len(one.terms) for one in windows]
    tier = np.repeat(np.array(later, dtype=np.int64), sizes)
    last = np.arange(len(half)) % PER_TERM == PER_TERM - 1
    weight = np.where(tier > 0, 1.0, MAIN) * np.where(last, P_VALUE, 1.0)
    return Goal(ratio, shift, weight, tier)


def _numbers(one: Windows, fitted: FittedPlan) -> Floats | None:
    """The numbers that are compared; none when a term is not estimated."""
    rows = _terms(fitted, one.model)
    values: list[float] = []
    for name in one.terms:
        if name not in rows or not np.isfinite(rows[name][0]):
            return None
        log_odds, low, high, p_value = rows[name]
        sign = 1.0 if log_odds >= 0 else -1.0
        values += [log_odds, low, high, -sign * float(ndtri(max(p_value, LEAST_P) / 2))]
    made = np.array(values)
    compared = np.where(np.isfinite(one.half), made, 0.0)
    return made if np.isfinite(compared).all() else None


def _terms(fitted: FittedPlan, model: str) -> dict[str, tuple[float, float, float, float]]:
    """Estimate, ends of the interval and p-value by term; what needs no tests is made without."""
    pooled = fitted.pooled_estimates(model)
    if pooled is not None:
        level = fitted.estimation.level
        return {
            term: (own.estimate, *own.interval(level), own.p_value) for term, own in pooled.items()
        }
    return {
        own.column.term: (own.log_odds, own.ci_low, own.ci_high, own.p_value)
        for own in fitted.adjusted(model).fit.terms
    }
