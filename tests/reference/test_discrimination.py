"""Areas under the curve beside pROC."""

import numpy as np
from scipy.special import ndtr
from tests.reference.validated import rows

from thuiszitters.logit import build_design, fit_design
from thuiszitters.validation.discrimination import area_covariance, delong


def test_area_and_its_delong_interval_equal_proc(fitted):
    fit, numbers, _ = fitted
    area = delong(*rows(fit))
    np.testing.assert_allclose(area.estimate, numbers["auc"], rtol=1e-10)
    np.testing.assert_allclose(area.variance, numbers["auc_var_delong"], rtol=1e-10)
    expected = [numbers["auc_lo_delong"], numbers["auc_hi_delong"]]
    np.testing.assert_allclose([area.low, area.high], expected, rtol=1e-10)


def test_the_paired_comparison_of_areas_equals_proc(fitted):
    fit, numbers, _ = fitted
    # The smaller model's probabilities on the rows of the larger one.
    names = numbers["compared_model_covars"]
    coded = fit.design.table
    small = fit_design(build_design(coded.only(names)))
    wide = build_design(coded)
    kept = [
        i for i, column in enumerate(wide.columns) if column.predictor in ["(Intercept)", *names]
    ]
    other = wide.x[:, kept] @ small.beta
    areas, covariance = area_covariance(
        [*rows(fit)[:1], other], fit.design.events, fit.design.counts
    )
    difference = areas[0] - areas[1]
    z = difference / np.sqrt(covariance[0, 0] + covariance[1, 1] - 2.0 * covariance[0, 1])
    p_value = 2.0 * ndtr(-abs(z))
    np.testing.assert_allclose(difference, numbers["auc"] - numbers["auc_small"], rtol=1e-9)
    np.testing.assert_allclose(abs(z), abs(numbers["delong_paired"]["z"]), rtol=1e-9)
    np.testing.assert_allclose(p_value, numbers["delong_paired"]["p"], rtol=1e-8)
