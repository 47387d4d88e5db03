"""The curvature of a penalised likelihood is the slope of its score."""

import numpy as np
import pytest

from thuiszitters.logit.likelihood import Likelihood, evaluate, hessian

#: Central differences of a score of size 1 with this step are good to about 1e-9.
STEP, TOLERANCE = 1e-5, 1e-7


def levels(amount, each):
    """Rows of a factor with so many levels, the first of which is the reference."""
    place = np.repeat(np.arange(amount), each)
    x = (place[:, None] == np.arange(1, amount)).astype(float)
    return np.column_stack([np.ones(len(x)), x])


@pytest.mark.parametrize(("amount", "each"), [(16, 2), (4, 12)], ids=["columns", "rows"])
def test_second_derivatives_are_slopes_of_the_score_where_columns_or_rows_are_many(amount, each):
    x = levels(amount, each)
    rng = np.random.default_rng(4)
    counts = rng.integers(2, 9, len(x)).astype(float)
    data = Likelihood(x, np.floor(counts * rng.random(len(x))), counts, firth=True)
    beta = rng.normal(size=x.shape[1]) / 2
    slopes = np.column_stack(
        [
            evaluate(data, beta + STEP * unit).score - evaluate(data, beta - STEP * unit).score
            for unit in np.eye(len(beta))
        ]
    ) / (2 * STEP)
    found = hessian(data, evaluate(data, beta))
    np.testing.assert_allclose(found, slopes, atol=TOLERANCE * np.abs(slopes).max())
