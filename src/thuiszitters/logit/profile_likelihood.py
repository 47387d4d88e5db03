"""Profile-likelihood interval ends, exact.

An end is the value of a coefficient at which the likelihood, maximised over all other
coefficients, has dropped by half the chi-squared quantile. Newton on both conditions at once
(Venzon and Moolgavkar) is tried first; when it does not arrive, a bracketed search does. Where
several local maxima are possible, an end counts only when a search from many places finds
no higher likelihood there; else the profile is followed outward from what was found.

Both ends are finite. Without a penalty the likelihood of overlapping outcomes falls without bound
in every direction, and so does its profile. With Jeffreys' penalty the likelihood is at most 0 in
log, and the determinant of the information is a sum over sets of k independent rows of their
squared determinant times the product of their weights; in each set some linear predictor is at
least a fixed multiple of the length of beta, so the log determinant falls at least
linearly, whether outcomes are separated or not. A failed search is therefore never an infinite end.

References
----------
Venzon, D. J. and Moolgavkar, S. H. (1988). A method for computing profile-likelihood-based
confidence intervals. Applied Statistics 37, 87-94, equations 2 to 4.
"""

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from thuiszitters.base.arrays import Bools, Floats
from thuiszitters.logit.global_maximum import is_proven_global, search_again
from thuiszitters.logit.likelihood import Likelihood, Point, evaluate, hessian
from thuiszitters.logit.many_places import HIGHER
from thuiszitters.logit.maximum import QUADRATIC, Optimum, maximise
from thuiszitters.logit.search import alone

#: Accuracy of an end, in standard errors.
END_TOLERANCE = 1e-10
#: Longest step of the joint Newton search in a linear predictor, beside a share of the largest.
STEP = 3.0
#: Times that an end may turn out to lie further out.
EXTENSIONS = 20


@dataclass(frozen=True, slots=True)
class _Side:
    """One end to be found: whose, in which direction, at which drop of the likelihood."""

    data: Likelihood
    maximum: Point
    position: int
    sign: float
    quantile: float
    tangent: Floats
    free: Bools

    @property
    def target(self) -> float:
        return self.maximum.value - self.quantile**2 / 2.0

    def distance(self, beta: Floats) -> float:
        """How far out a place is, in units of the coefficient."""
        return float(beta[self.position] - self.maximum.beta[self.position]) * self.sign


def normal_quantile(level: float) -> float:
    """Two-sided standard normal quantile.

    Examples
    --------
    >>> round(normal_quantile(0.95), 6)
    1.959964
    """
    return float(ndtri((1.0 + level) / 2.0))


def profile_interval(
    data: Likelihood, maximum: Point, position: int, level: float, *, everywhere: bool = True
) -> tuple[float, float]:
    """Lower and upper end for one coefficient; NaN where the search fails.

    Parameters
    ----------
    everywhere
        Whether a penalised maximum at an end must be the highest of all; otherwise the profile is
        that which is followed from the estimate.
    """
    tangent = profile_tangent(maximum, position)
    if tangent is None:
        return np.nan, np.nan
    free = np.arange(len(maximum.beta)) != position
    quantile = normal_quantile(level)
    low, high = (
        _profile_end(_Side(data, maximum, position, sign, quantile, tangent, free), everywhere)
        for sign in (-1.0, 1.0)
    )
    return low, high


def ends_sought(
    data: Likelihood, maximum: Point, position: int, level: float, bend: Floats
) -> dict[float, Generator[Floats, Point, float]]:
    """Searches for the lower (-1) and upper (1) end without a penalty, to be run beside others.

    They find NaN where `profile_interval`, which has more ways, is to be asked.

    Parameters
    ----------
    bend
        Second derivatives of the slopes along the tangent, shape (k,), by which a search begins
        nearer to the end than on the tangent itself.
    """
    tangent = profile_tangent(maximum, position)
    if tangent is None:
        return {}
    free = np.arange(len(maximum.beta)) != position
    quantile = normal_quantile(level)

    def end(side: _Side) -> Generator[Floats, Point, float]:
        found = yield from _joint_newton(side, _bent_start(side, bend))
        return np.nan if found is None else float(found[position])

    return {
        sign: end(_Side(data, maximum, position, sign, quantile, tangent, free))
        for sign in (-1.0, 1.0)
    }


def _profile_end(side: _Side, everywhere: bool) -> float:
    found = alone(_joint_newton(side), lambda beta: evaluate(side.data, beta))
    if found is None:
        distance = side.quantile * side.tangent[side.position]
        place = side.maximum.beta + side.sign * side.quantile * side.tangent
        found = _bracketed(side, place, distance, 0.0)
    for _ in range(EXTENSIONS):
        if found is None:
            return np.nan
        if not (everywhere and side.data.firth and side.free.any()):
            break
        there = maximise(side.data, found, side.free)
        if is_proven_global(side.data, there):
            break
        higher = search_again(side.data, there, side.free)
        if higher.point.value < side.target + HIGHER:
            break
        near = side.distance(found)
        found = _bracketed(side, higher.point.beta, near, near, higher)
    else:
        return np.nan
    return float(found[side.position])


