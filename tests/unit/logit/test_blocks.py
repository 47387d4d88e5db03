"""A matrix in blocks of rows gives the numbers of the whole one."""

import numpy as np
import pytest

from thuiszitters.logit import blocks, long_rows, made_rows
from thuiszitters.logit.coding import CodedTable, Predictor, collapse
from thuiszitters.logit.design import build_design
from thuiszitters.logit.estimation import Estimation
from thuiszitters.logit.fit import fit_design
from thuiszitters.logit.rank import find_rank
from thuiszitters.odds.remarks import remarks
from thuiszitters.validation.diagnostics import influence_by_pattern, overall_fit

N_ROWS = 400


@pytest.fixture
def table():
    rng = np.random.default_rng(7)
    age = 50.0 + rng.normal(size=N_ROWS).cumsum()
    distinct, place = np.unique(age, return_inverse=True)
    marks = (rng.random((N_ROWS, 3)) < 0.4).astype(np.int64)
    counts = rng.integers(1, 4, N_ROWS).astype(float)
    risk = 1.0 / (1.0 + np.exp(1.0 - marks @ [0.5, -0.4, 0.8]))
    table = CodedTable(
        predictors=(
            *(Predictor(f"x{i}", "binary", ("no", "yes")) for i in range(3)),
            Predictor("age", "numeric"),
        ),
        codes=np.column_stack([marks, place]),
        distinct=(None, None, None, distinct),
        events=rng.binomial(counts.astype(int), risk).astype(float),
        counts=counts,
    )
    return collapse(table)


@pytest.mark.parametrize("estimator", ["ml", "firth"])
def test_a_fit_in_blocks_is_the_fit(monkeypatch, table, estimator):
    design = build_design(table)
    estimation = Estimation(estimator=estimator, interval="profile")
    whole = fit_design(design, estimation)
    influence, test = influence_by_pattern(whole), overall_fit(whole)
    monkeypatch.setattr(blocks, "BLOCK_ROWS", 64)
    monkeypatch.setattr(made_rows, "ROWS_AT_ONCE", 32)
    monkeypatch.setattr(long_rows, "FEWEST_ROWS", 16)
    made = build_design(table)
    assert isinstance(made.rows, made_rows.CodedRows)
    np.testing.assert_array_equal(made.x, design.x)
    parts = fit_design(made, estimation)
    for term, other in zip(parts.terms, whole.terms, strict=True):
        numbers = [(t.log_odds, t.std_error, t.ci_low, t.ci_high, t.p_value) for t in (term, other)]
        np.testing.assert_allclose(*numbers, rtol=1e-9, atol=1e-12)
    tests = [[one.statistic for one in fit.global_tests] for fit in (parts, whole)]
    np.testing.assert_allclose(*tests, rtol=1e-9)
    if estimator == "ml":  # both ends and the test of every term came from walks in common
        assert len(parts.likelihood.found) == 3 * len(parts.terms)
        assert [one.text.en for one in remarks(parts, None, imputed=False)] == [
            f"{len(design.counts)} different rows: the fit walks them in blocks."
        ]
    np.testing.assert_allclose(parts.summary.log_likelihood, whole.summary.log_likelihood)
    in_parts = influence_by_pattern(parts)
    assert (in_parts["dfbeta_term"] == influence["dfbeta_term"]).all()
    numbers = [one.drop(columns="dfbeta_term").to_numpy() for one in (in_parts, influence)]
    np.testing.assert_allclose(*numbers, rtol=1e-7, atol=1e-12)
    np.testing.assert_allclose(overall_fit(parts).statistic, test.statistic, rtol=1e-7)


def test_dependent_columns_are_found_in_blocks(monkeypatch):
    rng = np.random.default_rng(2)
    x = np.column_stack([np.ones(N_ROWS), rng.normal(size=(N_ROWS, 3)), np.full(N_ROWS, 5.0)])
    x = np.column_stack([x, x[:, 1] - 2.0 * x[:, 3]])
    whole = find_rank(x)
    assert whole.constant == (4,)
    assert whole.aliased == ((5, (1, 3)),)
    monkeypatch.setattr(blocks, "BLOCK_ROWS", 64)
    monkeypatch.setattr(made_rows, "ROWS_AT_ONCE", 32)
    assert find_rank(x) == whole
