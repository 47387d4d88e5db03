"""The global maximum: one search where that is proven to be enough, many where it is not.

Without a penalty the likelihood is concave. Jeffreys' penalty makes several local maxima
possible. `is_proven_global` shows, from quantities at one local maximum, that none is higher;
where it cannot, searches start from many places, in rounds, until a round that began elsewhere
finds nothing higher.
"""

from collections.abc import Sequence

import numpy as np

from thuiszitters.base.arrays import Bools, Floats
from thuiszitters.logit.likelihood import Likelihood, Point
from thuiszitters.logit.many_places import HIGHER, ManyPlaces
from thuiszitters.logit.maximum import Optimum, maximise

#: Half widths, in log odds, of the boxes on which concavity is tried.
HALF_WIDTHS = np.arange(0.1, 4.01, 0.1)
#: Variance of a linear predictor above which its row asks for starts of its own; the penalised
#: likelihood is concave where all are below 2 (`is_proven_global`).
UNCERTAIN = 1.5
#: Starts in a round: at least so many per direction of doubt, up to a limit, and more where a step
#: of all of them together still handles few numbers.
PER_DIRECTION, ENOUGH, MOST = 32, 192, 256
NUMBERS = 1_000_000
#: Rounds at most.
ROUNDS = 8
#: With more coefficients only the estimate is searched for from many places: the two ends and the
#: test of each of the 146 levels of a factor took 20 seconds each.
MOST_PROFILED = 50


def maximise_globally(
    data: Likelihood,
    starts: Sequence[Floats],
    free: Bools | None = None,
    *,
    everywhere: bool = True,
) -> Optimum:
    """Find the highest maximum over the `free` coefficients, the others held.

    Parameters
    ----------
    starts
        Places to begin, the likeliest first, each of shape (k,) and with the same held part.
    free
        As in `maximise`.
    everywhere
        Whether to search from other places than `starts` where a penalty allows several maxima.
    """
    best = maximise(data, starts[0], free)
    for start in starts[1:]:
        if best.converged:
            break
        best = _higher(best, maximise(data, start, free))
    moving = np.ones(len(starts[0]), dtype=bool) if free is None else free
    if not (everywhere and data.firth and moving.any()) or is_proven_global(data, best):
        return best
    return search_again(data, best, moving)


def search_again(data: Likelihood, best: Optimum, moving: Bools) -> Optimum:
    """Search in rounds from other places, until one round finds nothing higher."""
    if best.converged and len(moving) > MOST_PROFILED and not moving.all():
        return best
    many = None
    for number in range(ROUNDS):
        places = _places(data, best.point, moving, number)
        if not len(places):
            break
        many = many or ManyPlaces(data, moving)
        value, place = many.highest(places, best.point)
        if place is not None and (value > best.point.value + HIGHER or not best.converged):
            best = _higher(best, maximise(data, place, moving))
        else:
            break
    return best


