"""Many patterns are resampled a few times at once; the numbers are those of all at once."""

import numpy as np
import pandas as pd
import pytest

from thuiszitters.logit import fit_design
from thuiszitters.logit.estimation import Estimation
from thuiszitters.models.coding import design_from_patterns
from thuiszitters.plan import PredictorSpec, text
from thuiszitters.validation import optimism


@pytest.fixture
def small_fit():
    counts = {("no", 0): 30, ("no", 1): 10, ("yes", 0): 12, ("yes", 1): 9}
    rows = [(level, outcome, n) for (level, outcome), n in counts.items()]
    table = pd.DataFrame(rows, columns=["worried", "outcome", "n_pupils"]).astype(
        {"worried": "str"}
    )
    spec = PredictorSpec("worried", text("Worried"), "binary", ("no", "yes"))
    return fit_design(design_from_patterns(table, [spec]), Estimation())


def test_resamples_drawn_in_parts_are_those_drawn_at_once():
    events, counts = np.array([3.0, 5.0, 2.0]), np.array([10.0, 9.0, 30.0])
    whole = optimism.resample(events, counts, 5, np.random.default_rng(3))
    rng = np.random.default_rng(3)
    parts = [optimism.resample(events, counts, size, rng) for size in (2, 3)]
    for place in (0, 1):
        assert np.array_equal(np.concatenate([part[place] for part in parts]), whole[place])


def test_a_cohort_of_many_patterns_is_resampled_in_parts(small_fit, monkeypatch):
    whole = optimism.bootstrap_optimism(small_fit, np.random.default_rng(3), n_resamples=20)
    monkeypatch.setattr(optimism, "CELLS_AT_ONCE", 2 * len(small_fit.design.counts) * 7)
    parts = optimism.bootstrap_optimism(small_fit, np.random.default_rng(3), n_resamples=20)
    assert parts.n_resamples == whole.n_resamples
    for name in ("auc", "slope", "brier"):
        one, other = getattr(parts, name).optimism, getattr(whole, name).optimism
        assert one == pytest.approx(other, rel=1e-9)
