"""Candidate cohorts fitted as the models stage fits, and compared with what is released."""

from collections.abc import Callable, Sequence

import numpy as np
from scipy.special import ndtri

from thuiszitters.base.arrays import Floats
from thuiszitters.logit.results import LogitFit
from thuiszitters.models.fitted import FittedPlan, ModelFit, fit
from thuiszitters.plan import Plan
from thuiszitters.release.audit.influence import Coded, changes, code_model, terms_of
from thuiszitters.release.audit.pupils import Movable
from thuiszitters.release.audit.search import Fitted
from thuiszitters.release.audit.windows import LEAST_P, Windows

#: Imputations by which a candidate is followed between two that make all of them.
FEW_IMPUTATIONS = 2
#: Moves that are followed to first order before the next fit.
STEPS_OF_A_FIT, STEPS_OF_IMPUTATIONS = 5, 60


class Refitted:
    """Fits candidate cohorts, and says how far their numbers are from the released ones.

    A model over imputations is followed by the mean of its first few imputations and by how far its
    pooled numbers were from that when all were last made: that changes little with a pupil.

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
        # Between two imputations who is missing is followed to first order alone.
        self.steps_of_a_fit = STEPS_OF_A_FIT if chance is None else STEPS_OF_IMPUTATIONS
        self.apart: list[Floats] = []
        self.middle = np.concatenate([one.middle for one in windows])
        self.half = np.concatenate([one.half for one in windows])
        self.wider_middle = np.concatenate([one.wider_middle for one in windows])
        self.wider_half = np.concatenate([one.wider_half for one in windows])
        self.ratio = np.where(np.isfinite(self.half), self.half, 1) / np.where(
            np.isfinite(self.half), self.wider_half, 1
        )
        self.coded = [
            code_model(pupils, plan, one.model, imputed=chance is not None) for one in windows
        ]

    def __call__(self, pupils: Movable) -> Fitted | None:
        fitted = self._fitted(pupils, FEW_IMPUTATIONS)
        fits = [_fits(fitted.adjusted(one.model))[0] for one in self.windows]
        made = self._followed(fitted)
        if made is None:
            return None
        if not self.apart:
            # The first cohort is the one whose numbers are known.
            known = zip(self.windows, made, strict=True)
            self.apart = [_apart(one.exact if self.chance else own, own) for one, own in known]
        found = [numbers + apart for numbers, apart in zip(made, self.apart, strict=True)]

        def change() -> Floats:
            parts = [
                self._changes(coded, pupils, one, own, numbers)
                for coded, one, own, numbers in zip(
                    self.coded, self.windows, fits, found, strict=True
                )
            ]
            return np.asarray(np.concatenate(parts, axis=2) / self.half)

        numbers = np.concatenate(found)
        at = (numbers - self.middle) / self.half
        wider = (numbers - self.wider_middle) / self.wider_half
        return Fitted(at, wider, change, self.ratio)

    def imputed(self, pupils: Movable) -> bool:
        """Impute a candidate anew, and keep how far its pooled numbers are; whether it could be."""
        if self.chance is None:
            return True
        made, every = self._followed(self._fitted(pupils, FEW_IMPUTATIONS)), self._fitted(pupils)
        if made is None:
            return False
        found = []
        for one, followed in zip(self.windows, made, strict=True):
            pooled = _numbers(one, every.adjusted(one.model).fit)
            if pooled is None:
                return False
            found.append(_apart(pooled, followed))
        self.apart = found
        return True

    def _fitted(self, pupils: Movable, m: int | None = None) -> FittedPlan:
        chance = self.chance() if self.chance else np.random.default_rng(0)
        return fit(self.plan, pupils.moved(), chance, m=m)

    def _followed(self, fitted: FittedPlan) -> list[Floats] | None:
        """The mean of every number over the fits there are; none when a term is not estimated."""
        made = []
        for one in self.windows:
            every = [_numbers(one, each) for each in _fits(fitted.adjusted(one.model))]
            own = [numbers for numbers in every if numbers is not None]
            if len(own) < len(every):
                return None
            made.append(np.asarray(np.mean(own, axis=0)))
        return made

    def _changes(
        self, coded: Coded, pupils: Movable, one: Windows, own: LogitFit, at: Floats
    ) -> Floats:
        terms = terms_of(self.plan, self.plan.model(one.model).predictors)
        by_term = {term.column.term: term.log_odds for term in own.terms}
        beta = np.array([by_term.get(term, np.nan) for term in terms])
        beta = np.where(np.isfinite(beta), beta, np.nan)
        places = np.array([terms.index(term) for term in one.terms], dtype=np.int64)
        return changes(coded, pupils, beta, places, at)


def _fits(made: ModelFit) -> tuple[LogitFit, ...]:
    return tuple(made.pooled.fits) if made.pooled is not None else (made.fit,)


def _apart(pooled: Floats, complete: Floats) -> Floats:
    """How far numbers are apart; 0 where one is not finite, which is not compared."""
    apart = np.subtract(pooled, complete, where=np.isfinite(pooled), out=np.zeros(len(pooled)))
    return np.asarray(apart)


def _numbers(one: Windows, own: LogitFit) -> Floats | None:
    """The numbers that are compared; none when a term is not estimated."""
    by_term = {term.column.term: term for term in own.terms}
    values: list[float] = []
    for name in one.terms:
        term = by_term.get(name)
        if term is None or not np.isfinite(term.log_odds):
            return None
        sign = 1.0 if term.log_odds >= 0 else -1.0
        z = -sign * float(ndtri(max(term.p_value, LEAST_P) / 2))
        values += [term.log_odds, term.ci_low, term.ci_high, z]
    made = np.array(values)
    compared = np.where(np.isfinite(one.half), made, 0.0)
    return compared if np.isfinite(compared).all() else None
