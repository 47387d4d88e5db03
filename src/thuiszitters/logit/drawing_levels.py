"""Drawing levels of a predictor: their odds by logistic models, and a level by its odds.

References
----------
van Buuren, S. (2018). Flexible imputation of missing data, 2nd edition, algorithm 3.4.
Begg, C. B. and Gray, R. (1984). Calculation of polychotomous logistic regression parameters using
individualized regressions. Biometrika 71, 11-18.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from thuiszitters.base.arrays import Bools, Floats, Ints, as_places
from thuiszitters.logit.fit_likelihood import fit_likelihood
from thuiszitters.logit.likelihood import probabilities
from thuiszitters.logit.rank import find_rank


def choose(weights: Floats, allowed: Bools, rng: np.random.Generator) -> Ints:
    """Draw a level per row by its weight, among those allowed; each alike where none has any."""
    left = np.where(allowed, weights, 0.0)
    nothing = left.sum(axis=1) == 0
    left[nothing] = allowed[nothing]
    shares = np.cumsum(left, axis=1)
    threshold = rng.random(len(left))[:, None] * shares[:, -1:]
    return np.asarray((shares <= threshold).sum(axis=1), dtype=np.int64)


@dataclass(frozen=True, slots=True)
class LevelModel:
    """How likely a level is against the most common one.

    Attributes
    ----------
    level
        Its number.
    kept
        Columns that say something.
    beta
        Coefficients of these.
    spread
        A root of their covariance.
    """

    level: int
    kept: list[int]
    beta: Floats
    spread: Floats


@dataclass(frozen=True, slots=True)
class LevelModels:
    """A model for every level that somebody has, but for the most common one."""

    common: int
    models: tuple[LevelModel, ...]


def learn_levels(codes: Ints, counts: Floats, x: Floats) -> LevelModels:
    """Logistic models of each level against the most common one.

    Parameters
    ----------
    codes
        Level of each row.
    counts
        Pupils of each row.
    x
        What explains the level, shape (rows, k).
    """
    pupils = np.bincount(as_places(codes), weights=counts)
    common = int(pupils.argmax())
    levels = (int(level) for level in np.flatnonzero(pupils) if level != common)
    return LevelModels(common, tuple(_learned(codes, counts, x, common, levels)))


def _learned(
    codes: Ints, counts: Floats, x: Floats, common: int, levels: Iterator[int]
) -> Iterator[LevelModel]:
    for level in levels:
        rows = (codes == level) | (codes == common)
        part = x[rows]
        kept = list(find_rank(part).kept)
        events = counts[rows] * (codes[rows] == level)
        fitted = fit_likelihood(part[:, kept], events, counts[rows], firth=True, everywhere=False)
        spread = np.linalg.cholesky(fitted.covariance).astype(np.float64)
        yield LevelModel(level, kept, fitted.beta, spread)


def level_odds(learned: LevelModels, wanted: Floats, size: int, rng: np.random.Generator) -> Floats:
    """Odds of each level against the most common one, from models with drawn coefficients.

    Returns
    -------
    Floats
        Shape (wanted, size); 0 for a level that nobody has.
    """
    odds = np.zeros((len(wanted), size))
    odds[:, learned.common] = 1.0
    for one in learned.models:
        beta = one.beta + one.spread @ rng.standard_normal(len(one.kept))
        p = probabilities(wanted[:, one.kept] @ beta)
        odds[:, one.level] = p / np.maximum(1.0 - p, 1e-300)
    return odds
