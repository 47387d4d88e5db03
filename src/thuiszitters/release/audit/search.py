"""The search for a second cohort: required moves first, then exchanges that correct what changed.

An exchange gives two pupils with the same outcome each other's label: every table of the family by
outcome stays, only who has the label changes. Numbers are followed to first order and fitted again.
"""

from dataclasses import dataclass

import numpy as np

from thuiszitters.base.arrays import Bools, Floats, Ints
from thuiszitters.release.audit.goal import AIM, Fitted, Fitter, Goal, Score
from thuiszitters.release.audit.pupils import Movable

#: Exchanges tried alone, and of these the best ones in pairs.
_SINGLES, _PAIRED = 10_000, 600
#: Pairs that are best by squares, and then judged by windows.
_LOOKED_AT = 1000
#: Of so many times as many values as are wanted a sample is sorted first.
_SAMPLED = 20
#: Steps on the same influences.
_AT_ONCE = 3
_SEED = 2021
#: Required moves that are followed to first order before the next fit.
STEPS_OF_A_FIT = 5
#: Rounds of exchanges at most between two full fits, and rounds that make nothing better.
_ROUNDS, _PATIENCE = 8, 3


def required_moves(
    pupils: Movable, table: Ints, fitter: Fitter, budget: "Budget"
) -> Movable | None:
    """Give pupils other labels until the family has a given table, changing numbers least."""
    since, change, at = STEPS_OF_A_FIT, np.empty(0), np.empty(0)
    goal: Goal | None = None
    while (short := table - pupils.now()).any():
        if since >= STEPS_OF_A_FIT:
            fitted = fitter(pupils)
            budget.fits -= 1
            if fitted is None or budget.fits < 0:
                return None
            at, change, since = fitted.at.copy(), fitted.change(), 0
            goal = fitted.goal
        cell = short[:, pupils.outcome, pupils.kind]
        possible = (cell.T > 0) & (short[pupils.label, pupils.outcome, pupils.kind] < 0)[:, None]
        if not possible.any():
            return None
        assert goal is not None
        values = goal.loss(at + change)
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

    When no round makes it better, the best candidate is fitted in full, and the search goes on from
    what is then known of it.

    Returns
    -------
    Movable or None
        The best cohort of those that were fitted in full; none when a candidate could not be.
    """
    rng = np.random.default_rng(_SEED)
    found: tuple[Score, Movable] | None = None
    while budget.full > 0:
        followed = _followed(pupils, fitter, budget, rng)
        if followed is None or (followed is pupils and found is not None):
            break
        pupils = followed
        budget.full -= 1
        if not fitter.in_full(pupils) or (fitted := fitter(pupils)) is None:
            break
        score = fitted.goal.score(fitted.at)
        if found is None or score < found[0]:
            found = (score, pupils)
        if not any(score[:-1]):
            break
    return found[1] if found else None


def _followed(
    pupils: Movable, fitter: Fitter, budget: Budget, rng: np.random.Generator
) -> Movable | None:
    """The best candidate of some rounds of exchanges, by numbers that are followed."""
    best: tuple[Score, Movable] | None = None
    stale = 0
    fitted = fitter(pupils)
    for _ in range(_ROUNDS):
        if fitted is None:
            break
        score = fitted.goal.score(fitted.at)
        if best is None or score < best[0]:
            best, stale = (score, pupils), 0
        else:
            stale += 1
        if fitted.within or stale >= _PATIENCE or budget.fits <= 0:
            break
        after = _exchanged(pupils, fitted, rng)
        if after is pupils:
            stale += 1
            continue
        pupils = after
        fitted = fitter(pupils)
        budget.fits -= 1
    return best[1] if best else None


def _exchanged(pupils: Movable, fitted: Fitted, rng: np.random.Generator) -> Movable:
    """A few exchanges, or pairs of exchanges, each the best to first order after those before."""
    first, second = exchanges(pupils, rng)
    if not len(first):
        return pupils
    at, change, goal = fitted.at, fitted.change(), fitted.goal
    label, free = pupils.label.copy(), np.ones(len(first), dtype=bool)
    rows, n_labels = change.reshape(-1, change.shape[2]), change.shape[1]
    moved = rows.take(first * n_labels + label[second], axis=0)
    moved += rows.take(second * n_labels + label[first], axis=0)
    squares = np.einsum("ij,ij->i", moved, moved)
    for _ in range(_AT_ONCE):
        if free.sum() < 2:
            break
        chosen = _best_pair(at, moved, squares, free, (first, second), goal, rng)
        after = at + moved[chosen].sum(axis=0)
        if goal.loss(after) >= goal.loss(at):
            break
        at = after
        ends = np.concatenate([first[chosen], second[chosen]])
        for place in chosen:
            a, b = first[place], second[place]
            label[a], label[b] = label[b], label[a]
        free &= ~(np.isin(first, ends) | np.isin(second, ends))
    return pupils.with_labels(label) if (label != pupils.label).any() else pupils


def _best_pair(
    at: Floats,
    moved: Floats,
    squares: Floats,
    free: Bools,
    ends: tuple[Ints, Ints],
    goal: Goal,
    rng: np.random.Generator,
) -> Ints:
    """The one exchange or the two, of those that are free, that bring numbers nearest to windows.

    Squares around the nearest point that is aimed at choose the pairs that are looked at: a matrix
    product gives them all.

    Parameters
    ----------
    moved, squares
        Change of every number by each exchange, and the sum of their squares.
    ends
        The two pupils of each exchange.
    """
    short = at - np.clip(at, -AIM, AIM)
    alone = squares + 2 * (moved @ short)
    left = np.flatnonzero(free)
    order = left[_ordered(alone[left], _LOOKED_AT)]
    others = free.copy()
    others[order[: _PAIRED // 2]] = False
    rest = np.flatnonzero(others)
    drawn = rng.choice(rest, min(len(rest), _PAIRED // 2), replace=False)
    kept = np.concatenate([order[: _PAIRED // 2], drawn])
    own, values = moved[kept], alone[kept]
    # In place: to get memory for the pairs costs more than what is done with them.
    together = own @ own.T
    together *= 2
    together += values
    together += values[:, None]
    one, two = np.divmod(_least(together.ravel(), _LOOKED_AT), len(kept))
    once = one < two  # not a second time the other way round, and none with itself
    one, two = kept[one[once]], kept[two[once]]
    first, second = ends
    apart = (first[one] != first[two]) & (first[one] != second[two])
    apart &= (second[one] != first[two]) & (second[one] != second[two])
    one, two = one[apart], two[apart]
    losses, pairs = goal.loss(at + moved[order]), goal.loss(at + moved[one] + moved[two])
    single = int(np.argmin(losses))
    if losses[single] <= pairs.min(initial=np.inf):
        return np.array([order[single]])
    pair = int(np.argmin(pairs))
    return np.array([one[pair], two[pair]])


def _ordered(values: Floats, size: int) -> Ints:
    """Places of the least values in their order, like ones in their own, on every processor.

    Examples
    --------
    >>> _ordered(np.array([2.0, 1.0, 2.0, 1.0, 3.0]), 3).tolist()
    [1, 3, 0]
    """
    some = np.arange(len(values))
    if len(values) > size:
        some = np.flatnonzero(values <= np.partition(values, size - 1)[size - 1])
    return np.asarray(some[np.argsort(values[some], kind="stable")][:size])


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
