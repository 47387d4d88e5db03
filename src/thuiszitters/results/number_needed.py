"""For how many pupils with a level there is one more, or one fewer, with the outcome.

It is 1 / d of the standardised risk difference d, and is computed from the difference as it was
released: it tells no more than that, to no more digits.

References
----------
Altman, D. G. (1998). Confidence intervals for the number needed to treat. BMJ 317, 1309-1312.
"""

from dataclasses import dataclass
from math import inf


@dataclass(frozen=True, slots=True)
class NumberNeeded:
    """A number needed with its interval; negative numbers mean one fewer.

    Attributes
    ----------
    low, high
        Reciprocals of the ends of the difference, that of the lower end first.
    through_infinity
        Whether the interval of the difference includes 0. The interval of the number needed then
        runs from `low` (one fewer) through infinity to `high` (one more).
    """

    estimate: float
    low: float
    high: float

    @property
    def through_infinity(self) -> bool:
        return (self.low > 0) != (self.high > 0) or inf in (abs(self.low), abs(self.high))


def number_needed(difference: float, low: float, high: float) -> NumberNeeded:
    """The number needed of a risk difference and the ends of its interval; NaN stays NaN.

    Examples
    --------
    A difference of 0.1 (-0.05 to 0.25) is 10, from 20 fewer through infinity to 4 more:

    >>> found = number_needed(0.1, -0.05, 0.25)
    >>> found, found.through_infinity
    (NumberNeeded(estimate=10.0, low=-20.0, high=4.0), True)
    >>> number_needed(0.2, 0.1, 0.25)
    NumberNeeded(estimate=5.0, low=10.0, high=4.0)
    """
    return NumberNeeded(*(1.0 / one if one else inf for one in (difference, low, high)))
