"""How the numbers of a fit change, to first order, when one pupil gets another label.

An estimate changes by the inverse information times the change of the pupil's score; a variance by
the change of the information (Cook and Weisberg 1982, *Residuals and Influence in Regression*,
chapter 5). This only steers a search: what is found is fitted again.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import expit

from thuiszitters.base.arrays import Bools, Floats, Ints
from thuiszitters.plan import Plan
from thuiszitters.release.audit.pupils import Movable

_LEAST = 1e-9


@dataclass(frozen=True, slots=True)
class Coded:
    """The pupils of a model as columns of numbers, and every movable pupil under every label.

    Attributes
    ----------
    x, outcome, counts
        Rows of the cohort before any move that are complete: shape (rows, k), (rows,), (rows,).
    row
        Place in `x` of the row of each movable pupil; -1 where that is not complete.
    other
        Shape (movable, labels, k): the row a pupil would have.
    enters
        Shape (movable, labels): whether the pupil would be complete.
    cluster, own_cluster
        Number of the cluster of each row and of each movable pupil; none without clusters.
    """

    x: Floats
    outcome: Floats
    counts: Floats
    row: Ints
    other: Floats
    enters: Bools
    cluster: Ints | None = None
    own_cluster: Ints | None = None


@dataclass(frozen=True, slots=True)
class Rows:
    """The same after moves: rows with pupils with and without the outcome."""

    x: Floats
    ones: Floats
    zeros: Floats
    cluster: Ints | None


def coded(frame: pd.DataFrame, plan: Plan, names: Sequence[str]) -> Floats:
    """Intercept, numbers per their unit, and one column per level but the reference."""
    columns = [np.ones(len(frame))]
    for name in names:
        spec = plan.predictor(name)
        if spec.kind == "numeric":
            columns.append(frame[name].to_numpy(dtype=np.float64) / spec.per)
            continue
        values = frame[name].astype("object").to_numpy()
        missing = frame[name].isna().to_numpy()
        columns += [
            np.where(missing, np.nan, (values == level).astype(np.float64))
            for level in spec.levels[1:]
        ]
    return np.column_stack(columns)


def terms_of(plan: Plan, names: Sequence[str]) -> list[str]:
    """Names of the columns of `coded`, as the estimates table names its terms."""
    terms = ["(Intercept)"]
    for name in names:
        spec = plan.predictor(name)
        terms += [name] if spec.kind == "numeric" else [f"{name}={one}" for one in spec.levels[1:]]
    return terms


def predictors_of(plan: Plan, names: Sequence[str]) -> list[str]:
    """The predictor that each column of `coded` is of; empty for the intercept."""
    found = [""]
    for name in names:
        spec = plan.predictor(name)
        found += [name] if spec.kind == "numeric" else [name] * len(spec.levels[1:])
    return found


def code_model(pupils: Movable, plan: Plan, model: str, *, imputed: bool = False) -> Coded:
    """The rows of one model, and those that movable pupils would have.

    Where missing values are imputed, a pupil without a level counts with the shares of the levels.
    """
    names = plan.model(model).predictors
    whole = coded(pupils.patterns, plan, names)
    complete = ~np.isnan(whole).any(axis=1)
    shares = np.full(whole.shape[1], np.nan)
    if imputed and complete.any():
        weights = pupils.patterns["n_pupils"].to_numpy()[complete]
        shares = np.average(whole[complete], axis=0, weights=weights)
        whole, complete = np.where(np.isnan(whole), shares, whole), np.full(len(whole), True)
    place = np.where(complete, np.cumsum(complete) - 1, -1)
    base = pupils.patterns.iloc[pupils.row]
    other = np.empty((len(base), len(pupils.labels), whole.shape[1]))
    kept, moved = coded(base, plan, names), np.isin(predictors_of(plan, names), pupils.family)
    # Only columns of the family are others under another label.
    under = coded(pupils.labels, plan, [name for name in names if name in pupils.family])[:, 1:]
    for label in range(len(pupils.labels)):
        rows = kept.copy()
        rows[:, moved] = under[label]
        other[:, label] = np.where(np.isnan(rows), shares, rows)
    enters = np.asarray(~np.isnan(other).any(axis=2))
    counts = pupils.patterns["n_pupils"].to_numpy(dtype=np.float64)[complete]
    outcome = pupils.patterns["outcome"].to_numpy(dtype=np.float64)[complete]
    groups = own = None
    if plan.estimation.cluster_column is not None:
        names_of = pupils.patterns[plan.estimation.cluster_column].astype("str")
        every = np.unique(names_of, return_inverse=True)[1].astype(np.int64)
        groups, own = every[complete], every[pupils.row]
    return Coded(whole[complete], outcome, counts, place[pupils.row], other, enters, groups, own)


def rows_now(model: Coded, pupils: Movable) -> Rows:
    """The rows of a model after the moves."""
    moved = np.flatnonzero(pupils.label != pupils.before)
    counts = model.counts.copy()
    left = model.row[moved]
    np.subtract.at(counts, left[left >= 0], 1)
    into = moved[model.enters[moved, pupils.label[moved]]]
    y = pupils.outcome[into].astype(np.float64)
    ones = np.concatenate([model.outcome * counts, y])
    zeros = np.concatenate([(1 - model.outcome) * counts, 1 - y])
    x = np.concatenate([model.x, model.other[into, pupils.label[into]]])
    groups = None
    if model.cluster is not None and model.own_cluster is not None:
        groups = np.concatenate([model.cluster, model.own_cluster[into]])
    return Rows(x, ones, zeros, groups)


def changes(model: Coded, pupils: Movable, beta: Floats, places: Ints, at: Floats) -> Floats:
    """Change of every number of a model, per movable pupil and label.

    Parameters
    ----------
    beta
        Coefficients by column of `coded`; NaN where a column is not in the fit.
    places
        Columns whose estimates are released.
    at
        Their numbers now, four per term (`windows.Windows`).

    Returns
    -------
    ndarray
        Shape (movable, labels, 4 terms); zero for the label that a pupil has.
    """
    used = np.flatnonzero(~np.isnan(beta))
    b = beta[used]
    rows = rows_now(model, pupils)
    x = rows.x[:, used]
    risk = expit(x @ b)
    weight = (rows.ones + rows.zeros) * risk * (1 - risk)
    inverse = np.linalg.pinv((x * weight[:, None]).T @ x)
    n = len(model.other)
    y = pupils.outcome.astype(np.float64)
    new = model.other[:, :, used]
    old = new[np.arange(n), pupils.label]
    enters = model.enters
    leaves = enters[np.arange(n), pupils.label]
    new, old = np.where(enters[..., None], new, 0.0), np.where(leaves[:, None], old, 0.0)
    p_new, p_old = expit(new @ b), expit(old @ b)
    w_new, w_old = enters * p_new * (1 - p_new), leaves * p_old * (1 - p_old)
    score = new * (enters * (y[:, None] - p_new))[..., None]
    score = score - (old * (leaves * (y - p_old))[:, None])[:, None, :]
    shift = score @ inverse
    chosen = np.searchsorted(used, places)
    columns, moved = inverse[:, chosen], shift[..., chosen]
    spread = x @ columns
    back, pull, own = columns, np.zeros_like(columns), np.zeros((n, 1, 1))
    total = 2 * np.diagonal(inverse)[chosen]
    if rows.cluster is not None and model.own_cluster is not None:
        residual = rows.ones - (rows.ones + rows.zeros) * risk
        scores = np.zeros((int(max(rows.cluster.max(), model.own_cluster.max())) + 1, len(used)))
        np.add.at(scores, rows.cluster, x * residual[:, None])
        along = scores @ columns
        back, total = inverse @ (scores.T @ along), (along**2).sum(axis=0)
        pull = x.T @ (weight[:, None] * spread * along[rows.cluster])
        own = along[model.own_cluster][:, None]
    # The change of the information between the columns and `back`: of the pupil, and of the risks.
    bent = x.T @ ((weight * (1 - 2 * risk))[:, None] * spread * (x @ back))
    told = w_new[..., None] * (new @ columns) * (new @ back) + shift @ (bent + pull)
    told -= (w_old[:, None] * (old @ columns) * (old @ back))[:, None]
    relative = (own * moved - told) / total
    made = _of_numbers(moved, relative, at, np.sqrt(np.diagonal(inverse)[chosen]))
    made[np.arange(n), pupils.label] = 0.0
    return made


def _of_numbers(moved: Floats, relative: Floats, at: Floats, errors: Floats) -> Floats:
    """Changes of the four numbers of every term, shape (movable, labels, 4 terms).

    Parameters
    ----------
    moved, relative
        Change of the estimates, and of their errors as a share, shape (movable, labels, terms).
    errors
        Errors of who has no interval with two ends.
    """
    log_odds, low, high, z = at.reshape(-1, 4).T
    width = high - low
    error = np.where(np.isfinite(width), width / 3.92, errors)
    parts = (
        moved,
        moved - (log_odds - low) * relative,
        moved + (high - log_odds) * relative,
        moved / np.maximum(error, _LEAST) - z * relative,
    )
    return np.stack(parts, axis=-1).reshape(*moved.shape[:2], -1)
