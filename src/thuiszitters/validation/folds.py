"""Pupils dealt into folds, and how well scores that never saw them tell their outcomes apart.

References
----------
LeDell, E., Petersen, M. and van der Laan, M. (2015). Computationally efficient confidence intervals
for cross-validated area under the ROC curve estimates. Electronic Journal of Statistics 9,
1583-1607.
"""

from dataclasses import dataclass

import numpy as np

from thuiszitters.base.arrays import Floats
from thuiszitters.logit.profile_likelihood import normal_quantile
from thuiszitters.validation.discrimination import area_covariance

#: Folds of one deal, where there are pupils enough with and without the outcome.
FOLDS = 5
#: Pupils with, and without, the outcome that a fold needs at least: one has no variance.
FEWEST_IN_FOLD = 2


@dataclass(frozen=True, slots=True)
class Folds:
    """One deal of pupils, as counts per row of the design; every pupil is in one fold.

    Attributes
    ----------
    events, counts
        Pupils with the outcome, and all pupils, of every fold: shape (folds, rows).
    """

    events: Floats
    counts: Floats

    @property
    def size(self) -> int:
        return len(self.counts)

    def without(self, *left_out: int) -> tuple[Floats, Floats]:
        """Events and counts of the pupils who are in none of these folds."""
        kept = [fold for fold in range(self.size) if fold not in left_out]
        return self.events[kept].sum(axis=0), self.counts[kept].sum(axis=0)


def deal(events: Floats, counts: Floats, rng: np.random.Generator) -> Folds | None:
    """Deal pupils into folds at random, those with and those without the outcome apart.

    Returns
    -------
    Folds or None
        None where there are too few of either for two folds.

    Examples
    --------
    >>> folds = deal(np.array([5.0, 5]), np.array([15.0, 15]), np.random.default_rng(1))
    >>> folds.size, folds.events.sum(axis=1).tolist(), folds.counts.sum(axis=0).tolist()
    (5, [2.0, 2.0, 2.0, 2.0, 2.0], [15.0, 15.0])
    """
    parts = (events, counts - events)
    size = min(FOLDS, *(int(part.sum()) // FEWEST_IN_FOLD for part in parts))
    if size < 2:
        return None
    with_outcome, without = (_dealt(part, size, rng) for part in parts)
    return Folds(with_outcome, with_outcome + without)


def _dealt(pupils: Floats, size: int, rng: np.random.Generator) -> Floats:
    """Counts of every fold; folds differ by one pupil at most."""
    left = pupils.astype(np.int64)
    sizes = np.full(size, left.sum() // size)
    sizes[: left.sum() % size] += 1
    dealt = []
    for amount in sizes:
        drawn = rng.multivariate_hypergeometric(left, int(amount), method="marginals")
        dealt.append(drawn.astype(np.float64))
        left = left - drawn
    return np.array(dealt)


def drawn_pupils(
    events: Floats, counts: Floats, most: int, rng: np.random.Generator
) -> tuple[Floats, Floats]:
    """Events and counts of at most so many pupils, drawn without replacement; all where fewer."""
    cells = np.concatenate([events, counts - events]).astype(np.int64)
    if cells.sum() <= most:
        return events, counts
    drawn = rng.multivariate_hypergeometric(cells, most, method="marginals").astype(np.float64)
    with_outcome = drawn[: len(events)]
    return with_outcome, with_outcome + drawn[len(events) :]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with its interval."""

    value: float
    low: float
    high: float


def cross_validated_area(
    scores: list[Floats], deals: list[Folds], *, level: float, against: list[Floats] | None = None
) -> Estimate:
    """Mean area under the curve over folds, or its difference from that of other scores.

    The variance is DeLong's within each fold (of the difference: paired), summed over folds; over
    repeated deals it is averaged, since dealing again adds no pupils.

    Parameters
    ----------
    scores
        For every deal, what a learner that was fitted without a fold gives its rows: shape (folds,
        rows).
    deals
        The deals.
    against
        Scores of another learner in the same folds.

    Examples
    --------
    >>> folds = Folds(np.array([[1.0, 3]]), np.array([[4.0, 4]]))
    >>> round(cross_validated_area([np.array([[0.1, 0.2]])], [folds], level=0.95).value, 3)
    0.75
    """
    made = []
    for place, folds in enumerate(deals):
        own = []
        for fold in range(folds.size):
            there = folds.counts[fold] > 0
            compared = [scores[place][fold][there]]
            compared += [against[place][fold][there]] if against is not None else []
            own.append(area_in_fold(compared, folds.events[fold, there], folds.counts[fold, there]))
        made.append(own)
    return over_folds(made, level=level, lowest=0.0 if against is None else -1.0)


def area_in_fold(scores: list[Floats], events: Floats, counts: Floats) -> tuple[float, float]:
    """Area of one score, or how much that of the first exceeds that of the second; its variance."""
    area, covariance = area_covariance(scores, events, counts)
    sign = np.array([1.0, -1.0])[: len(scores)]
    return float(sign @ area), max(0.0, float(sign @ covariance @ sign))


def over_folds(
    deals: list[list[tuple[float, float]]], *, level: float, lowest: float = -1.0
) -> Estimate:
    """Mean over folds and deals of values with their variances; see `cross_validated_area`."""
    values = [np.mean([value for value, _ in deal]) for deal in deals]
    variances = [sum(variance for _, variance in deal) / len(deal) ** 2 for deal in deals]
    estimate = float(np.mean(values))
    half = normal_quantile(level) * float(np.sqrt(np.mean(variances)))
    return Estimate(estimate, max(lowest, estimate - half), min(1.0, estimate + half))
