"""The interval of an area under the curve."""

import numpy as np
import pytest

from thuiszitters.logit import blocks
from thuiszitters.validation.discrimination import delong


@pytest.mark.parametrize("most", [1, 4])
def test_of_many_rows_the_interval_is_the_same(monkeypatch, most):
    """Sums over each outcome in order of the score are sums over all rows as they stand."""
    rng = np.random.default_rng(9)
    counts = rng.integers(1, most + 1, 300).astype(float)
    events = rng.binomial(counts.astype(int), 0.3).astype(float)
    score = rng.normal(size=300).round(1) + 0.4 * events
    few = delong(score, events, counts)
    monkeypatch.setattr(blocks, "BLOCK_ROWS", 100)
    many = delong(score, events, counts)
    assert many.estimate == pytest.approx(few.estimate, rel=1e-14)
    assert many.variance == pytest.approx(few.variance, rel=1e-12)
