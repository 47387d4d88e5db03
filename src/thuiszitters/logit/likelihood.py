"""The one place where a logistic likelihood is computed; `maximum` finds where it is highest.

Estimates, likelihood-ratio tests and profile intervals all use these functions, with and
without Firth's penalty, so a test and an interval can never disagree about the likelihood.
Rows carry counts: e pupils with the outcome among n pupils.

References
----------
Firth, D. (1993). Bias reduction of maximum likelihood estimates. Biometrika 80, 27-38.
Heinze, G. and Schemper, M. (2002). A solution to the problem of separation in logistic
regression. Statistics in Medicine 21, 2409-2419: the penalty of a restricted model uses
the information matrix of all columns.
Cox, A. J. and Higham, N. J. (1998). Stability of Householder QR factorization for weighted least
squares problems. In: Numerical Analysis 1997, 57-73.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from thuiszitters.base.arrays import Floats
from thuiszitters.base.row_arrays import total
from thuiszitters.logit.blocks import blocks
from thuiszitters.logit.long_rows import sums_at
from thuiszitters.logit.made_rows import MadeRows, Rows, whole

#: Squared diagonal of a Cholesky factor, smallest over largest, below which the information is
#: too near singular to be trusted: the weighted rows are then factored themselves.
SQUARED_IS_SAFE = 1e-7
#: Numbers that products of columns may take (64 MB); above it rows go through in pieces.
PRODUCTS = 8_000_000


@dataclass(frozen=True, slots=True)
class Likelihood:
    """Data of a logistic likelihood.

    Attributes
    ----------
    rows
        Columns, shape (rows, k), without constant or aliased ones; made when they are walked over
        where there are many rows.
    events, counts
        Pupils with the outcome and pupils per row.
    firth
        True when Jeffreys' penalty is part of it.
    turn
        Of a long table: what coefficients are multiplied by before they meet the columns, an
        orthogonal matrix, so that no turned copy of the columns is made.
    radius
        Of a long table: the length of its longest row.
    """

    rows: Rows
    events: Floats
    counts: Floats
    firth: bool = False
    turn: Floats | None = None
    radius: float = np.nan

    @property
    def x(self) -> Floats:
        """All rows as a matrix, which of a long table is made at every call."""
        return whole(self.rows)

    @property
    def is_long(self) -> bool:
        """Whether it is computed a few rows at a time, and of many places in one walk."""
        return isinstance(self.rows, MadeRows)

    def farthest(self, direction: Floats) -> float:
        """The largest size of a linear predictor; of a long table a bound of it."""
        if self.is_long:
            return self.radius * float(np.linalg.norm(direction))
        return float(np.abs(self.x @ direction).max())


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
        Matrix of a Newton step: the information, with Firth's extra weight when penalised.
    """

    beta: Floats
    value: float
    log_likelihood: float
    score: Floats
    information: Floats
    curvature: Floats


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
    if data.is_long:
        return evaluate_together(data, [beta], [data.turn])[0]
    eta = data.x @ beta
    small = np.exp(-np.abs(eta))
    share = 1.0 / (1.0 + small)
    less_likely = small * share
    p = np.where(eta >= 0, share, less_likely)
    weight = data.counts * (less_likely * share)
    log_likelihood = float(
        data.events @ eta - data.counts @ (np.maximum(eta, 0.0) + np.log1p(small))
    )
    information = _products(data.x, weight)
    residual = data.events - data.counts * p
    if not data.firth:
        score = data.x.T @ residual
        return Point(beta, log_likelihood, log_likelihood, score, information, information)
    leverage, half_log_det = _leverage(data.x, weight, information)
    curvature = data.x.T @ (data.x * (weight * (1.0 + leverage / data.counts))[:, None])
    score = data.x.T @ (residual + leverage * (0.5 - p))
    return Point(beta, log_likelihood + half_log_det, log_likelihood, score, information, curvature)


def evaluate_together(
    data: Likelihood, places: Sequence[Floats], turns: Sequence[Floats | None]
) -> list[Point]:
    """`evaluate` of a long table at several places, each in coordinates of its own turn."""
    plain = [p if turn is None else turn @ p for p, turn in zip(places, turns, strict=True)]
    sums = sums_at(data.rows, data.events, data.counts, np.array(plain))
    points = []
    for turn, place, value, score, information in zip(turns, places, *sums, strict=True):
        if turn is not None:
            score, information = turn.T @ score, turn.T @ information @ turn
        points.append(Point(place, float(value), float(value), score, information, information))
    return points


