"""A model followed from one candidate cohort to the next by a few steps of Newton.

Estimates and their errors are those of the pupils who may be moved, with the shares of the levels
for who lacks one; how far the numbers that leave are from these is known from the last cohort that
was fitted as the models stage fits, and changes little with a pupil. This only steers a search.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit, ndtri

from thuiszitters.base.arrays import Floats, Ints
from thuiszitters.logit.rank import find_rank
from thuiszitters.plan import Plan
from thuiszitters.release.audit.influence import Rows, changes, code_model, rows_now, terms_of
from thuiszitters.release.audit.pupils import Movable
from thuiszitters.release.audit.windows import Windows

#: A step of Newton on the log odds that is small enough to stop, and the most steps.
_CLOSE, _STEPS = 1e-9, 25
#: Half of an interval of 95 %, in errors, twice.
_ERRORS_WIDE = 2.0 * float(ndtri(0.975))


class Followed:
    """One model of which numbers leave, by its windows, over candidates.

    Parameters
    ----------
    window
        The numbers that leave; `Windows.exact` are those of the cohort before any move.
    pupils
        The pupils who may be moved.
    plan
        With what ``auto`` became decided.
    imputed
        Whether pupils without a level count with the shares of the levels.
    """

    def __init__(self, window: Windows, pupils: Movable, plan: Plan, *, imputed: bool) -> None:
        self.window = window
        self._model = code_model(pupils, plan, window.model, imputed=imputed)
        terms = terms_of(plan, plan.model(window.model).predictors)
        kept = find_rank(self._model.x).kept if len(self._model.x) else ()
        self._used = np.array(kept, dtype=np.int64)
        self._size = len(terms)
        self._places = np.array([terms.index(term) for term in window.terms], dtype=np.int64)
        self._beta = np.zeros(len(self._used))
        self._firth = False
        self._known: _Known | None = None

    def set_known(self, pupils: Movable, numbers: Floats) -> bool:
        """Take the numbers of a cohort that was fitted; whether it could be followed to."""
        made = self._fitted(pupils)
        if made is None:
            return False
        self._known = _Known(numbers, *made)
        return True

    def numbers(self, pupils: Movable) -> Floats | None:
        """The numbers of a candidate, four per term; none where it cannot be followed."""
        made = self._fitted(pupils)
        if made is None or self._known is None:
            return None
        found = self._known.moved(*made)
        compared = np.where(np.isfinite(self.window.half), found, 0.0)
        return compared if np.isfinite(compared).all() else None

    def changes(self, pupils: Movable, numbers: Floats) -> Floats:
        """How each move of a pupil would change the numbers; see `influence.changes`."""
        beta = np.full(self._size, np.nan)
        beta[self._used] = self._beta
        return changes(self._model, pupils, beta, self._places, numbers)

    def _fitted(self, pupils: Movable) -> tuple[Floats, Floats] | None:
        """Log odds and errors of the terms; none where a term has no estimate."""
        if not set(self._places.tolist()) <= set(self._used.tolist()):
            return None
        rows = rows_now(self._model, pupils)
        x = rows.x[:, self._used]
        beta = newton(x, rows.ones, rows.zeros, self._beta, firth=self._firth)
        if beta is None and self._known is None:
            # Separated: the penalised estimates are finite, in this cohort and the next.
            self._firth = True
            beta = newton(x, rows.ones, rows.zeros, self._beta, firth=True)
        if beta is None:
            return None
        self._beta = beta
        own = np.searchsorted(self._used, self._places)
        return beta[own], _errors(x, rows, beta, own)


@dataclass(frozen=True, slots=True)
class _Known:
    """Numbers of a cohort as it was fitted, and its estimates and errors as they are followed."""

    numbers: Floats
    log_odds: Floats
    error: Floats

    def moved(self, log_odds: Floats, error: Floats) -> Floats:
        """The numbers of another cohort: the same distances, in errors, from moved estimates."""
        middle, low, high, quantile = self.numbers.reshape(-1, 4).T
        step, wider = log_odds - self.log_odds, error / self.error
        with np.errstate(invalid="ignore"):
            width = np.where(np.isfinite(high - low), high - low, _ERRORS_WIDE * self.error)
        now = middle + step
        return np.stack(
            [
                now,
                now - (middle - low) * wider,
                now + (high - middle) * wider,
                (quantile + step * _ERRORS_WIDE / width) / wider,
            ],
            axis=1,
        ).ravel()


def newton(x: Floats, ones: Floats, zeros: Floats, start: Floats, *, firth: bool) -> Floats | None:
    """Log odds by Newton's method from a start nearby; none where there is no end.

    Parameters
    ----------
    x
        Columns of full rank, shape (rows, k).
    ones, zeros
        Pupils with and without the outcome, per row.
    start
        Log odds of a cohort nearby, shape (k,).
    firth
        Whether the likelihood carries Jeffreys' penalty.

    Examples
    --------
    One group with 1 of 4: the log odds are those of 1 against 3.

    >>> found = newton(np.ones((1, 1)), np.array([1.0]), np.array([3.0]), np.zeros(1), firth=False)
    >>> round(float(np.exp(found[0])), 9)
    0.333333333
    """
    beta, counts = start.copy(), ones + zeros
    for _ in range(_STEPS):
        risk = expit(x @ beta)
        weight = counts * risk * (1 - risk)
        information = (x * weight[:, None]).T @ x
        residual = ones - counts * risk
        try:
            inverse = np.linalg.inv(information)
        except np.linalg.LinAlgError:
            return None
        if firth:
            leverage = weight * np.einsum("ij,jk,ik->i", x, inverse, x)
            residual = residual + leverage * (0.5 - risk)
        step = inverse @ (x.T @ residual)
        size = float(np.abs(step).max(initial=0.0))
        if not np.isfinite(size):
            return None
        beta = beta + step * min(1.0, 3.0 / max(size, 1e-300))
        if size < _CLOSE:
            return np.asarray(beta)
    return None


def _errors(x: Floats, rows: Rows, beta: Floats, places: Ints) -> Floats:
    """Standard errors: between clusters where there are any, else the model's own."""
    risk = expit(x @ beta)
    counts = rows.ones + rows.zeros
    inverse = np.linalg.inv((x * (counts * risk * (1 - risk))[:, None]).T @ x)
    if rows.cluster is None:
        return np.asarray(np.sqrt(np.diagonal(inverse)[places]))
    scores = np.zeros((int(rows.cluster.max()) + 1, x.shape[1]))
    np.add.at(scores, rows.cluster, x * (rows.ones - counts * risk)[:, None])
    return np.asarray(np.sqrt(((scores @ inverse[:, places]) ** 2).sum(axis=0)))
