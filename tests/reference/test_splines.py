"""Splines and calibration beside numbers of R."""

import numpy as np
from tests.reference.further_fits import specs

from thuiszitters.logit import fit_design
from thuiszitters.logit.estimation import Estimation
from thuiszitters.logit.likelihood import probabilities
from thuiszitters.logit.splines import default_knots, linearity_test, with_spline
from thuiszitters.models.coding import design_from_patterns
from thuiszitters.validation.calibration import calibration_line


def test_a_spline_on_the_default_knots_equals_rms(numbers, table):
    design = design_from_patterns(table, specs("age", "lwt", "smoke"))
    knots = default_knots(design, "lwt", 4)
    expected = numbers["spline"]
    np.testing.assert_allclose(knots, expected["knots"], rtol=1e-12)
    fit = fit_design(with_spline(design, "lwt", knots))
    np.testing.assert_allclose(fit.beta, expected["coef"], rtol=1e-6)
    np.testing.assert_allclose(fit.summary.log_likelihood, expected["loglik"], rtol=1e-10)
    statistic, df, _ = linearity_test(design, "lwt", Estimation())
    np.testing.assert_allclose(statistic, expected["lr"], rtol=1e-7)
    assert df == expected["df"]


def test_a_number_with_two_values_gets_no_spline(table):
    two = table.assign(age=table["smoke"].map({"no": 0.0, "yes": 1.0}))
    design = design_from_patterns(two, specs("age", "lwt"))
    assert np.isnan(linearity_test(design, "age", Estimation())[2])


def test_calibration_on_other_pupils_equals_r(numbers, table):
    names = ("age", "lwt", "smoke", "ht")
    model = fit_design(design_from_patterns(table.iloc[::2], specs(*names)))
    other = design_from_patterns(table.iloc[1::2], specs(*names))
    eta = other.x @ model.beta
    line = calibration_line(eta, other.events, other.counts)
    expected = numbers["calibration"]
    np.testing.assert_allclose(line.intercept, expected["intercept"], rtol=1e-7)
    np.testing.assert_allclose(line.slope, expected["slope"], rtol=1e-7)
    np.testing.assert_allclose(line.slope_error, expected["slope_se"], rtol=1e-6)
    assert probabilities(eta).max() < 1
