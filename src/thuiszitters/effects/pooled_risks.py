"""Standardised risks of a model over imputations."""

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np

from thuiszitters.effects.quantity import pool_quantities
from thuiszitters.effects.risks import MEASURES, StandardisedRisk, standardised_risks
from thuiszitters.logit.pooled_fit import ImputedFit


def imputed_risks(
    result: ImputedFit,
    *,
    covariance: str = "model",
    predictors: Collection[str] | None = None,
) -> tuple[StandardisedRisk, ...]:
    """Standardised risks of a model fitted to completed tables.

    Parameters
    ----------
    covariance
        As in `standardised_risks`; one of clusters when the tables have them.
    predictors
        Only these.
    """
    risks = [
        standardised_risks(fit, covariance=covariance, predictors=predictors) for fit in result.fits
    ]
    known = {column.term: column for column in result.fit.design.columns}
    tests = [result.fit.term(risk.column.term).p_value for risk in risks[0]]
    first = result.fits[0]
    freedom = float(first.summary.n_obs - first.used.sum())  # robust risks carry their own
    pooled = pool_risks(risks, freedom, tests)
    return tuple(replace(risk, column=known[risk.column.term]) for risk in pooled)


def pool_risks(
    risks: Sequence[Sequence[StandardisedRisk]],
    complete_df: float,
    p_values: Sequence[float] | None = None,
) -> tuple[StandardisedRisk, ...]:
    """Pool the risks of several imputations, each on its own scale, by Rubin's rules.

    Parameters
    ----------
    risks
        Per imputation the result of `standardised_risks`.
    complete_df
        Pupils less coefficients, or clusters less one.
    p_values
        Of the pooled odds ratios, which risks with profile intervals share; NaN when not given.
    """
    contrasts = list(zip(*risks, strict=True))
    tests = [np.nan] * len(contrasts) if p_values is None else p_values
    return tuple(
        _pool_contrast(contrast, complete_df, p)
        for contrast, p in zip(contrasts, tests, strict=True)
    )


def _pool_contrast(
    contrasts: Sequence[StandardisedRisk], complete_df: float, p_value: float
) -> StandardisedRisk:
    lost = next((risk for risk in contrasts if risk.status != "ok"), None)
    if lost is not None:
        return lost
    pooled = {
        name: pool_quantities([getattr(risk, name) for risk in contrasts], complete_df, p_value)
        for name in MEASURES
    }
    return replace(contrasts[0], **pooled)  # type: ignore[arg-type]
