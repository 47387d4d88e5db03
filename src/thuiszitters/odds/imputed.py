"""A result over imputations, with the complete rows kept beside it."""

from dataclasses import fields, replace

import numpy as np

from thuiszitters.models.coding import CodedTable
from thuiszitters.models.completed import ImputedFit, fit_completed
from thuiszitters.models.imputation import impute
from thuiszitters.models.results import FitSummary, LogitFit
from thuiszitters.models.tables import Row
from thuiszitters.odds.analysis import OddsResult
from thuiszitters.randomness import generator

#: The same table gives the same imputations, whoever runs it.
SEED = 20210101
#: What of a summary holds over imputations; a likelihood does not.
_COUNTS = (
    "n_pupils",
    "n_events",
    "n_parameters",
    "events_per_parameter",
    "caution",
    "lr_df",
    "wald_df",
)


def with_imputation(complete: OddsResult, incomplete: CodedTable) -> OddsResult:
    """Replace the fits on complete rows by pooled ones, and keep them beside these.

    Parameters
    ----------
    complete
        The result on complete rows.
    incomplete
        All pupils whose outcome is known.
    """
    estimation = complete.request.estimation
    completed = impute(incomplete, generator(SEED, "odds"))
    sets = [[spec.name] for spec in complete.specs]
    fits = [
        fit_completed(
            [table.only(names) for table in completed], estimation, known=incomplete.only(names)
        )
        for names in (*sets, [spec.name for spec in complete.specs])
    ]
    *crude, adjusted = fits
    return replace(
        complete,
        crude=tuple(_pooled(fit) for fit in crude),
        adjusted=_pooled(adjusted),
        risks=_risks(adjusted, complete),
        auc_interval=(np.nan, np.nan),
        imputed=tuple(fits),
        complete=complete,
    )


def _risks(fit: ImputedFit, complete: OddsResult) -> tuple[Row, ...]:
    if not complete.request.risks:
        return ()
    from thuiszitters.effects.pooled_risks import imputed_risks
    from thuiszitters.effects.tables import risk_rows

    pooled = imputed_risks(fit, covariance=complete.request.covariance)
    level = complete.request.estimation.level
    return tuple(risk_rows(pooled, fit.fit, level=level))


def _pooled(fit: ImputedFit) -> LogitFit:
    """The pooled fit, without the measures that belong to its first imputation only."""
    summary = fit.fit.summary
    kept = {name: getattr(summary, name) for name in _COUNTS}
    numbers = {field.name: np.nan for field in fields(FitSummary) if field.name not in kept}
    return replace(fit.fit, summary=FitSummary(**{**numbers, "n_patterns": 0, **kept}))
