"""A logarithmic axis for odds ratios: where it ends and where its ticks are."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

_WIDEST = (0.02, 50.0)
_INTERVALS_TO = (0.1, 10.0)
_TICK_SETS = (
    (0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0),
    (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0),
    (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0),
    (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0),
    (0.01, 0.1, 1.0, 10.0, 100.0),
)
_MOST_TICKS = 6


@dataclass(frozen=True, slots=True)
class LogScale:
    """From odds ratios to inches.

    Attributes
    ----------
    low, high
        Odds ratios at the ends of the axis.
    left, width
        Where the axis lies on the page, in inches.
    """

    low: float
    high: float
    left: float
    width: float

    def at(self, odds_ratio: float) -> float:
        """Position of an odds ratio; beyond the axis, its end."""
        if odds_ratio <= 0:
            return self.left
        if math.isinf(odds_ratio):
            return self.left + self.width
        share = math.log(odds_ratio / self.low) / math.log(self.high / self.low)
        return self.left + self.width * min(max(share, 0.0), 1.0)

    def ticks(self) -> tuple[float, ...]:
        """Round odds ratios inside the axis, at most six, always with 1."""
        for ticks in _TICK_SETS:
            inside = tuple(tick for tick in ticks if self.low <= tick <= self.high)
            covered = inside and inside[0] <= self.low * 2.6 and inside[-1] >= self.high / 2.6
            if covered and len(inside) <= _MOST_TICKS:
                return inside
        return (1.0,)


def log_scale(
    estimates: Iterable[float], ends: Iterable[float], left: float, width: float
) -> LogScale:
    """An axis that shows every estimate and as much of the intervals as reads well.

    Ends of intervals stretch the axis to 0.1 and 10 at most, estimates to 0.02 and 50.
    """
    points = [x for x in estimates if 0 < x < math.inf]
    bounds = [min(max(x, _INTERVALS_TO[0]), _INTERVALS_TO[1]) for x in ends if x == x]
    shown = [min(max(x, _WIDEST[0]), _WIDEST[1]) for x in points]
    low, high = min([0.5, *bounds, *shown]), max([2.0, *bounds, *shown])
    return LogScale(low / 1.08, high * 1.08, left, width)
