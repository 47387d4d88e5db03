"""Learners beside the model of a plan: penalised logistic regression, and boosted trees.

They are scikit-learn's. Each is fitted without a fold and scores the pupils of it; how strong a
penalty is, is chosen within the other folds, so no pupil has a say in how its own score is made.

References
----------
Friedman, J. H. (2001). Greedy function approximation: a gradient boosting machine. Annals of
Statistics 29, 1189-1232; Tibshirani, R. (1996). Regression shrinkage and selection via the lasso.
Journal of the Royal Statistical Society B 58, 267-288; Hoerl, A. E. and Kennard, R. W. (1970).
Ridge regression. Technometrics 12, 55-67.
"""

from collections.abc import Callable
from itertools import combinations
from typing import Any

import numpy as np
from scipy.special import log_expit

from thuiszitters.base.arrays import Floats
from thuiszitters.logit.batch import fit_batch, fit_batch_somehow
from thuiszitters.logit.measures import flic_shift
from thuiszitters.validation.folds import Folds

#: From a strong penalty to hardly any, on columns of standard deviation 1 (scikit-learn's C).
PENALTIES = (0.01, 0.05, 0.2, 1.0)
#: Small trees, many of them, slowly: shallow enough for a few hundred pupils, deep enough for
#: interactions of three predictors.
TREES = {
    "max_iter": 50,
    "learning_rate": 0.1,
    "max_leaf_nodes": 8,
    "min_samples_leaf": 10,
    "early_stopping": False,
    "random_state": 0,
}

#: From columns, intercept first, to linear predictors.
Scorer = Callable[[Floats], Floats]


def scores_of_model(x: Floats, folds: Folds, *, firth: bool) -> Floats | None:
    """Linear predictors of a logistic regression without each fold, shape (folds, rows).

    Maximum likelihood, or Firth where that does not exist; `firth` for Firth in every fold.

    Returns
    -------
    Floats or None
        None where a fold leaves pupils to whom the model cannot be fitted.
    """
    made = [_model_without(x, *folds.without(fold), firth=firth) for fold in range(folds.size)]
    known = [scores for scores in made if scores is not None]
    return np.array(known) if len(known) == folds.size else None


def _model_without(x: Floats, events: Floats, counts: Floats, *, firth: bool) -> Floats | None:
    # A level that only pupils of the fold have leaves its column without a coefficient.
    there = x[counts > 0]
    varies = np.ptp(there, axis=0) > 0
    varies[0] = True
    columns, pupils = x[:, varies], (events[None], counts[None])
    batch = (
        fit_batch(columns, *pupils, firth=True, steps=200)
        if firth
        else fit_batch_somehow(columns, *pupils)
    )
    if not batch.converged[0]:
        return None
    eta = columns @ batch.beta[0]
    return np.asarray(eta + flic_shift(eta, events, counts))


def scores_of_penalised(x: Floats, folds: Folds, *, lasso: bool) -> Floats:
    """Linear predictors of a penalised logistic regression without each fold.

    Nested cross-validation: of every fold, the penalty is the one whose fits without that fold and
    another score the other best (log likelihood), over all others.
    """
    size = folds.size
    pairs = {pair: _penalised(x, *folds.without(*pair), lasso) for pair in _pairs(size)}
    scores = []
    for fold in range(size):
        fit = np.zeros(len(PENALTIES))
        for other in range(size):
            if other != fold:
                eta = pairs[min(fold, other), max(fold, other)]
                fit += [_log_likelihood(one, folds, other) for one in eta]
        best = PENALTIES[int(np.argmax(fit))]
        scores.append(_penalised(x, *folds.without(fold), lasso, (best,))[0])
    return np.array(scores)


def _pairs(size: int) -> list[tuple[int, int]]:
    """Two folds at a time; with two folds in all each is left out by itself."""
    return list(combinations(range(size), 2))


def _log_likelihood(eta: Floats, folds: Folds, fold: int) -> float:
    events, rest = folds.events[fold], folds.counts[fold] - folds.events[fold]
    return float(events @ log_expit(eta) + rest @ log_expit(-eta))


def _penalised(
    x: Floats,
    events: Floats,
    counts: Floats,
    lasso: bool,
    penalties: tuple[float, ...] = PENALTIES,
) -> list[Floats]:
    """Linear predictors of all rows under each penalty; the intercept alone when none is left."""
    from sklearn.linear_model import LogisticRegression

    if not 0 < events.sum() < counts.sum():
        return [np.zeros(len(x)) for _ in penalties]
    columns = _standardised(x[:, 1:], counts)
    rows, outcome, weights = _by_outcome(columns, events, counts)
    kind: dict[str, Any] = (
        # liblinear penalises its intercept too, unless the column of ones is long.
        {"l1_ratio": 1.0, "solver": "liblinear", "intercept_scaling": 100.0, "random_state": 0}
        if lasso
        else {"l1_ratio": 0.0, "solver": "lbfgs", "max_iter": 1000}
    )
    made = []
    for strength in penalties:
        fitted = LogisticRegression(C=strength, **kind).fit(rows, outcome, sample_weight=weights)
        made.append(np.asarray(columns @ fitted.coef_[0] + fitted.intercept_[0]))
    return made


def _standardised(columns: Floats, counts: Floats) -> Floats:
    share = counts / counts.sum()
    mean = share @ columns
    spread = np.sqrt(share @ (columns - mean) ** 2)
    return np.asarray((columns - mean) / np.where(spread > 0, spread, 1.0))


def _by_outcome(columns: Floats, events: Floats, counts: Floats) -> tuple[Floats, Floats, Floats]:
    """Rows with the outcome, then rows without, and the pupils of each."""
    rows = np.concatenate([columns, columns])
    outcome = np.repeat([1.0, 0.0], len(columns))
    weights = np.concatenate([events, counts - events])
    there = weights > 0
    return rows[there], outcome[there], weights[there]


def boosted_trees(x: Floats, events: Floats, counts: Floats) -> Scorer:
    """Boosted trees on single pupils, as a function of columns.

    A leaf needs so many pupils, which scikit-learn counts in rows: each pupil is a row of its own.
    """
    from sklearn.ensemble import HistGradientBoostingClassifier

    rows, outcome, weights = _by_outcome(x[:, 1:], events, counts)
    pupils = np.repeat(np.arange(len(rows)), weights.astype(np.int64))
    fitted = HistGradientBoostingClassifier(**TREES).fit(rows[pupils], outcome[pupils])
    return lambda columns: np.asarray(fitted.decision_function(columns[:, 1:]))
