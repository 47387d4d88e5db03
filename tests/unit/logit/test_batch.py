"""A batch of fits gives what one fit at a time gives, and says where it cannot."""

import numpy as np
import pytest

from thuiszitters.logit.batch import fit_batch, fit_batch_somehow
from thuiszitters.logit.fit_likelihood import fit_likelihood
from thuiszitters.models.coding import design_from_patterns
from thuiszitters.validation.optimism import resample


@pytest.fixture
def drawn(pupils, specs):
    design = design_from_patterns(pupils, specs)
    rng = np.random.default_rng(9)
    return design, *resample(design.events, design.counts, 20, rng)


@pytest.mark.parametrize("firth", [False, True])
def test_a_batch_equals_one_fit_at_a_time(drawn, firth):
    design, events, counts = drawn
    batch = fit_batch(design.x, events, counts, firth=firth, steps=200)
    assert batch.converged.all()
    for i in range(len(events)):
        there = counts[i] > 0
        one = fit_likelihood(design.x[there], events[i][there], counts[i][there], firth=firth)
        np.testing.assert_allclose(batch.beta[i], one.beta, rtol=1e-6, atol=1e-8)
        inverse = np.linalg.inv(batch.information[i])
        np.testing.assert_allclose(inverse, one.covariance, rtol=1e-5, atol=1e-9)
        np.testing.assert_allclose(batch.log_likelihood[i], one.log_likelihood, rtol=1e-9)


def test_resamples_keep_the_number_of_pupils(drawn):
    design, events, counts = drawn
    np.testing.assert_array_equal(counts.sum(axis=1), design.n_obs)
    assert (events <= counts).all()


def test_a_separated_fit_does_not_converge_and_is_taken_by_firth():
    x = np.array([[1.0, 0.0], [1.0, 1.0]])
    events, counts = np.array([[2.0, 5.0], [2.0, 3.0]]), np.array([[6.0, 5.0], [6.0, 5.0]])
    assert fit_batch(x, events, counts).converged.tolist() == [False, True]
    both = fit_batch_somehow(x, events, counts)
    assert both.converged.all()
    expected = np.log((5.5 / 0.5) / (2.5 / 4.5))
    np.testing.assert_allclose(both.beta[0, 1], expected, rtol=1e-8)


def test_a_level_that_no_drawn_pupil_has_is_not_determined():
    x = np.array([[1.0, 0.0, 0.0], [1.0, 1.0, 0.0], [1.0, 0.0, 1.0]])
    events, counts = np.array([[2.0, 3.0, 0.0]]), np.array([[6.0, 7.0, 0.0]])
    assert not fit_batch(x, events, counts).converged.any()
    assert not fit_batch_somehow(x, events, counts).converged.any()
