"""Everyone at another level: fitted rows that are moved are the rows that are made anew."""

import numpy as np
import pytest
from tests.unit.effects.fitted_models import BINARY, MEASURES, NUMBER

from thuiszitters.effects import risks
from thuiszitters.effects.moved_rows import MovedRows, moved_settings
from thuiszitters.logit import blocks, fit_design, made_rows
from thuiszitters.logit.estimation import Estimation
from thuiszitters.logit.products import with_interaction
from thuiszitters.models.coding import design_from_patterns
from thuiszitters.plan import PredictorSpec, text

PLACE = PredictorSpec("place", text("place"), "categorical", ("a", "b", "c"))


@pytest.fixture
def placed(table):
    return table.assign(place=np.resize(["a", "b", "c", "b"], len(table)))


def design(placed):
    return design_from_patterns(placed, [NUMBER, BINARY, PLACE])


def with_products(placed):
    return with_interaction(with_interaction(design(placed), "z", "place"), "x", "z")


@pytest.mark.parametrize("make", [design, with_products])
def test_moved_rows_multiply_as_those_that_are_made(placed, make):
    fit = fit_design(make(placed))
    rng = np.random.default_rng(5)
    beta, weights = rng.normal(size=len(fit.columns)), rng.random(len(fit.design.counts))
    for position in range(1, 5):
        made = risks.counterfactual_columns(fit.design, position)
        for moved, x in zip(moved_settings(fit, position), made, strict=True):
            rows = fit.likelihood.on_basis(x[:, list(fit.columns)])
            np.testing.assert_allclose(moved @ beta, rows @ beta, rtol=0, atol=1e-12)
            np.testing.assert_allclose(weights @ moved, weights @ rows, rtol=1e-11)


def numbers(fit):
    found = [getattr(risk, name) for risk in risks.standardised_risks(fit) for name in MEASURES]
    return [(one.estimate, one.std_error, *one.interval(0.95), one.p_value) for one in found]


@pytest.mark.parametrize("estimator", ["ml", "firth"])
def test_risks_of_many_rows_are_those_of_few(monkeypatch, placed, estimator):
    few = fit_design(design(placed), Estimation(estimator=estimator))
    wanted = numbers(few)
    monkeypatch.setattr(risks, "MANY_ROWS", 1)
    assert isinstance(risks._settings(few, 1, few.likelihood)[0], MovedRows)
    # Ends of penalised profiles are found to ON_TARGET, 5e-8 standard errors.
    np.testing.assert_allclose(numbers(few), wanted, rtol=1e-9 if estimator == "ml" else 1e-6)


def test_risks_of_rows_that_are_made_while_they_are_walked(monkeypatch, placed):
    wanted = numbers(fit_design(design(placed)))
    monkeypatch.setattr(blocks, "BLOCK_ROWS", 64)
    monkeypatch.setattr(risks, "MANY_ROWS", 1)
    fit = fit_design(design(placed))
    assert isinstance(fit.likelihood.data.rows, made_rows.MadeRows)
    np.testing.assert_allclose(numbers(fit), wanted, rtol=1e-8)


def test_nobody_in_a_row_is_no_reason_to_fail(monkeypatch, placed):
    fit = fit_design(design(placed))
    monkeypatch.setattr(risks, "MANY_ROWS", 1)
    fit.design.counts[0] = 0.0
    assert not isinstance(risks._settings(fit, 1, fit.likelihood)[0], MovedRows)
