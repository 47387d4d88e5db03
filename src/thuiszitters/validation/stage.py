"""Stage: does each adjusted model of a plan hold, in numbers and in one sentence per check."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pandas as pd

from thuiszitters.base.randomness import Streams
from thuiszitters.logit.estimation import Estimation
from thuiszitters.logit.results import LogitFit
from thuiszitters.logit.splines import linearity_test
from thuiszitters.models.fitted import fit
from thuiszitters.plan import Plan
from thuiszitters.results.schema import build
from thuiszitters.results.tables_validation import CALIBRATION, CHECKS, LEARNERS
from thuiszitters.validation.calibration import calibration_groups, hosmer_lemeshow
from thuiszitters.validation.calibration_curve import calibration_curve
from thuiszitters.validation.diagnostics import (
    generalised_vif,
    influence_by_pattern,
    overall_fit,
)
from thuiszitters.validation.discrimination import delong, shifted_interval
from thuiszitters.validation.flexible import learner_rows
from thuiszitters.validation.optimism import bootstrap_optimism
from thuiszitters.validation.over_imputations import OverImputations

#: Above this, a predictor's standard error is more than doubled by the others (Fox and Monette).
HIGH_GVIF = 2.0
#: A pupil with a Cook's distance above this moves all coefficients together to the edge of their
#: joint 50 % interval or beyond (Cook 1977).
HIGH_COOK = 1.0
#: A pupil who moves a coefficient by more than one standard error decides about it alone.
HIGH_DFBETA = 1.0

Row = dict[str, object]


def validate_models(
    tables: Mapping[str, pd.DataFrame], plan: Plan, rng: Streams
) -> dict[str, pd.DataFrame]:
    """Check every adjusted model of a plan: on its complete pupils, and over imputations.

    Parameters
    ----------
    tables
        ``patterns`` of the patterns stage; ``estimates`` of the models stage, which a plan that
        `rests_on_likelihood` can do without.
    plan
        Its models, and under `validation` the resamples and the size of calibration groups.
    rng
        For the bootstrap, one stream per model, by its name; and for the folds of the learners.

    Returns
    -------
    dict
        ``checks``: one row per model and check; ``sentence`` is a key of ``language/checks.yaml``,
        its placeholders are columns of the row. ``calibration``: groups of at least ten events
        per model. ``learners``: the main model beside learners of scikit-learn.
    """
    fitted = fit(plan, tables["patterns"], rng.of_imputation())
    over = OverImputations(fitted, tables.get("estimates"))
    checks: list[Row] = []
    groups: list[pd.DataFrame] = []
    wholes = {model.name: fitted.complete_case(model.name, robust=False) for model in plan.models}
    # Learners and other programs get a thread: they need nothing of what is computed here.
    with ThreadPoolExecutor(1) as beside:
        opinions = {
            name: beside.submit(_opinion_rows, whole)
            for name, whole in wholes.items()
            if _is_checked(whole)
        }
        learners = beside.submit(learner_rows, fitted, rng("learners"))
        for name, whole in wholes.items():
            if not _is_checked(whole):
                checks.append({"model": name, "check": "none", "sentence": "no_checks"})
                checks += [{"model": name, **row} for row in over.rows(name)]
                continue
            # By its name: a model that comes before it in the plan changes no number of this one.
            chance, n_resamples = rng("validation", name), plan.validation.resamples
            rows = check_numbers(whole, fitted.estimation, chance, n_resamples=n_resamples)
            rows += [*opinions[name].result(), *over.rows(name)]
            checks += [{"model": name, **row} for row in rows]
            groups.append(calibration_of(whole, plan).assign(model=name))
    return {
        "checks": build(CHECKS, checks),
        "calibration": build(CALIBRATION, pd.concat(groups, ignore_index=True) if groups else []),
        "learners": build(LEARNERS, learners.result()),
    }


def _is_checked(fit: LogitFit) -> bool:
    return fit.likelihood is not None and fit.status != "separated"


def calibration_of(fit: LogitFit, plan: Plan) -> pd.DataFrame:
    """Groups of rising risk of one fit and the curve at each, without the name of the model."""
    data = (fit.probability, fit.design.events, fit.design.counts)
    rules = plan.validation
    groups = calibration_groups(*data, min_events=rules.group_events, level=plan.estimation.level)
    at = groups["predicted"].to_numpy(dtype=np.float64)
    return groups.assign(curve=calibration_curve(*data, at))


def check_fit(
    fit: LogitFit,
    estimation: Estimation,
    rng: np.random.Generator,
    *,
    n_resamples: int = 1000,
) -> list[Row]:
    """All checks of one fit, as rows without the name of the model."""
    numbers = check_numbers(fit, estimation, rng, n_resamples=n_resamples)
    return [*numbers, *_opinion_rows(fit)]


def _opinion_rows(fit: LogitFit) -> list[Row]:
    return [_second_opinion_row(fit), _risk_opinion_row(fit)]


def check_numbers(
    fit: LogitFit,
    estimation: Estimation,
    rng: np.random.Generator,
    *,
    n_resamples: int = 1000,
) -> list[Row]:
    """The checks that have a number: all but whether other programs get the same."""
    return [
        *_discrimination_rows(fit, estimation, rng, n_resamples),
        *_fit_rows(fit),
        *_collinearity_rows(fit),
        *_linearity_rows(fit, estimation),
        *_influence_rows(fit),
    ]


def _discrimination_rows(
    fit: LogitFit, estimation: Estimation, rng: np.random.Generator, n_resamples: int
) -> list[Row]:
    design = fit.design
    eta = design.x[:, list(fit.columns)] @ fit.beta[list(fit.columns)]
    area = delong(eta, design.events, design.counts, level=estimation.level)
    optimism = bootstrap_optimism(
        fit, rng, n_resamples=n_resamples, firth_where_separated=estimation.estimator != "ml"
    )
    corrected = optimism.auc.corrected
    # The interval is that of the corrected area: DeLong's, moved down by the optimism.
    low, high = shifted_interval(area.low, area.high, optimism.auc.optimism)
    return [
        {
            "check": "auc",
            "estimate": area.estimate,
            "ci_low": low,
            "ci_high": high,
            "corrected": corrected,
            "sentence": _graded(corrected, (0.6, 0.7, 0.8), "auc"),
        },
        {
            "check": "calibration_slope",
            "estimate": optimism.slope.apparent,
            "corrected": optimism.slope.corrected,
            "sentence": _graded(optimism.slope.corrected, (0.7, 0.85, 0.95), "slope"),
        },
        {
            "check": "brier",
            "estimate": optimism.brier.apparent,
            "corrected": optimism.brier.corrected,
            "sentence": "brier",
        },
    ]


def _graded(value: float, borders: tuple[float, float, float], name: str) -> str:
    """Key of the sentence for a value: name_0 below the first border to name_3 above the last."""
    if np.isnan(value):
        return f"{name}_unknown"
    return f"{name}_{int(np.searchsorted(borders, value, side='right'))}"


def _fit_rows(fit: LogitFit) -> list[Row]:
    design = fit.design
    squares = overall_fit(fit)
    groups = hosmer_lemeshow(fit.probability, design.events, design.counts)
    return [
        {
            "check": "le_cessie_van_houwelingen",
            "statistic": squares.statistic,
            "p_value": squares.p_value,
            "sentence": _tested(squares.p_value, "fit"),
        },
        {
            "check": "hosmer_lemeshow",
            "statistic": groups.statistic,
            "df": groups.df,
            "p_value": groups.p_value,
            "sentence": _tested(groups.p_value, "groups"),
        },
    ]


def _tested(p_value: float, name: str) -> str:
    if np.isnan(p_value):
        return f"{name}_unknown"
    return f"{name}_poor" if p_value < 0.05 else f"{name}_good"


def _collinearity_rows(fit: LogitFit) -> list[Row]:
    table = generalised_vif(fit)
    return [
        {
            "check": "collinearity",
            "predictor": predictor,
            "estimate": scaled,
            "df": df,
            "sentence": "collinear_high" if scaled > HIGH_GVIF else "collinear_low",
        }
        for predictor, df, scaled in zip(
            table["predictor"], table["df"], table["gvif_scaled"].astype(float), strict=True
        )
    ]


def _linearity_rows(fit: LogitFit, estimation: Estimation) -> list[Row]:
    rows: list[Row] = []
    for spec in fit.design.table.predictors:
        if spec.kind != "numeric" or not fit.used[fit.design.positions(spec.name)].all():
            continue
        statistic, df, p_value = linearity_test(fit.design, spec.name, estimation)
        rows.append(
            {
                "check": "linearity",
                "predictor": spec.name,
                "statistic": statistic,
                "df": df,
                "p_value": p_value,
                "sentence": _tested(p_value, "linear"),
            }
        )
    return rows


def _influence_rows(fit: LogitFit) -> list[Row]:
    """What one pupil does to a coefficient, and to all of them together (largest of all pupils)."""
    table = influence_by_pattern(fit)
    return [_shift_row(table), _distance_row(table)]


def _distance_row(table: pd.DataFrame) -> Row:
    """Largest Cook's distance of one pupil."""
    distances = table[["cooks_event", "cooks_no_event"]].to_numpy(dtype=np.float64)
    if np.isnan(distances).all():
        return {"check": "cooks_distance", "sentence": "cook_unknown"}
    largest = float(np.nanmax(distances))
    sentence = "cook_high" if largest > HIGH_COOK else "cook_low"
    return {"check": "cooks_distance", "estimate": largest, "sentence": sentence}


