"""The models of a fitted plan as tables: estimates, tests, measures of fit, blocks."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from thuiszitters.logit.fitted_likelihood import chi_squared_p
from thuiszitters.logit.results import LogitFit
from thuiszitters.models.fitted import FittedPlan, ModelFit
from thuiszitters.models.imputed import pooled_rows
from thuiszitters.models.tables import Row, estimate_rows, fit_row, global_test_rows
from thuiszitters.results.fresh import FreshTable
from thuiszitters.results.tables_fits import BLOCKS, FITS
from thuiszitters.results.tables_models import COMPLETE_CASES, ESTIMATES, GLOBAL_TESTS

if TYPE_CHECKING:
    import pandas as pd


def model_tables(
    fitted: FittedPlan, models: Sequence[str] | None = None, *, crude: bool = True
) -> "dict[str, pd.DataFrame]":
    """The models of a fitted plan as result tables, unrounded: `fresh_tables` as frames."""
    return {name: one.frame() for name, one in fresh_tables(fitted, models, crude=crude).items()}


def fresh_tables(
    fitted: FittedPlan, models: Sequence[str] | None = None, *, crude: bool = True
) -> dict[str, FreshTable]:
    """The models of a fitted plan as rows of result tables, unrounded.

    Parameters
    ----------
    models
        Names of those that are asked for; every one when not given.
    crude
        Whether each predictor by itself is asked for as well.

    Returns
    -------
    dict
        ``estimates``: one row per model and term, reference rows included. ``complete_cases``:
        crude and adjusted estimates of the complete pupils of models over imputations.
        ``global_tests``: one row per model and predictor. ``fits``: one row per fitted model; a
        pooled fit has no likelihood, so beside it is the adjusted fit of the complete pupils,
        with `model_kind` ``complete``. ``blocks``: one row per block of a model, compared with
        the model one block smaller, on the complete pupils.
    """
    rows = _Rows()
    for spec in fitted.plan.models:
        model = spec.name
        if models is not None and model not in models:
            continue
        alone = spec.predictors if crude else ()
        if crude:
            fitted.fit_all(model)
        for name in alone:
            rows.add(fitted.crude(model, name), model, "crude", predictor=name)
        rows.add(fitted.adjusted(model), model, "adjusted")
        if fitted.imputes(model):
            for name in alone:
                rows.add_complete(fitted.complete_case(model, name), model, "crude")
            rows.add_complete(fitted.complete_case(model), model, "adjusted")
        _add_steps(rows, fitted, model)
    for row in rows.fits:
        row |= {"covariance": fitted.covariance, "n_sites": fitted.n_sites}
    return {
        "estimates": FreshTable(ESTIMATES, rows.estimates),
        "complete_cases": FreshTable(COMPLETE_CASES, rows.complete_cases),
        "global_tests": FreshTable(GLOBAL_TESTS, rows.global_tests),
        "fits": FreshTable(FITS, rows.fits),
        "blocks": FreshTable(BLOCKS, rows.blocks),
    }


@dataclass(slots=True)
class _Rows:
    """Rows collected on the way."""

    estimates: list[Row] = field(default_factory=list)
    complete_cases: list[Row] = field(default_factory=list)
    global_tests: list[Row] = field(default_factory=list)
    fits: list[Row] = field(default_factory=list)
    blocks: list[Row] = field(default_factory=list)

    def add(self, fitted: ModelFit, model: str, kind: str, **place: str) -> None:
        """File one fit; `place` names its block, or the predictor of a crude fit."""
        pooled = fitted.pooled
        rows = estimate_rows(fitted.fit) if pooled is None else pooled_rows(pooled)
        names: Row = {"model": model, "model_kind": kind, **place}
        counted: Row = {**names, "n_imputations": fitted.n_imputations}
        # A row of a term or a test names its own predictor, which comes last.
        self.estimates += [{**counted, **row} for row in rows]
        self.global_tests += [{**names, **row} for row in global_test_rows(fitted.fit)]
        self.fits.append({**counted, **fit_row(fitted.fit)})

    def add_complete(self, fit: LogitFit, model: str, kind: str) -> None:
        """File the complete pupils beside a model over imputations."""
        names: Row = {"model": model, "model_kind": kind}
        self.complete_cases += [{**names, **row} for row in estimate_rows(fit)]
        if kind == "adjusted":
            counted = {**fit_row(fit), "n_imputations": 0}
            self.fits.append({**names, "model_kind": "complete", **counted})


def _add_steps(rows: _Rows, fitted: FittedPlan, model: str) -> None:
    """File the cumulative models of the blocks, each compared with the one before."""
    before: LogitFit | None = None
    blocks = fitted.plan.model(model).blocks
    for number, (block, step) in enumerate(zip(blocks, fitted.steps(model), strict=True), start=1):
        rows.add(ModelFit(step, None, fitted.covariance), model, "block", block=block.name)
        comparison = _compare(step, before, block.predictors)
        names: Row = {"model": model, "step": number, "block": block.name}
        rows.blocks.append({**names, "predictors": ", ".join(block.predictors), **comparison})
        before = step


def _compare(fit: LogitFit, before: LogitFit | None, added: Sequence[str]) -> Row:
    """Likelihood-ratio test of the predictors a block added, and what it explains more.

    After Firth the smaller model keeps the penalty of the larger one. With clusters there is no
    such test: the likelihood takes every pupil for a piece of news.
    """
    positions = [position for name in added for position in fit.design.positions(name)]
    statistic, df = fit.restriction(positions)
    clustered = fit.design.clusters is not None
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