def _products(x: Floats, weight: Floats) -> Floats:
    """Columns times columns, weighted."""
    total = np.zeros((x.shape[1], x.shape[1]))
    for rows in blocks(len(x)):
        weighted = x[rows] * np.sqrt(weight[rows])[:, None]
        total += weighted.T @ weighted
    return total


def _leverage(x: Floats, weight: Floats, information: Floats) -> tuple[Floats, float]:
    """Diagonal of the hat matrix (summed over a row's pupils) and half the log determinant."""
    lower = _lower(information)
    if lower is None or not _is_safe(lower):
        return _leverage_of_rows(x, weight)
    return weight * (_half(lower, x) ** 2).sum(axis=0), float(np.log(np.diagonal(lower)).sum())


def _lower(information: Floats) -> Floats | None:
    """Cholesky's factor of the information; none where that is singular."""
    try:
        return np.asarray(np.linalg.cholesky(information), dtype=np.float64)
    except np.linalg.LinAlgError:
        return None


def _is_safe(lower: Floats) -> bool:
    diagonal = np.diagonal(lower)
    return bool(diagonal.min() ** 2 >= SQUARED_IS_SAFE * diagonal.max() ** 2)


def _half(lower: Floats, x: Floats) -> Floats:
    """Columns on a basis where the information is the identity, shape (k, rows).

    By the inverse of the factor: solving takes four times as long.
    """
    return np.asarray(np.linalg.inv(lower) @ x.T)


def _leverage_of_rows(x: Floats, weight: Floats) -> tuple[Floats, float]:
    """The same from a QR of the weighted rows, which keeps the digits that squaring loses.

    Far along a separating direction weights differ by hundreds of orders of magnitude. With the
    rows in order of size Householder's method is accurate row by row (Cox and Higham 1998).
    """
    rows = x * np.sqrt(weight)[:, None]
    order = np.argsort(-np.abs(rows).max(axis=1), kind="stable")
    basis, triangle = np.linalg.qr(rows[order])
    diagonal = np.abs(np.diagonal(triangle))
    if not diagonal.min() > 0.0:
        return np.zeros(len(x)), -np.inf
    leverage = np.empty(len(x))
    leverage[order] = (basis**2).sum(axis=1)
    return leverage, float(np.log(diagonal).sum())


def hessian(data: Likelihood, here: Point) -> Floats:
    """Second derivative of the (penalised) log likelihood, shape (k, k)."""
    if not data.firth:
        return -here.information
    x, counts = data.x, data.counts
    eta = x @ here.beta
    small = np.exp(-np.abs(eta))
    share = 1.0 / (1.0 + small)
    one = small * share**2
    tilt = np.where(eta >= 0, -1.0, 1.0) * (1.0 - small) * share
    lower = _lower(here.information)
    if lower is None:
        return np.full_like(here.information, np.nan)
    half = _half(lower, x)
    if _is_safe(lower):
        leverage = counts * one * (half**2).sum(axis=0)
    else:
        leverage, _ = _leverage_of_rows(x, counts * one)
    traces = _products_of_derivatives(half, (x * (counts * one * tilt)[:, None]).T)
    bent = x.T @ (x * (0.5 * leverage * (1.0 - 6.0 * one))[:, None])
    return np.asarray(bent - 0.5 * traces - here.information)


def _products_of_derivatives(half: Floats, tilted: Floats) -> Floats:
    """Traces of the products of the information's derivatives in every two coefficients.

    On a basis where the information is the identity. With more rows than a quarter of the squared
    number of columns from the derivatives themselves; with fewer, as of a factor with a hundred
    levels, from the squared products of every two rows: the same sum, taken in another order.
    """
    if 4 * half.shape[1] < len(half) ** 2:
        return np.asarray(tilted @ (half.T @ half) ** 2 @ tilted.T)
    first, second = _pairs(len(half))
    size = max(1, PRODUCTS // len(first))
    slopes = np.zeros((len(half), len(first)))
    for i in range(0, half.shape[1], size):
        piece = half[:, i : i + size]
        slopes += tilted[:, i : i + size] @ (piece[first] * piece[second]).T
    return np.asarray((slopes * np.where(first == second, 1.0, 2.0)) @ slopes.T)


@cache
def _pairs(size: int) -> tuple[np.ndarray, np.ndarray]:
    """Places of every two columns; finding them took a tenth of a small penalised fit."""
    return np.triu_indices(size)


def starting_value(events: Floats, counts: Floats) -> float:
    """Log odds of the outcome, kept finite."""
    share = (total(events) + 0.5) / (total(counts) + 1.0)
    return float(np.log(share / (1.0 - share)))
