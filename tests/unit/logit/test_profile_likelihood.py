"""Ends of the profile likelihood."""

import numpy as np
import pytest

from thuiszitters.logit.likelihood import Likelihood
from thuiszitters.logit.long_rows import bends_at
from thuiszitters.logit.maximum import maximise
from thuiszitters.logit.profile_likelihood import (
    bent_place,
    ends_sought,
    normal_quantile,
    profile_interval,
    profile_tangent,
)
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


def test_a_profile_is_followed_to_the_second_order():
    """The error of the place falls with the third power of the distance."""
    rng = np.random.default_rng(3)
    x = np.column_stack([np.ones(300), rng.normal(size=(300, 2))])
    events = rng.binomial(1, 1 / (1 + np.exp(1.0 - x[:, 1] - 0.5 * x[:, 2]))).astype(float)
    counts = np.ones(300)
    data = Likelihood(x, events, counts)
    top = maximise(data, np.zeros(3)).point
    tangent = profile_tangent(top, 2)
    (bend,) = bends_at(x, counts, top.beta, tangent[None])
    free, errors = np.array([True, True, False]), []
    for distance in (0.2, 0.1):
        place = bent_place(top, tangent, 2, bend, distance)
        errors.append(np.abs(maximise(data, place, free).point.beta - place).max())
    assert errors[0] / errors[1] == pytest.approx(8.0, rel=0.1)
