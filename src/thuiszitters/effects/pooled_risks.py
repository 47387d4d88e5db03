"""Standardised risks of a model fitted to several completed data sets."""

from dataclasses import replace

from thuiszitters.effects.risks import StandardisedRisk, pool_risks, standardised_risks
from thuiszitters.logit.pooled_fit import ImputedFit, complete_df


def imputed_risks(result: ImputedFit, *, covariance: str = "model") -> tuple[StandardisedRisk, ...]:
    """Standardised risks of a model fitted to completed tables.

    Parameters
    ----------
    covariance
        As in `standardised_risks`; ``CR1`` when the tables have clusters.
    """
    risks = [standardised_risks(fit, covariance=covariance) for fit in result.fits]
    known = {column.term: column for column in result.fit.design.columns}
    pooled = pool_risks(risks, complete_df(result.fits[0]))
    return tuple(replace(risk, column=known[risk.column.term]) for risk in pooled)
