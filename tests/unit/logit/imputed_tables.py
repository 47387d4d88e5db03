"""Pupils with missing values, and their imputed tables."""

import numpy as np

from thuiszitters.models.coding import code_patterns
from thuiszitters.models.fit_tables import model_tables
from thuiszitters.models.fitted import fit


def coded(table, specs):
    return code_patterns(table, specs, keep_incomplete=True)


def fitted(table, plan, *, seed, m):
    return model_tables(fit(plan, table, np.random.default_rng(seed), m=m))
