"""The profile of a function of the coefficients."""

import numpy as np
from tests.unit.effects.fitted_models import BINARY, NUMBER

from thuiszitters.effects.function_profile import FunctionProfile
from thuiszitters.logit import fit_design
from thuiszitters.logit.estimation import Estimation
from thuiszitters.models.coding import design_from_patterns


def test_the_profile_of_a_coefficient_is_its_ordinary_profile(table):
    fit = fit_design(design_from_patterns(table, [NUMBER, BINARY]), Estimation(estimator="firth"))
    fitted = fit.likelihood
    row = fitted.from_basis(np.eye(3))[2]
    profile = FunctionProfile(fitted.data, fitted.maximum, lambda beta: (float(row @ beta), row))
    # Both solve to about 1e-10 standard errors.
    np.testing.assert_allclose(profile.interval(0.95), fitted.interval(2, 0.95), rtol=1e-8)
    np.testing.assert_allclose(profile.drop_statistic(0.0), fitted.drop_statistic([2]), rtol=1e-8)


def test_a_function_that_overflows_at_a_trial_has_no_end_and_gives_no_warning(table):
    fit = fit_design(design_from_patterns(table, [NUMBER, BINARY]), Estimation(estimator="firth"))
    fitted = fit.likelihood
    row = fitted.from_basis(np.eye(3)).sum(axis=0)
    top = float(row @ fitted.maximum.beta)

    def steep(beta):
        with np.errstate(over="ignore", invalid="ignore"):
            value = np.exp(2000.0 * (float(row @ beta) - top))
            return float(value) - 1.0, 2000.0 * value * row

    low, high = FunctionProfile(fitted.data, fitted.maximum, steep).interval(0.95)
    assert not np.isfinite(high)
    assert not np.isfinite(low) or low <= 0.0
