"""The scenario of separated cohorts, on a few of them."""

import numpy as np
import pytest

from thuiszitters.verify.coverage import coverage
from thuiszitters.verify.coverage_separated import simulate_separated, sparse_truth

pytestmark = pytest.mark.thorough


def test_separated_cohorts_are_kept_and_the_delta_method_is_the_narrower():
    found = simulate_separated(range(30))
    assert 2 <= found["cohort"].nunique() < 30
    assert np.isfinite(found[["estimate", "low", "high"]]).all(axis=None)
    width = (found["high"] - found["low"]).groupby(found["method"]).mean()
    mended, delta = (
        width[f"separated, risk difference, {name}"] for name in ("profile and exact", "delta")
    )
    assert mended > 1.05 * delta
    summary = coverage(found, sparse_truth()).set_index("method")
    assert summary.loc["separated, risk difference, profile and exact", "coverage"] >= 0.5
