"""The global maximum: one search where that is proven to be enough, many where it is not.

Without a penalty the likelihood is concave. Jeffreys' penalty makes several local maxima
possible. `is_proven_global` shows, from quantities at one local maximum, that none is higher;
where it cannot, searches start from many places, in rounds, until a round that began elsewhere
finds nothing higher.
"""

from collections.abc import Sequence

import numpy as np

from thuiszitters.base.arrays import Bools, Floats
from thuiszitters.logit.likelihood import Likelihood, Optimum, Point, maximise

#: Half widths, in log odds, of the boxes on which concavity is tried.
HALF_WIDTHS = np.arange(0.1, 4.01, 0.1)
#: Starts in a round, and how many where no linear predictor is more uncertain than `CERTAIN`:
#: 16 missed a higher maximum in 6 of 197 separated tables, all of them far more uncertain.
STARTS = 64
FEW_STARTS = 8
#: Variance of a linear predictor; the penalised likelihood is concave below 2 (`is_proven_global`).
CERTAIN = 1.0
#: Rounds at most, and steps of a start.
ROUNDS = 8
STEPS = 60
#: A log likelihood this much higher belongs to another maximum.
HIGHER = 1e-7
#: A start this near the best place, in standard errors, would end there.
NEARLY = 0.3
#: Square roots of information below this are not worth following.
SMALLEST = 1e-100
#: Numbers that products of columns may take (64 MB); above it rows go through in pieces.
PRODUCTS = 8_000_000


def maximise_globally(
    data: Likelihood, starts: Sequence[Floats], free: Bools | None = None
) -> Optimum:
    """Find the highest maximum over the `free` coefficients, the others held.

    Parameters
    ----------
    starts
        Places to begin, the likeliest first, each of shape (k,) and with the same held part.
    free
        As in `maximise`.
    """
    best = maximise(data, starts[0], free)
    for start in starts[1:]:
        if best.converged:
            break
        best = _higher(best, maximise(data, start, free))
    moving = np.ones(len(starts[0]), dtype=bool) if free is None else free
    if not data.firth or not moving.any() or is_proven_global(data, best):
        return best
    for start in starts[1:]:
        best = _higher(best, maximise(data, start, free))
    return search_again(data, best, moving)


def search_again(data: Likelihood, best: Optimum, moving: Bools) -> Optimum:
    """Search in rounds from other places, until one round finds nothing higher."""
    for number in range(ROUNDS):
        value, place = _round(data, best.point, moving, number)
        if place is not None and (value > best.point.value + HIGHER or not best.converged):
            best = _higher(best, maximise(data, place, moving))
        elif number:
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


def _round(
    data: Likelihood, best: Point, moving: Bools, number: int
) -> tuple[float, Floats | None]:
    """Value and place where the best of many searches ended; None when none got anywhere."""
    beta = _places(best, moving, number, _amount(data, best))
    batch = _Batch(data, moving)
    value, step, decrement = batch.step(beta)
    highest, where = -np.inf, None
    for _ in range(STEPS):
        there = np.isfinite(value)
        beta, value, step, decrement = beta[there], value[there], step[there], decrement[there]
        if not len(beta):
            break
        top = int(value.argmax())
        if value[top] > highest:
            highest, where = float(value[top]), beta[top].copy()
        bar = max(highest, best.value)
        # Near its maximum the rise that is left is of the order of the squared decrement.
        lost = value + 10.0 * decrement**2 < bar + HIGHER
        offset = beta - best.beta
        same = np.sqrt(np.abs(np.einsum("si,ij,sj->s", offset, best.information, offset))) < NEARLY
        going = ~(lost | same | (decrement < 1e-6))
        if not going.any():
            break
        beta, value, step, decrement = beta[going], value[going], step[going], decrement[going]
        beta, value, step, decrement = batch.line_search(beta, value, step)
    return highest, where


def _amount(data: Likelihood, best: Point) -> int:
    """How many starts a round has."""
    try:
        lower = np.linalg.cholesky(best.information)
    except np.linalg.LinAlgError:
        return STARTS
    variance = (np.linalg.solve(lower, data.x.T) ** 2).sum(axis=0)
    return FEW_STARTS if float(variance.max()) < CERTAIN else STARTS


