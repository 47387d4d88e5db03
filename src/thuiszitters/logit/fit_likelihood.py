"""Finding the maximum of a likelihood, and showing that there is one."""

from dataclasses import replace

import numpy as np

from thuiszitters.base.arrays import Floats
from thuiszitters.base.row_arrays import KEPT_ROWS, in_file
from thuiszitters.logit.basis import basis_of, centre_of
from thuiszitters.logit.blocks import blocks
from thuiszitters.logit.fitted_likelihood import FittedLikelihood
from thuiszitters.logit.global_maximum import maximise_globally
from thuiszitters.logit.likelihood import Likelihood, starting_value
from thuiszitters.logit.long_rows import radius
from thuiszitters.logit.made_rows import BasisRows, Rows, farthest
from thuiszitters.logit.maximum import maximise

#: Probabilities between 6e-6 and 1 - 6e-6.
NOT_EXTREME = 12.0
#: Of so many rows of a long table one says where to begin, or of more: at most `MOST_FEW` do.
THINNED, MOST_FEW = 16, 262_144


def fit_likelihood(
    x: Rows, events: Floats, counts: Floats, *, firth: bool, everywhere: bool = True
) -> FittedLikelihood:
    """Find the maximum of a (penalised) likelihood.

    Parameters
    ----------
    x
        Columns of full rank, intercept first.
    everywhere
        Whether a penalised maximum must be the global one; imputation, which draws around it
        thousands of times, is content with the one nearest to equal odds.
    """
    centre = centre_of(x)
    basis, mixing = basis_of(x, counts, centre)
    if firth and isinstance(basis, BasisRows):  # the penalty asks for every row over and over
        basis = basis.whole()
    data = Likelihood(basis, events, counts, firth)
    if data.is_long:
        data = replace(data, radius=radius(basis))
    start = mixing[:, 0] * starting_value(events, counts)
    if data.is_long:
        start = _maximum_of_few(data, start)
    found = maximise_globally(data, [start]) if everywhere else maximise(data, start)
    return FittedLikelihood(data, mixing, centre, found.point, found.converged)


def _maximum_of_few(data: Likelihood, start: Floats) -> Floats:
    """Where one row of every `THINNED` has its maximum, which spares most walks over all of them.

    It lies within a few standard errors of that of all rows, if it is one.
    """
    found = maximise(_few_of(data), start)
    inside = data.farthest(found.point.beta) < data.farthest(start) + NOT_EXTREME
    return found.point.beta if found.converged and inside else start


def _few_of(data: Likelihood) -> Likelihood:
    """Some rows of all parts of a long table."""
    gap = max(THINNED, -(-len(data.rows) // MOST_FEW))
    if not in_file(data.events):
        few = slice(0, len(data.rows), gap)
        return Likelihood(data.rows[few], data.events[few], data.counts[few])
    pieces = [
        (data.rows[few].copy(order="F"), data.events[few].copy(), data.counts[few].copy())
        for rows in blocks(len(data.rows), KEPT_ROWS // 4 // gap * gap or gap)
        for few in (slice(rows.start, rows.stop, gap),)
    ]
    x, events, counts = map(np.concatenate, zip(*pieces, strict=True))
    return Likelihood(x, events, counts)


def proves_overlap(fitted: FittedLikelihood) -> bool:
    """Whether a maximum likelihood shows without a linear programme that it is finite.

    If a direction separated the outcomes, the slope along it would be the sum of distance times
    residual over all pupils, which is at least the smallest residual times the square root of
    the number of pupils. A search that stops at a slope far below that, with no probability near
    0 or 1, has therefore found a real maximum. False means only that this is no proof.
    """
    inside = farthest(fitted.data.rows, fitted.maximum.beta) < NOT_EXTREME
    return fitted.converged and inside
