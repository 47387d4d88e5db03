"""Fixtures of this folder."""

import numpy as np
import pandas as pd
import pytest
from scipy.special import expit


@pytest.fixture(scope="session")
def table():
    rng = np.random.default_rng(3)
    x = rng.integers(0, 16, 300).astype(float) / 4  # exact in binary at every centre below
    z = np.where(rng.random(300) < 0.4, "yes", "no")
    p = expit(-1.5 + 0.4 * x + 0.8 * (z == "yes"))
    outcome = (rng.random(300) < p).astype("int8")
    site = np.array([f"s{i % 25}" for i in range(300)])
    return pd.DataFrame({"outcome": outcome, "x": x, "z": z, "site": site, "n_pupils": 1})