def profile_tangent(maximum: Point, position: int) -> Floats | None:
    """How all coefficients move when one moves by its standard error."""
    try:
        column = np.linalg.solve(maximum.information, np.eye(len(maximum.beta))[position])
    except np.linalg.LinAlgError:
        return None
    return np.asarray(column / np.sqrt(column[position])) if column[position] > 0 else None


def _bent_start(side: _Side, bend: Floats) -> Floats:
    """Where the expansion of the likelihood to the third order has the end.

    Along the tangent, of unit length by the information, the drop at distance s is s^2/2 - s^3 T/6
    with T the third derivative.
    """
    distance = side.sign * side.quantile + side.quantile**2 * float(bend @ side.tangent) / 6.0
    return bent_place(side.maximum, side.tangent, side.position, bend, distance)


def bent_place(
    maximum: Point, tangent: Floats, position: int, bend: Floats, distance: float
) -> Floats:
    """Where the profile of a coefficient goes to the second order of a distance.

    The other slopes stay 0 where the other coefficients leave the tangent by s^2/2 times the
    inverse information of their bend.
    """
    free = np.arange(len(bend)) != position
    aside = np.zeros(len(bend))
    if free.any():
        aside[free] = np.linalg.solve(maximum.information[np.ix_(free, free)], bend[free])
    place = maximum.beta + distance * tangent + distance**2 / 2.0 * aside
    return np.asarray(place, dtype=np.float64)


def _joint_newton(
    side: _Side, start: Floats | None = None
) -> Generator[Floats, Point, Floats | None]:
    """Solve "likelihood at the target, other slopes 0" for all coefficients together."""
    data, position = side.data, side.position
    beta = side.maximum.beta + side.sign * side.quantile * side.tangent if start is None else start
    # The farthest a linear predictor can have come.
    reach = data.farthest(beta)
    for _ in range(30):
        here = yield beta
        if not np.isfinite(here.value):
            return None
        equations = here.score.copy()
        equations[position] = here.value - side.target
        slopes = hessian(data, here)
        slopes[position] = here.score
        try:
            move = np.asarray(-np.linalg.solve(slopes, equations), dtype=np.float64)
        except np.linalg.LinAlgError:
            return None
        length = data.farthest(move)
        if not np.isfinite(length):
            return None
        # The slopes are exact, so the distance is squared at every step.
        if length < QUADRATIC:
            # A solution counts only where the maximum is below: the slope points back to it.
            outward = side.distance(beta) > 0 and here.score[position] * side.sign < 0
            return np.asarray(beta + move) if outward else None
        share = min(1.0, max(STEP, reach / 4.0) / length)
        beta, reach = beta + move * share, reach + length * share
    return None


def _bracketed(
    side: _Side, place: Floats, distance: float, near: float, known: Optimum | None = None
) -> Floats | None:
    """Find where the signed root of the drop equals the quantile, never losing the bracket.

    Parameters
    ----------
    place, distance
        Where to begin, with the coefficient that far out.
    near
        A distance that is known to lie inside.
    known
        The maximum at `place`, where it was found already.
    """
    maximum, position = side.maximum, side.position
    far = np.inf
    unit = max(float(side.tangent[position]), 1e-8)
    found = known or _follow(side, place, distance)
    for _ in range(200):
        if found is None:
            return None
        root = np.sqrt(max(2.0 * (maximum.value - found.point.value), 0.0))
        slope = -side.sign * found.point.score[position] / root if root > 0 else 0.0
        if root < side.quantile:
            near = distance
        else:
            far = distance
        proposal = distance - (root - side.quantile) / slope if slope > 0 else np.inf
        if abs(proposal - distance) < END_TOLERANCE * max(unit, distance):
            beta = found.point.beta.copy()
            beta[position] = maximum.beta[position] + side.sign * proposal
            return beta
        if far - near < END_TOLERANCE * max(unit, distance):
            return found.point.beta  # the profile jumps from one branch to another
        distance = _inside(proposal, near, far, unit)
        found = _follow(side, found.point.beta, distance, found.point)
    return None


def _inside(proposal: float, near: float, far: float, unit: float) -> float:
    """Take the proposal if it lies in the bracket, else shrink or widen the bracket."""
    limit = max(2.0 * near, near + unit) if np.isinf(far) else far
    if near < proposal < limit:
        return proposal
    return limit if np.isinf(far) else (near + far) / 2.0


def _follow(
    side: _Side, place: Floats, distance: float, here: Point | None = None
) -> Optimum | None:
    """Maximum with the coefficient held at a distance, continued from a maximum elsewhere."""
    held = side.maximum.beta[side.position] + side.sign * distance
    tangent = profile_tangent(here, side.position) if here is not None else side.tangent
    starts = [place.copy(), place.copy(), side.maximum.beta.copy()]
    if tangent is not None:
        ahead = (held - place[side.position]) / tangent[side.position]
        starts[0] = place + ahead * tangent
    for start in starts:
        start[side.position] = held
        found = maximise(side.data, start, side.free)
        if found.converged:
            return found
    if side.data.firth and side.free.any():
        # A search that starts elsewhere can arrive where one that follows the profile does not.
        found = search_again(side.data, found, side.free)
    return found if found.converged else None
