"""Candidate cohorts followed by a few steps, fitted as the models stage fits, and compared."""

from collections.abc import Callable, Sequence

import numpy as np
from scipy.special import ndtri

from thuiszitters.base.arrays import Floats
from thuiszitters.models.fitted import FittedPlan, fit
from thuiszitters.plan import Plan
from thuiszitters.release.audit.following import Followed
from thuiszitters.release.audit.pupils import Movable
from thuiszitters.release.audit.search import Fitted
from thuiszitters.release.audit.windows import LEAST_P, Windows


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
        #: The last cohort that was fitted in full.
        self.full: tuple[Movable, FittedPlan] | None = None
        self.middle = np.concatenate([one.middle for one in windows])
        self.half = np.concatenate([one.half for one in windows])
        self.wider_middle = np.concatenate([one.wider_middle for one in windows])
        self.wider_half = np.concatenate([one.wider_half for one in windows])
        self.ratio = np.where(np.isfinite(self.half), self.half, 1) / np.where(
            np.isfinite(self.half), self.wider_half, 1
        )
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
        at = (numbers - self.middle) / self.half
        wider = (numbers - self.wider_middle) / self.wider_half
        return Fitted(at, wider, change, self.ratio)

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
        self.full = pupils, made
        return True

    def fitted(self, pupils: Movable) -> FittedPlan | None:
        """The fits of a candidate, if it was the last that was fitted in full."""
        last = self.full
        return last[1] if last and (last[0].label == pupils.label).all() else None

    def _fitted(self, pupils: Movable) -> FittedPlan:
        chance = self.chance() if self.chance else np.random.default_rng(0)
        return fit(self.plan, pupils.moved(), chance)


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
