"""Learners beside the model: folds, intervals with a closed form, and what is concluded."""

import numpy as np
import pandas as pd
import pytest

from thuiszitters.base.randomness import Streams
from thuiszitters.logit import fit_design
from thuiszitters.logit.fitted_likelihood import fit_likelihood
from thuiszitters.models.coding import design_from_patterns
from thuiszitters.plan import PredictorSpec, text
from thuiszitters.results.schema import build
from thuiszitters.results.tables_validation import LEARNERS
from thuiszitters.validation.discrimination import delong
from thuiszitters.validation.flexible import flexible_rows, verdict
from thuiszitters.validation.folds import (
    Estimate,
    Folds,
    cross_validated_area,
    deal,
    drawn_pupils,
    over_folds,
)
from thuiszitters.validation.learners import scores_of_model, scores_of_penalised

#: Sums of the same numbers in another order.
ROUNDING = 1e-12
#: Two searches for the same maximum stop this near to it, in log odds.
SAME_FIT = 1e-7


def yes_no(name):
    return PredictorSpec(name, text(name), "binary", ("no", "yes"))


def patterns_of(log_odds, n, seed):
    """Pupils with two yes/no predictors, drawn from log odds as a function of both."""
    rng = np.random.default_rng(seed)
    first, second = rng.random((2, n)) < 0.5
    outcome = rng.random(n) < 1.0 / (1.0 + np.exp(-log_odds(first, second)))
    frame = pd.DataFrame({"outcome": outcome.astype(int), "first": first, "second": second})
    for name in ("first", "second"):
        frame[name] = np.where(frame[name], "yes", "no")
    return (
        frame.groupby([*frame.columns], as_index=False).size().rename(columns={"size": "n_pupils"})
    )


@pytest.fixture(scope="module")
def crossed():
    """The outcome is common where exactly one of two predictors holds: no line sees that."""
    patterns = patterns_of(lambda a, b: np.where(a ^ b, 1.0, -1.0), 400, 1)
    fit = fit_design(design_from_patterns(patterns, [yes_no("first"), yes_no("second")]))
    return fit, pd.DataFrame(flexible_rows(fit, Streams(1)("learners")))


def test_every_pupil_is_in_one_fold_and_folds_are_alike():
    rng = np.random.default_rng(3)
    counts = rng.integers(1, 9, 40).astype(float)
    events = rng.binomial(counts.astype(int), 0.3).astype(float)
    folds = deal(events, counts, rng)
    np.testing.assert_array_equal(folds.events.sum(axis=0), events)
    np.testing.assert_array_equal(folds.counts.sum(axis=0), counts)
    assert (folds.events <= folds.counts).all()
    assert np.ptp(folds.events.sum(axis=1)) <= 1
    assert np.ptp((folds.counts - folds.events).sum(axis=1)) <= 1


@pytest.mark.parametrize(("events", "size"), [(3, None), (4, 2), (7, 3), (50, 5)])
def test_a_fold_has_two_pupils_with_the_outcome_or_there_are_fewer_folds(events, size):
    found = deal(np.array([float(events)]), np.array([100.0]), np.random.default_rng(1))
    assert (None if found is None else found.size) == size


def test_one_fold_is_the_area_of_delong():
    score, events, counts = np.array([0.1, 0.4, 0.7]), np.array([2.0, 5, 9]), np.full(3, 12.0)
    own = delong(score, events, counts)
    folds = Folds(events[None], counts[None])
    found = cross_validated_area([score[None]], [folds], level=0.95)
    np.testing.assert_allclose(
        (found.value, found.low, found.high), (own.estimate, own.low, own.high), rtol=ROUNDING
    )


def test_variances_add_over_folds_and_are_averaged_over_deals():
    """Two folds with variances 0.02 and 0.06: (0.02 + 0.06) / 4; two deals: the mean of both."""
    found = over_folds([[(0.1, 0.02), (0.3, 0.06)], [(0.2, 0.04), (0.2, 0.04)]], level=0.95)
    half = 1.959963984540054 * np.sqrt(0.02)
    np.testing.assert_allclose(found.value, 0.2, rtol=ROUNDING)
    np.testing.assert_allclose(found.high - found.value, half, rtol=ROUNDING)


