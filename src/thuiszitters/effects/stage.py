"""Stage: odds ratios as risks, decomposition by another predictor, and interactions."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict

import numpy as np
import pandas as pd

from thuiszitters.base.randomness import Streams
from thuiszitters.effects.curves import curve_table
from thuiszitters.effects.fractions import fraction_table
from thuiszitters.effects.group_risks import group_risk_table
from thuiszitters.effects.interaction import AdditiveInteraction, fit_interaction
from thuiszitters.effects.khb import Decomposition, khb_decomposition
from thuiszitters.effects.mediation import natural_effects
from thuiszitters.effects.quantity import Quantity
from thuiszitters.effects.subgroups import subgroup_table
from thuiszitters.effects.tables import risk_table
from thuiszitters.logit import LogitFit
from thuiszitters.logit.reasons import reason
from thuiszitters.models.fitted import FittedPlan, fit
from thuiszitters.plan import Plan
from thuiszitters.plan.further_specs import DecompositionSpec, InteractionSpec
from thuiszitters.results.schema import build
from thuiszitters.results.tables_effects import DECOMPOSITIONS, INTERACTIONS

Row = dict[str, object]
#: What is told of the excess of two levels together.
EXCESS_MEASURES = ("reri", "reri_risk", "interaction_contrast")


def translate_effects(
    tables: Mapping[str, pd.DataFrame], plan: Plan, rng: Streams
) -> dict[str, pd.DataFrame]:
    """Translate the models of a plan.

    Parameters
    ----------
    tables
        ``patterns`` of the patterns stage.
    plan
        Its models, decompositions, interactions and subgroups.
    rng
        Risks are those of the models stage, so pupils are imputed from the same source;
        decompositions and interactions are about complete pupils.

    Returns
    -------
    dict
        ``risks``: standardised risks, differences and ratios of every adjusted model.
        ``decompositions``: parts (total, direct, indirect) of an association, by KHB on the log
        odds scale and as natural effects on the risk scale. ``interactions``: likelihood-ratio test
        of each pair, and the relative excess risk of its levels. ``subgroups``: odds ratios of a
        predictor within the levels of another, over imputations and with clusters as the models.
        ``curves``: the odds ratio along numbers with a spline, in the same way. ``fractions``: the
        share of the outcome that goes with a predictor. ``group_risks``: predicted risks of groups.
    """
    fitted = fit(plan, tables["patterns"], rng.of_imputation())
    return {
        "risks": risk_table(fitted),
        "decompositions": decomposition_table(fitted, plan.decompositions, rng),
        "interactions": interaction_table(fitted, plan.interactions),
        "subgroups": subgroup_table(fitted, plan.subgroups),
        "curves": curve_table(fitted),
        "fractions": fraction_table(fitted, plan.fractions),
        "group_risks": group_risk_table(fitted, plan.group_risks),
    }


def decomposition_table(
    fitted: FittedPlan, specs: Sequence[DecompositionSpec], rng: Streams | None
) -> pd.DataFrame:
    """The parts of every association that is asked for; without chance no natural effects."""
    return build(
        DECOMPOSITIONS, [row for spec in specs for row in _decomposition(fitted, spec, rng)]
    )


def interaction_table(
    fitted: FittedPlan,
    specs: Sequence[InteractionSpec],
    without_excess: Collection[InteractionSpec] = (),
) -> pd.DataFrame:
    """The test of every pair that is asked for, and but for some the excess of its levels."""
    rows = [
        {"model": spec.model, "first": spec.first, "second": spec.second, **row}
        for spec in specs
        for row in _interaction(fitted, spec, excess=spec not in without_excess)
    ]
    return build(INTERACTIONS, rows)


def _decomposition(
    fitted: FittedPlan, spec: DecompositionSpec, rng: Streams | None
) -> Iterator[Row]:
    plan, whole = fitted.plan, fitted.complete_case(spec.model, robust=False)
    shared = {"decomposition": spec.name, "model": spec.model, "through": spec.through}
    for exposure in spec.exposures:
        for parts in khb_decomposition(whole, exposure, [spec.through]):
            yield from ({**shared, **row} for row in _khb_rows(parts, plan.estimation.level))
            if rng is None:
                continue
            own = rng("effects", f"{spec.name}:{parts.column.term}")
            natural = _natural_rows(whole, plan, parts.column.term, spec.through, own)
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


def _interaction(fitted: FittedPlan, spec: InteractionSpec, *, excess: bool) -> Iterator[Row]:
    found = fit_interaction(
        fitted.design(spec.model), spec.first, spec.second, fitted.estimation, additive=excess
    )
    test = found.test
    yield {
        "measure": test.test,
        "estimate": test.statistic,
        "df": test.df,
        "p_value": test.p_value,
        "status": test.status,
        "reason": test.reason,
    }
    for pair in found.additive:
        yield from _additive_rows(pair, fitted.plan.estimation.level)


def _additive_rows(pair: AdditiveInteraction, level: float) -> Iterator[Row]:
    """RERI of odds ratios, RERI of risks, and the interaction contrast of risks."""
    pupils, events = pair.smallest or (pd.NA, pd.NA)
    of_odds, of_risks = (pair.status, pair.reason), (pair.risk_status, pair.risk_reason)
    quantities = (pair.reri, pair.reri_risk, pair.contrast)
    found = zip(EXCESS_MEASURES, quantities, (of_odds, of_risks, of_risks), strict=True)
    for measure, quantity, (status, why) in found:
        low, high = quantity.interval(level)
        numbers = {
            "estimate": quantity.estimate,
            "low": low,
            "high": high,
            "p_value": quantity.p_value,
        }
        if status == "ok" and np.isnan(list(numbers.values())).any():
            numbers, status, why = {}, "not_converged", reason("not_converged")
        yield {
            "n_pupils": pupils,
            "n_events": events,
            "measure": measure,
            "first_level": _level(pair.first),
            "second_level": _level(pair.second),
            **numbers,
            "status": status,
            "reason": why,
        }


def _level(term: str) -> str | None:
    _, found, level = term.partition("=")
    return level if found else None
