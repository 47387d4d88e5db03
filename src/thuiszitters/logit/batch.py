"""Many fits of one design at once: only the counts differ.

Resampling, permuting and simulating all refit the same columns with other counts. Products of
columns are made once, so a whole batch is a few matrix products per step.
"""

from dataclasses import dataclass

import numpy as np

from thuiszitters.base.arrays import Bools, Floats

#: A slope this small, in standard errors, is a top.
CLOSE_ENOUGH = 1e-9
#: A linear predictor beyond this on a row that counts is on its way to infinity.
EXTREME = 15.0
#: A fit that is so far away is not followed further: steps of Newton come up to a top from below or
#: overshoot it by little. From how many steps on that is looked at.
GONE, LOOKED_AT_FROM = 20.0, 6
#: Smallest over largest eigenvalue of the information below which a fit is not determined.
DETERMINED = 1e-10


@dataclass(frozen=True, slots=True)
class BatchFit:
    """Coefficients of a batch.

    Attributes
    ----------
    beta
        Shape (fits, k).
    converged
        Shape (fits,): arrived, with no probability on its way to 0 or 1.
    information
        Fisher information at `beta`, shape (fits, k, k).
    log_likelihood
        Shape (fits,), without the penalty.
    firth
        Shape (fits,): fitted with Jeffreys' penalty.
    """

    beta: Floats
    converged: Bools
    information: Floats
    log_likelihood: Floats
    firth: Bools


def fit_batch(
    x: Floats, events: Floats, counts: Floats, *, firth: bool = False, steps: int = 60
) -> BatchFit:
    """Fit the same columns to many sets of counts.

    Parameters
    ----------
    x
        Columns of full rank, shape (rows, k), intercept first.
    events, counts
        Shape (fits, rows); a row may have no pupils in some fits.
    firth
        With Jeffreys' penalty; otherwise maximum likelihood, and separated fits do not converge.

    Examples
    --------
    >>> x = np.array([[1.0, 0], [1, 1]])
    >>> events = np.array([[1.0, 3], [2, 2]])
    >>> fit_batch(x, events, np.full((2, 2), 4.0)).beta[0].round(6).tolist()
    [-1.098612, 2.197225]
    """
    basis, mixing = np.linalg.qr(x)
    basis, mixing = basis * np.sqrt(len(x)), mixing / np.sqrt(len(x))
    k = x.shape[1]
    products = (basis[:, :, None] * basis[:, None, :]).reshape(len(x), k * k)
    gamma = np.zeros((len(events), k))
    share = (events.sum(axis=1) + 0.5) / (counts.sum(axis=1) + 1.0)
    gamma += np.log(share / (1.0 - share))[:, None] * mixing[:, 0]
    arrived = np.zeros(len(events), dtype=bool)
    active = np.arange(len(events))
    for number in range(steps):
        whole = len(active) == len(events)  # then nothing has to be copied
        data = (events, counts) if whole else (events[active], counts[active])
        step, decrement = _step(basis, products, gamma[active], *data, firth)
        gamma[active] += step
        done = decrement < CLOSE_ENOUGH
        arrived[active[done]] = True
        active = active[~done]
        if len(active) and not firth and number >= LOOKED_AT_FROM:
            active = active[_farthest(gamma[active] @ basis.T, counts[active]) < GONE]
        if not len(active):
            break
    eta = gamma @ basis.T
    inside = _farthest(eta, counts) < (np.inf if firth else EXTREME)
    information, log_likelihood = _at(basis, products, eta, events, counts)
    ends = np.linalg.eigvalsh(information)[:, [0, -1]]
    # A level that none of the drawn pupils has leaves its coefficient to rounding.
    inside &= ends[:, 0] > DETERMINED * ends[:, 1]
    turned = mixing.T @ information @ mixing
    beta = np.linalg.solve(mixing, gamma.T).T
    penalised = np.full(len(events), firth)
    return BatchFit(beta, arrived & inside, turned, log_likelihood, penalised)


def _farthest(eta: Floats, counts: Floats) -> Floats:
    """Largest linear predictor, either way, of the rows of each fit that have pupils."""
    return np.asarray(np.where(counts > 0, np.abs(eta), 0.0).max(axis=1))


def _at(
    basis: Floats, products: Floats, eta: Floats, events: Floats, counts: Floats
) -> tuple[Floats, Floats]:
    k = basis.shape[1]
    small = np.exp(-np.abs(eta))
    weight = counts * small / (1.0 + small) ** 2
    value = (events * eta - counts * (np.maximum(eta, 0.0) + np.log1p(small))).sum(axis=1)
    return (weight @ products).reshape(len(eta), k, k), value


def _step(
    basis: Floats, products: Floats, gamma: Floats, events: Floats, counts: Floats, firth: bool
) -> tuple[Floats, Floats]:
    """Newton step per fit, shortened where it leaps, and the distance it covers."""
    k = basis.shape[1]
    # In place, since a batch of a register has millions of cells: to get memory for them costs as
    # much as what is done with them.
    eta = gamma @ basis.T
    small = np.abs(eta)
    np.exp(np.negative(small, out=small), out=small)
    p = np.where(eta >= 0, 1.0, small)
    below = np.add(small, 1.0, out=eta)
    p /= below
    weight = np.multiply(counts, small, out=small)
    weight /= np.square(below, out=below)
    # A trace of the identity keeps separated fits solvable; it is far below their tolerance.
    ridge = 1e-12 * np.eye(k)
    information = (weight @ products).reshape(-1, k, k) + ridge
    residual = np.multiply(counts, p, out=below)
    np.subtract(events, residual, out=residual)
    if firth:
        inverse = np.linalg.inv(information).reshape(-1, k * k)
        leverage = weight * (inverse @ products.T)
        residual = residual + leverage * (0.5 - p)
        extra = np.where(counts > 0, leverage / np.where(counts > 0, counts, 1.0), 0.0)
        information = ((weight * (1.0 + extra)) @ products).reshape(-1, k, k) + ridge
    score = residual @ basis
    step = np.linalg.solve(information, score[:, :, None])[:, :, 0]
    decrement = np.sqrt(np.maximum((score * step).sum(axis=1), 0.0))
    leap = np.abs(step @ basis.T).max(axis=1)
    return step * np.minimum(1.0, 3.0 / np.maximum(leap, 1e-300))[:, None], decrement


def fit_batch_somehow(x: Floats, events: Floats, counts: Floats) -> BatchFit:
    """Maximum likelihood where it exists, Firth where it does not."""
    fit = fit_batch(x, events, counts)
    lost = ~fit.converged
    if not lost.any():
        return fit
    other = fit_batch(x, events[lost], counts[lost], firth=True, steps=200)
    beta, converged = fit.beta.copy(), fit.converged.copy()
    information, value = fit.information.copy(), fit.log_likelihood.copy()
    beta[lost], converged[lost] = other.beta, other.converged
    information[lost], value[lost] = other.information, other.log_likelihood
    return BatchFit(beta, converged, information, value, lost)
