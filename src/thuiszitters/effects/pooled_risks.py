"""Standardised risks of a model fitted to several completed data sets."""

from dataclasses import replace

from thuiszitters.effects.risks import StandardisedRisk, pool_risks, standardised_risks
from thuiszitters.logit.pooled_fit import ImputedFit


def imputed_risks(result: ImputedFit, *, covariance: str = "model") -> tuple[StandardisedRisk, ...]:
    """Standardised risks of a model fitted to completed tables.

    Parameters
    ----------
    covariance
        As in `standardised_risks`; one for clusters when the tables have them.
    """
    risks = [standardised_risks(fit, covariance=covariance) for fit in result.fits]
    known = {column.term: column for column in result.fit.design.columns}
    first = result.fits[0]
    pooled = pool_risks(risks, float(first.summary.n_pupils - first.used.sum()))
    return tuple(replace(risk, column=known[risk.column.term]) for risk in pooled)
