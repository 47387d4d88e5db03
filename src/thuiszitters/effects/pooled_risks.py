"""Standardised risks of a model over imputations."""

from dataclasses import replace

from thuiszitters.effects.risks import StandardisedRisk, pool_risks, standardised_risks
from thuiszitters.logit.pooled_fit import ImputedFit


def imputed_risks(result: ImputedFit, *, covariance: str = "model") -> tuple[StandardisedRisk, ...]:
    """Standardised risks of a model fitted to completed tables.

    Parameters
    ----------
    covariance
        As in `standardised_risks`; one of clusters when the tables have them.
    """
    risks = [standardised_risks(fit, covariance=covariance) for fit in result.fits]
    known = {column.term: column for column in result.fit.design.columns}
    tests = [result.fit.term(risk.column.term).p_value for risk in risks[0]]
    first = result.fits[0]
    freedom = float(first.summary.n_obs - first.used.sum())  # robust risks carry their own
    pooled = pool_risks(risks, freedom, tests)
    return tuple(replace(risk, column=known[risk.column.term]) for risk in pooled)
