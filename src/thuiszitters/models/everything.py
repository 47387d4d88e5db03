"""Stage: everything a plan fits, as tables by name."""

from collections.abc import Mapping

import pandas as pd

from thuiszitters.models.further import fit_further
from thuiszitters.models.stage import fit_plan
from thuiszitters.plan import Plan


def fit_everything(tables: Mapping[str, pd.DataFrame], plan: Plan) -> dict[str, pd.DataFrame]:
    """Fit the models of a plan, and what it asks beyond them.

    Parameters
    ----------
    tables
        ``patterns`` and ``codes`` of the patterns stage.
    """
    fitted = fit_plan(tables["patterns"], plan)
    further = fit_further(tables["patterns"], tables["codes"], plan, fitted.estimates)
    return {**fitted.tables(), **further.tables()}
