"""The search for a second cohort: required moves first, then exchanges that correct what changed.

An exchange gives two pupils with the same outcome each other's label: every table of the family by
outcome stays, only who has the label changes. Numbers are followed to first order and fitted again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from thuiszitters.base.arrays import Bools, Floats, Ints
from thuiszitters.release.audit.pupils import Movable

#: A number is aimed at this part of its window, so that what is left out does not push it out.
AIM = 0.7
#: Exchanges tried alone, and of these the best ones in pairs.
_SINGLES, _PAIRED = 20_000, 800
#: Pairs that are best by squares, and then judged by windows.
_LOOKED_AT = 1000
#: Of so many times as many values as are wanted a sample is sorted first.
_SAMPLED = 20
#: Steps on the same influences.
_AT_ONCE = 3
_SEED = 2021
#: Required moves that are followed to first order before the next fit.
STEPS_OF_A_FIT = 5
#: Numbers of a term.
PER_TERM = 4
#: Rounds of exchanges after which terms further out than this get windows of a digit less.
_WIDENED = {8: 3.0, 14: 1.5, 19: 1.0}
#: Rounds at most.
_ROUNDS = 26


@dataclass(frozen=True, slots=True)
class Fitted:
    """Numbers of all models of a candidate cohort, and how each move would change them.

    Attributes
    ----------
    at
        Numbers now, as distances from the middle of their windows in halves of a window.
    wider
        The same distances where numbers leave with a digit less.
    change
        Shape (movable, labels, numbers), in the unit of `at`.
    ratio
        Half of a window in halves of a wider one.
    """

    at: Floats
    wider: Floats
    change: Callable[[], Floats]
    ratio: Floats

    @property
    def within(self) -> bool:
        return bool((np.abs(self.at) < 1).all())


class Fitter(Protocol):
    """Follows a candidate; it is fitted in full only when that is asked for."""

    def __call__(self, pupils: Movable) -> Fitted | None: ...

    def in_full(self, pupils: Movable) -> bool: ...


def loss(values: Floats) -> Floats:
    """How far numbers are outside the part of their windows that is aimed at."""
    over = np.abs(values) - AIM
    np.maximum(over, 0, out=over)
    over *= over
    over += 1
    np.sqrt(over, out=over)
    return np.asarray(over.sum(axis=-1) - values.shape[-1])


def required_moves(
    pupils: Movable, table: Ints, fitter: Fitter, budget: "Budget"
) -> Movable | None:
    """Give pupils other labels until the family has a given table, changing numbers least."""
    since, change, at = STEPS_OF_A_FIT, np.empty(0), np.empty(0)
    while (short := table - pupils.now()).any():
        if since >= STEPS_OF_A_FIT:
            fitted = fitter(pupils)
            budget.fits -= 1
            if fitted is None or budget.fits < 0:
                return None
            at, change, since = fitted.at.copy(), fitted.change(), 0
        cell = short[:, pupils.outcome, pupils.kind]
        possible = (cell.T > 0) & (short[pupils.label, pupils.outcome, pupils.kind] < 0)[:, None]
        if not possible.any():
            return None
        values = loss(at + change)
        who, to = np.unravel_index(np.argmin(np.where(possible, values, np.inf)), values.shape)
        at += change[who, to]
        label = pupils.label.copy()
        label[who] = to
        pupils = pupils.with_labels(label)
        change[who] = 0  # not again before it is fitted
        since += 1
    return pupils


@dataclass(slots=True)
class Budget:
    """How often a candidate may still be followed, and how often it may be fitted in full."""

    fits: int
    full: int


def corrected(pupils: Movable, fitter: Fitter, budget: Budget) -> Movable | None:
    """Exchange labels of pupils with one outcome until every number is within its window.

    Terms that do not come near are given windows of a digit less after some rounds, so that they
    do not hold up the others.

    Returns
    -------
    Movable or None
        The nearest cohort that was found; none when a candidate could not be fitted.
    """
    rng = np.random.default_rng(_SEED)
    best: tuple[float, Movable] | None = None
    given: Bools | None = None
    drawn = _in_full(pupils, fitter, budget)
    turn = 0
    while (fitted := fitter(pupils) if budget.fits > 0 else None) is not None:
        budget.fits -= 1
        given = np.zeros(len(fitted.at), dtype=bool) if given is None else given
        if turn in _WIDENED:
            far = np.abs(fitted.at).reshape(-1, PER_TERM).max(axis=1, initial=0) > _WIDENED[turn]
            given, best = np.repeat(far, PER_TERM), None
        at = np.where(given, fitted.wider, fitted.at)
        if (np.abs(at) < 1).all() and drawn is not pupils and budget.full > 0:
            drawn, best = _in_full(pupils, fitter, budget), None
            continue
        now = float(loss(at))
        if best is None or now < best[0]:
            best = (now, pupils)
        if (np.abs(at) < 1).all() or turn >= _ROUNDS:
            break
        before = pupils
        pupils = _exchanged(pupils, at, fitted.change() * np.where(given, fitted.ratio, 1), rng)
        turn += 1
        if pupils is before:
            turn = next((one for one in _WIDENED if one >= turn), _ROUNDS)
    return best[1] if best else None


def _in_full(pupils: Movable, fitter: Fitter, budget: Budget) -> Movable | None:
    """Fit a candidate in full while that is allowed; the candidate, if it went."""
    if budget.full <= 0:
        return pupils
    budget.full -= 1
    return pupils if fitter.in_full(pupils) else None


def _exchanged(pupils: Movable, at: Floats, change: Floats, rng: np.random.Generator) -> Movable:
    """A few exchanges, or pairs of exchanges, each the best to first order after those before."""
    first, second = exchanges(pupils, rng)
    if not len(first):
        return pupils
    moved = change[first, pupils.label[second]] + change[second, pupils.label[first]]
    label, free = pupils.label.copy(), np.ones(len(first), dtype=bool)
    for _ in range(_AT_ONCE):
        left = np.flatnonzero(free)
        if len(left) < 2:
            break
        chosen = left[_best_pair(at, moved[left], first[left], second[left], rng)]
        after = at + moved[chosen].sum(axis=0)
        if loss(after) >= loss(at):
            break
        at = after
        ends = np.concatenate([first[chosen], second[chosen]])
        for place in chosen:
            a, b = first[place], second[place]
            label[a], label[b] = label[b], label[a]
        free &= ~(np.isin(first, ends) | np.isin(second, ends))
    return pupils.with_labels(label) if (label != pupils.label).any() else pupils


def _best_pair(
    at: Floats, moved: Floats, first: Ints, second: Ints, rng: np.random.Generator
) -> Ints:
    """The one exchange or the two that bring numbers nearest to their windows.

    Squares around the nearest point that is aimed at choose the pairs that are looked at: a matrix
    product gives them all.
    """
    short = at - np.clip(at, -AIM, AIM)
    alone = ((short + moved) ** 2).sum(axis=1)
    order = np.argsort(alone, kind="stable")
    rest = order[_PAIRED // 2 :]
    drawn = rng.choice(rest, min(len(rest), _PAIRED // 2), replace=False) if len(rest) else rest
    kept = np.concatenate([order[: _PAIRED // 2], drawn])
    own = moved[kept]
    squares = (own**2).sum(axis=1)
    together = 2 * (short + own) @ own.T + squares + alone[kept][:, None]
    best = _least(together.ravel(), _LOOKED_AT)
    one, two = kept[best // len(kept)], kept[best % len(kept)]
    ends = np.stack([first[one], second[one], first[two], second[two]])
    apart = np.array([(ends[i] != ends[j]) for i in (0, 1) for j in (2, 3)]).all(axis=0)
    pairs = np.where(apart, loss(at + moved[one] + moved[two]), np.inf)
    singles = order[:_LOOKED_AT]
    losses = loss(at + moved[singles])
    single, pair = int(np.argmin(losses)), int(np.argmin(pairs))
    if losses[single] <= pairs[pair]:
        return np.array([singles[single]])
    return np.array([one[pair], two[pair]])


def _least(values: Floats, size: int) -> Ints:
    """Places of the least values, as many as asked; a sample says from where on to look."""
    if len(values) > _SAMPLED * size:
        share = 2.0 * size / len(values)
        limit = np.quantile(values[:: len(values) // (_SAMPLED * size) + 1], share)
        found = np.flatnonzero(values <= limit)
        if len(found) >= size:
            return np.asarray(found[np.argpartition(values[found], size - 1)[:size]])
    size = min(size, len(values))
    return np.asarray(np.argpartition(values, size - 1)[:size])


def exchanges(pupils: Movable, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """Pairs of pupils with one outcome and class and different labels, at most so many."""
    firsts, seconds = [], []
    cells = pupils.outcome * (pupils.kind.max() + 1) + pupils.kind
    # Who is missing stays: imputations of other pupils would be another draw.
    known = pupils.labels.notna().all(axis=1).to_numpy()[pupils.label]
    for cell in np.unique(cells):
        own = np.flatnonzero((cells == cell) & known)
        a, b = np.triu_indices(len(own), 1)
        differ = pupils.label[own[a]] != pupils.label[own[b]]
        firsts.append(own[a[differ]])
        seconds.append(own[b[differ]])
    first, second = np.concatenate(firsts), np.concatenate(seconds)
    if len(first) > _SINGLES:
        chosen = rng.choice(len(first), _SINGLES, replace=False)
        first, second = first[chosen], second[chosen]
    return first, second
