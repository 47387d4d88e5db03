"""The calibration curve."""

import numpy as np
import pytest

from thuiszitters.validation.calibration_curve import calibration_curve


def test_the_curve_is_that_of_statsmodels_on_harrells_basis():
    """Equation 2.25 written out with numpy's quantiles, fitted by reweighted squares."""
    sm = pytest.importorskip("statsmodels.api")
    rng = np.random.default_rng(14)
    eta = rng.normal(-1.0, 1.2, 400)
    events = (rng.random(400) < 1 / (1 + np.exp(-(0.3 + eta - 0.3 * eta**2)))).astype(float)
    t = np.quantile(eta, [0.05, 0.35, 0.65, 0.95])

    def columns(x):
        cubes = np.maximum(x[:, None] - t, 0.0) ** 3
        bends = [
            (
                cubes[:, j]
                - cubes[:, 2] * (t[3] - t[j]) / (t[3] - t[2])
                + cubes[:, 3] * (t[2] - t[j]) / (t[3] - t[2])
            )
            / (t[3] - t[0]) ** 2
            for j in (0, 1)
        ]
        return np.column_stack([np.ones(len(x)), x, *bends])

    fitted = sm.GLM(events, columns(eta), sm.families.Binomial()).fit(tol=1e-12, maxiter=100)
    at = np.array([0.05, 0.2, 0.45, 0.7])
    expected = fitted.predict(columns(np.log(at / (1 - at))))
    found = calibration_curve(1 / (1 + np.exp(-eta)), events, np.ones(400), at)
    # Both stop at a relative change of the likelihood; their risks agree to 1e-8.
    np.testing.assert_allclose(found, expected, atol=1e-6)


@pytest.mark.parametrize("p", [[0.1, 0.2, 0.3, 0.4], [0.0, 0.1, 0.2, 0.3, 0.4, 0.5]])
def test_too_few_predictions_or_certain_ones_have_no_curve(p):
    counts = np.full(len(p), 50.0)
    found = calibration_curve(np.array(p), counts / 5, counts, np.array([0.2]))
    assert np.isnan(found).all()


def test_a_spline_that_tells_the_outcomes_apart_has_no_curve():
    p = np.linspace(0.1, 0.9, 30)
    found = calibration_curve(p, (p > 0.5).astype(float), np.ones(30), np.array([0.4]))
    assert np.isnan(found).all()
