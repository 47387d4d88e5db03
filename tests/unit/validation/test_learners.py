"""Learners that a model is compared with."""

import numpy as np
import pytest

from thuiszitters.logit.fit_likelihood import fit_likelihood
from thuiszitters.validation.folds import Folds, deal
from thuiszitters.validation.learners import scores_of_model, scores_of_penalised

#: Two searches for the same maximum stop this near to it, in log odds.
SAME_FIT = 1e-7


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
