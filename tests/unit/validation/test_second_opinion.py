"""Other programs say the same, and are heard when they do not."""

from dataclasses import replace

import numpy as np
import pytest

from thuiszitters.logit import fit_design
from thuiszitters.logit.estimation import Estimation
from thuiszitters.models.coding import design_from_patterns
from thuiszitters.validation.second_opinion import second_opinion


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
