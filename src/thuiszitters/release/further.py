"""What goes beyond odds ratios: overlap, interaction, checks, screen, stacking, expectations.

Their joint groups are in no other table, so they are judged here on their own: a group that
is too small takes with it everything that rests on it, and everything it could be worked out
from within its table.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from thuiszitters.plan.disclosure import DisclosureProfile
from thuiszitters.release.attack import rounded
from thuiszitters.release.counts import COHORT, Counts
from thuiszitters.release.derived import CHECKED, SHOWN, blank, without_methods
from thuiszitters.release.hidden import Hidden

SCREENED = ["log_odds", "odds_ratio", "ci_low", "ci_high", "p_value", "q_value", "weight"]
STACKED = ["log_odds", "odds_ratio", "ci_low", "ci_high", "statistic", "p_value"]


def mask_overlaps(table: pd.DataFrame, hidden: Hidden) -> pd.DataFrame:
    """Blank the overlap of a contrast, or with a predictor, that a masked count is part of."""
    rules = []
    adjusted = table.assign(model_kind="adjusted")
    for row in adjusted.to_dict("records"):
        through = hidden.predictor_rule(row["universe"], row["through"], strict=False)
        rules.append(hidden.contrast_rule(row) or through)
    shown = blank(adjusted, rules, ["estimate", "low", "high", "p_value", "share"])
    return without_methods(shown, hidden).drop(columns="model_kind")


def mask_interactions(
    table: pd.DataFrame, hidden: Hidden, profile: DisclosureProfile
) -> pd.DataFrame:
    """Blank what rests on a small joint group, or on a predictor with a masked level.

    Joint groups are in no other table; their counts never leave.
    """
    rules = []
    for row in table.to_dict("records"):
        small = not pd.isna(row["n_events"]) and _is_small_group(row, profile)
        own = hidden.any_rule(row["universe"], [row["first"], row["second"]], strict=False)
        rules.append("small_count" if small else own)
    shown = blank(table, rules, ["estimate", "low", "high", "p_value"])
    telling = pd.Series([bool(rule) or profile.masks for rule in rules], index=table.index)
    shown.loc[telling & shown["measure"].isin(["lr", "penalised_lr"]), "measure"] = "lr"
    shown.loc[telling & (shown["status"] != "masked"), "reason"] = ""
    return shown.drop(columns=["n_pupils", "n_events"])


def mask_calibration(
    table: pd.DataFrame, hidden: Hidden, profile: DisclosureProfile
) -> pd.DataFrame:
    """Blank the groups of a model of which one is too small, or that holds a masked level.

    Together the groups are the total, and in a small model they are the cells themselves.
    Observed shares go when counts are rounded: they would give the count back.
    """
    shown = table.assign(status="ok", reason="")
    small = [_is_small_group(row, profile) for row in table.to_dict("records")]
    withheld = set(table.loc[small, "model"]) if profile.masks else set()
    models = set(zip(table["model"], table["universe"], strict=True))
    withheld |= {m for m, u in models if hidden.any_rule(u, hidden.of_model(m), strict=True)}
    rules = ["small_count" if model in withheld else "" for model in table["model"]]
    shown = _count_columns(shown, rules, profile, hide_all=False)
    if profile.round_to > 1:
        shown[["observed", "low", "high"]] = float("nan")
    return blank(shown, rules, ["predicted", "observed", "low", "high"])


def mask_checks(table: pd.DataFrame, hidden: Hidden) -> pd.DataFrame:
    """Blank the checks of a model with few predictors of which one has a masked level."""
    shown = table.assign(status="ok", reason="")
    rules = []
    for row in table.to_dict("records"):
        rule, few = hidden.fit_rule({**row, "model_kind": "adjusted"})
        own = ""
        if not pd.isna(row["predictor"]):
            named = str(row["predictor"]).split("=")[0]
            own = hidden.predictor_rule(row["universe"], named, strict=False)
        rules.append(rule if few else own)
    return blank(shown, rules, CHECKED)


def mask_hypotheses(table: pd.DataFrame, estimates: pd.DataFrame) -> pd.DataFrame:
    """Blank an expectation whose estimate is masked; its verdict goes with the interval.

    Parameters
    ----------
    estimates
        The released estimates, masks applied.
    """
    hidden = estimates[(estimates["model_kind"] == "adjusted") & estimates["odds_ratio"].isna()]
    reasons = {
        (row["model"], row["predictor"], _text(row["level"])): str(row["reason"])
        for row in hidden.to_dict("records")
        if str(row["reason"]).startswith("masked|rule=")
    }
    contrasts = zip(table["model"], table["predictor"], table["level"].map(_text), strict=True)
    rules = [reasons.get(contrast, "").removeprefix("masked|rule=") for contrast in contrasts]
    columns = ["odds_ratio", "ci_low", "ci_high", "p_value", "p_holm", "verdict"]
    shown = blank(table, rules, columns)
    if len(reasons):  # an adjusted p-value can be that of another contrast of the family
        shown["p_holm"] = np.nan
    return shown


def _text(level: object) -> str:
    return "" if pd.isna(level) else str(level)  # type: ignore[call-overload]


def mask_screen(
    table: pd.DataFrame, parents: Mapping[str, str], counts: Counts, profile: DisclosureProfile
) -> pd.DataFrame:
    """Blank a code with a small part, and a code that nearly all of a group above it have.

    Parameters
    ----------
    table
        One row per code. When its pupils differ from the cohort by too few, no counts are shown.
    parents
        Code to the code above it.
    """
    if table.empty or not profile.masks:
        return table
    total = counts.total(COHORT)
    rows = {str(row["code"]): row for row in table.to_dict("records")}
    n_pupils = round(table["n_pupils"].iloc[0] / table["prevalence"].iloc[0])
    rules = []
    for code, row in rows.items():
        outside = n_pupils - int(row["n_pupils"])
        own = _is_small_group(row, profile) or (
            profile.mask_complement and profile.is_small(outside)
        )
        above = rows.get(parents.get(code, ""))
        rules.append("small_count" if own else _difference_rule(row, above, profile))
    shown = blank(table, rules, [*SCREENED, "prevalence"])
    few = 0 < abs(counts.pupils[total] - n_pupils) < profile.minimum_count
    return _count_columns(shown, rules, profile, hide_all=few)


def mask_stacking(table: pd.DataFrame, counts: Counts, profile: DisclosureProfile) -> pd.DataFrame:
    """Blank the steps when one of them is too small: together they are the total."""
    steps = table["kind"] == "step"
    if table.empty or not profile.masks:
        return table
    small = any(_is_small_group(row, profile) for row in table[steps].to_dict("records"))
    missing = counts.pupils[counts.total(COHORT)] - int(table.loc[steps, "n_pupils"].sum())
    few = 0 < missing < profile.minimum_count
    rules = ["small_count" if small and kind != "trend" else "" for kind in table["kind"]]
    return _count_columns(blank(table, rules, STACKED), rules, profile, hide_all=few)


def _difference_rule(
    row: Mapping[Any, Any], above: Mapping[Any, Any] | None, profile: DisclosureProfile
) -> str:
    """Whether a group above a code holds only a few pupils more."""
    if above is None:
        return ""
    pupils = int(above["n_pupils"]) - int(row["n_pupils"])
    events = int(above["n_events"]) - int(row["n_events"])
    parts = (pupils, events, pupils - events)
    return "difference" if any(0 < part < profile.minimum_count for part in parts) else ""


def _count_columns(
    table: pd.DataFrame, rules: list[str], profile: DisclosureProfile, *, hide_all: bool
) -> pd.DataFrame:
    shown = table.copy()
    for measure in SHOWN:
        values = [
            pd.NA if rule or hide_all or pd.isna(count) else rounded(int(count), profile.round_to)
            for rule, count in zip(rules, table[measure], strict=True)
        ]
        shown[measure] = pd.array(values, dtype="Int64")
    if hide_all:
        shown[[name for name in ("prevalence", "weight") if name in shown]] = float("nan")
    return shown


def _is_small_group(row: Mapping[Any, Any], profile: DisclosureProfile) -> bool:
    pupils, events = int(row["n_pupils"]), int(row["n_events"])
    parts = (pupils, events, pupils - events)
    one_sided = pupils > 0 and max(parts[1:]) / pupils > profile.maximum_group_share
    return one_sided or any(profile.is_small(part) for part in parts)
