"""Dose and response: the odds ratio along a number that may bend, against a reference value.

Beside the model with a straight line stands the same model in which every number with a `spline`
is a restricted cubic spline. Knots are Harrell's quantiles of what is known before imputation, so
that every imputation has the same ones. The curve is given at a few round values.

References
----------
Harrell, F. E. (2015). Regression modeling strategies, 2nd edition, sections 2.4.5 and 2.4.6.
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from thuiszitters.base.arrays import Floats
from thuiszitters.effects.function_profile import FunctionProfile
from thuiszitters.effects.quantity import ProfiledQuantity, Quantity, pool_quantities
from thuiszitters.logit.coding import CodedTable
from thuiszitters.logit.design import SPLINE, Design
from thuiszitters.logit.fitted_likelihood import chi_squared_p
from thuiszitters.logit.pooled_terms import complete_df
from thuiszitters.logit.reasons import reason
from thuiszitters.logit.results import LogitFit
from thuiszitters.logit.splines import knots_of, spline_basis, with_spline
from thuiszitters.models.fitted import FittedPlan, ModelFit
from thuiszitters.models.tables import Row
from thuiszitters.plan import PredictorSpec
from thuiszitters.results.schema import build
from thuiszitters.results.tables_effects import CURVES

#: About this many round values lie between the outer knots.
POINTS = 8
_STEPS = (1.0, 2.0, 5.0, 10.0)


def curve_table(fitted: FittedPlan, models: Sequence[str] | None = None) -> pd.DataFrame:
    """A curve for every number with a spline, in every model that holds it, or in some."""
    names = [model.name for model in fitted.plan.models if models is None or model.name in models]
    return build(CURVES, [row for name in names for row in curve_rows(fitted, name)])


def curve_rows(fitted: FittedPlan, model: str) -> Iterator[Row]:
    """Points of each curve, and the test whether a straight line does as well."""
    specs = [fitted.plan.predictor(name) for name in fitted.plan.model(model).predictors]
    known = fitted.known(model)
    bent = {spec.name: _knots(spec, known) for spec in specs if spec.spline is not None}
    placed = {name: knots for name, knots in bent.items() if knots}
    if placed:
        made = fitted.reshaped(model, lambda design: with_splines(design, placed))
    for spec in specs:
        if spec.name in placed:
            yield from _curve(made, spec, placed[spec.name], model, fitted.plan.estimation.level)
        elif spec.name in bent:
            why = reason("too_few_values", predictor=spec.name)
            shared: Row = {"model": model, "predictor": spec.name, "measure": "lr"}
            yield {**shared, "status": "not_estimated", "reason": why}


def with_splines(design: Design, knots: Mapping[str, tuple[float, ...]]) -> Design:
    """Several numbers as restricted cubic splines."""
    for name, placed in knots.items():
        design = with_spline(design, name, placed)
    return design


def _knots(spec: PredictorSpec, known: CodedTable) -> tuple[float, ...]:
    """In units of the odds ratio; empty where the number has too few values."""
    assert spec.spline is not None
    place = [one.name for one in known.predictors].index(spec.name)
    codes, distinct = known.codes[:, place], known.distinct[place]
    assert distinct is not None
    there = codes >= 0
    values = distinct[codes[there]] / spec.per
    return knots_of(values, known.counts[there], spec.spline.knots)


def _curve(
    made: ModelFit, spec: PredictorSpec, knots: tuple[float, ...], model: str, level: float
) -> Iterator[Row]:
    assert spec.spline is not None
    fit = made.fit
    shared: Row = {"model": model, "predictor": spec.name, "knots": len(knots)}
    shared |= {"estimator": fit.estimator, "interval": fit.interval}
    values = round_values(knots[0] * spec.per, knots[-1] * spec.per)
    middle = knots[len(knots) // 2] * spec.per
    reference = spec.spline.reference
    if reference is None:
        reference = min(values, key=lambda value: abs(value - middle))
    for value in sorted({*values, reference}):
        place: Row = {"value": value, "against": reference, "measure": "odds_ratio"}
        yield {**shared, **place, **_point(made, spec, knots, (value, reference), level)}
    test = next((t for t in fit.global_tests if t.predictor == f"{SPLINE}{spec.name}"), None)
    if test is None:
        why = reason("no_test_over_imputations")
        yield {**shared, "measure": "penalised_lr", "status": "not_estimated", "reason": why}
        return
    numbers = {"statistic": test.statistic, "df": float(test.df), "p_value": test.p_value}
    state = {"status": test.status, "reason": test.reason}
    yield {**shared, "measure": test.test, **numbers, **state}


def round_values(low: float, high: float) -> tuple[float, ...]:
    """Round values between two ends.

    Examples
    --------
    >>> round_values(5.3, 17.2)
    (6.0, 8.0, 10.0, 12.0, 14.0, 16.0)
    >>> round_values(0.11, 0.58)
    (0.2, 0.3, 0.4, 0.5)
    """
    wanted = (high - low) / POINTS
    power = 10.0 ** np.floor(np.log10(wanted))
    step = next(size * power for size in _STEPS if size * power >= wanted)
    places = np.arange(np.ceil(low / step), np.floor(high / step) + 1.0) * step
    digits = max(0, 2 - int(np.floor(np.log10(step))))
    return tuple(round(float(place), digits) for place in places)


def _point(
    made: ModelFit,
    spec: PredictorSpec,
    knots: tuple[float, ...],
    pair: tuple[float, float],
    level: float,
) -> Row:
    """The odds ratio of one value against the reference."""
    if pair[0] == pair[1]:
        return {"log_odds": 0.0, "odds_ratio": 1.0, "status": "reference", "reason": ""}
    positions = [
        *made.fit.design.positions(spec.name),
        *made.fit.design.positions(f"{SPLINE}{spec.name}"),
    ]
    terms = [made.fit.terms[i] for i in positions]
    lost = next((term for term in terms if term.status != "ok"), None)
    if lost is not None:
        return {"status": lost.status, "reason": lost.reason}
    weights = np.zeros(len(made.fit.design.columns))
    x = np.array(pair) / spec.per
    columns = np.column_stack([x, spline_basis(x, knots)])
    weights[positions] = columns[0] - columns[1]
    fits = (made.fit,) if made.pooled is None else made.pooled.fits
    parts = [contrast_of(one, weights) for one in fits]
    found = parts[0]
    if made.pooled is not None:
        found = pool_quantities(parts, complete_df(fits, weights), np.nan)
    low, high = found.interval(level)
    if np.isnan([found.estimate, low, high]).any():
        return {"status": "not_converged", "reason": reason("not_converged")}
    with np.errstate(over="ignore"):
        ratio, low, high = (float(np.exp(value)) for value in (found.estimate, low, high))
    return {
        "log_odds": found.estimate,
        "std_error": found.std_error,
        "odds_ratio": ratio,
        "ci_low": low,
        "ci_high": high,
        "status": "ok",
        "reason": terms[0].reason,
    }


def contrast_of(fit: LogitFit, weights: Floats) -> Quantity:
    """A weighted sum of coefficients with the interval that the fit's own terms have.

    Parameters
    ----------
    weights
        Of all columns of the design, shape (k,).
    """
    used = list(fit.columns)
    estimate = float(weights[used] @ fit.beta[used])
    own = fit.covariance[np.ix_(used, used)]
    error = float(np.sqrt(weights[used] @ own @ weights[used]))
    if fit.robust is not None:
        return Quantity(estimate, error, fit.degrees_of_freedom(weights))
    if fit.interval == "wald" or fit.likelihood is None:
        return Quantity(estimate, error)
    likelihood = fit.likelihood
    slope = weights[used] @ likelihood.from_basis(np.eye(len(used)))
    profile = FunctionProfile(
        likelihood.data, likelihood.maximum, lambda beta: (float(slope @ beta), slope)
    )
    test = chi_squared_p(profile.drop_statistic(0.0), 1)
    return ProfiledQuantity(estimate, error, ends=profile.interval, test=test)
