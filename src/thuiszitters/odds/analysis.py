"""From a request to fitted models: crude, adjusted, and risks where they were asked for."""

from dataclasses import dataclass, field

import numpy as np
from scipy.special import logit

from thuiszitters.errors import PlanError, Problem, raise_problems
from thuiszitters.models.clustered import FEW_CLUSTERS, fit_clustered
from thuiszitters.models.coding import CodedTable
from thuiszitters.models.completed import ImputedFit
from thuiszitters.models.design import build_design
from thuiszitters.models.fit import fit_design
from thuiszitters.models.results import LogitFit
from thuiszitters.models.tables import Row
from thuiszitters.odds.kinds import Ask
from thuiszitters.odds.notices import Notice, notice
from thuiszitters.odds.prepare import prepare
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
        Ends of DeLong's interval.
    notices
        What was decided or left out, in sentences.
    imputed
        After imputation, the pooled fits with their number of imputations; crude ones first.
    complete
        After imputation, the same on complete rows.
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
    >>> result.adjusted.summary.n_pupils, result.adjusted.estimator
    (146, 'ml')
    """
    raise_problems(_not_there_yet(request), PlanError)
    prepared = prepare(request, ask)
    coded = prepared.coded
    crude = tuple(_fit(coded.only([spec.name]), request) for spec in coded.specs)
    adjusted = _fit(coded, request)
    said = (*prepared.notices, *_about_clusters(adjusted, request), *_about_size(adjusted))
    result = OddsResult(
        request=request,
        specs=coded.specs,
        adjusted=adjusted,
        crude=crude,
        risks=_risks(adjusted, request),
        auc_interval=_auc_interval(adjusted, request.estimation.level),
        notices=said,
    )
    if prepared.incomplete is None:
        return result
    from thuiszitters.odds.imputed import with_imputation

    return with_imputation(result, prepared.incomplete)


def _not_there_yet(request: OddsRequest) -> list[Problem]:
    """Combinations whose method is not part of this version; never passed over in silence."""
    if request.impute and request.cluster is not None:
        found = "this version cannot combine it with --cluster"
        return [Problem("--impute", found, advice="Choose one of the two")]
    return []


def _fit(coded: CodedTable, request: OddsRequest) -> LogitFit:
    design = build_design(coded)
    if coded.cluster is not None:
        return fit_clustered(design, request.estimation)
    return fit_design(design, request.estimation)


def _risks(fit: LogitFit, request: OddsRequest) -> tuple[Row, ...]:
    if not request.risks:
        return ()
    from thuiszitters.effects.risks import standardised_risks
    from thuiszitters.effects.tables import risk_rows

    covariance = "model" if request.cluster is None else "CR1"
    found = standardised_risks(fit, covariance=covariance)
    return tuple(risk_rows(found, fit, level=request.estimation.level))


def _auc_interval(fit: LogitFit, level: float) -> tuple[float, float]:
    from thuiszitters.validation.discrimination import delong

    if fit.likelihood is None or min(fit.summary.n_events, _without(fit)) < 2:
        return np.nan, np.nan
    area = delong(logit(fit.probability), fit.design.events, fit.design.counts, level=level)
    return area.low, area.high


def _without(fit: LogitFit) -> int:
    return fit.summary.n_pupils - fit.summary.n_events


def _about_clusters(fit: LogitFit, request: OddsRequest) -> list[Notice]:
    """Say how clusters were allowed for, or that they were not."""
    if fit.design.cluster is None:
        return []
    if fit.estimator == "firth":
        return [notice("clusters_firth", column=request.cluster)]
    clusters = len(np.unique(fit.design.cluster))
    said = [notice("clusters", column=request.cluster, clusters=clusters, freedom=clusters - 1)]
    if clusters < FEW_CLUSTERS:
        said.append(notice("few_clusters", column=request.cluster, clusters=clusters))
    return said


def _about_size(fit: LogitFit) -> list[Notice]:
    """Say on the terminal what must not be missed in the notes of a table."""
    summary = fit.summary
    scarce = min(summary.n_events, _without(fit))
    if summary.n_parameters <= scarce:
        return []
    return [notice("too_many_parameters", parameters=summary.n_parameters, scarce=scarce)]
