"""The adjusted model as a GLM of statsmodels."""

from typing import Any

import numpy as np
import pandas as pd

from thuiszitters.base.errors import EstimationError, Problem
from thuiszitters.logit.design import INTERCEPT
from thuiszitters.odds.plan import MODEL
from thuiszitters.odds.result import OddsResult


def glm_of(result: OddsResult) -> Any:
    """A fitted `statsmodels` GLM with the rows and columns of the adjusted model.

    Each distinct row stands there twice, with and without the outcome, weighted by its pupils;
    where a covariance other than the model's own was asked for, once per pupil, because
    statsmodels does not support weights there.

    Raises
    ------
    EstimationError
        After Firth's method, imputation, or a fit without finite estimates.
    """
    from statsmodels.genmod.families import Binomial
    from statsmodels.genmod.generalized_linear_model import GLM

    model = result.fitted.adjusted(MODEL)
    _refuse(result)
    fit = model.fit
    kept = [place for place, term in enumerate(fit.terms) if term.status == "ok"]
    names = [fit.terms[place].column.term for place in kept]
    names = ["Intercept" if name == INTERCEPT else name for name in names]
    clusters = fit.design.clusters
    held = fit.design if clusters is None else clusters
    rows_of = slice(None) if clusters is None else clusters.row
    x = pd.DataFrame(np.vstack([fit.design.x[rows_of][:, kept]] * 2), columns=names)
    weights = np.concatenate([held.events, held.counts - held.events])
    y = np.repeat([1.0, 0.0], len(held.counts))
    if model.covariance == "model":
        some = weights > 0
        return GLM(
            y[some], x[some].reset_index(drop=True), Binomial(), freq_weights=weights[some]
        ).fit()
    rows = np.repeat(np.arange(len(y)), weights.astype(int))
    glm = GLM(y[rows], x.iloc[rows].reset_index(drop=True), Binomial())
    if clusters is None:
        return glm.fit(cov_type="HC1")
    groups = np.tile(clusters.number, 2)[rows]
    return glm.fit(cov_type="cluster", cov_kwds={"groups": groups})


def _refuse(result: OddsResult) -> None:
    fit = result.adjusted
    found, advice = "", ""
    if result.imputed is not None:
        found = "missing values were imputed, and a GLM holds one table"
        advice = "Take fit.complete_cases.to_statsmodels()"
    elif fit.estimator == "firth":
        found = "the model was fitted by Firth's method, which statsmodels does not have"
        advice = 'Take estimator="ml", where the model is not separated'
    elif fit.status != "ok":
        found = "the model has no finite estimates"
        advice = "See fit.tidy()"
    if found:
        raise EstimationError(Problem("to_statsmodels", found, advice=advice))
