"""Whether a flexible learner sees more in the predictors than the model of a plan.

Four learners get the same predictors and the same folds: the model itself, logistic regression
with a penalty (L2 and L1), and boosted trees, which find bends and interactions nobody named. Trees
that do better than the model say that it misses something; which predictors they use is told by
what shuffling each costs them.

References
----------
Breiman, L. (2001). Random forests. Machine Learning 45, 5-32 (shuffled predictors); see also
`folds` and `learners`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.special import expit

from thuiszitters.base.arrays import Floats
from thuiszitters.logit.measures import brier_score
from thuiszitters.logit.results import LogitFit
from thuiszitters.models.fitted import FittedPlan
from thuiszitters.validation.calibration import calibration_line
from thuiszitters.validation.folds import (
    Estimate,
    Folds,
    area_in_fold,
    cross_validated_area,
    deal,
    drawn_pupils,
    over_folds,
)
from thuiszitters.validation.learners import (
    Scorer,
    boosted_trees,
    scores_of_model,
    scores_of_penalised,
)

#: Of more pupils so many are drawn at random: then the interval of a difference is narrow already,
#: and trees grow with pupils, not with distinct rows.
MOST_PUPILS = 20_000
#: A difference in area below this is little: of a hundred pairs of pupils, one with and one without
#: the outcome, fewer than five more come in the right order.
LITTLE = 0.05
#: Boosted scores stay within this: beyond it a probability is 0 or 1 in all digits.
FARTHEST = 30.0

Row = dict[str, object]
Verdict = Literal["little", "missed", "unknown"]


@dataclass(frozen=True, slots=True)
class _Scored:
    """A learner's scores of every deal, each of shape (folds, rows)."""

    name: str
    scores: list[Floats]


def verdict(difference: Estimate) -> Verdict:
    """What the interval of a difference in area, learner minus model, says of the model.

    Examples
    --------
    >>> [verdict(Estimate(0.0, *ends)) for ends in ((-0.1, 0.04), (0.01, 0.12), (-0.02, 0.1))]
    ['little', 'missed', 'unknown']
    """
    if difference.high < LITTLE:
        return "little"
    return "missed" if difference.low > 0 else "unknown"


def learner_rows(fitted: FittedPlan, rng: np.random.Generator) -> list[Row]:
    """Rows of ``learners``: the main model only, since the others hold parts of its question."""
    main = fitted.plan.main_model.name
    whole = fitted.complete_case(main, robust=False)
    if whole.likelihood is None or whole.status == "separated":
        return []
    deals, level = fitted.plan.validation.deals, fitted.plan.estimation.level
    rows = flexible_rows(whole, rng, n_deals=deals, level=level)
    return [{"model": main, **row} for row in rows]


def flexible_rows(
    fit: LogitFit, rng: np.random.Generator, *, n_deals: int = 2, level: float = 0.95
) -> list[Row]:
    """The model of a plan beside three learners of scikit-learn, cross-validated.

    Parameters
    ----------
    fit
        The model on its complete pupils, with status ``ok``.
    rng
        For the deals, the shuffles, and the draw from more than `MOST_PUPILS`.
    n_deals
        How often pupils are dealt into folds.
    level
        Of the intervals.

    Returns
    -------
    list
        Rows of ``learners`` without the name of the model: measures of every learner, and per
        predictor what shuffling it costs the trees. None without a deal, with too few pupils for
        folds, and where a fold leaves pupils to whom the model cannot be fitted.
    """
    if not n_deals:
        return []
    from sklearn import config_context

    design = fit.design
    pupils = drawn_pupils(design.events, design.counts, MOST_PUPILS, rng)
    x = design.x[:, list(fit.columns)]
    dealt = [deal(*pupils, rng) for _ in range(n_deals)]
    deals = [folds for folds in dealt if folds is not None]
    # Checks of input cost as much as these fits.
    with config_context(assume_finite=True, skip_parameter_validation=True):
        own = [scores_of_model(x, folds, firth=fit.estimator == "firth") for folds in deals]
        model = _Scored("model", [one for one in own if one is not None])
        if len(model.scores) < n_deals:
            return []
        penalised = [
            _Scored(name, [scores_of_penalised(x, folds, lasso=name == "lasso") for folds in deals])
            for name in ("ridge", "lasso")
        ]
        trees, costs = _boosted(fit, x, deals, rng, level)
    rows = [row for one in (model, *penalised, trees) for row in _measures(one, deals, level)]
    for one in (*penalised, trees):
        difference = cross_validated_area(one.scores, deals, level=level, against=model.scores)
        said = verdict(difference) if one is trees else ""
        rows.append({**_row(one.name, "auc_difference", difference), "sentence": said})
    for name, cost in costs.items():
        rows.append({**_row(trees.name, "importance", cost), "predictor": name})
    return rows


