"""A column whose mean is far above its standard deviation costs no digits anywhere."""

import numpy as np
import pandas as pd
import pytest

from thuiszitters.logit import fit_clustered, fit_design
from thuiszitters.models.coding import design_from_patterns
from thuiszitters.plan import PredictorSpec, text

NUMBER = PredictorSpec("number", text("Number"), "numeric")
OTHER = PredictorSpec("other", text("Other"), "binary", ("no", "yes"))
SPECS = (NUMBER, OTHER)
PUPILS = 240
#: Means above a standard deviation of 3; whole numbers, so that the shifted column is exact.
MEANS = (3e7, 3e8, 9e10)


@pytest.fixture(scope="module")
def table():
    rng = np.random.default_rng(5)
    number = np.round(rng.normal(0.0, 3.0, PUPILS))
    other = rng.integers(0, 2, PUPILS)
    chance = 1 / (1 + np.exp(0.6 - 0.2 * number - 0.5 * other))
    return pd.DataFrame(
        {
            "number": number,
            "other": np.where(other > 0, "yes", "no"),
            "site": [f"s{i % 24}" for i in range(PUPILS)],
            "outcome": (rng.random(PUPILS) < chance).astype(int),
            "n_pupils": 1,
        }
    )


def numbers(fit):
    return np.array(
        [(t.log_odds, t.std_error, t.ci_low, t.ci_high, t.p_value) for t in fit.terms[1:]]
    )


@pytest.mark.parametrize("mean", MEANS)
@pytest.mark.parametrize("fitter", [fit_design, fit_clustered])
def test_intervals_and_clustered_errors_do_not_notice(table, mean, fitter):
    # The same model by algebra: only the intercept may differ.
    cluster = "site" if fitter is fit_clustered else None
    near = fitter(design_from_patterns(table, SPECS, cluster=cluster))
    shifted = table.assign(number=table["number"] + mean)
    far = fitter(design_from_patterns(shifted, SPECS, cluster=cluster))
    assert (far.status, far.terms[1].status) == ("ok", "ok")
    np.testing.assert_allclose(numbers(far), numbers(near), rtol=1e-9)
    np.testing.assert_allclose(far.probability, near.probability, rtol=1e-9)


@pytest.mark.parametrize("mean", MEANS)
def test_rows_and_covariance_on_the_basis_are_those_of_the_near_column(table, mean):
    far = fit_design(design_from_patterns(table.assign(number=table["number"] + mean), SPECS))
    fitted, x = far.likelihood, far.design.x[:, far.columns]
    np.testing.assert_allclose(fitted.on_basis(x), fitted.data.x, atol=1e-12)
    inverse = np.linalg.inv(fitted.maximum.information)
    back = fitted.from_basis(fitted.from_basis(inverse).T)
    np.testing.assert_allclose(back[1:, 1:], fitted.covariance[1:, 1:], rtol=1e-10)
    np.testing.assert_allclose(fitted.data.x @ fitted.constant, 1.0, rtol=1e-12)
