"""Generalised estimating equations: coefficients that weigh pupils of one cluster as alike.

Where `cluster_variance` keeps the estimates of independent pupils and corrects their variance, here
the estimates change too: pupils of one cluster have one working correlation a (exchangeable), which
is estimated with them by moments, as statsmodels does. The covariance is the robust one times
G / (G - 1), so that with a correlation of 0 it is CR1.

The inverse of the working correlation of n pupils is (I - c J) / (1 - a) with J all ones and
c = a / (1 + (n - 1) a), so that sums over the pupils of a cluster suffice, and rows that stand for
many pupils cost no more than one.

References
----------
Liang, K.-Y. and Zeger, S. L. (1986). Longitudinal data analysis using generalized linear models.
Biometrika 73, 13-22.
Ridout, M. S., Demetrio, C. G. B. and Firth, D. (1999). Estimating intraclass correlation for binary
data. Biometrics 55, 137-148 (the analysis-of-variance estimator, equation 2).
"""

from dataclasses import dataclass

import numpy as np

from thuiszitters.base.arrays import Floats, Ints
from thuiszitters.logit.clusters import Clusters, cluster_sums
from thuiszitters.logit.fitted_likelihood import FittedLikelihood
from thuiszitters.logit.likelihood import probabilities

#: Change of the coefficients, on columns of one size, at which the equations are solved.
SOLVED = 1e-11
MOST_STEPS = 200


@dataclass(frozen=True, slots=True)
class Exchangeable:
    """A solution of the estimating equations.

    Attributes
    ----------
    coordinates
        Coefficients of the columns of the basis, shape (k,).
    covariance
        Robust, of the coordinates, G / (G - 1) included, shape (k, k).
    correlation
        Of two pupils of one cluster, given the predictors.
    """

    coordinates: Floats
    covariance: Floats
    correlation: float


def solve_exchangeable(fitted: FittedLikelihood, clusters: Clusters) -> Exchangeable | None:
    """Solve the equations from the maximum of the likelihood of independent pupils on.

    Parameters
    ----------
    fitted
        That maximum; its basis makes columns of one size.
    clusters
        Pupils of its rows by cluster; at least two different ones.

    Returns
    -------
    Exchangeable or None
        Nothing when no solution was found.
    """
    x, beta = fitted.data.x, fitted.maximum.beta
    for _ in range(MOST_STEPS):
        sums = _sums(x, beta, clusters)
        correlation = sums.correlation()
        step = sums.solve(correlation)
        if step is None:
            return None
        beta = beta + step
        if float(np.abs(step).max()) < SOLVED:
            covariance = sums.robust(correlation)
            return Exchangeable(beta, covariance, correlation)
    return None


@dataclass(frozen=True, slots=True)
class _Sums:
    """Sums over the pupils of each cluster, at some coefficients.

    Attributes
    ----------
    size
        Pupils, shape (G,).
    residuals
        Of Pearson residuals, shape (G,).
    squares
        Of their squares, over all pupils.
    columns, scores
        Of weighted columns z, and of z times the residual, shape (G, k).
    information
        Of z z', over all pupils, shape (k, k).
    """

    size: Floats
    residuals: Floats
    squares: float
    columns: Floats
    scores: Floats
    information: Floats

    def correlation(self) -> float:
        """By moments: products of residuals of two pupils of a cluster, over their scale."""
        n, k = float(self.size.sum()), self.information.shape[0]
        products = (float((self.residuals**2).sum()) - self.squares) / 2.0
        pairs = float((self.size * (self.size - 1.0)).sum()) / 2.0
        scale = self.squares / (n - k)
        return products / scale / (pairs - k) if pairs > k else 0.0

    def solve(self, a: float) -> Floats | None:
        """A step of Fisher scoring; none where the correlation is none."""
        least = 1.0 + (self.size.max() - 1.0) * a
        if not (np.isfinite(a) and a < 1.0 and least > 0.0):
            return None
        step = np.linalg.solve(self._inner(a), self._own(a).sum(axis=0))
        return np.asarray(step) if np.isfinite(step).all() else None

    def robust(self, a: float) -> Floats:
        """Robust covariance times G / (G - 1); the factor 1 / (1 - a) falls out."""
        half = np.linalg.solve(self._inner(a), self._own(a).T)
        groups = len(self.size)
        return np.asarray(half @ half.T * groups / (groups - 1.0))

    def _shrink(self, a: float) -> Floats:
        return np.asarray(a / (1.0 + (self.size - 1.0) * a))

    def _own(self, a: float) -> Floats:
        """What each cluster adds to the equations, shape (G, k)."""
        shared = self._shrink(a) * self.residuals
        return np.asarray(self.scores - self.columns * shared[:, None])

    def _inner(self, a: float) -> Floats:
        weighted = self.columns * self._shrink(a)[:, None]
        return np.asarray(self.information - weighted.T @ self.columns)


def _sums(x: Floats, beta: Floats, clusters: Clusters) -> _Sums:
    by_row = probabilities(x @ beta)
    z = x * np.sqrt(by_row * (1.0 - by_row))[:, None]
    events, counts, p = clusters.events, clusters.counts, by_row[clusters.row]
    root = np.sqrt(p * (1.0 - p))
    residuals = (events - counts * p) / root  # of the pupils of an entry together
    squares = (events * (1.0 - p) ** 2 + (counts - events) * p**2) / root**2
    size, left = cluster_sums(np.column_stack([counts, residuals]), clusters.number).T
    information = np.asarray((z * clusters.of_each_row(len(x))[:, None]).T @ z)
    return _Sums(
        size,
        left,
        float(squares.sum()),
        clusters.sums(z, counts),
        clusters.sums(z, residuals),
        information,
    )


def intraclass_correlation(events: Floats, counts: Floats, cluster: Ints) -> float:
    """How alike the outcomes of two pupils of one cluster are, by analysis of variance.

    NaN with one cluster, and where every cluster has one pupil.

    Examples
    --------
    Two clusters of two pupils, all with and all without the outcome, and two that are mixed:

    >>> two = np.array([2.0, 2.0])
    >>> intraclass_correlation(two * [1, 0], two, np.array([0, 1]))
    1.0
    >>> round(intraclass_correlation(two / 2, two, np.array([0, 1])), 6)
    -1.0
    """
    sums = cluster_sums(np.column_stack([events, counts]), cluster)
    with_it, pupils = sums[:, 0], sums[:, 1]
    size, n = len(pupils), pupils.sum()
    if size < 2 or n <= size:
        return np.nan
    mean = with_it.sum() / n
    between = (pupils * (with_it / pupils - mean) ** 2).sum() / (size - 1.0)
    within = (with_it * (1.0 - with_it / pupils)).sum() / (n - size)
    typical = (n - (pupils**2).sum() / n) / (size - 1.0)
    total = between + (typical - 1.0) * within
    return float((between - within) / total) if total > 0 else np.nan
