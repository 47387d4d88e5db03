"""Variances of coefficients that do not lean on the model: what is common to clusters and HC1.

A row stands for n pupils who share predictors; each of them has a score of their own. The
meat is therefore the sum over pupils, not the square of a row's sum: within a row e pupils
have residual 1 - p and n - e have -p. Under clusters the scores of a cluster are summed
first, whatever rows they came in (`cluster_variance`).

References
----------
MacKinnon, J. G. and White, H. (1985). Some heteroskedasticity-consistent covariance matrix
estimators with improved finite sample properties. Journal of Econometrics 29, 305-325.
Pustejovsky, J. E. and Tipton, E. (2018). Small-sample methods for cluster-robust variance
estimation and hypothesis testing in fixed effects models. Journal of Business and Economic
Statistics 36, 672-683, equations 10 and 16.
"""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from scipy.linalg.lapack import dtrtrs

from thuiszitters.base.arrays import Bools, Floats
from thuiszitters.base.covariances import Equations, Independent, Sandwich
from thuiszitters.logit.blocks import triangle

RobustKind = Literal["CR0", "CR1S", Sandwich, Independent, Equations]

#: A pupil with a smaller p (1 - p) has a score below rounding, and its inverse has no digits.
LEAST_WEIGHT = 1e-25
#: Residual variance of a direction, as a share, below which its cluster alone decides it.
DECIDED = 1e-9


@dataclass(frozen=True, slots=True)
class RobustVariance:
    """Covariance of coefficients from scores, with its degrees of freedom.

    Attributes
    ----------
    kind
        How scores were added up and adjusted.
    mixing
        R, upper triangular, shape (k, k).
    scores
        Adjusted score per cluster (HC1: per row) on the orthonormal columns, shape (G, k); its
        factor included.
    plain_df
        Degrees of freedom of every test, where the kind has no better ones.
    own, shared
        For CR2, per cluster and shape (G, k, k): the variance of the adjusted score had pupils been
        independent, and what it has in common with the estimate. None otherwise.
    """

    kind: RobustKind
    mixing: Floats
    scores: Floats
    plain_df: float
    own: Floats | None = None
    shared: Floats | None = None

    @property
    def covariance(self) -> Floats:
        """Of the coefficients, shape (k, k)."""
        half = _solved(self.mixing, self.scores.T)  # so no variance rounds to below 0
        return np.asarray(half @ half.T)

    def turned(self, change: Floats) -> "RobustVariance":
        """The same variance, of other coordinates: coefficients are `change` times these."""
        turn, mixing = np.linalg.qr(self.mixing @ change)
        own = None if self.own is None else turn.T @ self.own @ turn
        shared = None if self.shared is None else turn.T @ self.shared @ turn
        scores = self.scores @ turn
        return replace(self, mixing=mixing, scores=scores, own=own, shared=shared)

    def degrees_of_freedom(self, contrast: Floats) -> float:
        """Satterthwaite's degrees of freedom of a combination of coefficients.

        NaN where no cluster says anything about it. CR1 has G - 1, HC1 n - k.

        Parameters
        ----------
        contrast
            Weights of the coefficients, shape (k,).
        """
        if self.own is None or self.shared is None:
            return self.plain_df
        turned = _solved(self.mixing, contrast, transposed=True)
        turned = turned / np.sqrt(turned @ turned)
        own = (self.own @ turned) @ turned
        shared = self.shared @ turned
        overlap = (shared**2).sum(axis=1)
        expected = float((own - overlap).sum())
        squares = float((own**2 - 2.0 * own * overlap).sum() + ((shared.T @ shared) ** 2).sum())
        return expected**2 / squares if squares > 0 and expected > DECIDED else np.nan

    def degrees_of_each(self) -> Floats:
        """`degrees_of_freedom` of every coefficient by itself, shape (k,)."""
        size = len(self.mixing)
        if self.own is None or self.shared is None:
            return np.full(size, self.plain_df)
        turned = _solved(self.mixing, np.eye(size), transposed=True)
        turned = turned / np.sqrt((turned**2).sum(axis=0))
        own = np.einsum("gkj,kj->gj", self.own @ turned, turned)
        shared = self.shared @ turned
        overlap = (shared**2).sum(axis=1)
        expected = (own - overlap).sum(axis=0)
        both = np.einsum("gkj,hkj->jgh", shared, shared)
        between = (both**2).sum(axis=(1, 2))
        squares = (own**2 - 2.0 * own * overlap).sum(axis=0) + between
        told = (squares > 0) & (expected > DECIDED)
        return np.where(told, expected**2 / np.where(told, squares, 1.0), np.nan)

    def test_degrees(self, contrasts: Floats) -> tuple[float, float]:
        """Degrees of freedom of an F test of several combinations, and its statistic's factor.

        For CR2 Hotelling's T squared (HTZ): F = factor * Wald statistic / q. NaN where the clusters
        say too little about the combinations together.

        Parameters
        ----------
        contrasts
            One combination of coefficients per row, shape (q, k).
        """
        if self.own is None or self.shared is None:
            return self.plain_df, 1.0
        size = len(contrasts)
        turned = _solved(self.mixing, contrasts.T, transposed=True)
        turned = np.linalg.qr(turned)[0]  # the test does not depend on the basis of its contrasts
        shared = self.shared @ turned
        own = turned.T @ self.own @ turned
        overlap = np.swapaxes(shared, 1, 2) @ shared
        expected = (own - overlap).sum(axis=0)
        if np.linalg.eigvalsh(expected)[0] < DECIDED:
            return np.nan, np.nan
        white = np.linalg.inv(np.linalg.cholesky(expected)).T
        variance = _total_variance(white.T @ own @ white, white.T @ overlap @ white, shared @ white)
        total = size * (size + 1.0) / variance
        df = total - size + 1.0
        return (df, df / total) if df > 0 else (np.nan, np.nan)


