"""Checks of a model that was pooled over imputations."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from thuiszitters.logit.imputed_numbers import NumberCheck
from thuiszitters.models.imputed import Completed, complete_patterns
from thuiszitters.models.sites import with_sites
from thuiszitters.plan import ModelSpec, Plan
from thuiszitters.validation.pooled_opinion import pooled_opinion

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class OverImputations:
    """What a plan's imputed models are checked against.

    Attributes
    ----------
    completed
        The pupils before and after imputation; none where nothing was imputed.
    estimates
        Printed adjusted estimates of all models.
    plain_errors
        Whether standard errors are the models' own, neither robust nor clustered.
    """

    completed: Completed | None
    estimates: pd.DataFrame
    plain_errors: bool

    @classmethod
    def of(
        cls,
        patterns: pd.DataFrame,
        plan: Plan,
        imputing: np.random.Generator,
        estimates: pd.DataFrame,
    ) -> "OverImputations":
        """Impute a plan's predictors as the models stage does."""
        plan = with_sites(plan, patterns)
        clustered = plan.estimation.cluster_column is not None
        return cls(
            complete_patterns(patterns, plan, imputing),
            estimates[estimates["model_kind"] == "adjusted"],
            plan.estimation.variance_kind(clustered=clustered) == "model",
        )

    def rows(self, model: ModelSpec) -> list[Row]:
        """Checks of one model; none where it was not imputed."""
        if self.completed is None or not self.completed.needed(model.predictors):
            return []
        checks = [one for one in self.completed.numbers if one.predictor in model.predictors]
        return [*map(_number_row, checks), *self._opinion_rows(model)]

    def _opinion_rows(self, model: ModelSpec) -> list[Row]:
        """Whether another program pools to what is printed; the difference is rounding noise."""
        assert self.completed is not None
        opinion = pooled_opinion(
            [table.only(model.predictors) for table in self.completed.tables],
            self.estimates[self.estimates["model"] == model.name],
            plain_errors=self.plain_errors,
        )
        if opinion is None:
            return []
        return [{"check": "second_opinion_pooled", "sentence": opinion.sentence}]


def _number_row(check: NumberCheck) -> Row:
    """Whether imputed numbers are from pupils who are alike, and spread as known ones."""
    return {
        "check": "imputed_number",
        "predictor": check.predictor,
        "estimate": check.gap,
        "shift": check.shift,
        "spread": check.spread,
        "sentence": f"imputed_number_{check.verdict}",
    }
