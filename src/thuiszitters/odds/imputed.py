"""A result over imputations, with the complete rows kept beside it."""

from dataclasses import replace

import numpy as np

from thuiszitters.base.randomness import generator
from thuiszitters.logit.coding import CodedTable
from thuiszitters.logit.imputation import impute
from thuiszitters.logit.pooled_fit import ImputedFit, fit_completed
from thuiszitters.models.coding import estimation_of
from thuiszitters.models.imputed import without_measures
from thuiszitters.models.tables import Row
from thuiszitters.odds.result import OddsResult

#: The same table gives the same imputations, whoever runs it.
SEED = 20210101


def with_imputation(complete: OddsResult, incomplete: CodedTable) -> OddsResult:
    """Replace the fits on complete rows by pooled ones, and keep them beside these.

    Parameters
    ----------
    complete
        The result on complete rows.
    incomplete
        All pupils whose outcome is known.
    """
    estimation = estimation_of(complete.request.estimation)
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
        crude=tuple(without_measures(fit) for fit in crude),
        adjusted=without_measures(adjusted),
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
