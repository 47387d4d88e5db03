"""Firth's penalised profile of separated tables, by a slow search of its own.

Nothing of the package is used. Every maximisation starts from many places at once, random
directions in the units of the information and of the data, and rises monotonely (minorise-maximise
steps on augmented data). An end is found by walking outward until the maximum over all starts is
below the target, then by regula falsi, and by a wider search
just outside what was found.

Usage: ``python make.py FIRST LAST`` adds to ``expected.csv`` one row per table: the number of its
recipe, the column that was profiled, the estimate and both ends in log odds.
"""

import csv
import sys
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
DROP = 3.841458820694124 / 2.0
SHAPES = ("binary", "factors", "continuous", "mixed", "regular")


def table(number):
    """Columns (intercept first) and outcome of one separated table; the recipe is its number."""
    rng = np.random.default_rng([20261127, number])
    shape = SHAPES[number % len(SHAPES)]
    while True:
        smallest, largest = (200, 2000) if number // 5 % 8 == 0 else (10, 250)
        n = round(float(np.exp(rng.uniform(np.log(smallest), np.log(largest)))))
        k = int(rng.integers(1, 9))
        k = min(k, max(1, n // 4))
        columns = [np.ones(n)]
        for place in range(k):
            kind = shape
            if shape == "mixed":
                kind = ("binary", "factors", "continuous")[int(rng.integers(3))]
            if kind == "continuous":
                columns.append(np.round(rng.normal(size=n), 6))
            elif kind == "regular" and place == 0:
                columns.append(np.arange(1.0, n + 1))
            elif kind in ("binary", "regular"):
                columns.append((rng.random(n) < rng.uniform(0.05, 0.95)).astype(float))
            else:
                level = rng.choice(3, size=n, p=[0.6, 0.3, 0.1])
                columns += [(level == 1).astype(float), (level == 2).astype(float)]
        x = np.column_stack(columns[: k + 1])
        slopes = rng.normal(size=x.shape[1] - 1) * rng.choice([0.0, 1.0, 3.0], size=x.shape[1] - 1)
        centred = (x[:, 1:] - x[:, 1:].mean(axis=0)) / np.maximum(x[:, 1:].std(axis=0), 1e-9)
        index = centred @ slopes
        complete = shape in ("continuous", "regular") or rng.random() < 0.4
        if shape == "regular":
            index = centred[:, 0]
        if complete:
            y = index > np.quantile(index, rng.uniform(0.15, 0.85))
        else:  # one level of a binary column, or one end of a number, without the outcome
            y = rng.random(n) < 1 / (1 + np.exp(-index))
            y[x[:, 1] > np.quantile(x[:, 1], 0.7)] = False
            y[x[:, 1] == x[:, 1].max()] = False
        y = y.astype(float)
        rank = np.linalg.matrix_rank(
            x - np.column_stack([np.zeros(n), *[c.mean() * np.ones(n) for c in x.T[1:]]])
        )
        if 0 < y.sum() < n and rank == x.shape[1]:
            return x, y


class Profile:
    """The penalised likelihood on standardised columns, the last of which is held."""

    def __init__(self, x, y, column):
        scale = np.where(np.arange(x.shape[1]) == 0, 1.0, x.std(axis=0))
        order = [i for i in range(x.shape[1]) if i != column] + [column]
        centred = x - np.where(np.arange(x.shape[1]) == 0, 0.0, x.mean(axis=0))
        self.scale = scale[column]
        z = (centred / np.where(scale > 0, scale, 1.0))[:, order]
        # The others are made orthogonal; the held column keeps its coefficient.
        q, _ = np.linalg.qr(z[:, :-1])
        self.others = q * np.sqrt(len(y))
        self.held = z[:, -1] - q @ (q.T @ z[:, -1])
        self.z = np.column_stack([self.others, self.held])
        self.y = y
        self.k = x.shape[1]
        self.products = (self.z[:, :, None] * self.z[:, None, :]).reshape(len(y), -1)

    def at(self, beta):
        """Value, score, curvature for a batch of coefficients, shape (starts, k)."""
        eta = beta @ self.z.T
        small = np.exp(-np.abs(eta))
        p = np.where(eta >= 0, 1.0, small) / (1.0 + small)
        weight = small / (1.0 + small) ** 2
        value = (self.y * eta - np.maximum(eta, 0) - np.log1p(small)).sum(axis=1)
        information = (weight @ self.products).reshape(-1, self.k, self.k)
        size = np.sqrt(np.maximum(np.diagonal(information, axis1=1, axis2=2), 1e-300))
        scaled = information / size[:, :, None] / size[:, None, :]
        sign, logdet = np.linalg.slogdet(scaled)
        good = (sign > 0) & (logdet > -60) & np.isfinite(logdet)
        value = np.where(good, value + 0.5 * (logdet + 2 * np.log(size).sum(axis=1)), -np.inf)
        scaled[~good] = np.eye(self.k)
        inverse = np.linalg.inv(scaled) / size[:, :, None] / size[:, None, :]
        h = weight * (inverse.reshape(-1, self.k**2) @ self.products.T)
        h[~good] = 0.0
        residual = self.y - p + h * (0.5 - p)
        curvature = ((weight * (1.0 + h)) @ self.products).reshape(-1, self.k, self.k)
        return value, residual @ self.z, curvature

    def highest(self, starts, m, steps=60):
        """Highest value over all starts; monotone steps, halved until they go up."""
        beta = starts.copy()
        value, score, curvature = self.at(beta)
        keep = np.isfinite(value)
        beta, value, score, curvature = beta[keep], value[keep], score[keep], curvature[keep]
        best, where = -np.inf, None
        for _ in range(steps):
            if not len(beta):
                break
            part = (
                curvature[:, :m, :m]
                + 1e-14
                * np.eye(m)
                * np.trace(curvature[:, :m, :m], axis1=1, axis2=2)[:, None, None]
            )
            step = np.zeros_like(beta)
            step[:, :m] = np.linalg.solve(part, score[:, :m, None])[:, :, 0]
            decrement = np.sqrt(np.maximum((step * score).sum(axis=1), 0.0))
            top = int(value.argmax())
            if value[top] > best:
                best, where = float(value[top]), beta[top].copy()
            # Close to its maximum a start can rise by no more than a few squared decrements.
            done = (decrement < 1e-8) | (value + 30.0 * decrement**2 < best)
            if done.all():
                break
            keep = ~done
            beta, value, score, step = beta[keep], value[keep], score[keep], step[keep]
            share = np.ones(len(beta))
            ahead = list(self.at(beta + step))
            for _ in range(25):
                worse = np.flatnonzero(~(ahead[0] >= value - 1e-12 * (1 + np.abs(value))))
                if not len(worse):
                    break
                share[worse] /= 2
                again = self.at(beta[worse] + share[worse, None] * step[worse])
                for old, new in zip(ahead, again, strict=True):
                    old[worse] = new
            fine = ahead[0] >= value - 1e-12 * (1 + np.abs(value))
            beta = (beta + share[:, None] * step)[fine]
            value, score, curvature = (part[fine] for part in ahead)
        return best, where

    def starts(self, rng, centre, size, m):
        """Random directions at many scales, in the units of the information and of the data."""
        _, _, curvature = self.at(centre[None])
        scales = np.exp(rng.uniform(np.log(0.2), np.log(40.0), size))
        shifts = rng.normal(size=(size, m)) * scales[:, None]
        values, vectors = np.linalg.eigh(curvature[0][:m, :m])
        root = vectors / np.sqrt(np.maximum(values, 1e-12 * values.max()))
        shifts[: size // 2] = shifts[: size // 2] @ root.T
        starts = np.tile(centre, (size, 1))
        starts[:, :m] += shifts
        starts[0, :m] = 0.0
        starts[1] = centre
        return starts

    def estimate(self, rng):
        """Highest of four rounds, each around the best so far."""
        best, where = -np.inf, np.zeros(self.k)
        for _ in range(4):
            value, place = self.highest(self.starts(rng, where, 40, self.k), self.k)
            if value > best:
                best, where = value, place
        return best, where

    def profile(self, rng, held, guesses, size=12):
        """Highest over the others with the last coefficient held."""
        guesses = [np.append(g[:-1], held) for g in guesses]
        starts = self.starts(rng, guesses[0], size, self.k - 1)
        return self.highest(np.vstack([*guesses, starts]), self.k - 1)

    def end(self, rng, best, where, sign):
        """First crossing of the target, walking outward, then bisection and a wider search."""
        if self.k == 1:
            return np.nan
        _, _, curvature = self.at(where[None])
        unit = np.sqrt(np.linalg.inv(curvature[0])[-1, -1])
        near, place, before, step, far = where[-1], where, None, unit, None
        inside, outside = np.sqrt(2 * DROP), np.nan  # how much the root of the drop may still grow
        while True:
            if far is None:
                held = near + sign * step
            else:  # regula falsi, halving the weight of an end that stays (Illinois)
                held = near + (far - near) * inside / (inside + outside)
            guesses = [place]
            if before is not None and near != before[-1]:
                guesses.insert(0, place + (place - before) * (held - near) / (near - before[-1]))
            value, found = self.profile(rng, held, guesses)
            left = np.sqrt(2 * DROP) - np.sqrt(max(2 * (best - value), 0.0))
            if left >= 0:
                near, before, place, inside = held, place, found, left
                outside /= 2
                if far is None:
                    step *= 1.5
            else:
                far, outside, inside = held, -left if np.isfinite(left) else 1.0, inside / 2
            small = 1e-7 * max(unit, abs(near - where[-1]))
            if far is not None and min(abs(far - near), unit * abs(left)) < small:
                # A wider search just outside; when it is higher there, the walk goes on.
                beyond = held + sign * 2 * small
                value, found = self.profile(rng, beyond, [place], 64)
                if found is None or value < best - DROP + 1e-9:
                    return held
                near, before, place, step, far = (
                    beyond,
                    None,
                    found,
                    abs(beyond - where[-1]) / 4,
                    None,
                )
                inside = np.sqrt(2 * DROP) - np.sqrt(max(2 * (best - value), 0.0))


def make(number):
    """One row of expected.csv."""
    x, y = table(number)
    column = 1 + number % (x.shape[1] - 1)
    rng = np.random.default_rng([7, number])
    search = Profile(x, y, column)
    best, where = search.estimate(rng)
    low, high = (search.end(rng, best, where, sign) for sign in (-1.0, 1.0))
    numbers = [where[-1], low, high]
    return [number, column, *(repr(float(v / search.scale)) for v in numbers)]


if __name__ == "__main__":
    first, last = int(sys.argv[1]), int(sys.argv[2])
    np.seterr(all="ignore")  # places where nothing can be computed are recognised and dropped
    with (HERE / "expected.csv").open("a", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        if file.tell() == 0:
            writer.writerow(["table", "column", "estimate", "low", "high"])
        for number in range(first, last):
            writer.writerow(make(number))
            file.flush()
