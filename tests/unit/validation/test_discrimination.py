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


@pytest.mark.parametrize("rows", [100, 1])
def test_one_pupil_with_the_outcome_tells_no_variance(rows, monkeypatch):
    monkeypatch.setattr(blocks, "BLOCK_ROWS", rows)
    area = delong(np.array([0.2, 0.6]), np.array([0.0, 1]), np.array([3.0, 2]))
    assert area.estimate == pytest.approx(7 / 8)
    assert np.isnan(area.variance)
    assert (area.low, area.high) == (0.0, 1.0)
