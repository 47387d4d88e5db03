"""The odds ratio of one predictor within each level of another, and whether it differs.

The model is fitted twice: with products, for the test of all of them together, and with one
coefficient per level (`products.within_levels`), which is the same model in other coordinates.
Every odds ratio is then a term, so that separation, profile intervals, clusters and imputations
are what they are for any other term.

References
----------
Knol, M. J. and VanderWeele, T. J. (2012). Recommendations for presenting analyses of effect
modification and interaction. International Journal of Epidemiology 41, 514-520.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from thuiszitters.logit.products import (
    product_name,
    smallest_joint_group,
    with_interaction,
    within_levels,
)
from thuiszitters.logit.reasons import reason
from thuiszitters.logit.results import GlobalTest
from thuiszitters.models.fitted import FittedPlan, ModelFit
from thuiszitters.models.tables import Row, estimate_rows
from thuiszitters.plan.further_specs import SubgroupSpec
from thuiszitters.results.schema import build
from thuiszitters.results.shared_columns import ESTIMATED
from thuiszitters.results.tables_effects import SUBGROUPS

_STATE = ("estimator", "interval", "status", "reason")


def subgroup_table(fitted: FittedPlan, specs: Sequence[SubgroupSpec]) -> pd.DataFrame:
    """Odds ratios within levels, for every pair of predictors that is asked for.

    Parameters
    ----------
    fitted
        Pupils, imputations, clusters and estimation are those of its models.
    """
    return build(SUBGROUPS, [row for spec in specs for row in subgroup_rows(fitted, spec)])


def subgroup_rows(fitted: FittedPlan, spec: SubgroupSpec) -> Iterator[Row]:
    """One row per level of the predictor and of the groups, and one for the test."""
    pupils, events = smallest_joint_group(fitted.known(spec.model), (spec.predictor, spec.by))
    shared: Row = {"model": spec.model, "predictor": spec.predictor, "by": spec.by}
    shared |= {"n_pupils": pupils, "n_events": events}
    name = product_name(spec.predictor, spec.by)
    inside = fitted.reshaped(
        spec.model, lambda design: within_levels(design, spec.predictor, spec.by)
    )
    own = [row for row in estimate_rows(inside.fit) if row["predictor"] == name]
    for places, row in zip(_places(fitted, spec), own, strict=True):
        yield {**shared, **places, "measure": "odds_ratio", **_numbers(row)}
    products = fitted.reshaped(
        spec.model, lambda design: with_interaction(design, spec.predictor, spec.by)
    )
    yield {**shared, **_test(products, name)}


def _places(fitted: FittedPlan, spec: SubgroupSpec) -> list[Row]:
    """Levels of every odds ratio, in the order of `products.within_levels`."""
    own, by = fitted.plan.predictor(spec.predictor), fitted.plan.predictor(spec.by)
    compared: Sequence[str | None] = own.levels[1:] or own.levels or (None,)
    return [
        {"level": level, "reference": own.reference, "by_level": group}
        for group in by.levels
        for level in compared
    ]


def _numbers(row: Row) -> Row:
    return {key: row[key] for key in (*ESTIMATED, *_STATE)}


def _test(products: ModelFit, name: str) -> Row:
    """The test that no product is needed; after Firth over imputations that of a single product."""
    fit = products.fit
    found = next((one for one in fit.global_tests if one.predictor == name), None)
    test = found or _single_product(products, name)
    return {
        "measure": test.test,
        "statistic": test.statistic,
        "df": float(test.df),
        "p_value": test.p_value,
        "estimator": fit.estimator,
        "interval": fit.interval,
        "status": test.status,
        "reason": test.reason,
    }


def _single_product(products: ModelFit, name: str) -> GlobalTest:
    own = [term for term in products.fit.terms if term.column.predictor == name]
    if len(own) == 1:
        term = own[0]
        why = term.reason
        return GlobalTest(name, 1, np.nan, term.p_value, "penalised_lr", term.status, why)
    why = reason("no_test_over_imputations")
    return GlobalTest(name, len(own), np.nan, np.nan, "penalised_lr", "not_estimated", why)
