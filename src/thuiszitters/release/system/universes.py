"""Which pupils a row is about: everyone, or the complete pupils of a model.

The declaration of a table says which of the two its rows are about
(`thuiszitters.results.schema.Pupils`); where a model's missing values were imputed is seen from the
complete cases, which are there for those models only.
"""

from collections.abc import Mapping

import pandas as pd

from thuiszitters.release.system.counts import COHORT
from thuiszitters.results.schema import Pupils, ResultTable

#: Column that names the pupils of every row while counts are collected; it is not released.
UNIVERSE = "universe"
_POOLED_KINDS = ("crude", "adjusted")


def imputed_models(tables: Mapping[str, pd.DataFrame]) -> frozenset[str]:
    """Models of which crude and adjusted rows are over imputations."""
    beside = tables.get("complete_cases")
    return frozenset() if beside is None else frozenset(beside["model"])


def universe_of(table: ResultTable, model: object, kind: object, imputed: frozenset[str]) -> str:
    """The cohort, or the model whose complete pupils a row is about.

    Parameters
    ----------
    model, kind
        Of the row; a table without kinds holds adjusted rows.
    imputed
        From `imputed_models`.
    """
    pooled = table.pupils is Pupils.ANALYSED and model in imputed and kind in _POOLED_KINDS
    return COHORT if pooled or pd.isna(model) else str(model)  # type: ignore[call-overload]


def with_universe(table: ResultTable, frame: pd.DataFrame, imputed: frozenset[str]) -> pd.DataFrame:
    """A table about models, with the universe of every row."""
    kinds = frame["model_kind"] if "model_kind" in frame else ["adjusted"] * len(frame)
    pairs = zip(frame["model"], kinds, strict=True)
    universes = [universe_of(table, model, kind, imputed) for model, kind in pairs]
    return frame.assign(**{UNIVERSE: pd.Series(universes, index=frame.index, dtype="str")})
