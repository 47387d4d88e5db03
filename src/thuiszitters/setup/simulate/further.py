"""Codes that a pupil gets beside those of the problems that decide about the outcome."""

from collections.abc import Collection, Iterator, Sequence

import numpy as np

from thuiszitters.plan.simulation import SimulatedProblem


def further_codes(
    further: Sequence[SimulatedProblem],
    problems: Collection[str],
    codes: Collection[str],
    rng: np.random.Generator,
) -> Iterator[str]:
    """Draw the codes of further problems of one pupil; a pupil without a code gets none.

    Parameters
    ----------
    further
        Problems with their shares.
    problems, codes
        What the pupil has already: nothing of it is drawn again, and nobody gets a first code here.
    rng
        A stream that nothing else draws from. Every pupil takes as much of it, so that the codes of
        one do not depend on those of another.

    Examples
    --------
    >>> sure = SimulatedProblem(("B100",), 1.0)
    >>> rng = np.random.default_rng(1)
    >>> [list(further_codes([sure], [], codes, rng)) for codes in ([], ["A101"], ["B100"])]
    [[], ['B100'], []]
    """
    for one in further:
        chance, code = rng.random(), str(rng.choice(one.codes))
        may = codes and (not one.within or not set(one.within).isdisjoint(problems))
        if may and chance < one.share and code not in codes:
            yield code
