"""A search by steps that keep a second derivative ends where Newton's own steps end."""

import numpy as np
import pytest

from thuiszitters.logit import maximum
from thuiszitters.logit.fit_likelihood import fit_likelihood
from thuiszitters.logit.likelihood import Likelihood, evaluate
from thuiszitters.logit.maximum import CLOSE_ENOUGH, maximise

#: A search stops within `CLOSE_ENOUGH` standard errors, and a kept second derivative misjudges
#: that distance by at most a tenth; coordinates have the size of linear predictors.
AGREES = 1e-9


def wide(seed, *, pupils=400, columns=20, share=0.1):
    """A penalised likelihood of many yes/no columns with few events, on its orthonormal basis."""
    rng = np.random.default_rng(seed)
    x = np.column_stack([np.ones(pupils), rng.random((pupils, columns)) < 0.2]).astype(float)
    events = (rng.random(pupils) < share).astype(float)
    return fit_likelihood(x, events, np.ones(pupils), firth=True).data


@pytest.mark.parametrize("seed", range(4))
def test_a_kept_second_derivative_changes_the_way_and_not_the_end(seed, monkeypatch):
    data = wide(seed)
    start = np.zeros(data.x.shape[1])
    found = maximise(data, start)
    monkeypatch.setattr(maximum, "SHRINKS", 0.0)  # nothing shrinks as much: each step has its own
    monkeypatch.setattr(maximum, "FAR", np.inf)
    newton = maximise(data, start)
    assert found.converged
    assert newton.converged
    np.testing.assert_allclose(found.point.beta, newton.point.beta, rtol=0.0, atol=AGREES)


def test_the_end_has_no_slope_and_is_a_maximum():
    data = wide(9)
    found = maximise(data, np.zeros(data.x.shape[1]))
    here = found.point
    # The inverse information measures the slope in standard errors.
    assert here.score @ np.linalg.solve(here.information, here.score) < 4.0 * CLOSE_ENOUGH**2
    rng = np.random.default_rng(9)
    around = here.beta + rng.normal(0.0, 0.01, (20, len(here.beta)))
    assert all(evaluate(data, place).value < here.value for place in around)


def test_a_wide_penalised_table_asks_for_few_second_derivatives(monkeypatch):
    asked, original = [], maximum.hessian
    monkeypatch.setattr(maximum, "hessian", lambda *a: asked.append(1) or original(*a))
    data = wide(3)
    asked.clear()
    found = maximise(data, np.zeros(data.x.shape[1]))
    assert found.converged
    assert 1 <= len(asked) <= 3


def test_held_coefficients_stay_where_they_are():
    data = wide(5)
    start = np.full(data.x.shape[1], 0.3)
    free = np.arange(len(start)) % 2 == 0
    found = maximise(data, start, free)
    assert found.converged
    assert (found.point.beta[~free] == 0.3).all()
    assert np.abs(found.point.score[free]).max() < 1e-8


def test_a_likelihood_that_is_not_concave_at_the_start_is_still_climbed():
    data = Likelihood(
        np.array([[1.0, 0.0], [1.0, 1.0]]), np.array([0.0, 1.0]), np.array([2.0, 1.0]), firth=True
    )
    for far in (np.array([6.0, 9.0]), np.array([-9.0, 15.0])):
        found = maximise(data, far)
        assert found.converged
        assert found.point.value > evaluate(data, far).value
