"""Can counts take two values far enough apart: one linear programme for many counts at once.

Asking for the bounds of one count after another costs two programmes for each, nearly all of it in
preparing them. Here every count gets two tables of its own that agree with all that is shown, and
one programme moves all these pairs apart together; no pair is tied to another.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import linprog
from scipy.sparse import block_diag, csr_array, hstack, vstack

from thuiszitters.base.errors import DisclosureError, Problem
from thuiszitters.release.system.reduction import Part

#: Unknowns of one programme, about: more of them take longer together than one after another.
_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Sum:
    """A count as a sum of the unknowns of its part.

    Attributes
    ----------
    part
        The part of the system that bears on it.
    terms
        Coefficient of every unknown of the part.
    known
        What unknowns with one possible value add to it.
    """

    part: Part
    terms: npt.NDArray[np.float64]
    known: float = 0.0


def are_apart(sums: Sequence[Sum], needed: float) -> list[bool]:
    """Whether each sum has two possible values that lie at least `needed` apart.

    Parameters
    ----------
    sums
        Each with a part whose rows can be met.
    needed
        A distance above 0, in pupils.

    Returns
    -------
    list of bool
        In the order of `sums`. A sum without a free unknown has one value.

    Examples
    --------
    Two unknowns add up to 5, so each may be anything from 0 to 5.

    >>> pair = Part(
    ...     np.arange(2), csr_array([[1.0, 1.0]]), np.array([5.0]), csr_array((0, 2)), np.zeros(0)
    ... )
    >>> first = Sum(pair, np.array([1.0, 0.0]))
    >>> are_apart([first], 5.0), are_apart([first], 6.0)
    ([True], [False])
    """
    apart = {}
    for chunk in _chunks(sums):
        ahead = []
        for place in chunk:
            apart[place] = _met_apart(sums[place], needed)
            if not apart[place] and sums[place].part.unknowns.size:
                ahead.append(place)
        if ahead:
            # A little more than is needed, so that rounding in the programme decides nothing.
            widths = _widest([sums[place] for place in ahead], needed + 1.0)
            apart |= {place: bool(w >= needed) for place, w in zip(ahead, widths, strict=True)}
    return [apart[place] for place in range(len(sums))]


def _chunks(sums: Sequence[Sum]) -> Iterator[list[int]]:
    chunk: list[int] = []
    size = 0
    for place, one in enumerate(sums):
        if chunk and size + one.part.unknowns.size > _AT_ONCE:
            yield chunk
            chunk, size = [], 0
        chunk.append(place)
        size += one.part.unknowns.size
    if chunk:
        yield chunk


def _met_apart(one: Sum, needed: float) -> bool:
    """Whether two tables that earlier programmes met are far enough apart."""
    found = one.part.found
    return bool(found) and float(np.ptp(np.array(found) @ one.terms)) >= needed


def _widest(sums: Sequence[Sum], most: float) -> npt.NDArray[np.float64]:
    """Largest distance of two values of each sum, or `most` where it is larger."""
    sizes = [2 * one.part.unknowns.size for one in sums]
    # A distance is at most the higher value less the lower one: an unknown of its own per sum.
    differences = block_diag([csr_array([[*-one.terms, *one.terms]]) for one in sums])
    distances = csr_array(np.eye(len(sums)))
    equal, below = (
        block_diag([rows for one in sums for rows in [getattr(one.part, side)] * 2])
        for side in ("equal", "below")
    )
    none = csr_array((below.shape[0], len(sums)))
    answer = linprog(
        np.concatenate([np.zeros(sum(sizes)), -np.ones(len(sums))]),
        A_ub=vstack([hstack([below, none]), hstack([differences, distances])]),
        b_ub=np.concatenate(
            [*(one.part.below_to for one in sums for _ in "hl"), [0.0] * len(sums)]
        ),
        A_eq=hstack([equal, csr_array((equal.shape[0], len(sums)))]),
        b_eq=np.concatenate([one.part.equal_to for one in sums for _ in "hl"]),
        bounds=[(0, None)] * sum(sizes) + [(0, most)] * len(sums),
        method="highs",
    )
    if answer.status != 0:
        found = f"it could not be worked out how well counts are protected ({answer.message})"
        raise DisclosureError(Problem("release", found, advice="Nothing was released"))
    start = 0
    for one, size in zip(sums, sizes, strict=True):
        one.part.found.extend(answer.x[start : start + size].reshape(2, -1))
        start += size
    return np.asarray(answer.x[start:])