def _places(best: Point, moving: Bools, number: int, amount: int) -> Floats:
    """Starts around the best point so far, at scales of its uncertainty and of the columns."""
    rng = np.random.default_rng([1, number])
    size = int(moving.sum())
    scale = np.exp(rng.uniform(np.log(0.3), np.log(30.0), amount))
    shifts = rng.standard_normal((amount, size)) * scale[:, None]
    try:
        root = np.linalg.inv(np.linalg.cholesky(best.information[np.ix_(moving, moving)]))
        shifts[::2] = shifts[::2] @ root
    except np.linalg.LinAlgError:
        pass
    places = np.tile(best.beta, (amount, 1))
    places[:, moving] += shifts
    places[0, moving] = 0.0
    return places


class _Batch:
    """One penalised likelihood at many places at once."""

    def __init__(self, data: Likelihood, moving: Bools) -> None:
        self.data, self.moving = data, np.flatnonzero(moving)
        n, k = data.x.shape
        size = max(1, PRODUCTS // k**2)
        self.pieces = [slice(i, min(i + size, n)) for i in range(0, n, size)]
        self.kept = self._products(self.pieces[0]) if len(self.pieces) == 1 else None

    def _products(self, piece: slice) -> Floats:
        x = np.ascontiguousarray(self.data.x[piece])
        return (x[:, :, None] * x[:, None, :]).reshape(len(x), -1)

    def _weighted(self, weight: Floats) -> Floats:
        k = self.data.x.shape[1]
        if self.kept is not None:
            return (weight @ self.kept).reshape(-1, k, k)
        total = sum(weight[:, piece] @ self._products(piece) for piece in self.pieces)
        return np.asarray(total).reshape(-1, k, k)

    def _variance(self, inverse: Floats) -> Floats:
        flat = inverse.reshape(len(inverse), -1)
        if self.kept is not None:
            return np.asarray(flat @ self.kept.T)
        return np.concatenate([flat @ self._products(piece).T for piece in self.pieces], axis=1)

    @np.errstate(all="ignore")  # places without a usable number are recognised and dropped
    def step(self, beta: Floats) -> tuple[Floats, Floats, Floats]:
        """Value, Newton step and decrement; minus infinity where the information is singular."""
        data, moving = self.data, self.moving
        eta = beta @ data.x.T
        small = np.exp(-np.abs(eta))
        share = 1.0 / (1.0 + small)
        p = np.where(eta >= 0, share, small * share)
        weight = data.counts * small * share**2
        value = eta @ data.events - (np.maximum(eta, 0.0) + np.log1p(small)) @ data.counts
        information = self._weighted(weight)
        size = np.sqrt(np.diagonal(information, axis1=1, axis2=2))
        lost = ~(size > SMALLEST).all(axis=1)
        size[lost] = 1.0
        scaled = information / size[:, :, None] / size[:, None, :]
        sign, log_det = np.linalg.slogdet(scaled)
        good = (sign > 0) & (log_det > -40.0) & ~lost
        scaled[~good] = np.eye(data.x.shape[1])
        inverse = np.linalg.inv(scaled) / size[:, :, None] / size[:, None, :]
        leverage = weight * self._variance(inverse)
        leverage[~good] = 0.0
        value = np.where(good, value + 0.5 * log_det + np.log(size).sum(axis=1), -np.inf)
        score = ((data.events - data.counts * p + leverage * (0.5 - p)) @ data.x)[:, moving]
        curvature = self._weighted(weight * (1.0 + leverage / data.counts))
        part = curvature[:, moving[:, None], moving]
        part[~good] = np.eye(len(moving))
        step = np.zeros_like(beta)
        try:
            step[:, moving] = np.linalg.solve(part, score[:, :, None])[:, :, 0]
        except np.linalg.LinAlgError:
            return np.full(len(beta), -np.inf), step, np.zeros(len(beta))
        decrement = np.sqrt(np.maximum((step[:, moving] * score).sum(axis=1), 0.0))
        return value, step, decrement

    def line_search(
        self, beta: Floats, value: Floats, step: Floats
    ) -> tuple[Floats, Floats, Floats, Floats]:
        """Take every step as far as it goes up; minus infinity for what never does."""
        share = np.ones(len(beta))
        slack = 1e-12 * (1.0 + np.abs(value))
        ahead, following, decrement = self.step(beta + step)
        for _ in range(30):
            low = np.flatnonzero(~(ahead >= value - slack))
            if not len(low):
                break
            share[low] /= 2.0
            ahead[low], following[low], decrement[low] = self.step(
                beta[low] + share[low, None] * step[low]
            )
        ahead = np.where(ahead >= value - slack, ahead, -np.inf)
        return beta + share[:, None] * step, ahead, following, decrement
