"""What takes the order of very many numbers in a file, without all of them in memory.

Numbers are sorted a run of rows at a time. Every so many numbers of each run are looked at: between
two of these lie at most so many of each run, whatever the numbers are, so that values at which the
whole order may be cut in parts of bounded length are known. A part is then gathered from all runs.
A value that very many rows share is a part by itself, of which only the number of rows is asked.

References
----------
Shi, H. and Schaeffer, J. (1992). Parallel sorting by regular sampling. Journal of Parallel and
Distributed Computing 14, 361-372.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from thuiszitters.base.arrays import Floats
from thuiszitters.base.row_arrays import (
    array_in_file,
    count_rows,
    every_row,
    stretches_of,
    total,
    walked,
)
from thuiszitters.logit.blocks import blocks

#: Rows of a run, and numbers of a part: at most twice as many.
RUN_ROWS = 262_144
#: Numbers that are looked at to find one by its place, and how many places in them it may be off,
#: in square roots of that: six standard deviations. Few numbers lie in between, as a rule.
LOOKED_AT, WIDE, MOST_INSIDE = 524_288, 3.0, 1_000_000
#: Where one number of a file is asked for, the system fetches about so many beside it.
PAGES = 131_072
Side = Literal["left", "right"]
SIDES: tuple[Side, Side] = ("left", "right")
#: From pupils with the outcome and all pupils of rows to those of one outcome.
Pupils = Callable[[Floats, Floats], Floats]


class _Part(NamedTuple):
    """Numbers of one part in ascending order, and what each of them weighs."""

    numbers: Floats
    weights: Floats


@dataclass(frozen=True, slots=True)
class _Runs:
    """Numbers in sorted runs.

    Attributes
    ----------
    weights
        Of every number; one for all of them where they weigh the same.
    ends
        Where each run ends.
    """

    numbers: Floats
    weights: Floats
    ends: tuple[int, ...]

    @property
    def parts(self) -> list[slice]:
        return [slice(a, b) for a, b in zip((0, *self.ends[:-1]), self.ends, strict=True)]

    def every(self, gap: int) -> Iterator[Floats]:
        """Every so many numbers of each run."""
        for run in self.parts:
            yield self.numbers[run][::gap].copy()
            walked(run.stop - run.start)

    def weight(self, rows: slice) -> Floats:
        alone = self.weights.strides == (0,)
        return self.weights[: rows.stop - rows.start] if alone else self.weights[rows]


def _runs_of(score: Floats, events: Floats, counts: Floats, pupils: Pupils) -> _Runs:
    """Rounded scores of the rows with pupils of one outcome, in runs."""
    n_rows = count_rows(lambda e, c: pupils(e, c) > 0, events, counts)
    alike = every_row(lambda e, c: np.isin(pupils(e, c), (0.0, 1.0)), events, counts)
    numbers = array_in_file(n_rows, np.float64)
    weights = np.broadcast_to(1.0, n_rows) if alike else array_in_file(n_rows, np.float64)
    start, ends = 0, []
    for rows in blocks(len(score), RUN_ROWS):
        weight = pupils(events[rows], counts[rows])
        some = weight > 0
        with np.errstate(invalid="ignore"):
            part = np.round(score[rows][some], 10)
        stop = start + len(part)
        if alike:
            part.sort()
        else:
            order = np.argsort(part)
            part, weights[start:stop] = part[order], weight[some][order]
        numbers[start:stop] = part
        ends.append(stop)
        start = stop
    return _Runs(numbers, weights, tuple(ends))


def _with_outcome(events: Floats, _counts: Floats) -> Floats:
    return events


def _without(events: Floats, counts: Floats) -> Floats:
    return counts - events


def _together(*several: _Runs) -> Iterator[tuple[_Part, ...]]:
    """All numbers of several, in parts whose numbers ascend from one part to the next."""
    n_runs = max(sum(len(runs.ends) for runs in several), 1)
    gap = max(RUN_ROWS // n_runs, 1)
    looked = [list(runs.every(gap)) for runs in several]
    sample = np.sort(np.concatenate([part for parts in looked for part in parts]))
    low = [[run.start for run in runs.parts] for runs in several]
    for cut in np.unique(sample[n_runs - 1 :: n_runs]):
        for side in SIDES:  # what is below the cut, and what equals it
            high = [
                [
                    run.start + _place(runs.numbers[run], every, gap, cut, side)
                    for run, every in zip(runs.parts, parts, strict=True)
                ]
                for runs, parts in zip(several, looked, strict=True)
            ]
            yield tuple(
                _part(runs, *spans, same=side == "right")
                for runs, *spans in zip(several, low, high, strict=True)
            )
            low = high
    last = [list(runs.ends) for runs in several]
    yield tuple(_part(runs, *spans) for runs, *spans in zip(several, low, last, strict=True))


def _place(run: Floats, every: Floats, gap: int, cut: float, side: Side) -> int:
    """Where a number would stand in a run, of which every so many are at hand."""
    stop = int(np.searchsorted(every, cut, side=side)) * gap
    start = max(stop - gap, 0)
    walked(PAGES)
    return start + int(np.searchsorted(run[start:stop], cut, side=side))


def _part(runs: _Runs, low: Sequence[int], high: Sequence[int], *, same: bool = False) -> _Part:
    """What lies between places of each run; where all are the same number, that one once."""
    spans = [slice(a, b) for a, b in zip(low, high, strict=True) if a < b]
    n_rows = sum(span.stop - span.start for span in spans)
    if not spans:
        return _Part(np.empty(0), np.empty(0))
    if same:
        weight = sum(total(runs.weight(span)) for span in spans)
        return _Part(runs.numbers[spans[0]][:1].copy(), np.array([weight]))
    numbers = np.concatenate([_fetched(runs.numbers[span]) for span in spans])
    if runs.weights.strides == (0,):
        numbers.sort()
        return _Part(numbers, np.broadcast_to(1.0, n_rows))
    order = np.argsort(numbers)
    weights = np.concatenate([_fetched(runs.weight(span)) for span in spans])
    return _Part(numbers[order], weights[order])


def _fetched(some: Floats) -> Floats:
    """Numbers of a file in memory, whose pages are let go of by and by."""
    copied = some.copy()
    walked(max(len(some), PAGES))
    return copied


def _below(part: _Part, numbers: Floats) -> Floats:
    """Pupils of a part with a lower number, those with the same counting half."""
    first = np.searchsorted(part.numbers, numbers, side="left")
    past = np.searchsorted(part.numbers, numbers, side="right")
    if part.weights.strides == (0,):
        return np.asarray((first + past) / 2.0)
    up_to = np.append(0.0, np.cumsum(part.weights))
    return np.asarray((up_to[first] + up_to[past]) / 2.0)


def area_in_file(score: Floats, events: Floats, counts: Floats) -> float:
    """`measures.area_under_curve` of rows in files."""
    return _area(*_both(score, events, counts))


def area_and_squares(score: Floats, events: Floats, counts: Floats) -> tuple[float, float, float]:
    """The same, with the squares of DeLong's distances of pupils with and without the outcome."""
    has, rest = _both(score, events, counts)
    n_has, n_rest = total(has.weights), total(rest.weights)
    area = _area(has, rest)
    with_it = without_it = has_before = rest_before = 0.0
    for one, other in _together(has, rest):
        away = (rest_before + _below(other, one.numbers)) / n_rest - area
        with_it += float((one.weights * away**2).sum())
        away = (has_before + _below(one, other.numbers)) / n_has + (area - 1.0)
        without_it += float((other.weights * away**2).sum())
        has_before += total(one.weights)
        rest_before += total(other.weights)
    return area, with_it, without_it


