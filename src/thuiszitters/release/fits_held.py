"""Which fits a run holds: their predictors, and those that break a rule by themselves."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from thuiszitters.plan.disclosure import DisclosureProfile

Row = Mapping[Any, Any]


def predictors_held(estimates: pd.DataFrame) -> dict[tuple[str, str, str], tuple[str, ...]]:
    """Every fit with its predictors, from the table of estimates."""
    held: dict[tuple[str, str, str], dict[str, None]] = {}
    own = estimates[estimates["predictor"] != "(Intercept)"]
    for row in own[["model", "model_kind", "block", "predictor"]].to_dict("records"):
        held.setdefault(fit_key(row), {})[row["predictor"]] = None
    return {key: tuple(names) for key, names in held.items()}


def broken_fits(fits: pd.DataFrame, profile: DisclosureProfile) -> dict[tuple[str, str], str]:
    """Model and kind of the fits of which nothing leaves, to the rule that says so."""
    found: dict[tuple[str, str], str] = {}
    for row in fits.to_dict("records"):
        if rule := profile.broken_by_fit(row):
            found.setdefault((row["model"], row["model_kind"]), rule)
    return found


def fit_key(row: Row) -> tuple[str, str, str]:
    """Key of a fit: a crude fit is named by its predictor, a block fit by its block."""
    kind = str(row.get("model_kind", "adjusted")).replace("complete", "adjusted")
    place = row.get("block") if kind == "block" else row["predictor"] if kind == "crude" else ""
    return str(row["model"]), kind, str(place)
