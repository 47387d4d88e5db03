"""Checks of what was printed: pooled over imputations, or allowing for sites."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from thuiszitters.logit.coding import CodedTable
from thuiszitters.logit.imputed_numbers import NumberCheck
from thuiszitters.models.fitted import FittedPlan
from thuiszitters.validation.pooled_opinion import pooled_opinion

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class OverImputations:
    """What the models of a plan are checked against, where they were imputed or have sites.

    Attributes
    ----------
    fitted
        The plan with its completed pupils, from the stream of the models stage.
    estimates
        What the models stage found, and reports will print; none for a plan that
        `rests_on_likelihood`, of which nothing is checked here.
    """

    fitted: FittedPlan
    estimates: pd.DataFrame | None

    def rows(self, model: str) -> list[Row]:
        """Checks of one model; none where complete pupils and their likelihood say it all."""
        completed = self.fitted.imputed
        if completed is None or not self.fitted.imputes(model):
            return self._robust_rows(model)
        names = self.fitted.plan.model(model).predictors
        checks = [one for one in completed.numbers if one.predictor in names]
        tables = [table.only(names) for table in completed.tables]
        opinion = self._opinion_rows(model, tables, "second_opinion_pooled")
        return [*map(_number_row, checks), *opinion] if opinion else []

    def _robust_rows(self, model: str) -> list[Row]:
        """Standard errors that are not the likelihood's, on complete pupils."""
        if self.fitted.covariance == "model":
            return []
        table = self.fitted.table(model, clustered=True)
        return self._opinion_rows(model, [table], "second_opinion_errors")

    def _opinion_rows(self, model: str, tables: Sequence[CodedTable], check: str) -> list[Row]:
        """Whether another program gets what is printed; the difference is rounding noise."""
        assert self.estimates is not None
        own = (self.estimates["model"] == model) & (self.estimates["model_kind"] == "adjusted")
        opinion = pooled_opinion(tables, self.estimates[own], covariance=self.fitted.covariance)
        return [] if opinion is None else [{"check": check, "sentence": opinion.sentence}]


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
