"""Likelihood-ratio statistics against their closed form."""

import numpy as np
import pytest

from thuiszitters.logit import CodedTable, Predictor, build_design, fit_design
from thuiszitters.logit.restricted import restricted_maximum, restricted_start

#: Pupils and events of those without and with the characteristic.
COUNTS, EVENTS = np.array([40.0, 40.0]), np.array([10.0, 20.0])
#: Both maxima are found to the rounding of a log likelihood of some 50.
RTOL = 1e-9


@pytest.fixture
def fitted():
    table = CodedTable(
        predictors=(Predictor("exposed", "binary", ("no", "yes")),),
        codes=np.array([[0], [1]]),
        distinct=(None,),
        events=EVENTS,
        counts=COUNTS,
    )
    return fit_design(build_design(table)).likelihood


def statistic():
    """Twice the sum of counts times the log of observed over expected."""
    observed = np.array([EVENTS, COUNTS - EVENTS])
    expected = observed.sum(axis=1, keepdims=True) * COUNTS / COUNTS.sum()
    return 2.0 * (observed * np.log(observed / expected)).sum()


def test_the_restricted_maximum_gives_the_likelihood_ratio_statistic(fitted):
    data, maximum, _ = fitted._rotated([1])
    found = restricted_maximum(data, maximum, np.array([True, False]))
    assert found.point.beta[1] == 0.0
    drop = 2.0 * (maximum.value - found.point.value)
    np.testing.assert_allclose(drop, statistic(), rtol=RTOL)
    np.testing.assert_allclose(fitted.drop_statistic([1]), statistic(), rtol=RTOL)


def test_the_start_is_the_restricted_maximum_of_the_quadratic_approximation(fitted):
    _, maximum, _ = fitted._rotated([1])
    start = restricted_start(maximum, np.array([True, False]))
    slope = maximum.information @ (maximum.beta - start)
    assert start[1] == 0.0
    assert abs(slope[0]) < 1e-12  # the free direction is flat there
