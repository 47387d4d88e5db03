"""Everything a call of `odds` found out, for the tables and files made from it."""

from dataclasses import dataclass, field

import numpy as np

from thuiszitters.logit.imputed_numbers import NumberCheck
from thuiszitters.logit.pooled_fit import ImputedFit
from thuiszitters.logit.results import LogitFit
from thuiszitters.models.tables import Row
from thuiszitters.odds.notices import Notice
from thuiszitters.odds.request import OddsRequest
from thuiszitters.plan.analysis import PredictorSpec


@dataclass(frozen=True, slots=True)
class OddsResult:
    """Everything a call found out.

    Attributes
    ----------
    specs
        The predictors as they were decided on.
    adjusted
        All predictors together.
    crude
        Each predictor alone, on the same pupils.
    risks
        Standardised risks per level; empty unless asked for.
    auc_interval
        Ends of DeLong's interval; none with clusters, which it does not allow for.
    notices
        What was decided or left out, in sentences.
    imputed
        After imputation, the pooled fits with their number of imputations; crude ones first.
    complete
        After imputation, the same on complete rows.
    numbers
        After imputation, how each imputed number compares with its known values.
    """

    request: OddsRequest
    specs: tuple[PredictorSpec, ...]
    adjusted: LogitFit
    crude: tuple[LogitFit, ...]
    risks: tuple[Row, ...] = ()
    auc_interval: tuple[float, float] = (np.nan, np.nan)
    notices: tuple[Notice, ...] = field(default=())
    imputed: tuple[ImputedFit, ...] = ()
    complete: "OddsResult | None" = None
    numbers: tuple[NumberCheck, ...] = ()
