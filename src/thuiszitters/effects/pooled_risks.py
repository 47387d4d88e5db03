"""Standardised risks over several completed data sets."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from thuiszitters.effects.risks import Quantity, StandardisedRisk, standardised_risks
from thuiszitters.models.completed import ImputedFit, complete_df
from thuiszitters.models.pooling import pool


def pool_risks(
    risks: Sequence[Sequence[StandardisedRisk]], complete_df: float
) -> tuple[StandardisedRisk, ...]:
    """Pool the risks of several imputations, each on its own scale, by Rubin's rules.

    Parameters
    ----------
    risks
        Per imputation the result of `standardised_risks`.
    complete_df
        Pupils less coefficients.
    """
    return tuple(_pool_contrast(contrast, complete_df) for contrast in zip(*risks, strict=True))


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


def _pool_contrast(contrasts: Sequence[StandardisedRisk], complete_df: float) -> StandardisedRisk:
    lost = next((risk for risk in contrasts if risk.status != "ok"), None)
    if lost is not None:
        return lost

    def pooled(name: str) -> Quantity:
        parts: list[Quantity] = [getattr(risk, name) for risk in contrasts]
        result = pool(
            np.array([part.estimate for part in parts]),
            np.array([part.std_error**2 for part in parts]),
            complete_df,
        )
        return Quantity(result.estimate, result.std_error)

    return replace(
        contrasts[0],
        logit_risk=pooled("logit_risk"),
        logit_risk_reference=pooled("logit_risk_reference"),
        difference=pooled("difference"),
        log_ratio=pooled("log_ratio"),
    )
