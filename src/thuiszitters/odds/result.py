"""Everything a call of `odds` found out, for the tables and files made from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from thuiszitters.logit.pooled_fit import ImputedFit
from thuiszitters.logit.results import LogitFit
from thuiszitters.models.fitted import FittedPlan
from thuiszitters.models.tables import Row
from thuiszitters.odds.notices import Notice
from thuiszitters.odds.plan import MODEL
from thuiszitters.odds.request import OddsRequest
from thuiszitters.plan.analysis import PredictorSpec

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class OddsResult:
    """Everything a call found out.

    Attributes
    ----------
    fitted
        The plan of one model that the request became.
    risks
        Standardised risks per level; empty unless asked for.
    further
        ``subgroups`` (odds ratios within groups) and ``curves``, where they were asked for.
    auc_interval
        Ends of DeLong's interval; none with clusters, which it does not allow for.
    notices
        What was decided or left out, in sentences.
    complete
        After imputation, the same on complete rows.
    """

    request: OddsRequest
    fitted: FittedPlan
    risks: tuple[Row, ...] = ()
    further: "Mapping[str, pd.DataFrame]" = field(default_factory=dict)
    auc_interval: tuple[float, float] = (np.nan, np.nan)
    notices: tuple[Notice, ...] = field(default=())
    complete: "OddsResult | None" = None

    @property
    def specs(self) -> tuple[PredictorSpec, ...]:
        """The predictors as they were decided on."""
        return self.fitted.plan.predictors

    @property
    def adjusted(self) -> LogitFit:
        """All predictors together."""
        return self.fitted.adjusted(MODEL).fit

    @property
    def crude(self) -> tuple[LogitFit, ...]:
        """Each predictor alone, on the same rows."""
        return tuple(self.fitted.crude(MODEL, spec.name).fit for spec in self.specs)

    @property
    def imputed(self) -> ImputedFit | None:
        """The adjusted model over imputations; none where nothing was imputed."""
        return self.fitted.adjusted(MODEL).pooled

    @property
    def imputed_fits(self) -> tuple[ImputedFit, ...]:
        """Every model over imputations, crude ones first."""
        crude = [self.fitted.crude(MODEL, spec.name).pooled for spec in self.specs]
        return tuple(one for one in (*crude, self.imputed) if one is not None)