def _shift_row(table: pd.DataFrame) -> Row:
    shift = table["dfbeta"].abs().to_numpy(dtype=np.float64)
    if np.isnan(shift).all():
        return {"check": "influence", "sentence": "influence_unknown"}
    worst = int(np.nanargmax(shift))
    high = shift[worst] > HIGH_DFBETA
    return {
        "check": "influence",
        "predictor": table["dfbeta_term"].iloc[worst],
        "estimate": table["dfbeta"].iloc[worst],
        "sentence": "influence_high" if high else "influence_low",
    }


def _second_opinion_row(fit: LogitFit) -> Row:
    """Whether another program gets the same; its difference is rounding noise and not kept."""
    from thuiszitters.validation.second_opinion import second_opinion

    opinion = second_opinion(fit)
    sentence = f"second_opinion_{opinion.program if opinion.agrees else 'differs'}"
    return {"check": "second_opinion", "sentence": sentence}


def _risk_opinion_row(fit: LogitFit) -> Row:
    """Whether standardised risks computed another way are the same; after Firth none are."""
    from thuiszitters.validation.risk_opinion import agree, risk_difference_of_programs

    if fit.estimator == "firth":
        sentence = "risk_opinion_firth"
    else:
        same = agree(risk_difference_of_programs(fit))
        sentence = f"risk_opinion_{'statsmodels' if same else 'differs'}"
    return {"check": "second_opinion_risks", "sentence": sentence}
