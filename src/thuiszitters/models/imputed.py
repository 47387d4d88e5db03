"""The imputed tables of a plan: every model that needs them uses the same ones."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING

import numpy as np

from thuiszitters.logit.coding import CodedTable
from thuiszitters.logit.design import Design, build_design
from thuiszitters.logit.estimation import Estimation
from thuiszitters.logit.imputation import imputations
from thuiszitters.logit.imputed_numbers import NumberCheck
from thuiszitters.logit.pooled_fit import (
    ImputedFit,
    fit_checked,
    fit_completed,
    pooled_estimates,
    with_variances,
)
from thuiszitters.logit.pooling import Pooled
from thuiszitters.logit.preconditions import Checked, check_design
from thuiszitters.logit.results import FitSummary, LogitFit
from thuiszitters.models.coding import Columns, code_patterns
from thuiszitters.models.relations import relations
from thuiszitters.models.tables import Row, estimate_rows
from thuiszitters.plan import Plan

if TYPE_CHECKING:
    import pandas as pd

#: What of a summary holds over imputations; a likelihood does not.
_COUNTS = (
    *("n_obs", "n_events", "n_parameters", "events_per_parameter", "caution"),
    *("lr_df", "wald_df"),
)


@dataclass(frozen=True, slots=True)
class Completed:
    """Pupils before and after imputation.

    Attributes
    ----------
    known
        Every pupil, missing values as such.
    tables
        One per imputation.
    numbers
        How each imputed number compares with its known values.
    _checked
        Checks that `estimates` made, for the `fit` of the same model that may follow.
    """

    known: CodedTable
    tables: tuple[CodedTable, ...]
    numbers: tuple[NumberCheck, ...] = ()
    _checked: dict[tuple[str, ...], list[Checked]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def needed(self, predictors: Sequence[str]) -> bool:
        """Whether a model with these predictors would lose pupils, and imputing can prevent it."""
        names = [spec.name for spec in self.known.predictors]
        if not set(predictors) <= set(names):
            return False
        places = [names.index(name) for name in predictors]
        return bool((self.known.codes[:, places] < 0).any())

    def fit(
        self,
        predictors: Sequence[str],
        estimation: Estimation,
        shape: Callable[[Design], Design] | None = None,
    ) -> ImputedFit:
        """Fit one model to every completed table, and pool; `shape` makes other columns of it."""
        known = self.known.only(predictors)
        if shape is None:
            checks = self._checked.pop(tuple(predictors), None) or self._checks(predictors)
            return fit_checked(checks, estimation, known=known)
        parts = [table.only(predictors) for table in self.tables]
        return fit_completed(parts, estimation, known=known, shape=shape)

    def estimates(
        self, predictors: Sequence[str], estimation: Estimation
    ) -> dict[str, Pooled] | None:
        """Pooled estimates alone, by term; see `pooled_fit.pooled_estimates`."""
        checks = with_variances(self._checks(predictors), estimation)
        self._checked[tuple(predictors)] = checks
        return pooled_estimates(checks, estimation)

    def _checks(self, predictors: Sequence[str]) -> list[Checked]:
        return [check_design(build_design(table.only(predictors))) for table in self.tables]


def complete_patterns(
    patterns: "pd.DataFrame",
    plan: Plan,
    rng: np.random.Generator,
    *,
    columns: Columns,
    m: int | None = None,
) -> Completed | None:
    """Impute all predictors of a plan's models once, but for models of complete pupils.

    A predictor without any value cannot be imputed; models that hold it are left to say so.

    Parameters
    ----------
    patterns
        Distinct rows of outcome and predictors with `n_pupils`.
    m
        Number of imputations; `imputation.n_imputations` when not given.

    Returns
    -------
    Completed or None
        Nothing when nothing is missing, or when the plan asks for complete cases.
    """
    models = [model for model in plan.models if plan.imputes(model)]
    names = dict.fromkeys(name for model in models for name in model.predictors)
    specs = [plan.predictor(name) for name in names if patterns[name].notna().any()]
    if not specs:
        return None
    known = code_patterns(
        patterns,
        specs,
        outcome=columns.outcome,
        count=columns.count,
        cluster=columns.cluster,
        keep_incomplete=True,
    )
    made = imputations(known, rng, m=m, related=relations(specs, plan.constructs))
    return Completed(known, made.tables, made.numbers) if len(made.tables) > 1 else None


def without_measures(result: ImputedFit) -> LogitFit:
    """The pooled fit, without the measures that belong to its first imputation only."""
    summary = result.fit.summary
    kept = {name: getattr(summary, name) for name in _COUNTS}
    kept["icc"] = float(np.mean([one.summary.icc for one in result.fits]))
    numbers = {one.name: np.nan for one in fields(FitSummary) if one.name not in kept}
    return replace(result.fit, summary=FitSummary(**{**numbers, "n_patterns": 0, **kept}))


def pooled_rows(result: ImputedFit) -> list[Row]:
    """Rows of the estimates table, with what imputation adds."""
    by_term = {
        term.column.term: pooled
        for term, pooled in zip(result.fit.terms, result.pooled, strict=True)
    }
    rows = []
    for row in estimate_rows(result.fit):
        pooled = by_term.get(str(row["term"]))
        rows.append(
            {
                **row,
                "df": pooled.df if pooled is not None else np.nan,
                "fmi": pooled.fmi if pooled is not None else np.nan,
                "mc_error": pooled.monte_carlo_error if pooled is not None else np.nan,
            }
        )
    return rows
