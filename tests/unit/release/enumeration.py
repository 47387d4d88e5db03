"""An attacker who tries every table: written apart from the release, and knowing more than readers.

He holds the released numbers and, beyond them, the exact joint table of every predictor but one
and the outcome. What he does not know is how many pupils of each cell have the last, rare, one.
"""

import os
from collections.abc import Iterator
from functools import cache
from itertools import combinations, pairwise, product

import numpy as np
from scipy.stats import norm

#: Splits are fitted so many at a time.
_BATCH = 20_000
_Z = norm.ppf(0.975)


def asked(usual: int, of: int = 1) -> range:
    """Numbers of the random cohorts that are asked for by `THUISZITTERS_ATTACKS`.

    ``500`` are the first five hundred, ``100-199`` a part of them, so that a proof can be run in
    parts; one in so many (`of`) where an attack takes fewer.
    """
    first, _, last = os.environ.get("THUISZITTERS_ATTACKS", str(usual)).rpartition("-")
    return range(int(first or 0) // of, (int(last) + bool(first)) // of)


def splits(cells: int, most: int) -> Iterator[tuple[int, ...]]:
    """Every way to lay at most so many pupils over cells.

    >>> list(splits(2, 1))
    [(0, 0), (0, 1), (1, 0)]
    """
    for bars in combinations(range(most + cells), cells):
        edges = (-1, *bars)
        yield tuple(b - a - 1 for a, b in pairwise(edges))


@cache
def _all_splits(cells: int, most: int):
    return np.array(list(splits(cells, most)))


def batch_fit(design, events, trials, rounds=30):
    """Maximum-likelihood coefficients and standard errors of many tables with one design.

    Parameters
    ----------
    design
        Shape (cells, k).
    events, trials
        Pupils with the outcome, and all, by table and cell: shape (tables, cells).

    Returns
    -------
    beta, errors
        Shape (tables, k); NaN where Newton's method does not settle (separated tables).
    """
    beta = np.zeros((len(events), design.shape[1]))
    for _ in range(rounds):
        risk = 1 / (1 + np.exp(-np.clip(beta @ design.T, -30, 30)))
        weight = np.maximum(trials * risk * (1 - risk), 1e-12)
        information = np.einsum("tc,ci,cj->tij", weight, design, design)
        information += 1e-9 * np.eye(design.shape[1])
        step = np.linalg.solve(information, ((events - trials * risk) @ design)[..., None])[..., 0]
        beta = beta + np.clip(step, -2, 2)
    settled = np.abs(step).max(axis=1) < 1e-6
    errors = np.sqrt(np.diagonal(np.linalg.inv(information), axis1=1, axis2=2))
    settled &= np.abs(beta).max(axis=1) < 12
    beta[~settled], errors[~settled] = np.nan, np.nan
    return beta, errors


def half_up(values, places):
    """Rounded half away from zero, as the release prints."""
    scale = 10.0 ** np.asarray(places)
    return np.sign(values) * np.floor(np.abs(values) * scale + 0.5) / scale


def journal_ratio(values):
    """Two decimals, three significant digits at most."""
    places = np.where(values < 9.995, 2, np.where(values < 99.95, 1, 0))
    return half_up(values, places)


def journal_p(values):
    """Three decimals, two significant digits at most."""
    return half_up(values, np.where(values >= 0.0995, 2, 3))


def consistent_splits(known, shown, most):
    """Of every split of a rare predictor over known cells, those that give the shown numbers.

    Parameters
    ----------
    known
        Pupils without and with the outcome by cell of the other predictors: levels to (0s, 1s).
    shown
        Place of a coefficient (1 = first other predictor) to its odds ratio, interval and p-value.
    most
        Pupils with the rare predictor, at most.

    Returns
    -------
    ndarray
        Events of the rare predictor in every consistent table, one per table.
    """
    cells = list(known)
    rows = [(*cell, rare) for cell in cells for rare in (0.0, 1.0)]
    design = np.array([[1.0, *row] for row in rows])
    zeros, ones = (np.array([known[cell][y] for cell in cells]) for y in (0, 1))
    tries = _all_splits(2 * len(cells), most)
    tries = tries[(tries[:, : len(cells)] <= zeros).all(axis=1)]
    tries = tries[(tries[:, len(cells) :] <= ones).all(axis=1)]
    if not shown:
        return tries[:, len(cells) :].sum(axis=1)
    found = []
    for start in range(0, len(tries), _BATCH):
        part = tries[start : start + _BATCH]
        rare0, rare1 = part[:, : len(cells)], part[:, len(cells) :]
        events = np.stack([ones - rare1, rare1], axis=2).reshape(len(part), -1)
        trials = events + np.stack([zeros - rare0, rare0], axis=2).reshape(len(part), -1)
        beta, errors = batch_fit(design, events, trials)
        fits = np.ones(len(part), dtype=bool)
        with np.errstate(invalid="ignore"):
            for place, (ratio, low, high, p) in shown.items():
                b, e = beta[:, place], errors[:, place]
                fits &= journal_ratio(np.exp(b)) == ratio
                fits &= journal_ratio(np.exp(b - _Z * e)) == low
                fits &= journal_ratio(np.exp(b + _Z * e)) == high
                fits &= journal_p(2 * norm.sf(np.abs(b / e))) == p
        found.append(rare1[fits].sum(axis=1))
    return np.concatenate(found)


def levels(count):
    """Every combination of so many predictors that a pupil has or has not."""
    return list(product((0.0, 1.0), repeat=count))
