"""Ends of the profile likelihood."""

import numpy as np
import pytest

from thuiszitters.logit.likelihood import Likelihood
from thuiszitters.logit.maximum import maximise
from thuiszitters.logit.profile_likelihood import ends_sought, normal_quantile, profile_interval
from thuiszitters.logit.search import alone


@pytest.fixture(scope="module", params=[False, True], ids=["plain", "firth"])
def data(request):
    x = np.array([[1.0, 0.0], [1.0, 1.0]])
    return Likelihood(x, np.array([6.0, 11.0]), np.array([40.0, 30.0]), firth=request.param)


def test_at_an_end_the_likelihood_has_fallen_by_half_the_squared_quantile(data):
    top = maximise(data, np.zeros(2)).point
    low, high = profile_interval(data, top, 1, 0.95)
    assert low < top.beta[1] < high
    held = np.array([True, False])
    for end in (low, high):
        there = maximise(data, np.array([top.beta[0], end]), held).point
        fallen = top.value - there.value
        assert fallen == pytest.approx(normal_quantile(0.95) ** 2 / 2, abs=1e-8)


def test_searches_side_by_side_find_the_same_ends():
    from thuiszitters.logit.likelihood import evaluate

    data = Likelihood(
        np.array([[1.0, 0.0], [1.0, 1.0]]), np.array([6.0, 11.0]), np.array([40.0, 30.0])
    )
    top = maximise(data, np.zeros(2)).point
    sought = ends_sought(data, top, 1, 0.95, np.zeros(2))  # from the tangent itself
    found = [alone(sought[sign], lambda beta: evaluate(data, beta)) for sign in (-1.0, 1.0)]
    assert found == pytest.approx(profile_interval(data, top, 1, 0.95), abs=1e-9)
