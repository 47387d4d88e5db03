"""A result over imputations, with the complete rows kept beside it."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from thuiszitters.base.randomness import generator
from thuiszitters.logit.coding import CodedTable
from thuiszitters.logit.imputation import imputations
from thuiszitters.logit.imputed_numbers import NumberCheck
from thuiszitters.logit.pooled_fit import ImputedFit, fit_completed
from thuiszitters.models.coding import estimation_of
from thuiszitters.models.imputed import without_measures
from thuiszitters.models.tables import Row
from thuiszitters.odds.notices import Notice, notice
from thuiszitters.odds.result import OddsResult
from thuiszitters.results.read import MONTE_CARLO_LIMIT

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
    made = imputations(incomplete, generator(SEED, "odds"))
    sets = [[spec.name] for spec in complete.specs]
    fits = [
        fit_completed(
            [table.only(names) for table in made.tables], estimation, known=incomplete.only(names)
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
        numbers=made.numbers,
    )


def about_imputation(result: OddsResult) -> tuple[Notice, ...]:
    """What a reader must know about how well filling in went; nothing where it went well."""
    return (*_about_numbers(result.numbers), *_about_chance(result.imputed))


def _about_numbers(checks: Sequence[NumberCheck]) -> tuple[Notice, ...]:
    """Say of which numbers values were carried over from far, or are spread otherwise."""
    said = []
    for check in checks:
        if check.far:
            given = {"distance": f"{check.gap:.2f}"}
            said.append(notice("imputed_far", column=check.predictor, **given))
        elif check.differs:
            given = {"shift": f"{check.shift:.2f}", "spread": f"{check.spread:.2f}"}
            said.append(notice("imputed_differs", column=check.predictor, **given))
    return tuple(said)


def _about_chance(fits: Sequence[ImputedFit]) -> tuple[Notice, ...]:
    """Say that another set of imputations could give visibly other numbers."""
    pooled = [one for fit in fits for one in fit.pooled[1:] if one is not None]
    shares = [one.monte_carlo_error / one.std_error for one in pooled]
    if max(shares, default=0.0) <= MONTE_CARLO_LIMIT:
        return ()
    share = round(100.0 * max(shares))
    return (notice("monte_carlo", times=len(fits[0].fits), share=share),)


def _risks(fit: ImputedFit, complete: OddsResult) -> tuple[Row, ...]:
    if not complete.request.risks:
        return ()
    from thuiszitters.effects.pooled_risks import imputed_risks
    from thuiszitters.effects.tables import risk_rows

    pooled = imputed_risks(fit, covariance=complete.request.covariance)
    level = complete.request.estimation.level
    return tuple(risk_rows(pooled, fit.fit, level=level))