def _both(score: Floats, events: Floats, counts: Floats) -> tuple[_Runs, _Runs]:
    has = _runs_of(score, events, counts, _with_outcome)
    return has, _runs_of(score, events, counts, _without)


def _area(has: _Runs, rest: _Runs) -> float:
    pairs = total(has.weights) * total(rest.weights)
    found = before = 0.0
    for one, other in _together(has, rest):
        found += float((one.weights * (before + _below(other, one.numbers))).sum())
        before += total(other.weights)
    return found / pairs


def in_order(numbers: Floats, places: Sequence[int]) -> list[float]:
    """What would stand at some places, from 0, if numbers in a file were sorted.

    Examples
    --------
    >>> in_order(np.array([5.0, 1.0, 1.0, 9.0, 2.0]), [0, 2, 4])
    [1.0, 2.0, 9.0]
    """
    size = len(numbers)
    gap = -(-size // LOOKED_AT)
    looked = [numbers[rows][-rows.start % gap :: gap].copy() for rows in stretches_of(size)]
    sample = np.sort(np.concatenate(looked))
    wide = int(WIDE * np.sqrt(len(sample))) if gap > 1 else 0
    found = []
    for place in places:
        low, high = place // gap - wide, place // gap + wide
        among = _between(
            numbers,
            place,
            float(sample[low]) if low >= 0 else -np.inf,
            float(sample[high]) if high < len(sample) else np.inf,
        )
        found.append(_in_whole_order(numbers, place) if among is None else among)
    return found


def _between(numbers: Floats, place: int, low: float, high: float) -> float | None:
    """The number at a place; None where it is not between two numbers, or too many are."""
    below, inside, n_inside = 0, [np.empty(0)], 0
    for rows in stretches_of(len(numbers)):
        part = numbers[rows]
        below += int(np.count_nonzero(part < low))
        inside.append(part[(part >= low) & (part <= high)])
        n_inside += len(inside[-1])
        if below > place or n_inside > MOST_INSIDE:
            return None
    if place - below >= n_inside:
        return None
    return float(np.partition(np.concatenate(inside), place - below)[place - below])


def _in_whole_order(numbers: Floats, place: int) -> float:
    """The same of any numbers, by putting all of them in order."""
    before = 0
    for (part,) in _together(_sorted_runs(numbers)):
        weights = np.cumsum(part.weights)
        if len(weights) and place < before + weights[-1]:
            return float(part.numbers[np.searchsorted(weights, place - before, side="right")])
        before += int(total(part.weights))
    message = "a place beyond the last number"
    raise IndexError(message)


def _sorted_runs(numbers: Floats) -> _Runs:
    runs = array_in_file(len(numbers), np.float64)
    ends = []
    for rows in blocks(len(numbers), RUN_ROWS):
        runs[rows] = np.sort(numbers[rows])
        ends.append(rows.stop)
    return _Runs(runs, np.broadcast_to(1.0, len(runs)), tuple(ends))


def n_different(numbers: Floats) -> int:
    """Different values among numbers.

    Examples
    --------
    >>> n_different(np.array([5.0, 1.0, 1.0, 9.0, -0.0, 0.0]))
    4
    """
    found = 0
    for (part,) in _together(_sorted_runs(numbers)):
        found += int(np.count_nonzero(np.diff(part.numbers))) + bool(len(part.numbers))
    return found
