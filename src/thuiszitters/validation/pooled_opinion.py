"""The printed numbers, computed again by another program, over imputations where there are any.

What a report prints is pooled over completed data sets. Here another program fits every one of
them, and Rubin's rules are written a second time, without the code that made the table; standard
errors that allow for sites, and robust ones, are those of `cluster_opinion`. Compared are the rows
of the table of estimates: what will be printed, not what another run would give.

References
----------
Rubin, D. B. (1987). Multiple imputation for nonresponse in surveys, equations 3.1.2 to 3.1.5.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import expit

from thuiszitters.base.arrays import Floats, Ints
from thuiszitters.base.covariances import EQUATIONS
from thuiszitters.logit.clusters import Clusters
from thuiszitters.logit.coding import CodedTable
from thuiszitters.logit.design import build_design
from thuiszitters.logit.rank import find_rank
from thuiszitters.validation.cluster_opinion import fit_equations, fits_in, robust_covariance
from thuiszitters.validation.second_opinion import AGREEMENT, fit_firth, fit_maximum_likelihood

#: Columns, outcomes and weights of rows of pupils with one outcome.
_Rows = tuple[Floats, Floats, Floats]


@dataclass(frozen=True, slots=True)
class PooledOpinion:
    """Largest differences from another program, of numbers that are printed.

    Attributes
    ----------
    program
        Who gave the opinion.
    n_compared
        Terms of which a number was printed.
    coefficients
        Largest absolute difference of a (pooled) log odds ratio.
    std_errors
        Largest absolute difference of a (pooled) standard error; none after Firth, and where a
        cluster is too large for a matrix of all its pupils.
    robust
        Whether standard errors are not the model's own: they allow for clusters, or are HC1.
    pooled
        Whether it is about imputations.
    """

    program: str
    n_compared: int
    coefficients: float
    std_errors: float | None
    robust: bool
    pooled: bool

    @property
    def agrees(self) -> bool:
        """NaN does not agree."""
        found = (self.coefficients, 0.0 if self.std_errors is None else self.std_errors)
        return bool(np.all(np.array(found) < AGREEMENT))

    @property
    def sentence(self) -> str:
        """Key of ``language/checks.yaml``: what was compared, and whether it agrees."""
        about = "pooled" if self.pooled else "printed"
        if not self.agrees:
            return f"{about}_opinion_differs"
        compared = "robust_" if self.robust else "errors_"
        errors = "" if self.std_errors is None else compared
        return f"{about}_opinion_{errors}{self.program}"


def pooled_opinion(
    completed: Sequence[CodedTable], printed: pd.DataFrame, *, covariance: str
) -> PooledOpinion | None:
    """Fit every completed table with another program, pool, and compare.

    Parameters
    ----------
    completed
        Completed tables with the predictors of the model, and with clusters where these are
        allowed for; a single one where nothing was imputed.
    printed
        Rows of the table of estimates about this model: `term`, `log_odds`, `std_error`,
        `estimator`, `status`; those without a number are passed over.
    covariance
        What the printed standard errors are made from: ``model``, or one of `base.covariances`.

    Returns
    -------
    PooledOpinion or None
        Nothing where no number was printed.
    """
    rows = printed[(printed["status"] == "ok") & printed["std_error"].notna()].set_index("term")
    if rows.empty:
        return None
    firth = bool((rows["estimator"] == "firth").all())
    kind = "firth" if firth else covariance
    fits = [_fit(table, list(rows.index), kind) for table in completed]
    estimates, errors = _rubin(
        np.array([beta for beta, _ in fits]), np.array([covariance for _, covariance in fits])
    )
    difference = estimates - rows["log_odds"].to_numpy(dtype=np.float64)
    off = errors - rows["std_error"].to_numpy(dtype=np.float64)
    return PooledOpinion(
        "firthmodels" if firth else "statsmodels",
        len(rows),
        float(np.abs(difference).max()),
        None if np.isnan(errors).all() else float(np.abs(off).max()),
        robust=covariance != "model",
        pooled=len(completed) > 1,
    )


def _fit(table: CodedTable, terms: Sequence[str], kind: str) -> tuple[Floats, Floats]:
    """Coefficients and covariance of some terms of one completed table, by another program."""
    design = build_design(table)
    # Which columns have something new is looked at per table, as the models stage does.
    kept = list(find_rank(design.x).kept)
    x = design.x[:, kept]
    rows = _by_outcome(x, design.events, design.counts)
    if kind in EQUATIONS and design.clusters is not None:
        told, number = _by_cluster(x, design.clusters)
        beta, covariance = fit_equations(*told, number)
    else:
        fit = fit_firth if kind == "firth" else fit_maximum_likelihood
        beta, covariance = fit(*rows)
    if kind not in {"model", "firth", *EQUATIONS}:
        covariance = _robust(x, rows, design.clusters, beta, covariance, kind)
    names = [design.columns[position].term for position in kept]
    places = [names.index(term) for term in terms]
    return beta[places], covariance[places][:, places]


def _by_outcome(x: Floats, events: Floats, counts: Floats) -> _Rows:
    """A row for those with and one for those without the outcome, and how many they are."""
    weights = np.concatenate([events, counts - events])
    there = weights > 0
    return np.concatenate([x, x])[there], np.repeat([1.0, 0.0], len(x))[there], weights[there]


def _by_cluster(x: Floats, clusters: Clusters) -> tuple[_Rows, Ints]:
    """`_by_outcome` within clusters, with the number of the cluster."""
    weights = np.concatenate([clusters.events, clusters.counts - clusters.events])
    number = np.concatenate([clusters.number, clusters.number])[weights > 0]
    return _by_outcome(x[clusters.row], clusters.events, clusters.counts), number


def _robust(
    x: Floats,
    rows: _Rows,
    clusters: Clusters | None,
    beta: Floats,
    inverse: Floats,
    kind: str,
) -> Floats:
    """The covariance that was asked for; NaN where a cluster is too large for dense matrices."""
    number = None
    if clusters is not None:
        if kind == "CR2" and not fits_in(clusters.counts, clusters.number):
            return np.full_like(inverse, np.nan)
        rows, number = _by_cluster(x, clusters)
    told, outcome, weights = rows
    p = expit(told @ beta)
    return robust_covariance(told, outcome - p, p * (1.0 - p), weights, inverse, kind, number)


def _rubin(betas: Floats, covariances: Floats) -> tuple[Floats, Floats]:
    """Pooled estimates and standard errors, from whole matrices instead of one by one."""
    m = len(betas)
    total = covariances.sum(axis=0) / m
    if m > 1:
        centred = betas - betas.sum(axis=0) / m
        between = centred.T @ centred / (m - 1)
        total = total + between + between / m
    return betas.sum(axis=0) / m, np.sqrt(np.diag(total))
