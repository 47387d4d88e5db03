"""A request as a plan of one model, so that it is fitted as every plan is."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from thuiszitters.base.randomness import generator
from thuiszitters.base.text import Text
from thuiszitters.models.coding import Columns
from thuiszitters.models.fitted import FittedPlan, fit
from thuiszitters.odds.request import OddsRequest
from thuiszitters.plan import ModelSpec, Plan, PredictorSpec

#: Name of the only model.
MODEL = "odds"
#: Columns of the table that is fitted; no file has such names.
OUTCOME, COUNT, CLUSTER = "\x00outcome", "\x00n_pupils", "\x00cluster"
#: The same table gives the same imputations, whoever runs it.
SEED = 20210101


def plan_of(request: OddsRequest, specs: Sequence[PredictorSpec]) -> Plan:
    """One model with all predictors; clusters and imputation only where they were asked for."""
    word = Text(nl=request.data, en=request.data)
    model = ModelSpec(MODEL, Text(nl="Model", en="Model"), tuple(spec.name for spec in specs))
    estimation = replace(
        request.estimation,
        clusters="none" if request.cluster is None else "site",
        missing_values="impute" if request.impute else "complete_cases",
    )
    return Plan(MODEL, word, Text(nl="", en=""), None, (), tuple(specs), (model,), estimation)


def fit_request(
    request: OddsRequest, specs: Sequence[PredictorSpec], rows: pd.DataFrame
) -> FittedPlan:
    """The plan of a request, to be fitted to the rows of its table.

    Parameters
    ----------
    rows
        Every row with an outcome: the predictors, and the columns `OUTCOME`, `COUNT` and, where
        clusters were asked for, `CLUSTER`.
    """
    columns = Columns(OUTCOME, COUNT, None if request.cluster is None else CLUSTER)
    return fit(plan_of(request, specs), rows, generator(SEED, "odds"), columns=columns)
