"""Crude and adjusted models of a prepared table, and risks where they were asked for."""

from dataclasses import replace

import numpy as np
from scipy.special import logit

from thuiszitters.logit.clustered import fit_model
from thuiszitters.logit.coding import CodedTable
from thuiszitters.logit.design import build_design
from thuiszitters.logit.results import LogitFit
from thuiszitters.logit.threads import shared
from thuiszitters.models.coding import estimation_of
from thuiszitters.models.tables import Row
from thuiszitters.odds.kinds import Ask
from thuiszitters.odds.notices import Notice
from thuiszitters.odds.prepare import prepare
from thuiszitters.odds.remarks import remarks
from thuiszitters.odds.request import OddsRequest
from thuiszitters.odds.result import OddsResult


def run_odds(request: OddsRequest, ask: Ask | None = None) -> OddsResult:
    """Read a table and fit its odds ratios.

    Parameters
    ----------
    ask
        Called where a column can be read in two ways; without it a default is taken and said.

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
    prepared = prepare(request, ask)
    coded = prepared.coded
    adjusted, *crude = _fit_all(coded, request)
    result = OddsResult(
        request=request,
        specs=prepared.specs,
        adjusted=adjusted,
        crude=tuple(crude),
        risks=_risks(adjusted, request),
        auc_interval=_auc_interval(adjusted, request.estimation.level),
    )
    filled: tuple[Notice, ...] = ()
    if prepared.incomplete is not None:
        from thuiszitters.odds.imputed import about_imputation, with_imputation

        result = with_imputation(result, prepared.incomplete)
        filled = about_imputation(result)
    said = remarks(result.adjusted, request.cluster, imputed=bool(result.imputed))
    return replace(result, notices=(*prepared.notices, *filled, *said))


def _fit_all(coded: CodedTable, request: OddsRequest) -> list[LogitFit]:
    """The adjusted model, then a crude one per predictor."""
    sets = [[spec.name] for spec in coded.predictors]

    def fit(names: list[str] | None) -> LogitFit:
        return _fit(coded if names is None else coded.only(names), request)

    if len(sets) == 1:  # the crude model is the adjusted one
        return [fit(None)] * 2
    return list(shared(fit, (None, *sets), n_rows=len(coded.counts)))


def _fit(coded: CodedTable, request: OddsRequest) -> LogitFit:
    return fit_model(build_design(coded), estimation_of(request.estimation))


def _risks(fit: LogitFit, request: OddsRequest) -> tuple[Row, ...]:
    if not request.risks:
        return ()
    from thuiszitters.effects.risks import standardised_risks
    from thuiszitters.effects.tables import risk_rows

    found = standardised_risks(fit, covariance=request.covariance)
    return tuple(risk_rows(found, fit, level=request.estimation.level))


def _auc_interval(fit: LogitFit, level: float) -> tuple[float, float]:
    from thuiszitters.validation.discrimination import delong

    scarce = min(fit.summary.n_events, fit.summary.n_obs - fit.summary.n_events)
    if fit.likelihood is None or fit.design.cluster is not None or scarce < 2:
        return np.nan, np.nan
    area = delong(logit(fit.probability), fit.design.events, fit.design.counts, level=level)
    return area.low, area.high
