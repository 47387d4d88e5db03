"""Imputed pupils with a fitted model."""

import numpy as np
import pandas as pd

from thuiszitters.models.fitted import fit
from thuiszitters.models.imputed import pooled_rows
from thuiszitters.validation.over_imputations import OverImputations

SEED = 12


def fitted(table, plan, *, seed=SEED, m=3):
    """Three imputations: whether two programs agree does not depend on how many."""
    return fit(plan, table, np.random.default_rng(seed), m=m)


def printed(table, plan, *, seed=SEED):
    """The adjusted estimates of the plan's model, as the models stage writes them."""
    adjusted = fitted(table, plan, seed=seed).adjusted("main")
    rows = pd.DataFrame(pooled_rows(adjusted.pooled))
    return rows.assign(model="main", model_kind="adjusted")


def rows(table, plan, estimates):
    over = OverImputations(fitted(table, plan), estimates)
    return pd.DataFrame(over.rows("main")).set_index("check")
