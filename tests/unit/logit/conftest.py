"""Fixtures of this folder."""

import numpy as np
import pytest


@pytest.fixture
def gaps(pupils):
    """A third of the ages, a tenth of the worries and some schools are missing."""
    rng = np.random.default_rng(8)
    pupils.loc[rng.random(len(pupils)) < 0.3, "age_years"] = np.nan
    pupils.loc[rng.random(len(pupils)) < 0.1, "worried"] = None
    pupils.loc[rng.random(len(pupils)) < 0.1, "school"] = None
    return pupils


@pytest.fixture
def schools(gaps):
    return gaps.assign(site=[f"s{i % 25}" for i in range(len(gaps))])
