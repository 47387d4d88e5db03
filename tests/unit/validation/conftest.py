"""Fixtures of this folder."""

import numpy as np
import pandas as pd
import pytest
from tests.unit.validation.dealt_pupils import patterns_of, yes_no

from thuiszitters.base.randomness import Streams
from thuiszitters.logit import fit_design
from thuiszitters.models.coding import design_from_patterns
from thuiszitters.validation.flexible import flexible_rows


@pytest.fixture(scope="session")
def crossed():
    """The outcome is common where exactly one of two predictors holds: no line sees that."""
    patterns = patterns_of(lambda a, b: np.where(a ^ b, 1.0, -1.0), 400, 1)
    fit = fit_design(design_from_patterns(patterns, [yes_no("first"), yes_no("second")]))
    return fit, pd.DataFrame(flexible_rows(fit, Streams(1)("learners")))


@pytest.fixture
def gaps(pupils):
    rng = np.random.default_rng(8)
    pupils.loc[rng.random(len(pupils)) < 0.2, "age_years"] = np.nan
    pupils.loc[rng.random(len(pupils)) < 0.1, "worried"] = None
    return pupils
