"""Stage: everything a plan fits, as tables by name."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from thuiszitters.models.hypotheses import fit_further
from thuiszitters.models.imputed import complete_patterns
from thuiszitters.models.stage import fit_plan
from thuiszitters.plan import Plan


def fit_everything(
    tables: Mapping[str, pd.DataFrame], plan: Plan, rng: np.random.Generator
) -> dict[str, pd.DataFrame]:
    """Fit the models of a plan, and what it asks beyond them.

    Parameters
    ----------
    tables
        ``patterns`` and ``codes`` of the patterns stage.
    rng
        For imputation, where something is missing.
    """
    completed = complete_patterns(tables["patterns"], plan, rng)
    fitted = fit_plan(tables["patterns"], plan, completed)
    further = fit_further(tables["patterns"], tables["codes"], plan, fitted.estimates)
    return {**fitted.tables(), **further.tables()}
