"""Stage: does each adjusted model of a plan hold? One row per check, with a verdict."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from thuiszitters.models import LogitFit, build_design, code_patterns, fit_design
from thuiszitters.plan import Plan
from thuiszitters.plan.analysis import ModelSpec
from thuiszitters.validation.calibration import calibration_groups, hosmer_lemeshow
from thuiszitters.validation.diagnostics import (
    generalised_vif,
    influence_by_pattern,
    le_cessie_van_houwelingen,
)
from thuiszitters.validation.discrimination import delong
from thuiszitters.validation.optimism import bootstrap_optimism

CHECK_COLUMNS = (
    *("model", "check", "predictor", "value", "low", "high", "df", "p_value"),
    *("verdict", "status", "reason"),
)
CALIBRATION_COLUMNS = (
    *("model", "group", "n_pupils", "n_events", "predicted", "observed", "low", "high"),
)
#: A difference between apparent and corrected AUC above this is worth a word.
LARGE_OPTIMISM = 0.05
#: A corrected calibration slope below this means predictions that are clearly too extreme.
LOW_SLOPE = 0.85
#: The root of a variance inflation of 5 (Fox and Monette 1992 compare on this scale).
HIGH_GVIF = 5.0**0.5
#: One pattern that moves a coefficient by more than one standard error.
LARGE_DFBETA = 1.0
#: Below this a test of fit says that the model misses something.
SMALL_P = 0.05

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class ValidationTables:
    """What the stage hands on, unrounded.

    Attributes
    ----------
    checks
        One row per model and check: its value, and the verdict ``fine``, ``caution`` or ``none``.
    calibration
        One row per model and group of rising probability.
    """

    checks: pd.DataFrame
    calibration: pd.DataFrame

    def tables(self) -> dict[str, pd.DataFrame]:
        return {"checks": self.checks, "calibration": self.calibration}


def validate_models(
    patterns: pd.DataFrame, plan: Plan, rng: np.random.Generator
) -> ValidationTables:
    """Check every adjusted model of a plan.

    Parameters
    ----------
    patterns
        Distinct rows of outcome and predictors with `n_pupils`.
    plan
        Its models, and under `validation` how many resamples to draw.
    rng
        Source of the resamples.
    """
    checks: list[Row] = []
    groups: list[pd.DataFrame] = []
    for model in plan.models:
        specs = [plan.predictor(name) for name in model.predictors]
        fit = fit_design(build_design(code_patterns(patterns, specs)), plan.estimation)
        if fit.likelihood is None:
            found = [_row("fit", np.nan, "none", status=fit.status, reason=fit.reason)]
        else:
            found = _checks(fit, plan, model, rng)
            groups.append(_calibration(fit, plan, model))
        checks += [{"model": model.name, **row} for row in found]
    return ValidationTables(_typed(checks), _joined(groups))


def _checks(fit: LogitFit, plan: Plan, model: ModelSpec, rng: np.random.Generator) -> list[Row]:
    return [
        *_discrimination(fit, plan, rng),
        *_collinearity(fit),
        *_linearity(fit, plan, model),
        _influence(fit),
        *_goodness(fit),
    ]


def _discrimination(fit: LogitFit, plan: Plan, rng: np.random.Generator) -> Iterator[Row]:
    design = fit.design
    area = delong(fit.probability, design.events, design.counts, level=plan.estimation.level)
    verdict = "fine" if area.low > 0.5 else "caution"
    yield _row("auc", area.estimate, verdict, low=area.low, high=area.high)
    optimism = bootstrap_optimism(fit, rng, n_resamples=plan.validation.resamples)
    auc, slope, brier = optimism.auc, optimism.slope, optimism.brier
    yield _row("auc_corrected", auc.corrected, _above(auc.optimism, LARGE_OPTIMISM))
    yield _row("slope_corrected", slope.corrected, _above(LOW_SLOPE, slope.corrected))
    share = design.n_events / design.n_pupils
    gain = 1.0 - brier.corrected / (share * (1.0 - share))
    yield _row(
        "brier", brier.apparent, "fine" if brier.apparent < share * (1 - share) else "caution"
    )
    yield _row("brier_gain", gain, "fine" if gain > 0 else "caution")


def _collinearity(fit: LogitFit) -> Iterator[Row]:
    for _, part in generalised_vif(fit).iterrows():
        value = float(part["gvif_scaled"])
        yield _row(
            "gvif", value, _above(value, HIGH_GVIF), predictor=part["predictor"], df=part["df"]
        )


def _linearity(fit: LogitFit, plan: Plan, model: ModelSpec) -> Iterator[Row]:
    from thuiszitters.models.splines import linearity_test

    for name in model.predictors:
        if plan.predictor(name).kind == "numeric":
            statistic, df, p = linearity_test(fit.design, name, plan.estimation)
            yield _row("linearity", statistic, _test(p), predictor=name, df=df, p_value=p)


def _influence(fit: LogitFit) -> Row:
    largest = float(influence_by_pattern(fit)["dfbeta"].abs().max())
    return _row("influence", largest, _above(largest, LARGE_DFBETA))


def _goodness(fit: LogitFit) -> Iterator[Row]:
    design, used = fit.design, np.flatnonzero(fit.used)
    rows = (fit.probability, design.events, design.counts)
    test = le_cessie_van_houwelingen(design.x[:, used], *rows)
    yield _row("le_cessie", test.statistic, _test(test.p_value), p_value=test.p_value)
    grouped = hosmer_lemeshow(*rows)
    yield _row(
        "hosmer_lemeshow",
        grouped.statistic,
        _test(grouped.p_value),
        df=grouped.df,
        p_value=grouped.p_value,
    )


def _calibration(fit: LogitFit, plan: Plan, model: ModelSpec) -> pd.DataFrame:
    design = fit.design
    groups = calibration_groups(
        fit.probability,
        design.events,
        design.counts,
        min_events=plan.validation.group_events,
        level=plan.estimation.level,
    )
    groups.insert(0, "model", model.name)
    return groups


def _above(value: float, limit: float) -> str:
    if not np.isfinite(value) or not np.isfinite(limit):
        return "none"
    return "caution" if value > limit else "fine"


def _test(p: float) -> str:
    if not np.isfinite(p):
        return "none"
    return "caution" if p < SMALL_P else "fine"


def _row(check: str, value: float, verdict: str, **more: object) -> Row:
    return {
        "check": check,
        "value": value,
        "verdict": verdict,
        "status": "ok",
        "reason": "",
        **more,
    }


def _typed(rows: list[Row]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(CHECK_COLUMNS))
    numbers = ("value", "low", "high", "df", "p_value")
    return frame.astype({name: "float64" if name in numbers else "str" for name in CHECK_COLUMNS})


def _joined(groups: list[pd.DataFrame]) -> pd.DataFrame:
    if not groups:
        return pd.DataFrame(columns=list(CALIBRATION_COLUMNS))
    return pd.concat(groups, ignore_index=True)[list(CALIBRATION_COLUMNS)]
