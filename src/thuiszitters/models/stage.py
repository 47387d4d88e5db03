"""Stage: fit every model of a plan, crude, adjusted and in blocks, and what it asks beyond them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from thuiszitters.base.randomness import Streams
from thuiszitters.models.definitions import definition_tables
from thuiszitters.models.fit_tables import model_tables
from thuiszitters.models.fitted import fit
from thuiszitters.models.hypotheses import further_tables
from thuiszitters.plan import Plan

if TYPE_CHECKING:
    import pandas as pd


def fit_models(
    tables: "Mapping[str, pd.DataFrame]", plan: Plan, rng: Streams
) -> "dict[str, pd.DataFrame]":
    """Fit the models of a plan, and what it asks beyond them.

    Parameters
    ----------
    tables
        ``patterns`` and ``codes`` of the patterns stage, and ``definitions`` where there are any.
    rng
        For imputation, where something is missing.

    Returns
    -------
    dict
        The tables of `fit_tables.model_tables`, `hypotheses.further_tables` and
        `definitions.definition_tables`.

    Raises
    ------
    EstimationError
        When the table cannot be used at all. Trouble with one model or term is not an
        error; it is in the status and reason of its rows.
    """
    fitted = fit(plan, tables["patterns"], rng.of_imputation())
    made = model_tables(fitted)
    by_definition = definition_tables(tables.get("definitions"), fitted.plan, fitted)
    return {**made, **further_tables(fitted, tables["codes"], made["estimates"]), **by_definition}
