"""Other programs say the same, and are heard when they do not."""

from dataclasses import replace

import numpy as np
import pytest

from thuiszitters.logit import fit_design
from thuiszitters.logit.estimation import Estimation
from thuiszitters.models.coding import design_from_patterns
from thuiszitters.validation.second_opinion import fit_firth, second_opinion


@pytest.mark.parametrize(
    ("estimator", "program"), [("ml", "statsmodels"), ("firth", "firthmodels")]
)
def test_another_program_reaches_the_same_estimates(pupils, specs, estimator, program):
    design = design_from_patterns(pupils, specs)
    opinion = second_opinion(fit_design(design, Estimation(estimator=estimator)))
    assert opinion.program == program
    assert opinion.agrees


def test_a_difference_is_not_overlooked(pupils, specs):
    fit = fit_design(design_from_patterns(pupils, specs))
    shifted = replace(fit, beta=fit.beta + np.where(np.arange(len(fit.beta)) == 1, 0.01, 0.0))
    assert not second_opinion(shifted).agrees


def test_what_the_other_program_says_of_its_last_step_does_not_reach_the_user():
    rng = np.random.default_rng(113)
    n, k = int(rng.integers(8, 41)), int(rng.integers(3, 7))
    rows = np.column_stack([np.ones(n), *(rng.random((k, n)) < 0.2).astype(float)])
    outcome = (rng.random(n) < 0.68).astype(float)
    beta, _ = fit_firth(rows, outcome, np.ones(n))
    # Firth's score is 0 there, in as far as the last halved step got.
    p = 1 / (1 + np.exp(-rows @ beta))
    root = np.sqrt(p * (1 - p))[:, np.newaxis] * rows
    leverage = np.einsum("ij,ji->i", root, np.linalg.pinv(root))
    np.testing.assert_allclose(rows.T @ (outcome - p + leverage * (0.5 - p)), 0.0, atol=1e-5)
