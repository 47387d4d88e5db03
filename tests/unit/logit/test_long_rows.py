"""Sums over many rows, against closed forms and the same sums without walking."""

import numpy as np
import pytest
from scipy.special import expit

from thuiszitters.logit import long_rows, made_rows
from thuiszitters.logit.coded_column import CodedColumn
from thuiszitters.logit.long_rows import bends_at, is_independent, radius, sums_at
from thuiszitters.logit.made_rows import BasisRows, CodedRows


@pytest.fixture(params=["matrix", "codes"])
def rows(request):
    """A number and two levels of a factor, as they stand or made in walks of 32 rows."""
    rng = np.random.default_rng(11)
    values = rng.normal(size=70).round(3)
    age, kind = rng.integers(0, 70, 333), rng.integers(0, 3, 333)
    columns = [CodedColumn(age, 0, values), *(CodedColumn(kind, i, None) for i in (1, 2))]
    made = CodedRows.of(columns, 333)
    dense = np.column_stack([np.ones(333), values[age], kind == 1, kind == 2])
    np.testing.assert_array_equal(made.whole(), dense)
    return made if request.param == "codes" else dense


@pytest.fixture
def few_rows(monkeypatch):
    monkeypatch.setattr(made_rows, "ROWS_AT_ONCE", 32)
    monkeypatch.setattr(long_rows, "FEWEST_ROWS", 16)


@pytest.mark.usefixtures("few_rows")
@pytest.mark.parametrize("n_places", [1, 3])
def test_sums_are_those_of_the_whole_matrix(rows, n_places):
    rng = np.random.default_rng(5)
    counts = rng.integers(1, 5, 333).astype(float)
    events = rng.binomial(counts.astype(int), 0.3).astype(float)
    places = rng.normal(size=(n_places, 4))
    value, score, information = sums_at(rows, events, counts, places)
    x = made_rows.whole(rows)
    for place, v, s, i in zip(places, value, score, information, strict=True):
        p = expit(x @ place)
        expected = events @ np.log(p) + (counts - events) @ np.log1p(-p)
        assert v == pytest.approx(expected, rel=1e-13)
        np.testing.assert_allclose(s, x.T @ (events - counts * p), rtol=1e-11, atol=1e-11)
        np.testing.assert_allclose(i, x.T @ (x * (counts * p * (1 - p))[:, None]), rtol=1e-12)


def test_far_out_the_likelihood_is_its_asymptote():
    """At a linear predictor of 800 the rarer outcome costs 800, and there is no overflow."""
    value, score, information = sums_at(
        np.ones((2, 1)), np.array([1.0, 0.0]), np.ones(2), np.array([[800.0], [-800.0]])
    )
    assert value.tolist() == [-800.0, -800.0]
    assert score.ravel().tolist() == [-1.0, 1.0]
    assert information.ravel().tolist() == [0.0, 0.0]


@pytest.mark.usefixtures("few_rows")
def test_bends_are_the_third_derivatives(rows):
    """Against differences of the information, exact to the square of their step."""
    rng = np.random.default_rng(6)
    counts = rng.integers(1, 5, 333).astype(float)
    beta, along = rng.normal(size=4) * 0.3, rng.normal(size=(2, 4))
    bends = bends_at(rows, counts, beta, along)
    step = 1e-4
    for direction, bend in zip(along, bends, strict=True):
        ends = np.array([beta + step * direction, beta - step * direction])
        _, _, (far, near) = sums_at(rows, counts / 2, counts, ends)
        slope = -(far - near) @ direction / (2 * step)
        np.testing.assert_allclose(bend, slope, rtol=1e-6, atol=1e-6 * np.abs(bend).max())


@pytest.mark.usefixtures("few_rows")
def test_rows_on_a_basis_are_the_centred_ones_times_its_inverse(rows):
    centre, inverse = np.array([0.0, 0.5, 0.0, 1.0]), np.triu(np.arange(1.0, 17.0).reshape(4, 4))
    basis = BasisRows(rows, centre, inverse)
    expected = (made_rows.whole(rows) - centre) @ inverse
    np.testing.assert_allclose(basis.whole(), expected, rtol=1e-14, atol=1e-14)
    np.testing.assert_allclose(basis[5:40], expected[5:40], rtol=1e-14, atol=1e-14)
    beta = np.array([0.5, -1.0, 2.0, 0.25])
    np.testing.assert_allclose(basis.times(beta), expected @ beta, rtol=1e-12, atol=1e-12)
    assert radius(basis) == pytest.approx(np.sqrt((expected**2).sum(axis=1).max()), rel=1e-14)


def test_columns_of_another_size_are_independent_and_parallel_ones_are_not():
    x = np.array([[1.0, 0.0], [1.0, 1e8]])
    assert is_independent(x.T @ x)
    near = np.array([[1.0, 1.0], [1.0, 1.0 + 1e-6]])
    assert not is_independent(near.T @ near)
    assert not is_independent(np.zeros((1, 1)))
