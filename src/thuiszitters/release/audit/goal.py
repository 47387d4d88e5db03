"""What makes one candidate cohort better than another, in the search for a second one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from thuiszitters.base.arrays import Floats, Ints
from thuiszitters.release.audit.pupils import Movable

#: A number is aimed at this part of its window, so that what is left out does not push it out.
AIM = 0.7
#: Numbers of a term, of which the last is its p-value, which may be suppressed alone.
PER_TERM = 4
#: Weight of a number outside the window that it must not leave, against one outside its own.
_HEAVY = 30.0


@dataclass(frozen=True, slots=True)
class Goal:
    """What makes one candidate better than another.

    Attributes
    ----------
    ratio, shift
        A distance in halves of the wider window is `ratio` times that of the own window, and
        `shift`.
    weight
        Of every number.
    tier
        Of every number: 0 for main models, 1 for exploratory ones. A cohort that keeps more terms
        of an earlier tier is better, whatever a later tier loses.
    """

    ratio: Floats
    shift: Floats
    weight: Floats
    tier: Ints

    def wider(self, at: Floats) -> Floats:
        """Distances in halves of the wider window."""
        return np.asarray(at * self.ratio + self.shift)

    def loss(self, at: Floats) -> Floats:
        """How far numbers are outside the parts of their windows that are aimed at."""
        return np.asarray((beyond(at) + _HEAVY * beyond(self.wider(at))) @ self.weight)

    def score(self, at: Floats) -> "Score":
        """Terms of each tier outside their wider windows, and the loss: less is better."""
        apart = np.asarray(np.abs(self.wider(at))).reshape(-1, PER_TERM)
        lost, tier = apart[:, : PER_TERM - 1].max(axis=1) >= 1, self.tier[::PER_TERM]
        return int(lost[tier == 0].sum()), int(lost[tier > 0].sum()), float(self.loss(at))


Score = tuple[int, int, float]


@dataclass(frozen=True, slots=True)
class Fitted:
    """Numbers of all models of a candidate cohort, and how each move would change them.

    Attributes
    ----------
    at
        Numbers now, as distances from the middle of their windows in halves of a window.
    change
        Shape (movable, labels, numbers), in the unit of `at`.
    goal
        What is aimed at.
    """

    at: Floats
    change: Callable[[], Floats]
    goal: Goal

    @property
    def within(self) -> bool:
        return bool((np.abs(self.at) < 1).all())


class Fitter(Protocol):
    """Follows a candidate; it is fitted in full only when that is asked for."""

    def __call__(self, pupils: Movable) -> Fitted | None: ...

    def in_full(self, pupils: Movable) -> bool: ...


def beyond(values: Floats) -> Floats:
    """How far each number is outside the part of its window that is aimed at; 0 inside."""
    over = np.abs(values) - AIM
    np.maximum(over, 0, out=over)
    over *= over
    over += 1
    np.sqrt(over, out=over)
    over -= 1
    return over
