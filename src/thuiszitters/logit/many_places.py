"""One penalised likelihood, searched from many places at once.

All places take their Newton step together, so that a search from twelve places costs little more
than one. What is found is a place near a maximum, for an exact search to start from.
"""

import numpy as np

from thuiszitters.base.arrays import Bools, Floats
from thuiszitters.logit.likelihood import PRODUCTS, Likelihood, Point

#: Steps of a start.
STEPS = 60
#: A log likelihood this much higher belongs to another maximum.
HIGHER = 1e-7
#: A place whose linear predictors are all this near those of the best place would end there.
NEARLY = 0.5
#: Square roots of information below this are not worth following.
SMALLEST = 1e-100
#: Longest step in a linear predictor; longer ones are halved many times before they go up.
LEAP = 1000.0
#: Added to the diagonal of a scaled Newton matrix, far above rounding and far below 1.
RIDGE = 1e-13


#: All starts go on for so many steps; then the lower half is given up every so many steps, but
#: never so that fewer than these are left.
TOGETHER, HALVED, FINALISTS = 12, 4, 4


class ManyPlaces:
    """A penalised likelihood at many places, of which only the `moving` coefficients may move."""

    def __init__(self, data: Likelihood, moving: Bools) -> None:
        self.data, self.moving = data, np.flatnonzero(moving)
        n, k = data.x.shape
        self.one, self.other = np.triu_indices(k)
        size = max(1, PRODUCTS // len(self.one))
        self.pieces = [slice(i, min(i + size, n)) for i in range(0, n, size)]
        self.kept = self._products(self.pieces[0]) if len(self.pieces) == 1 else None

    def highest(self, places: Floats, best: Point) -> tuple[float, Floats | None]:
        """Value and place where the best search ended; None when none got anywhere.

        Parameters
        ----------
        places
            Starts, shape (starts, k).
        best
            The highest maximum that is known: what cannot rise above it is given up.
        """
        beta = places
        value, step, decrement = self.step(beta)
        highest, where = -np.inf, None
        for number in range(STEPS):
            left = max(FINALISTS, int(len(places) * 0.5 ** max(0.0, (number - TOGETHER) / HALVED)))
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
            same = np.abs((beta - best.beta) @ self.data.x.T).max(axis=1) < NEARLY
            going = ~(lost | same | (decrement < 1e-6))
            going = _leading(going, value, left)
            if not going.any():
                break
            beta, value, step, decrement = beta[going], value[going], step[going], decrement[going]
            beta, value, step, decrement = self.line_search(beta, value, step)
        return highest, where

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
        length = np.sqrt(np.diagonal(curvature, axis1=1, axis2=2))[:, moving]
        length[~good] = 1.0
        part = curvature[:, moving[:, None], moving] / length[:, :, None] / length[:, None, :]
        part[~good] = 0.0
        # One place where rounding leaves nothing to divide by must not end the search of all.
        part[:, range(len(moving)), range(len(moving))] += RIDGE
        step = np.zeros_like(beta)
        step[:, moving] = np.linalg.solve(part, (score / length)[:, :, None])[:, :, 0] / length
        decrement = np.sqrt(np.maximum((step[:, moving] * score).sum(axis=1), 0.0))
        return value, step, decrement

    def line_search(
        self, beta: Floats, value: Floats, step: Floats
    ) -> tuple[Floats, Floats, Floats, Floats]:
        """Take every step as far as it goes up; minus infinity for what never does."""
        reach = np.abs(step @ self.data.x.T).max(axis=1)
        share = np.minimum(1.0, LEAP / np.maximum(reach, LEAP))
        slack = 1e-12 * (1.0 + np.abs(value))
        ahead, following, decrement = self.step(beta + share[:, None] * step)
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

    def _products(self, piece: slice) -> Floats:
        """Products of every pair of columns, shape (rows, k (k + 1) / 2)."""
        x = self.data.x[piece]
        return np.ascontiguousarray(x[:, self.one] * x[:, self.other])

    def _weighted(self, weight: Floats) -> Floats:
        """Weighted cross-products, shape (places, k, k)."""
        if self.kept is not None:
            pairs = weight @ self.kept
        else:
            pairs = np.asarray(
                sum(weight[:, piece] @ self._products(piece) for piece in self.pieces)
            )
        k = self.data.x.shape[1]
        found = np.empty((len(weight), k, k))
        found[:, self.one, self.other] = pairs
        found[:, self.other, self.one] = pairs
        return found

    def _variance(self, inverse: Floats) -> Floats:
        """Variance of every row's linear predictor, shape (places, rows)."""
        pairs = inverse[:, self.one, self.other] * np.where(self.one == self.other, 1.0, 2.0)
        if self.kept is not None:
            return np.asarray(pairs @ self.kept.T)
        return np.concatenate([pairs @ self._products(piece).T for piece in self.pieces], axis=1)


def _leading(going: Bools, value: Floats, left: int) -> Bools:
    """Of the places that go on, the highest so many."""
    if int(going.sum()) <= left:
        return going
    order = np.argsort(-np.where(going, value, -np.inf), kind="stable")
    kept = np.zeros(len(going), dtype=bool)
    kept[order[:left]] = True
    return kept & going
