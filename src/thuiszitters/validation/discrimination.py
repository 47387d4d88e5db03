"""How well a model tells pupils with the outcome from those without.

References
----------
DeLong, E. R., DeLong, D. M. and Clarke-Pearson, D. L. (1988). Comparing the areas under two or
more correlated receiver operating characteristic curves. Biometrics 44, 837-845.
Sun, X. and Xu, W. (2014). Fast implementation of DeLong's algorithm. IEEE Signal Processing
Letters 21, 1389-1393.
Noma, H., Shinozaki, T., Iba, K., Teramukai, S. and Furukawa, T. A. (2021). Confidence intervals of
prediction accuracy measures for multivariable prediction models based on the bootstrap-based
optimism correction methods. Statistics in Medicine 40, 5691-5701 (location-shifted interval).
"""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from thuiszitters.base.arrays import Floats
from thuiszitters.base.row_arrays import in_file, total
from thuiszitters.logit.blocks import blocks, is_long
from thuiszitters.logit.measures import Ranked
from thuiszitters.logit.profile_likelihood import normal_quantile
from thuiszitters.logit.sorted_runs import area_and_squares

Squares = TypeVar("Squares", float, Floats)


@dataclass(frozen=True, slots=True)
class AreaUnderCurve:
    """AUC with DeLong's variance; the interval is cut off at 0 and 1."""

    estimate: float
    variance: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class _Placements:
    """For every row, where a pupil with and a pupil without the outcome stands."""

    events: Floats
    non_events: Floats


def delong(score: Floats, events: Floats, counts: Floats, *, level: float = 0.95) -> AreaUnderCurve:
    """Area under the curve with its interval.

    One pupil with the outcome, or one without, tells no variance: the interval is 0 to 1.

    Examples
    --------
    >>> area = delong(np.array([0.2, 0.6]), np.array([5.0, 15]), np.array([20.0, 20]))
    >>> area.estimate
    0.75
    """
    if in_file(score):
        value, between_events, between_rest = area_and_squares(score, events, counts)
        n_events = total(events)
        spread = _of_mean(between_events, n_events)
        spread += _of_mean(between_rest, total(counts) - n_events)
    elif is_long(len(score)):
        value, spread = _area_of_many(score, events, counts)
    else:
        places = _placements(score, events, counts)
        area, matrix = _covariance([places], events, counts)
        value, spread = float(area[0]), float(matrix[0, 0])
    if np.isnan(spread):
        return AreaUnderCurve(value, spread, 0.0, 1.0)
    half = normal_quantile(level) * float(np.sqrt(spread))
    return AreaUnderCurve(value, spread, max(0.0, value - half), min(1.0, value + half))


def shifted_interval(low: float, high: float, optimism: float) -> tuple[float, float]:
    """Interval of an area corrected for optimism, from that of the apparent one.

    Parameters
    ----------
    low, high
        Of the apparent area.
    optimism
        NaN where it could not be found; then the interval stays that of the apparent area.

    Examples
    --------
    >>> shifted_interval(0.5, 0.75, 0.25)
    (0.25, 0.5)
    """
    move = 0.0 if np.isnan(optimism) else optimism
    return max(0.0, low - move), min(1.0, high - move)


def area_covariance(scores: list[Floats], events: Floats, counts: Floats) -> tuple[Floats, Floats]:
    """Areas of several scores on the same pupils, and DeLong's covariance of them."""
    return _covariance([_placements(score, events, counts) for score in scores], events, counts)


def _placements(score: Floats, events: Floats, counts: Floats) -> _Placements:
    _, group = np.unique(np.round(score, 10), return_inverse=True)
    rest = counts - events
    with_outcome = np.bincount(group, weights=events)
    without = np.bincount(group, weights=rest)
    below = (np.cumsum(without) - without / 2.0) / rest.sum()
    above = 1.0 - (np.cumsum(with_outcome) - with_outcome / 2.0) / events.sum()
    return _Placements(below[group], above[group])


def _area_of_many(score: Floats, events: Floats, counts: Floats) -> tuple[float, float]:
    """Area and variance of one score, with little more in memory than the score in order."""
    has, rest = Ranked.of(score, events), Ranked.of(score, events, counts)
    below = rest.below(has.scores)
    below /= rest.total
    area = float((has.weights * below).sum()) / has.total
    below -= area
    spread = _of_mean(float((has.weights * below**2).sum()), has.total)
    between = 0.0
    for rows in blocks(len(rest.scores)):
        above = has.below(rest.scores[rows])
        above /= has.total
        above += area - 1.0
        weights = rest.weights if len(rest.weights) == 1 else rest.weights[rows]
        between += float((weights * above**2).sum())
    return area, spread + _of_mean(between, rest.total)


def _covariance(places: list[_Placements], events: Floats, counts: Floats) -> tuple[Floats, Floats]:
    rest = counts - events
    n_events, n_rest = events.sum(), rest.sum()
    of_events = np.array([place.events for place in places])
    of_rest = np.array([place.non_events for place in places])
    area = of_events @ events / n_events
    between_events = of_events - area[:, None]
    between_rest = of_rest - area[:, None]
    variance = _of_mean((between_events * events) @ between_events.T, n_events)
    return area, variance + _of_mean((between_rest * rest) @ between_rest.T, n_rest)


def _of_mean(squares: Squares, n: float) -> Squares:
    """Variance of a mean of n values from the squares of their distances; NaN for one value."""
    return squares / (n - 1.0) / n if n > 1 else squares * np.nan
