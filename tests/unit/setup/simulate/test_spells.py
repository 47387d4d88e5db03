"""Simulated spells of absence."""

import numpy as np
import pytest
from tests.unit.setup.simulate.demo import build

from thuiszitters.setup.simulate import simulate_extract, simulate_pupils


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(8))
def test_the_spells_give_as_many_thuiszitters_as_were_drawn(truth, tmp_path, seed):
    drawn = simulate_pupils(truth, np.random.default_rng(seed))["outcome"]
    cohort = build(simulate_extract(truth, np.random.default_rng(seed)), tmp_path)[1]
    assert cohort.analysis["outcome"].sum() == drawn.sum()
