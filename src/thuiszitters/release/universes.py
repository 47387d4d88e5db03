"""Which pupils a row is about: everyone, or the complete pupils of a model.

A model over imputations is about the whole cohort: its counts are those of the known values.
Its blocks, overlaps, interactions and checks are about the pupils without missing values, and
so are the complete cases beside it.
"""

from collections.abc import Mapping

import pandas as pd

from thuiszitters.release.counts import COHORT

#: Column that carries the answer from one mask to the next; it is not released.
UNIVERSE = "universe"
#: Tables whose crude and adjusted rows are over imputations, where a model needed them.
_POOLED = ("estimates", "global_tests", "fits", "risks")
_POOLED_KINDS = ("crude", "adjusted")


def with_universes(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The tables, with the universe of every row that belongs to a model."""
    imputed = set(tables["complete_cases"]["model"]) if "complete_cases" in tables else set()
    result = dict(tables)
    for name, table in tables.items():
        if "model" not in table:
            continue
        universe = table["model"].astype("str")
        if name in _POOLED:
            pooled = table["model"].isin(imputed)
            if "model_kind" in table:
                pooled &= table["model_kind"].isin(_POOLED_KINDS)
            universe = universe.mask(pooled, COHORT)
        result[name] = table.assign(**{UNIVERSE: universe})
    return result
