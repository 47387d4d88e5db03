"""Searches side by side ask in rounds and find what they find alone."""

from functools import partial

import numpy as np
import pytest

from thuiszitters.logit.likelihood import Likelihood, evaluate
from thuiszitters.logit.maximum import highest, maximise
from thuiszitters.logit.search import alone, together


def bisection(target, steps):
    """A search for the root of a rising function, with a number of rounds of its own."""
    low, high = 0.0, 4.0
    for _ in range(steps):
        middle = (low + high) / 2.0
        found = yield middle
        low, high = (middle, high) if found < target else (low, middle)
    return (low + high) / 2.0


def squares(asked):
    def evaluate(keys, places):
        asked.append((tuple(keys), tuple(places)))
        return [place**2 for place in places]

    return evaluate


def test_searches_together_find_what_each_finds_alone():
    asked = []
    searches = {target: bisection(target, 40) for target in (2.0, 9.0)}
    found = together(searches, squares(asked))
    assert found == {t: alone(bisection(t, 40), lambda place: place**2) for t in (2.0, 9.0)}
    assert found[2.0] == pytest.approx(2.0**0.5, abs=1e-11)
    assert found[9.0] == pytest.approx(3.0, abs=1e-11)
    # The first round asks the same place for both, before either was told anything.
    assert asked[0] == ((2.0, 9.0), (2.0, 2.0))


def test_a_round_asks_only_for_those_that_still_run():
    asked = []
    found = together({n: bisection(3.0, n) for n in (3, 0, 1)}, squares(asked))
    assert [keys for keys, _ in asked] == [(3, 1), (3,), (3,)]
    assert list(found) == [3, 0, 1]  # in the order they were given, whoever ended first
    assert found[0] == 2.0  # told nothing


def test_a_search_that_stops_by_an_error_says_so():
    def broken():
        yield 1.0
        raise ArithmeticError

    with pytest.raises(ArithmeticError):
        together({"a": broken()}, squares([]))
    with pytest.raises(ArithmeticError):
        alone(broken(), lambda place: place)


def halving(start):
    """Ask for places until what is told is at most 1; give how often was asked."""
    place, asked = start, 0
    while (place := (yield place)) > 1.0:
        asked += 1
    return asked


def half(place):
    return place / 2.0


def test_searches_of_different_lengths_end_as_they_do_alone():
    starts = {"short": 2.0, "long": 32.0, "middle": 8.0}
    walks = []

    def evaluate(keys, places):
        walks.append(list(keys))
        return [half(place) for place in places]

    found = together({key: halving(start) for key, start in starts.items()}, evaluate)
    assert found == {key: alone(halving(start), half) for key, start in starts.items()}
    assert walks[0] == list(starts)  # one walk answers all that still run
    assert walks[-1] == ["long"]


@pytest.mark.parametrize("dropped", [1, 2])
def test_the_highest_likelihood_needs_no_visit(dropped):
    """It is known from the last step to it, as far as numbers have digits."""
    rng = np.random.default_rng(8)
    x = np.column_stack([np.ones(500), rng.normal(size=(500, 3))])
    events = (rng.random(500) < 1.0 / (1.0 + np.exp(1.0 - x @ [0, 1.0, -0.5, 0.2]))).astype(float)
    data, free = Likelihood(x, events, np.ones(500)), np.arange(4) < 4 - dropped
    visited = []

    def evaluated(beta):
        visited.append(beta)
        return evaluate(data, beta)

    found = alone(highest(data, np.zeros(4), free), evaluated)
    there = maximise(data, np.zeros(4), free)
    assert found == pytest.approx(there.point.value, abs=1e-11)
    assert all(abs(evaluate(data, beta).value - found) > 1e-9 for beta in visited[:2])


def test_a_likelihood_without_a_highest_place_is_not_found():
    data = Likelihood(np.ones((2, 1)), np.ones(2), np.ones(2))
    assert np.isnan(
        alone(highest(data, np.array([800.0]), np.array([True])), partial(evaluate, data))
    )
