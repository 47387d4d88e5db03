"""One search where it is proven to be enough."""

import numpy as np

from thuiszitters.logit.global_maximum import is_proven_global, maximise_globally
from thuiszitters.logit.likelihood import Likelihood
from thuiszitters.logit.maximum import maximise

X = np.array([[1.0, 0.0], [1.0, 1.0]])


def test_without_a_penalty_a_maximum_is_the_only_one():
    data = Likelihood(X, np.array([6.0, 11.0]), np.array([40.0, 30.0]))
    found = maximise(data, np.zeros(2))
    assert is_proven_global(data, found)
    assert maximise_globally(data, [np.zeros(2)]).point.value == found.point.value


def test_many_pupils_prove_it_with_a_penalty_and_few_do_not():
    many = Likelihood(X, np.array([60.0, 110.0]), np.array([400.0, 300.0]), firth=True)
    assert is_proven_global(many, maximise(many, np.zeros(2)))
    few = Likelihood(X, np.array([0.0, 1.0]), np.array([2.0, 1.0]), firth=True)
    assert not is_proven_global(few, maximise(few, np.zeros(2)))


def test_where_it_is_not_proven_nothing_higher_is_near():
    data = Likelihood(X, np.array([0.0, 1.0]), np.array([2.0, 1.0]), firth=True)
    best = maximise_globally(data, [np.zeros(2)]).point
    rng = np.random.default_rng(1)
    for start in rng.normal(0, 5, (20, 2)):
        assert maximise(data, start).point.value <= best.value + 1e-7
