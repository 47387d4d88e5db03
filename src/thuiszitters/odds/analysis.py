"""Crude and adjusted models of a prepared table, and risks where they were asked for."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import logit

from thuiszitters.models.fitted import FittedPlan, ModelFit
from thuiszitters.models.tables import Row
from thuiszitters.odds.kinds import Ask
from thuiszitters.odds.notices import Notice
from thuiszitters.odds.plan import MODEL
from thuiszitters.odds.prepare import prepare
from thuiszitters.odds.remarks import remarks
from thuiszitters.odds.request import OddsRequest
from thuiszitters.odds.result import OddsResult
from thuiszitters.odds.table import Table

if TYPE_CHECKING:
    import pandas as pd

#: From this many coefficients a fit takes so long that it is said before it begins.
MANY_COEFFICIENTS = 40


def run_odds(
    request: OddsRequest,
    ask: Ask | None = None,
    given: Table | None = None,
    *,
    at_once: bool = True,
    busy: Callable[[int], None] | None = None,
    fitted_first: Callable[[OddsResult], None] | None = None,
) -> OddsResult:
    """Read a table and fit its odds ratios.

    Parameters
    ----------
    ask
        Called where a column can be read in two ways; without it a default is taken and said.
    given
        The columns of the request, where they are no file.
    at_once
        Whether crude models are fitted beside the adjusted one; else when they are asked for.
    busy
        Called with the number of coefficients before they are fitted, where that takes a while.
    fitted_first
        Called with the models as soon as they are fitted, before what is made of them.

    Raises
    ------
    AnalysisError
        With every problem found at the first step that has one.

    Examples
    --------
    >>> from thuiszitters.verify.cases import shipped_cases
    >>> result = run_odds(shipped_cases()[1].request)
    >>> result.adjusted.summary.n_obs, result.adjusted.estimator
    (146, 'ml')
    """
    prepared = prepare(request, ask, given)
    fitted = prepared.fitted
    named = map(fitted.plan.predictor, fitted.plan.model(MODEL).predictors)
    n_coefficients = sum(max(len(spec.levels) - 1, 1) for spec in named)
    if busy is not None and n_coefficients >= MANY_COEFFICIENTS:
        busy(n_coefficients)
    if at_once:
        fitted.fit_all(MODEL)
    if fitted_first is not None:
        fitted_first(OddsResult(request, fitted))
    result = _result(request, fitted)
    filled: tuple[Notice, ...] = ()
    if fitted.imputed is not None and fitted.imputes(MODEL):
        from thuiszitters.odds.imputed import about_imputation

        result = replace(result, complete=_result(request, fitted.without_imputation()))
        filled = about_imputation(fitted.imputed, result.imputed_fits)
    said = remarks(result.adjusted, request.cluster, imputed=result.imputed is not None)
    return replace(result, notices=(*prepared.notices, *filled, *said))


def _result(request: OddsRequest, fitted: FittedPlan) -> OddsResult:
    interval = _auc_interval(fitted.adjusted(MODEL), request.estimation.level)
    risks, further = _risks(request, fitted), _further(request, fitted)
    return OddsResult(request, fitted, risks, further, interval)


def _risks(request: OddsRequest, fitted: FittedPlan) -> tuple[Row, ...]:
    if not request.risks:
        return ()
    from thuiszitters.effects.tables import rows_of

    return tuple(rows_of(fitted, MODEL))


def _further(request: OddsRequest, fitted: FittedPlan) -> "dict[str, pd.DataFrame]":
    made = {}
    if request.interactions:
        from thuiszitters.effects.subgroups import subgroup_table

        made["subgroups"] = subgroup_table(fitted, fitted.plan.subgroups)
    if request.splines:
        from thuiszitters.effects.curves import curve_table

        made["curves"] = curve_table(fitted)
    if request.groups:
        from thuiszitters.effects.group_risks import group_risk_table

        made["group_risks"] = group_risk_table(fitted, fitted.plan.group_risks)
    return made


def _auc_interval(model: ModelFit, level: float) -> tuple[float, float]:
    from thuiszitters.validation.discrimination import delong

    fit = model.fit
    scarce = min(fit.summary.n_events, fit.summary.n_obs - fit.summary.n_events)
    none = model.pooled is not None or fit.design.clusters is not None
    if none or fit.likelihood is None or scarce < 2:
        return np.nan, np.nan
    # Of a long table log odds are made anew: its probabilities would be made of them first.
    score = logit(fit.stored) if fit.stored is not None else fit.likelihood.linear_predictor
    area = delong(score, fit.design.events, fit.design.counts, level=level)
    return area.low, area.high
