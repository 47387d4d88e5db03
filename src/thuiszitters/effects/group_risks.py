"""The predicted risk of a group of pupils who share some levels, as the model has it.

Every pupil is given the levels that make the group and keeps what the group leaves open; the
probabilities are averaged. With every predictor named this is what R's `predict.glm` gives for one
row; otherwise it is the mean of those predictions. It is about a group of at least one pupil and
never about a pupil: a model that separates groups this well says little of who in them is absent.

The interval is the delta method on the logit scale, given the predictors of the pupils, with the
covariance of the model's odds ratios; after Firth the penalised profile likelihood.

References
----------
Muller, C. J. and MacLehose, R. F. (2014). Estimating predicted probabilities from logistic
regression: different methods correspond to different target populations. International
Journal of Epidemiology 43, 962-970.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from scipy.special import expit

from thuiszitters.base.arrays import Floats
from thuiszitters.effects.average_risk import average
from thuiszitters.effects.prediction import predict_from
from thuiszitters.effects.quantity import Quantity, pool_quantities
from thuiszitters.logit.coding import CodedTable
from thuiszitters.logit.design import Design
from thuiszitters.logit.reasons import reason
from thuiszitters.logit.results import LogitFit, Term
from thuiszitters.models.fitted import FittedPlan
from thuiszitters.plan.further_specs import GroupSpec
from thuiszitters.results.schema import build
from thuiszitters.results.tables_groups import GROUP_RISKS

Row = dict[str, object]
#: No exact limit goes further than the profile.
_NO_REACH = (np.inf, -np.inf)


def group_risk_table(fitted: FittedPlan, specs: Sequence[GroupSpec]) -> pd.DataFrame:
    """One row per group that is asked for, over imputations where the odds ratios are."""
    return build(GROUP_RISKS, [_row(fitted, spec) for spec in specs])


def logit_group_risk(
    fit: LogitFit, levels: Mapping[str, str], covariance: str = "model"
) -> Quantity | None:
    """Log odds of the average probability with every pupil at some levels.

    Parameters
    ----------
    fit
        Of a model that holds the predictors.
    levels
        Predictor to its level.
    covariance
        As in `thuiszitters.effects.risks.standardised_risks`.

    Returns
    -------
    Quantity or None
        Nothing where one of the levels has no estimate, or the fit allows no prediction.
    """
    prediction = predict_from(fit, covariance)
    if prediction is None or _lost(fit, levels) is not None:
        return None
    x = prediction.fitted.on_basis(with_levels(fit.design, levels)[:, list(fit.columns)])
    counts, shift = fit.design.counts, prediction.shift

    def logit(beta: Floats) -> tuple[float, Floats]:
        return average(x, counts, beta, shift).logit

    if fit.estimator == "firth":
        return prediction.profiled(logit, lambda _level: _NO_REACH, np.nan)
    return prediction.quantity(logit(prediction.fitted.maximum.beta))


def with_levels(design: Design, levels: Mapping[str, str]) -> Floats:
    """The rows of a design with every pupil at these levels, the reference included."""
    x = design.x.copy()
    for predictor, level in levels.items():
        for place in design.positions(predictor):
            x[:, place] = float(design.columns[place].level == level)
    design.renew_products(x)
    return x


def group_size(table: CodedTable, levels: Mapping[str, str]) -> tuple[int, int]:
    """Pupils of a group, and those of them with the outcome; unknown is in no group.

    Examples
    --------
    >>> from thuiszitters.logit.coding import Predictor
    >>> late = Predictor("late", "binary", ("no", "yes"))
    >>> n, events = np.array([5.0, 4.0]), np.array([1.0, 2.0])
    >>> table = CodedTable((late,), np.array([[0], [1]]), (None,), events, n)
    >>> group_size(table, {"late": "yes"})
    (4, 2)
    """
    inside = np.ones(len(table.counts), dtype=bool)
    for place, spec in enumerate(table.predictors):
        if spec.name in levels:
            inside &= table.codes[:, place] == spec.levels.index(levels[spec.name])
    pupils, events = table.counts[inside].sum(), table.events[inside].sum()
    return round(float(pupils)), round(float(events))


def _lost(fit: LogitFit, levels: Mapping[str, str]) -> Term | None:
    """The first term of these levels without an estimate; a reference has none to lose."""
    terms = (fit.terms[at] for name in levels for at in fit.design.positions(name))
    own = (one for one in terms if one.column.level == levels[one.column.predictor])
    return next((one for one in own if one.status != "ok"), None)


def _row(fitted: FittedPlan, spec: GroupSpec) -> Row:
    levels = dict(spec.levels)
    adjusted = fitted.adjusted(spec.model)
    pooled = adjusted.pooled
    whole = adjusted.fit if pooled is None else pooled.fit
    fits = [adjusted.fit] if pooled is None else list(pooled.fits)
    pupils, events = group_size(fitted.known(spec.model), levels)
    row: Row = {"model": spec.model, "group": spec.name, "n_pupils": pupils, "n_events": events}
    row["estimator"] = whole.estimator
    if pupils == 0:
        return {**row, "status": "not_estimated", "reason": reason("empty_group")}
    parts = [logit_group_risk(fit, levels, adjusted.covariance) for fit in fits]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        lost = next((term for fit in fits if (term := _lost(fit, levels)) is not None), None)
        status = "not_estimated" if lost is None else lost.status
        return {**row, "status": status, "reason": lost.reason if lost else fits[0].reason}
    freedom = float(fits[0].summary.n_obs - fits[0].used.sum())
    found = known[0] if pooled is None else pool_quantities(known, freedom, np.nan)
    ends = (found.estimate, *found.interval(fitted.plan.estimation.level))
    if np.isnan(ends).any():
        return {**row, "status": "not_converged", "reason": reason("not_converged")}
    names = ("risk", "risk_low", "risk_high")
    risks = {name: float(expit(end)) for name, end in zip(names, ends, strict=True)}
    return {**row, **risks, "status": "ok", "reason": whole.reason}