def _boosted(
    fit: LogitFit, x: Floats, deals: list[Folds], rng: np.random.Generator, level: float
) -> tuple[_Scored, dict[str, Estimate]]:
    """Scores of boosted trees, and what shuffling each predictor costs them."""
    columns = _columns_of(fit)
    scores: list[Floats] = []
    costs: dict[str, list[list[tuple[float, float]]]] = {name: [] for name in columns}
    for folds in deals:
        trees = [boosted_trees(x, *folds.without(fold)) for fold in range(folds.size)]
        known = [tree(x) for tree in trees]
        scores.append(np.clip(known, -FARTHEST, FARTHEST))
        for name, places in columns.items():
            costs[name].append(
                [
                    _cost(tree, (x, known[fold]), places, folds, fold, rng)
                    for fold, tree in enumerate(trees)
                ]
            )
    told = {name: over_folds(cost, level=level) for name, cost in costs.items()}
    return _Scored("boosting", scores), told


def _cost(
    tree: Scorer,
    scored: tuple[Floats, Floats],
    places: list[int],
    folds: Folds,
    fold: int,
    rng: np.random.Generator,
) -> tuple[float, float]:
    """Area lost when every pupil of a fold gets the columns of another; and its variance.

    `scored` are the columns of every row and what the tree makes of them.
    """
    x, known = scored
    rest = folds.counts[fold] - folds.events[fold]
    cells = np.concatenate([folds.events[fold], rest]).astype(np.int64)
    rows = np.repeat(np.tile(np.arange(len(x)), 2), cells)
    outcome = np.repeat(np.repeat([1.0, 0.0], len(x)), cells)
    mixed = x[rows]
    mixed[:, places] = mixed[rng.permutation(len(rows))][:, places]
    return area_in_fold([known[rows], tree(mixed)], outcome, np.ones(len(rows)))


def _columns_of(fit: LogitFit) -> dict[str, list[int]]:
    """Predictor to the places of its columns among those that were fitted."""
    places = {position: place for place, position in enumerate(fit.columns)}
    found = {
        spec.name: [places[one] for one in fit.design.positions(spec.name) if one in places]
        for spec in fit.design.table.predictors
    }
    return {name: columns for name, columns in found.items() if columns}


def _measures(one: _Scored, deals: list[Folds], level: float) -> Iterator[Row]:
    """Area, calibration and squared error of scores that never saw the pupils they are about."""
    yield _row(one.name, "auc", cross_validated_area(one.scores, deals, level=level))
    told = np.array(
        [_calibration(scores, folds) for scores, folds in zip(one.scores, deals, strict=True)]
    ).mean(axis=0)
    for measure, value in zip(
        ("calibration_intercept", "calibration_slope", "brier"), told, strict=True
    ):
        yield {"learner": one.name, "measure": measure, "estimate": float(value)}


def _calibration(scores: Floats, folds: Folds) -> tuple[float, float, float]:
    eta, events, counts = scores.ravel(), folds.events.ravel(), folds.counts.ravel()
    there = counts > 0
    eta, events, counts = eta[there], events[there], counts[there]
    line = calibration_line(eta, events, counts)
    return line.intercept, line.slope, brier_score(expit(eta), events, counts)


def _row(learner: str, measure: str, found: Estimate) -> Row:
    return {
        "learner": learner,
        "measure": measure,
        "estimate": found.value,
        "ci_low": found.low,
        "ci_high": found.high,
    }
