"""Calibration, where it is known beforehand."""

import numpy as np
import pytest

from thuiszitters.validation.calibration import calibration_line, calibration_slopes

ETA = np.array([-2.0, -0.5, 0.0, 1.5])
COUNTS = np.full(4, 1e6)
#: As many events as the linear predictor says.
EVENTS = COUNTS / (1 + np.exp(-ETA))


def test_a_model_that_is_right_has_intercept_0_and_slope_1():
    found = calibration_line(ETA, EVENTS, COUNTS)
    assert (found.intercept, found.slope) == pytest.approx((0.0, 1.0), abs=1e-9)


@pytest.mark.parametrize("factor", [0.5, 2.0])
def test_predictions_that_are_too_extreme_have_the_slope_that_takes_it_back(factor):
    found = calibration_line(factor * ETA, EVENTS, COUNTS)
    assert found.slope == pytest.approx(1 / factor, rel=1e-9)


def test_predictions_that_are_too_high_have_the_intercept_that_takes_it_back():
    assert calibration_line(ETA + 0.7, EVENTS, COUNTS).intercept == pytest.approx(-0.7)


def test_many_slopes_at_once_are_those_one_by_one():
    every = np.array([ETA, 2 * ETA, ETA**2, np.ones(4)])
    slopes = calibration_slopes(every, EVENTS, COUNTS)
    one_by_one = [calibration_line(eta, EVENTS, COUNTS).slope for eta in every[:3]]
    assert slopes[:3] == pytest.approx(one_by_one, rel=1e-8)
    assert np.isnan(slopes[3])  # the same for every pupil


def test_the_same_prediction_for_all_has_no_slope():
    assert np.isnan(calibration_line(np.zeros(4), EVENTS, COUNTS).slope)
