"""Stage: fit every model of a plan, crude, adjusted and in blocks."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from thuiszitters.base.errors import EstimationError, raise_problems
from thuiszitters.logit.clustered import fit_model
from thuiszitters.logit.coding import CodedTable
from thuiszitters.logit.design import build_design
from thuiszitters.logit.estimation import Estimation
from thuiszitters.logit.fitted_likelihood import chi_squared_p
from thuiszitters.logit.pooled_fit import ImputedFit
from thuiszitters.logit.preconditions import Checked, check_design
from thuiszitters.logit.results import FittedEstimator, LogitFit
from thuiszitters.models.coding import cluster_problems, code_patterns, estimation_of
from thuiszitters.models.imputed import Completed, pooled_rows, without_measures
from thuiszitters.models.sites import n_sites, with_sites
from thuiszitters.models.tables import (
    Row,
    estimate_rows,
    fit_row,
    global_test_rows,
)
from thuiszitters.plan import ModelSpec, Plan
from thuiszitters.results.schema import build
from thuiszitters.results.tables_fits import BLOCKS, FITS
from thuiszitters.results.tables_models import COMPLETE_CASES, ESTIMATES, GLOBAL_TESTS


@dataclass(frozen=True, slots=True)
class ModelTables:
    """What the stage hands on, unrounded.

    Attributes
    ----------
    estimates
        One row per model and term, reference rows included; crude and adjusted ones over
        imputations where pupils would be lost otherwise.
    complete_cases
        Crude and adjusted estimates of the complete pupils of those models.
    global_tests
        One row per model and predictor.
    fits
        One row per fitted model. A pooled fit has no likelihood: beside it stands the adjusted
        fit of the complete pupils, with `model_kind` ``complete``.
    blocks
        One row per block of a model, compared with the model one block smaller, on the
        complete pupils.
    """

    estimates: pd.DataFrame
    complete_cases: pd.DataFrame
    global_tests: pd.DataFrame
    fits: pd.DataFrame
    blocks: pd.DataFrame

    def tables(self) -> dict[str, pd.DataFrame]:
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(slots=True)
class _Rows:
    """Rows collected on the way."""

    estimates: list[Row] = field(default_factory=list)
    complete_cases: list[Row] = field(default_factory=list)
    global_tests: list[Row] = field(default_factory=list)
    fits: list[Row] = field(default_factory=list)
    blocks: list[Row] = field(default_factory=list)

    def add(self, fit: LogitFit, model: str, kind: str, **place: str) -> None:
        """File one fit; `place` names its block, or the predictor of a crude fit."""
        self._add(fit, estimate_rows(fit), 0, {"model": model, "model_kind": kind, **place})

    def add_pooled(self, result: ImputedFit, model: str, kind: str, **place: str) -> None:
        """File one model over imputations."""
        names: Row = {"model": model, "model_kind": kind, **place}
        self._add(without_measures(result), pooled_rows(result), len(result.fits), names)

    def add_complete(self, fit: LogitFit, model: str, kind: str) -> None:
        """File the complete pupils beside a model over imputations."""
        names: Row = {"model": model, "model_kind": kind}
        self.complete_cases += [{**names, **row} for row in estimate_rows(fit)]
        if kind == "adjusted":
            counted = {**fit_row(fit), "n_imputations": 0}
            self.fits.append({**names, "model_kind": "complete", **counted})

    def _add(self, fit: LogitFit, terms: list[Row], imputations: int, names: Row) -> None:
        # A row of a term or a test names its own predictor, which comes last.
        counted: Row = {**names, "n_imputations": imputations}
        self.estimates += [{**counted, **row} for row in terms]
        self.global_tests += [{**names, **row} for row in global_test_rows(fit)]
        self.fits.append({**counted, **fit_row(fit)})


def fit_plan(patterns: pd.DataFrame, plan: Plan, completed: Completed | None = None) -> ModelTables:
    """Fit what the plan names.

    Crude and adjusted fits of one model use the same pupils: every pupil, where imputation
    fills in what is missing, else those complete on all predictors of the model. Blocks are
    always compared on complete pupils: likelihoods of completed tables cannot be.

    Parameters
    ----------
    patterns
        Distinct rows of outcome and predictors with `n_pupils`.
    completed
        The same pupils after imputation, from `imputed.complete_patterns`.

    Raises
    ------
    EstimationError
        When the table cannot be used at all. Trouble with one model or term is not an
        error; it is in the status and reason of its rows.
    """
    plan = with_sites(plan, patterns)
    raise_problems(cluster_problems(patterns, plan.estimation), EstimationError)
    rows = _Rows()
    for model in plan.models:
        specs = [plan.predictor(name) for name in model.predictors]
        coded = code_patterns(patterns, specs, cluster=plan.estimation.cluster_column)
        crude = {
            name: fit_model(build_design(coded.only([name])), estimation_of(plan.estimation))
            for name in model.predictors
        }
        adjusted = fit_model(build_design(coded), estimation_of(plan.estimation))
        if completed is not None and completed.needed(model.predictors):
            _fit_pooled(rows, completed, model, estimation_of(plan.estimation))
            for fit in crude.values():
                rows.add_complete(fit, model.name, "crude")
            rows.add_complete(adjusted, model.name, "adjusted")
        else:
            for name, fit in crude.items():
                rows.add(fit, model.name, "crude", predictor=name)
            rows.add(adjusted, model.name, "adjusted")
        _fit_blocks(rows, coded, model, estimation_of(plan.estimation))
    clustered = plan.estimation.cluster_column is not None
    kind, sites = plan.estimation.variance_kind(clustered=clustered), n_sites(patterns)
    rows.fits = [{**row, "covariance": kind, "n_sites": sites} for row in rows.fits]
    return ModelTables(
        estimates=build(ESTIMATES, rows.estimates),
        complete_cases=build(COMPLETE_CASES, rows.complete_cases),
        global_tests=build(GLOBAL_TESTS, rows.global_tests),
        fits=build(FITS, rows.fits),
        blocks=build(BLOCKS, rows.blocks),
    )


def _fit_pooled(
    rows: _Rows, completed: Completed, model: ModelSpec, estimation: Estimation
) -> None:
    for name in model.predictors:
        rows.add_pooled(completed.fit([name], estimation), model.name, "crude", predictor=name)
    rows.add_pooled(completed.fit(model.predictors, estimation), model.name, "adjusted")


def _fit_blocks(rows: _Rows, coded: CodedTable, model: ModelSpec, estimation: Estimation) -> None:
    """Fit the cumulative models of the blocks and compare each with the one before."""
    steps = _check_steps(coded, model)
    estimator = _common_estimator(steps, estimation)
    before: LogitFit | None = None
    for number, (block, checked) in enumerate(zip(model.blocks, steps, strict=True), start=1):
        fit = fit_model(checked.design, estimation, checked=checked, estimator=estimator)
        rows.add(fit, model.name, "block", block=block.name)
        comparison = _compare(fit, before, block.predictors)
        names: Row = {"model": model.name, "step": number, "block": block.name}
        rows.blocks.append({**names, "predictors": ", ".join(block.predictors), **comparison})
        before = fit


def _check_steps(coded: CodedTable, model: ModelSpec) -> list[Checked]:
    entered: list[str] = []
    steps = []
    for block in model.blocks:
        entered += block.predictors
        steps.append(check_design(build_design(coded.only(entered))))
    return steps


def _common_estimator(steps: Sequence[Checked], estimation: Estimation) -> FittedEstimator:
    """One estimator for all steps, or their comparison would mix two likelihoods."""
    if estimation.estimator == "auto":
        return "firth" if any(step.separated for step in steps) else "ml"
    return estimation.estimator


def _compare(fit: LogitFit, before: LogitFit | None, added: Sequence[str]) -> Row:
    """Likelihood-ratio test of the predictors a block added, and what it explains more.

    After Firth the smaller model keeps the penalty of the larger one. With clusters there is no
    such test: the likelihood takes every pupil for a piece of news.
    """
    positions = [position for name in added for position in fit.design.positions(name)]
    statistic, df = fit.restriction(positions)
    clustered = fit.design.cluster is not None
    if clustered:  # and a step has no interval that few clusters could make too narrow
        statistic = np.nan
    auc_before = before.summary.auc if before is not None else 0.5
    tjur_before = before.summary.tjur if before is not None else 0.0
    estimated = np.isfinite(fit.summary.log_likelihood)
    return {
        "n_parameters": fit.summary.n_parameters,
        "log_likelihood": fit.summary.log_likelihood,
        "lr_statistic": statistic,
        "lr_df": df,
        "lr_p": chi_squared_p(statistic, df),
        "auc": fit.summary.auc,
        "delta_auc": fit.summary.auc - auc_before,
        "tjur": fit.summary.tjur,
        "delta_tjur": fit.summary.tjur - tjur_before,
        "estimator": fit.estimator,
        "status": fit.status if estimated else "not_estimated",
        "reason": "" if clustered and estimated else fit.reason,
    }
