"""Generalised estimating equations: coefficients that weigh pupils of one cluster as alike.

Where `cluster_variance` keeps the estimates of independent pupils and corrects their variance, here
the estimates change too: pupils of one cluster have one working correlation (exchangeable), which
is estimated with them. statsmodels solves the equations; the covariance is the robust one times
G / (G - 1), so that with a correlation of 0 it is CR1.

References
----------
Liang, K.-Y. and Zeger, S. L. (1986). Longitudinal data analysis using generalized linear models.
Biometrika 73, 13-22.
Ridout, M. S., Demetrio, C. G. B. and Firth, D. (1999). Estimating intraclass correlation for binary
data. Biometrics 55, 137-148 (the analysis-of-variance estimator, equation 2).
"""

import warnings
from dataclasses import dataclass

import numpy as np

from thuiszitters.base.arrays import Floats, Ints
from thuiszitters.logit.cluster_variance import cluster_sums
from thuiszitters.logit.fitted_likelihood import FittedLikelihood

#: Change of the coefficients, on columns of one size, at which the equations are solved.
SOLVED = 1e-10
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


def solve_exchangeable(
    fitted: FittedLikelihood, events: Floats, counts: Floats, cluster: Ints
) -> Exchangeable | None:
    """Solve the equations from the maximum of the likelihood of independent pupils on.

    Parameters
    ----------
    fitted
        That maximum; its basis makes columns of one size.
    events, counts
        Pupils with the outcome, and pupils, per row.
    cluster
        Number of the cluster per row; at least two different ones.

    Returns
    -------
    Exchangeable or None
        Nothing when no solution was found.
    """
    from statsmodels.genmod.cov_struct import Exchangeable as Structure
    from statsmodels.genmod.families import Binomial
    from statsmodels.genmod.generalized_estimating_equations import GEE

    pupils = np.concatenate([events, counts - events]).astype(np.int64)
    rows = np.tile(np.arange(len(events)), 2)
    outcome = np.repeat(np.repeat([1.0, 0.0], len(events)), pupils)
    row = np.repeat(rows, pupils)
    order = np.argsort(cluster[row], kind="stable")
    row, outcome = row[order], outcome[order]
    structure = Structure()
    model = GEE(outcome, fitted.data.x[row], cluster[row], family=Binomial(), cov_struct=structure)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a solution that was not found shows in what follows
        found = model.fit(
            start_params=fitted.maximum.beta, maxiter=MOST_STEPS, ctol=SOLVED, params_niter=1
        )
    size = len(np.unique(cluster))
    covariance = np.asarray(found.cov_robust) * size / (size - 1.0)
    numbers = np.concatenate([found.params, covariance.ravel(), [structure.dep_params]])
    if not found.converged or not np.isfinite(numbers).all():
        return None
    return Exchangeable(np.asarray(found.params), covariance, float(structure.dep_params))


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
