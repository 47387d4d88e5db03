"""Stage: fit every model of a plan, crude, adjusted and in blocks."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from thuiszitters.models.checks import Checked, check_design
from thuiszitters.models.coding import CodedTable, code_patterns
from thuiszitters.models.design import build_design
from thuiszitters.models.engine import chi_squared_p
from thuiszitters.models.fit import fit_design
from thuiszitters.models.results import FittedEstimator, LogitFit
from thuiszitters.models.tables import (
    BLOCK_COLUMNS,
    ESTIMATE_COLUMNS,
    FIT_COLUMNS,
    TEST_COLUMNS,
    Row,
    build_table,
    estimate_rows,
    fit_row,
    global_test_rows,
)
from thuiszitters.plan import EstimationSpec, ModelSpec, Plan


@dataclass(frozen=True, slots=True)
class ModelTables:
    """What the stage hands on, unrounded.

    Attributes
    ----------
    estimates
        One row per model and term, reference rows included.
    global_tests
        One row per model and predictor.
    fits
        One row per fitted model.
    blocks
        One row per block of a model, compared with the model one block smaller.
    """

    estimates: pd.DataFrame
    global_tests: pd.DataFrame
    fits: pd.DataFrame
    blocks: pd.DataFrame

    def tables(self) -> dict[str, pd.DataFrame]:
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(slots=True)
class _Rows:
    """Rows collected on the way."""

    estimates: list[Row]
    global_tests: list[Row]
    fits: list[Row]
    blocks: list[Row]

    def add(self, fit: LogitFit, model: str, kind: str, **place: str | None) -> None:
        """File one fit; `place` names its block, or the predictor of a crude fit."""
        names: Row = {"model": model, "model_kind": kind, "block": place.get("block")}
        self.estimates += [{**names, **row} for row in estimate_rows(fit)]
        self.global_tests += [{**names, **row} for row in global_test_rows(fit)]
        self.fits.append({**names, "predictor": place.get("predictor"), **fit_row(fit)})


def fit_plan(patterns: pd.DataFrame, plan: Plan) -> ModelTables:
    """Fit what the plan names.

    Crude, adjusted and block fits of one model use the same pupils: those complete on all
    predictors of the model.

    Parameters
    ----------
    patterns
        Distinct rows of outcome and predictors with `n_pupils`.

    Raises
    ------
    EstimationError
        When the table cannot be used at all. Trouble with one model or term is not an
        error; it is in the status and reason of its rows.
    """
    rows = _Rows([], [], [], [])
    for model in plan.models:
        specs = [plan.predictor(name) for name in model.predictors]
        coded = code_patterns(patterns, specs)
        for name in model.predictors:
            crude = fit_design(build_design(coded.only([name])), plan.estimation)
            rows.add(crude, model.name, "crude", predictor=name)
        adjusted = fit_design(build_design(coded), plan.estimation)
        rows.add(adjusted, model.name, "adjusted")
        _fit_blocks(rows, coded, model, plan.estimation)
    return ModelTables(
        estimates=build_table(rows.estimates, ESTIMATE_COLUMNS),
        global_tests=build_table(rows.global_tests, TEST_COLUMNS),
        fits=build_table(rows.fits, FIT_COLUMNS),
        blocks=build_table(rows.blocks, BLOCK_COLUMNS),
    )


def _fit_blocks(
    rows: _Rows, coded: CodedTable, model: ModelSpec, estimation: EstimationSpec
) -> None:
    """Fit the cumulative models of the blocks and compare each with the one before."""
    steps = _check_steps(coded, model)
    estimator = _common_estimator(steps, estimation)
    before: LogitFit | None = None
    for number, (block, checked) in enumerate(zip(model.blocks, steps, strict=True), start=1):
        fit = fit_design(checked.design, estimation, checked=checked, estimator=estimator)
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


def _common_estimator(steps: Sequence[Checked], estimation: EstimationSpec) -> FittedEstimator:
    """One estimator for all steps, or their comparison would mix two likelihoods."""
    if estimation.estimator == "auto":
        return "firth" if any(step.separated for step in steps) else "ml"
    return estimation.estimator


def _compare(fit: LogitFit, before: LogitFit | None, added: Sequence[str]) -> Row:
    """Likelihood-ratio test of the predictors a block added, and what it explains more.

    After Firth the smaller model keeps the penalty of the larger one.
    """
    positions = [position for name in added for position in fit.design.positions(name)]
    statistic, df = fit.restriction(positions)
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
        "reason": fit.reason,
    }
