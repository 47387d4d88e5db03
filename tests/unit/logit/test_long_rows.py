"""Sums over many rows, in one walk for all places."""

import numpy as np
import pytest

from thuiszitters.logit.likelihood import Likelihood, evaluate
from thuiszitters.logit.long_rows import gram, is_independent, radius, sums_at


@pytest.fixture(scope="module")
def rows():
    rng = np.random.default_rng(4)
    x = np.column_stack([np.ones(500), rng.normal(size=(500, 2))])
    counts = rng.integers(1, 6, 500).astype(float)
    return x, rng.binomial(counts.astype(int), 0.3).astype(float), counts


def test_sums_at_several_places_are_those_of_the_likelihood_at_each(rows):
    x, events, counts = rows
    places = np.array([[0.0, 0.0, 0.0], [-1.0, 0.5, 0.2], [3.0, -2.0, 1.0]])
    values, slopes, informations = sums_at(x, events, counts, places)
    for place, value, slope, information in zip(places, values, slopes, informations, strict=True):
        point = evaluate(Likelihood(x, events, counts), place)
        np.testing.assert_allclose(value, point.value, rtol=1e-12)
        np.testing.assert_allclose(slope, point.score, rtol=1e-9, atol=1e-9)
        np.testing.assert_allclose(information, point.information, rtol=1e-11)


def test_products_of_centred_columns_tell_whether_they_depend_on_each_other(rows):
    x, _, counts = rows
    centre = np.array([0.0, *np.average(x[:, 1:], axis=0, weights=counts)])
    assert is_independent(gram(x, counts, centre))
    twice = np.column_stack([x, x[:, 1] * 2.0])
    assert not is_independent(gram(twice, counts, np.zeros(4)))
    nothing = np.column_stack([x, np.zeros(len(x))])
    assert not is_independent(gram(nothing, counts, np.zeros(4)))


def test_no_linear_predictor_is_larger_than_the_radius_says(rows):
    x, _, _ = rows
    beta = np.array([0.3, -2.0, 1.1])
    assert np.abs(x @ beta).max() <= radius(x) * np.linalg.norm(beta)
