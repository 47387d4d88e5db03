"""Where a likelihood has a maximum: Newton steps, halved when they do not go up."""

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np

from thuiszitters.base.arrays import Bools, Floats
from thuiszitters.logit.likelihood import Likelihood, Point, evaluate, hessian
from thuiszitters.logit.search import alone

#: The Newton decrement (distance to the maximum in standard errors) at which a search stops ...
CLOSE_ENOUGH = 1e-11
#: ... and the largest at which a search stopped by rounding still counts as arrived.
ACCEPTED = 1e-7
#: Without a penalty a Newton step squares the distance; from here one more is enough.
QUADRATIC = 1e-6
MAX_STEPS = 200
#: Error of a log likelihood that no number of digits shows.
SURE = 1e-12
#: Of a penalised likelihood: above this decrement steps are taken by the augmented information ...
FAR = 1.0
#: ... and a second derivative serves for more steps while each brings the decrement down as much.
SHRINKS = 0.1
#: Share of the rise that the slope promises which a step must bring (Armijo's rule).
SUFFICIENT = 1e-4


@dataclass(frozen=True, slots=True)
class Optimum:
    """Where a search ended, and the slope left there in standard errors."""

    point: Point
    converged: bool
    decrement: float


def maximise(data: Likelihood, start: Floats, free: Bools | None = None) -> Optimum:
    """Find a local maximum over the `free` coefficients, the others held at `start`.

    Newton steps on the free part, halved when they do not go up: without a penalty the
    likelihood is concave and this finds its maximum from anywhere, however far out a row is.

    Parameters
    ----------
    start
        Shape (k,); must have a finite value.
    free
        Which coefficients may move; all of them when not given.
    """
    return alone(maximising(data, start, free), lambda beta: evaluate(data, beta))


def maximising(
    data: Likelihood, start: Floats, free: Bools | None = None
) -> Generator[Floats, Point, Optimum]:
    """`maximise` as a search, which is told the points; see `search`."""
    moving = np.ones(len(start), dtype=bool) if free is None else free
    here = yield start
    decrement, matrix = np.inf, None
    for _ in range(MAX_STEPS):
        if not moving.any():
            return Optimum(here, np.isfinite(here.value), 0.0)
        previous = decrement
        step, matrix = _step(data, here, moving, matrix, previous)
        if step is None:
            return Optimum(here, False, np.inf)
        decrement = _decrement(here, step)
        if decrement < CLOSE_ENOUGH:
            return Optimum(here, True, decrement)
        if decrement < QUADRATIC and not data.firth:
            there = yield here.beta + step
            return Optimum(there, True, decrement**2)
        ahead = yield from _line_search(here, step, decrement)
        # Near the maximum the slope is rounding noise; no smaller decrement will come.
        if ahead is None or (decrement < ACCEPTED and decrement >= previous):
            break
        here = ahead
    return Optimum(here, decrement < ACCEPTED, decrement)


def highest(data: Likelihood, start: Floats, free: Bools) -> Generator[Floats, Point, float]:
    """The highest log likelihood over the `free` coefficients, without a penalty; NaN if not found.

    As `maximising`, but a step is not taken that would bring less than `SURE` beyond half its
    squared decrement. The third derivative of a logistic likelihood along a step is at most its
    second one times the largest change of a linear predictor, so what the step brings differs from
    that half by at most a sixth of this change times the square.
    """
    here = yield start
    for _ in range(MAX_STEPS):
        step = _solved(here.curvature, here, free)
        if step is None:
            return np.nan
        decrement = _decrement(here, step)
        if decrement**2 * min(data.farthest(step), 1.0) < SURE:
            return here.value + decrement**2 / 2.0
        ahead = yield from _line_search(here, step, decrement)
        if ahead is None:
            return np.nan
        here = ahead
    return np.nan


def _step(
    data: Likelihood, here: Point, moving: Bools, kept: Floats | None, previous: float
) -> tuple[Floats | None, Floats | None]:
    """Step of a search, and the second derivative that the next step may be taken by as well.

    Without a penalty: Newton's. The second derivative of a penalised likelihood costs as much as
    the likelihood at several places, so far away the augmented information takes its place: it
    counts half a pupil of either outcome per unit of leverage and goes up from anywhere, but
    gives only some digits per step. Nearby, a second derivative is kept for as long as steps by it
    come closer quickly (the chord method). Where it is not concave, the augmented information
    serves again.
    """
    if data.firth:
        if kept is not None:
            step = _solved(kept, here, moving)
            if step is not None and _decrement(here, step) < SHRINKS * previous:
                return step, kept
        step = _solved(here.curvature, here, moving)
        if step is None or _decrement(here, step) <= FAR:
            exact = -hessian(data, here)
            if _is_concave(exact, moving):
                return _solved(exact, here, moving), exact
    return _solved(here.curvature, here, moving), None


def _is_concave(exact: Floats, moving: Bools) -> bool:
    try:
        np.linalg.cholesky(exact[np.ix_(moving, moving)])
    except np.linalg.LinAlgError:
        return False
    return True


def _solved(matrix: Floats, here: Point, moving: Bools) -> Floats | None:
    """The slope of the free coefficients through a matrix; none where it has no inverse."""
    step = np.zeros(len(here.beta))
    try:
        step[moving] = np.linalg.solve(matrix[np.ix_(moving, moving)], here.score[moving])
    except np.linalg.LinAlgError:
        return None
    return step if np.isfinite(step).all() else None


def _decrement(here: Point, step: Floats) -> float:
    return float(np.sqrt(max(float(here.score @ step), 0.0)))


def _line_search(
    here: Point, step: Floats, decrement: float
) -> Generator[Floats, Point, Point | None]:
    """Take a full step if it goes up enough (or is too small to see), else a shorter one."""
    share = 1.0
    slack = 1e-12 * (1.0 + abs(here.value))
    for _ in range(60):
        ahead = yield here.beta + share * step
        wanted = here.value + SUFFICIENT * share * decrement**2 - slack
        if ahead.value >= wanted and np.isfinite(ahead.value):
            return ahead
        if decrement < ACCEPTED:
            return None
        share /= 2.0
    return None
