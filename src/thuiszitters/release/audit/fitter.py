"""Candidate cohorts fitted as the models stage fits, and compared with what is released."""

from collections.abc import Sequence

import numpy as np
from scipy.special import ndtri

from thuiszitters.base.arrays import Floats
from thuiszitters.logit.results import LogitFit
from thuiszitters.models.fitted import fit
from thuiszitters.plan import Plan
from thuiszitters.release.audit.influence import Coded, changes, code_model, terms_of
from thuiszitters.release.audit.pupils import Movable
from thuiszitters.release.audit.search import Fitted
from thuiszitters.release.audit.windows import Windows

_LEAST_P = 1e-300


class Refitted:
    """Fits candidate cohorts on complete pupils, and says how far their numbers are from released.

    Parameters
    ----------
    plan
        With what ``auto`` became for this cohort decided.
    windows
        Of every model whose numbers leave and that holds a predictor of the family.
    pupils
        The pupils who may be moved.
    """

    def __init__(self, plan: Plan, windows: Sequence[Windows], pupils: Movable) -> None:
        self.plan, self.windows = plan, tuple(windows)
        self.middle = np.concatenate([one.middle for one in windows])
        self.half = np.concatenate([one.half for one in windows])
        self.wider_middle = np.concatenate([one.wider_middle for one in windows])
        self.wider_half = np.concatenate([one.wider_half for one in windows])
        self.ratio = np.where(np.isfinite(self.half), self.half, 1) / np.where(
            np.isfinite(self.half), self.wider_half, 1
        )
        self.coded = [code_model(pupils, plan, one.model) for one in windows]

    def __call__(self, pupils: Movable) -> Fitted | None:
        fitted = fit(self.plan, pupils.moved(), np.random.default_rng(0))
        fits = [fitted.complete_case(one.model) for one in self.windows]
        found: list[Floats] = []
        for one, own in zip(self.windows, fits, strict=True):
            numbers = _numbers(one, own)
            if numbers is None:
                return None
            found.append(numbers)

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

    def _changes(
        self, coded: Coded, pupils: Movable, one: Windows, own: LogitFit, at: Floats
    ) -> Floats:
        terms = terms_of(self.plan, self.plan.model(one.model).predictors)
        by_term = {term.column.term: term.log_odds for term in own.terms}
        beta = np.array([by_term.get(term, np.nan) for term in terms])
        beta = np.where(np.isfinite(beta), beta, np.nan)
        places = np.array([terms.index(term) for term in one.terms], dtype=np.int64)
        return changes(coded, pupils, beta, places, at)


def _numbers(one: Windows, own: LogitFit) -> Floats | None:
    """The numbers that are compared; none when a term is not estimated."""
    by_term = {term.column.term: term for term in own.terms}
    values: list[float] = []
    for name in one.terms:
        term = by_term.get(name)
        if term is None or not np.isfinite(term.log_odds):
            return None
        sign = 1.0 if term.log_odds >= 0 else -1.0
        z = -sign * float(ndtri(max(term.p_value, _LEAST_P) / 2))
        values += [term.log_odds, term.ci_low, term.ci_high, z]
    made = np.array(values)
    compared = np.where(np.isfinite(one.half), made, 0.0)
    return compared if np.isfinite(compared).all() else None