def _solved(upper: Floats, right: Floats, *, transposed: bool = False) -> Floats:
    """Solve with an upper triangular matrix, by LAPACK itself: the systems are small and many."""
    found, failed = dtrtrs(upper, right, trans=int(transposed))
    if failed:
        msg = f"the triangular matrix is singular (LAPACK: {failed})"
        raise np.linalg.LinAlgError(msg)
    return np.asarray(found)


def _total_variance(own: Floats, overlap: Floats, shared: Floats) -> float:
    """Variances of all entries of the covariance of contrasts, added (their equation 16).

    The covariance of the parts of clusters i and j is [i = j] own_i - shared_i' shared_j; a sum
    over pairs of clusters is one over products of sums over clusters.
    """
    trace = np.trace(own, axis1=1, axis2=2)
    traced = np.trace(overlap, axis1=1, axis2=2)
    flat = shared.reshape(len(shared), -1)
    total = float((trace**2 - 2.0 * trace * traced).sum() + ((flat.T @ flat) ** 2).sum())
    total += float(((own - 2.0 * overlap) * np.swapaxes(own, 1, 2)).sum())
    joint = np.tensordot(shared, shared, axes=(0, 0))  # (a, s, b, t)
    return total + float((joint * joint.transpose(0, 3, 2, 1)).sum())


def weighted_basis(x: Floats, weight: Floats) -> tuple[Floats, Floats]:
    """Orthonormal columns Q and upper triangular R with Q R = sqrt(weight) x.

    Where the first column is an intercept the others are centred first, so that a mean far above
    its standard deviation costs no digits.
    """
    root, centre = np.sqrt(weight)[:, None], _weighted_mean(x, weight)
    basis, mixing = np.linalg.qr((x - centre) * root)
    mixing[0] += mixing[0, 0] * centre
    return basis, mixing


def informative(p: Floats) -> Bools:
    """Rows whose probability is not 0 or 1 but for rounding: only they add to a variance.

    Examples
    --------
    >>> informative(np.array([0.5, 1.0, 1e-200])).tolist()
    [True, False, False]
    """
    return np.asarray(p * (1.0 - p) > LEAST_WEIGHT)


def _weighted_mean(x: Floats, weight: Floats) -> Floats:
    centre = np.zeros(x.shape[1])
    if x.shape[1] > 1 and (x[:, 0] == 1.0).all():
        centre[1:] = weight @ x[:, 1:] / weight.sum()
    return centre


def _weighted_triangle(x: Floats, weight: Floats) -> Floats:
    """R of `weighted_basis`, without its Q."""
    root, centre = np.sqrt(weight)[:, None], _weighted_mean(x, weight)
    mixing = triangle(lambda rows: (x[rows] - centre) * root[rows], len(x))
    mixing[0] += mixing[0, 0] * centre
    return mixing


def heteroskedastic_variance(
    x: Floats, p: Floats, events: Floats, counts: Floats, n_pupils: float | None = None
) -> RobustVariance:
    """HC1 variance of logistic coefficients: every pupil a cluster, times n / (n - k).

    Parameters
    ----------
    x, p, events, counts
        As in `clustered_variance`.
    n_pupils
        Pupils of the model, where not all of them are `informative`.
    """
    basis, mixing = weighted_basis(x, counts * p * (1.0 - p))
    squared = events * (1.0 - p) ** 2 + (counts - events) * p**2
    n, k = counts.sum() if n_pupils is None else n_pupils, x.shape[1]
    size = np.sqrt(squared / (counts * p * (1.0 - p)) * n / (n - k))
    return RobustVariance("HC1", mixing, basis * size[:, None], float(n - k))


def model_covariance(x: Floats, p: Floats, counts: Floats) -> Floats:
    """Inverse Fisher information."""
    mixing = _weighted_triangle(x, counts * p * (1.0 - p))
    half = _solved(mixing, np.eye(len(mixing)))
    return np.asarray(half @ half.T)
