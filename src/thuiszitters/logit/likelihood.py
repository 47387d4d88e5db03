"""The one place where a logistic likelihood is computed and maximised.

Estimates, likelihood-ratio tests and profile intervals all use these functions, with and
without Firth's penalty, so a test and an interval can never disagree about the likelihood.
Rows carry counts: e pupils with the outcome among n pupils.

References
----------
Firth, D. (1993). Bias reduction of maximum likelihood estimates. Biometrika 80, 27-38.
Heinze, G. and Schemper, M. (2002). A solution to the problem of separation in logistic
regression. Statistics in Medicine 21, 2409-2419: the penalty of a restricted model uses
the information matrix of all columns.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from thuiszitters.logit.coding import Floats

Bools = npt.NDArray[np.bool_]

#: The Newton decrement (distance to the maximum in standard errors) at which maximising stops ...
CLOSE_ENOUGH = 1e-11
#: ... and the largest at which a climb stopped by rounding still counts as arrived.
ACCEPTED = 1e-7
#: Without a penalty a Newton step squares the distance; from here one more is enough.
QUADRATIC = 1e-6
MAX_STEPS = 200
#: Tables of at most this many pupils can have several tops under Firth's penalty: with more, the
#: likelihood outweighs the penalty everywhere that a climb comes.
SEVERAL_MAXIMA = 200
#: Tables of at most this many rows are searched from more places.
TINY = 30
#: Longest step in a linear predictor; more than that is a length out of the quadratic region.
LONGEST_STEP = 10.0


@dataclass(frozen=True, slots=True)
class Likelihood:
    """Data of a logistic likelihood.

    Attributes
    ----------
    x
        Columns, shape (rows, k), without constant or aliased ones.
    events, counts
        Pupils with the outcome and pupils per row.
    firth
        True when Jeffreys' penalty is part of it.
    """

    x: Floats
    events: Floats
    counts: Floats
    firth: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """A likelihood at one place.

    Attributes
    ----------
    beta
        Coefficients, shape (k,).
    value
        Log likelihood, with the penalty when there is one.
    log_likelihood
        Log likelihood without the penalty.
    score
        Slope of `value`, shape (k,).
    information
        Fisher information, shape (k, k).
    curvature
        Matrix used to climb: the information, with Firth's extra weight when penalised.
    """

    beta: Floats
    value: float
    log_likelihood: float
    score: Floats
    information: Floats
    curvature: Floats


@dataclass(frozen=True, slots=True)
class Optimum:
    """Where a search ended, and the slope left there in standard errors."""

    point: Point
    converged: bool
    decrement: float


def probabilities(eta: Floats) -> Floats:
    """Inverse logit that neither overflows nor loses small probabilities."""
    small = np.exp(-np.abs(eta))
    return np.asarray(np.where(eta >= 0, 1.0, small) / (1.0 + small))


def evaluate(data: Likelihood, beta: Floats) -> Point:
    """Log likelihood, slope and information at `beta`.

    Examples
    --------
    >>> data = Likelihood(np.ones((1, 1)), np.array([1.0]), np.array([2.0]))
    >>> round(evaluate(data, np.zeros(1)).value, 6)
    -1.386294
    """
    eta = data.x @ beta
    small = np.exp(-np.abs(eta))
    share = 1.0 / (1.0 + small)
    less_likely = small * share
    p = np.where(eta >= 0, share, less_likely)
    weight = data.counts * (less_likely * share)
    log_likelihood = float(
        data.events @ eta - data.counts @ (np.maximum(eta, 0.0) + np.log1p(small))
    )
    weighted = data.x * np.sqrt(weight)[:, None]
    information = weighted.T @ weighted
    residual = data.events - data.counts * p
    if not data.firth:
        score = data.x.T @ residual
        return Point(beta, log_likelihood, log_likelihood, score, information, information)
    leverage, half_log_det = _leverage(data.x, weight, information)
    curvature = data.x.T @ (data.x * (weight * (1.0 + leverage / data.counts))[:, None])
    score = data.x.T @ (residual + leverage * (0.5 - p))
    return Point(beta, log_likelihood + half_log_det, log_likelihood, score, information, curvature)


def _leverage(x: Floats, weight: Floats, information: Floats) -> tuple[Floats, float]:
    """Diagonal of the hat matrix (summed over a row's pupils) and half the log determinant."""
    try:
        lower = np.linalg.cholesky(information)
    except np.linalg.LinAlgError:
        return np.zeros(len(x)), -np.inf
    half = np.linalg.solve(lower, x.T)
    return weight * (half**2).sum(axis=0), float(np.log(np.diagonal(lower)).sum())


def maximise(data: Likelihood, start: Floats, free: Bools | None = None) -> Optimum:
    """Find the maximum over the `free` coefficients, the others held at `start`.

    Newton steps on the free part, halved when they do not go up.

    Parameters
    ----------
    start
        Shape (k,); must have a finite value.
    free
        Which coefficients may move; all of them when not given.
    """
    moving = np.ones(len(start), dtype=bool) if free is None else free
    here = evaluate(data, start)
    decrement = np.inf
    for _ in range(MAX_STEPS):
        if not moving.any():
            return Optimum(here, np.isfinite(here.value), 0.0)
        step = _newton_step(here, moving)
        if step is None:
            return Optimum(here, False, np.inf)
        previous, decrement = decrement, _decrement(here, step)
        if decrement < CLOSE_ENOUGH:
            return Optimum(here, True, decrement)
        if decrement < QUADRATIC and not data.firth:
            return Optimum(evaluate(data, here.beta + step), True, decrement**2)
        ahead = _line_search(data, here, step, decrement)
        # Near the maximum the slope is rounding noise; no smaller decrement will come.
        if ahead is None or (decrement < ACCEPTED and decrement >= previous):
            break
        here = ahead
    return Optimum(here, decrement < ACCEPTED, decrement)


def may_have_local_maxima(data: Likelihood) -> bool:
    """Whether one climb may end on a maximum that is not the highest."""
    return data.firth and float(data.counts.sum()) <= SEVERAL_MAXIMA


def maximise_globally(
    data: Likelihood, starts: Sequence[Floats], free: Bools | None = None
) -> Optimum:
    """Optimum from several places and keep the highest maximum that was reached.

    Without a penalty there is one maximum, and the first climb that arrives has found it. Jeffreys'
    penalty can give a small table several tops, and between them a saddle on which a climb from
    a symmetric start stays; so for those every start is tried, and more with the symmetry broken
    by fixed, irregular shifts.
    """
    several = may_have_local_maxima(data)
    tries = list(starts)
    if several:
        size = 2 if len(data.counts) > TINY else 8
        shifts = np.random.default_rng(1).standard_normal((size, len(starts[0])))
        shifts[1::2] *= 3.0
        moving = np.ones(len(starts[0]), dtype=bool) if free is None else free
        tries += [starts[0] + np.where(moving, shift, 0.0) for shift in shifts]
    best: Optimum | None = None
    for start in tries:
        found = maximise(data, start, free)
        if best is None or (found.converged, found.point.value) > (
            best.converged,
            best.point.value,
        ):
            best = found
        if best.converged and not several:
            break
    assert best is not None
    return best


def _newton_step(here: Point, moving: Bools) -> Floats | None:
    step = np.zeros(len(here.beta))
    try:
        step[moving] = np.linalg.solve(here.curvature[np.ix_(moving, moving)], here.score[moving])
    except np.linalg.LinAlgError:
        return None
    return step if np.isfinite(step).all() else None


def _decrement(here: Point, step: Floats) -> float:
    return float(np.sqrt(max(float(here.score @ step), 0.0)))


def _line_search(data: Likelihood, here: Point, step: Floats, decrement: float) -> Point | None:
    """Take a full step if it goes up (or is too small to see), else a shorter one."""
    length = float(np.abs(data.x @ step).max())
    share = min(1.0, LONGEST_STEP / length) if length > 0 else 1.0
    slack = 1e-12 * (1.0 + abs(here.value))
    for _ in range(40):
        ahead = evaluate(data, here.beta + share * step)
        if ahead.value >= here.value - slack and np.isfinite(ahead.value):
            return ahead
        if decrement < ACCEPTED:
            return None
        share /= 2.0
    return None


def starting_value(events: Floats, counts: Floats) -> float:
    """Log odds of the outcome, kept finite."""
    share = (events.sum() + 0.5) / (counts.sum() + 1.0)
    return float(np.log(share / (1.0 - share)))
