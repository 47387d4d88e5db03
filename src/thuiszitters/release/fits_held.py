"""Which fits a run holds: their predictors, and those with too few pupils."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

Row = Mapping[Any, Any]


def predictors_held(estimates: pd.DataFrame) -> dict[tuple[str, str, str], tuple[str, ...]]:
    """Every fit with its predictors, from the table of estimates."""
    held: dict[tuple[str, str, str], dict[str, None]] = {}
    own = estimates[estimates["predictor"] != "(Intercept)"]
    for row in own[["model", "model_kind", "block", "predictor"]].to_dict("records"):
        held.setdefault(fit_key(row), {})[row["predictor"]] = None
    return {key: tuple(names) for key, names in held.items()}


def short_fits(fits: pd.DataFrame, minimum_residual_df: int) -> frozenset[tuple[str, str]]:
    """Model and kind of the fits with fewer pupils than a profile asks beyond the parameters."""
    short = fits["n_pupils"] - fits["n_parameters"] < minimum_residual_df
    return frozenset(zip(fits.loc[short, "model"], fits.loc[short, "model_kind"], strict=True))


def fit_key(row: Row) -> tuple[str, str, str]:
    """Key of a fit: a crude fit is named by its predictor, a block fit by its block."""
    kind = str(row.get("model_kind", "adjusted")).replace("complete", "adjusted")
    place = row.get("block") if kind == "block" else row["predictor"] if kind == "crude" else ""
    return str(row["model"]), kind, str(place)