def is_proven_global(data: Likelihood, found: Optimum) -> bool:
    r"""Whether no point has a higher penalised likelihood than the local maximum that was found.

    Notes
    -----
    Write v for the variance of a row's linear predictor, w for p(1 - p) of one of its pupils.
    The penalised likelihood is concave wherever every row has :math:`v (1/2 - 3 w) < 1`: minus its
    second derivative is at least :math:`\sum n w (1 - v (1/2 - 3 w)) x x'`, because the
    derivative of the hat values enters with a sign that only helps (Schur's product theorem).
    Within r log odds of the point, weights change by at most a factor :math:`e^r`, so v by as much.
    Outside that box the penalty is at most its value where all p are 1/2, and the likelihood has
    fallen by at least :math:`u^2 (e^{-r} + r - 1) / r^2 - c u` at u standard errors from the point
    (c: slope of the likelihood there in standard errors; a row at r log odds is at least
    :math:`r / \sqrt{v}` standard errors away). When that is more than the penalty can gain, the
    set of higher points is inside the box, where the likelihood is concave: there are none.
    """
    here = found.point
    if not data.firth:
        return found.converged
    if not found.converged:
        return False
    try:
        lower = np.linalg.cholesky(here.information)
    except np.linalg.LinAlgError:
        return False
    variance = (np.linalg.solve(lower, data.x.T) ** 2).sum(axis=0)
    small = np.exp(-np.abs(data.x @ here.beta))
    weight = small / (1.0 + small) ** 2
    leverage = data.counts * weight * variance
    gain = 0.5 * _log_det_at_half(data) - float(np.log(np.diagonal(lower)).sum())
    # A weight of 1/4 can round to slightly more.
    slope = float(np.sqrt((leverage * variance * np.maximum(0.25 - weight, 0.0)).sum()))
    grown = np.exp(HALF_WIDTHS)
    curved = np.max(variance * (0.5 - 3.0 * weight / grown[:, None]), axis=1) * grown
    away = HALF_WIDTHS / np.sqrt(variance.max())
    fall = (1.0 / grown + HALF_WIDTHS - 1.0) / HALF_WIDTHS**2
    lower_outside = (fall * away**2 - slope * away > gain) & (2.0 * fall * away > slope)
    return bool((lower_outside & (curved < 1.0)).any())


def _log_det_at_half(data: Likelihood) -> float:
    """Log determinant of the information where every probability is 1/2: its largest value."""
    half = data.x * np.sqrt(data.counts / 4.0)[:, None]
    return float(np.linalg.slogdet(half.T @ half)[1])


def _higher(one: Optimum, other: Optimum) -> Optimum:
    first, second = (one.converged, one.point.value), (other.converged, other.point.value)
    return other if second > first else one


def _places(data: Likelihood, best: Point, moving: Bools, number: int) -> Floats:
    """Starts for a round, shape (starts, k): none where no linear predictor is in doubt.

    A third lies along the directions of doubt, a third has the scale of the information, the
    others that of the columns: far along a separating direction the first two say nothing.
    """
    directions = _doubt(data, best, moving)
    if not len(directions):
        return np.empty((0, len(best.beta)))
    cheap = NUMBERS // (data.x.size * data.x.shape[1])
    amount = max(min(ENOUGH, PER_DIRECTION * len(directions)), min(MOST, cheap))
    rng = np.random.default_rng([1, number])
    scale = np.exp(rng.uniform(np.log(0.3), np.log(30.0), amount))[:, None]
    shifts = rng.standard_normal((amount, directions.shape[1])) * scale
    doubtful = rng.standard_normal((amount, len(directions))) * scale
    shifts[::3] = doubtful[::3] @ directions
    try:
        root = np.linalg.inv(np.linalg.cholesky(best.information[np.ix_(moving, moving)]))
        shifts[1::3] = shifts[1::3] @ root
    except np.linalg.LinAlgError:
        pass
    places = np.tile(best.beta, (amount, 1))
    places[:, moving] += shifts
    places[0, moving] = 0.0
    return places


def _doubt(data: Likelihood, best: Point, moving: Bools) -> Floats:
    """Directions in which a linear predictor is in doubt, shape (m, moving), of one standard error.

    Cholesky's factor of the covariance of all linear predictors, the most uncertain row first,
    until no row's remaining variance is above `UNCERTAIN`. Where the information is singular: all.
    """
    x = data.x[:, moving]
    try:
        lower = np.linalg.cholesky(best.information[np.ix_(moving, moving)])
    except np.linalg.LinAlgError:
        return np.eye(x.shape[1])
    left = np.linalg.solve(lower, x.T)
    found: list[Floats] = []
    for _ in range(len(lower)):
        length = (left**2).sum(axis=0)
        row = int(length.argmax())
        if length[row] <= UNCERTAIN:
            break
        unit = left[:, row] / np.sqrt(length[row])
        found.append(unit)
        left = left - np.outer(unit, unit @ left)
    if not found:
        return np.empty((0, len(lower)))
    return np.asarray(np.linalg.solve(lower.T, np.array(found).T).T)