def test_scores_without_a_fold_are_the_fit_to_the_other_pupils(crossed):
    fit, _ = crossed
    design = fit.design
    folds = deal(design.events, design.counts, np.random.default_rng(5))
    scores = scores_of_model(design.x, folds, firth=False)
    events, counts = folds.without(2)
    again = fit_likelihood(design.x, events, counts, firth=False)
    np.testing.assert_allclose(scores[2], design.x @ again.beta, atol=SAME_FIT)


def test_a_level_that_only_one_fold_has_leaves_the_model_fitted():
    x = np.column_stack([np.ones(3), [0.0, 1, 0], [0.0, 0, 1]])
    events, counts = np.array([[5.0, 4, 1], [5, 4, 0]]), np.array([[20.0, 10, 2], [20, 10, 0]])
    scores = scores_of_model(x, Folds(events, counts), firth=False)
    assert np.isfinite(scores).all()
    # Without the first fold nobody has the third level: it scores as the reference does.
    np.testing.assert_allclose(scores[0, 2], scores[0, 0])


@pytest.mark.parametrize("lasso", [False, True])
def test_a_penalty_draws_scores_together(crossed, lasso):
    fit, _ = crossed
    design = fit.design
    folds = deal(design.events, design.counts, np.random.default_rng(5))
    own = scores_of_model(design.x, folds, firth=False)
    penalised = scores_of_penalised(design.x, folds, lasso=lasso)
    assert (np.ptp(penalised, axis=1) < np.ptp(own, axis=1)).all()


def test_trees_see_what_the_model_misses(crossed):
    _, rows = crossed
    found = rows.set_index(["learner", "measure"])["estimate"].drop("importance", level=1)
    assert found["boosting", "auc"] > found["model", "auc"] + 0.1
    told = rows.loc[(rows["learner"] == "boosting") & (rows["measure"] == "auc_difference")]
    assert told["sentence"].tolist() == ["missed"]
    costs = rows.loc[rows["measure"] == "importance"].set_index("predictor")
    assert (costs["ci_low"] > 0).all()


def test_a_model_that_holds_everything_misses_little():
    patterns = patterns_of(lambda a, b: -1.0 + 1.0 * a + 0.5 * b, 2000, 2)
    fit = fit_design(design_from_patterns(patterns, [yes_no("first"), yes_no("second")]))
    rows = pd.DataFrame(flexible_rows(fit, Streams(1)("learners")))
    told = rows.loc[rows["sentence"] == "little"]
    assert told["learner"].tolist() == ["boosting"]


def test_rows_can_be_built_and_each_has_a_name_of_its_own(crossed):
    _, rows = crossed
    made = build(LEARNERS, rows.assign(model="main"))
    assert not made.duplicated(list(LEARNERS.keys)).any()


def test_few_pupils_with_the_outcome_give_no_rows():
    patterns = pd.DataFrame(
        {"outcome": [1, 1, 0, 0], "first": ["yes", "no"] * 2, "n_pupils": [1, 2, 40, 40]}
    )
    fit = fit_design(design_from_patterns(patterns, [yes_no("first")]))
    assert flexible_rows(fit, Streams(1)("learners")) == []


def test_a_draw_takes_no_pupil_twice():
    events, counts = np.array([5.0, 40]), np.array([50.0, 60])
    drawn = drawn_pupils(events, counts, 100, np.random.default_rng(1))
    assert drawn[1].sum() == 100
    assert (drawn[0] <= events).all()
    assert (drawn[1] - drawn[0] <= counts - events).all()
    whole = drawn_pupils(events, counts, 110, np.random.default_rng(1))
    assert whole[0] is events


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [(-0.1, 0.049, "little"), (0.01, 0.04, "little"), (0.01, 0.05, "missed"),
     (0.0, 0.05, "unknown"), (-0.1, 0.2, "unknown")],
)  # fmt: skip
def test_the_rules_of_the_conclusion(low, high, said):
    assert verdict(Estimate(0.0, low, high)) == said
