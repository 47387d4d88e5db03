"""Stage: odds ratios as risks, overlap with another predictor, and interactions."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import partial

import numpy as np
import pandas as pd

from thuiszitters.effects.interaction import AdditiveInteraction, fit_interaction
from thuiszitters.effects.khb import Decomposition, khb_decomposition
from thuiszitters.effects.mediation import natural_effects
from thuiszitters.effects.quantity import Quantity
from thuiszitters.effects.tables import standardised_risk_table
from thuiszitters.logit import LogitFit, build_design, fit_design
from thuiszitters.logit.design import Column, Design
from thuiszitters.models.coding import code_patterns, estimation_of
from thuiszitters.models.imputed import complete_patterns
from thuiszitters.plan import Plan
from thuiszitters.plan.analysis import OverlapSpec
from thuiszitters.results.schema import build
from thuiszitters.results.tables_effects import INTERACTIONS, OVERLAPS

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class EffectTables:
    """What the stage hands on, unrounded.

    Attributes
    ----------
    risks
        Standardised risks, differences and ratios of every adjusted model.
    overlaps
        Parts (total, direct, indirect) of an association, by KHB on the log odds scale and
        as natural effects on the risk scale.
    interactions
        Likelihood-ratio test of each pair, and the relative excess risk of its levels.
    """

    risks: pd.DataFrame
    overlaps: pd.DataFrame
    interactions: pd.DataFrame

    def tables(self) -> dict[str, pd.DataFrame]:
        return {name: getattr(self, name) for name in self.__slots__}


def translate_effects(
    patterns: pd.DataFrame,
    plan: Plan,
    rng: Callable[..., np.random.Generator],
    imputing: np.random.Generator,
) -> EffectTables:
    """Translate the models of a plan.

    Parameters
    ----------
    patterns
        Distinct rows of outcome and predictors with `n_pupils`.
    plan
        Its models, overlaps and interactions.
    rng
        Gives a source of chance for a use, by its names.
    imputing
        From `imputed.imputation_stream`: risks are those of the models stage, so pupils are
        imputed from the same source; overlaps and interactions are about complete pupils.
    """
    own = partial(rng, "effects")
    overlaps = [row for spec in plan.overlaps for row in _overlap(patterns, plan, spec, own)]
    completed = complete_patterns(patterns, plan, imputing)
    interactions = [
        {"model": spec.model, "first": spec.first, "second": spec.second, **row}
        for spec in plan.interactions
        for row in _interaction(_design(patterns, plan, spec.model), plan, spec.first, spec.second)
    ]
    return EffectTables(
        risks=standardised_risk_table(patterns, plan, completed),
        overlaps=build(OVERLAPS, overlaps),
        interactions=build(INTERACTIONS, interactions),
    )


def _design(patterns: pd.DataFrame, plan: Plan, model: str) -> Design:
    specs = [plan.predictor(name) for name in plan.model(model).predictors]
    return build_design(code_patterns(patterns, specs))


def _overlap(
    patterns: pd.DataFrame,
    plan: Plan,
    spec: OverlapSpec,
    rng: Callable[..., np.random.Generator],
) -> Iterator[Row]:
    design = _design(patterns, plan, spec.model)
    fit = fit_design(design, estimation_of(plan.estimation))
    shared = {"overlap": spec.name, "model": spec.model, "through": spec.through}
    for exposure in spec.exposures:
        for parts in khb_decomposition(fit, exposure, [spec.through]):
            yield from ({**shared, **row} for row in _khb_rows(parts, plan.estimation.level))
            own = rng(f"{spec.name}:{parts.column.term}")
            natural = _natural_rows(fit, plan, parts.column.term, spec.through, own)
            yield from ({**shared, **_names(parts), **row} for row in natural)


def _readable(share: float) -> float:
    """A share between 0 and 1; parts of opposite sign have none that means anything."""
    return share if 0.0 <= share <= 1.0 else np.nan


def _names(parts: Decomposition) -> Row:
    column = parts.column
    return {"predictor": column.predictor, "level": column.level, "reference": column.reference}


def _khb_rows(parts: Decomposition, level: float) -> Iterator[Row]:
    for name in ("total", "direct", "indirect"):
        quantity: Quantity = getattr(parts, name)
        low, high = quantity.interval(level)
        yield {
            **_names(parts),
            "method": "khb",
            "scale": "log_odds",
            "part": name,
            "estimate": quantity.estimate,
            "low": low,
            "high": high,
            "p_value": quantity.p_value,
            "share": _readable(parts.share) if name == "indirect" else np.nan,
            "status": parts.status,
            "reason": parts.reason,
        }


def _natural_rows(
    fit: LogitFit, plan: Plan, term: str, through: str, rng: np.random.Generator
) -> Iterator[Row]:
    effects = natural_effects(
        fit.design,
        term,
        through,
        rng,
        n_resamples=plan.validation.resamples,
        level=plan.estimation.level,
    )
    for name in ("total", "direct", "indirect"):
        yield {
            "method": "natural_effects",
            "scale": "risk_difference",
            "part": name,
            **asdict(getattr(effects, name)),
            "share": _readable(effects.share) if name == "indirect" else np.nan,
            "status": effects.status,
            "reason": effects.reason,
        }


def _interaction(design: Design, plan: Plan, first: str, second: str) -> Iterator[Row]:
    fitted = fit_interaction(design, first, second, estimation_of(plan.estimation))
    test = fitted.test
    yield {
        "measure": test.test,
        "estimate": test.statistic,
        "df": test.df,
        "p_value": test.p_value,
        "status": test.status,
        "reason": test.reason,
    }
    for pair, (product, _, _) in zip(fitted.additive, fitted.fit.design.products, strict=True):
        yield _reri_row(pair, fitted.fit.design.columns[product], plan.estimation.level)


def _reri_row(pair: AdditiveInteraction, joint: Column, level: float) -> Row:
    low, high = pair.reri.interval(level)
    return {
        "n_pupils": joint.n_obs,
        "n_events": joint.n_events,
        "measure": "reri",
        "first_level": _level(pair.first),
        "second_level": _level(pair.second),
        "estimate": pair.reri.estimate,
        "low": low,
        "high": high,
        "p_value": pair.reri.p_value,
        "status": pair.status,
        "reason": pair.reason,
    }


def _level(term: str) -> str | None:
    _, found, level = term.partition("=")
    return level if found else None
