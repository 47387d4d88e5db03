"""Everything that follows from a masked count goes with it.

A percentage, an odds ratio of a two-by-two table, its interval and its p-value, a log
likelihood: each can give a masked count back. These functions blank them, and say why.
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from thuiszitters.release.attack import rounded
from thuiszitters.release.counts import (
    EVERYONE,
    Group,
    Measure,
    group_of_characteristic,
    group_of_estimate,
)
from thuiszitters.release.masking import Mask

SHOWN: tuple[Measure, ...] = ("n_pupils", "n_events")
_ESTIMATED = ["log_odds", "std_error", "odds_ratio", "ci_low", "ci_high", "p_value"]
_TESTED = ["statistic", "p_value"]
_FITTED = [
    "log_likelihood", "penalised_log_likelihood", "lr_statistic", "lr_p",
    "aic", "bic", "mcfadden", "nagelkerke", "tjur", "auc", "brier",
]  # fmt: skip
_STEPPED = ["log_likelihood", "lr_statistic", "lr_p", "auc", "delta_auc", "tjur", "delta_tjur"]
RISKS = [
    "risk", "risk_low", "risk_high", "risk_reference", "risk_reference_low",
    "risk_reference_high", "difference", "difference_low", "difference_high", "difference_p",
    "ratio", "ratio_low", "ratio_high", "ratio_p",
]  # fmt: skip
CHECKED = ["estimate", "ci_low", "ci_high", "corrected", "statistic", "p_value", "sentence"]
_SUMMARIES = ["mean", "sd", "mean_events", "sd_events", "mean_non_events", "sd_non_events"]


def mask_characteristics(table: pd.DataFrame, mask: Mask, round_to: int) -> pd.DataFrame:
    """Blank masked counts, and every summary of a split in which a count is masked."""
    shown = table.assign(status="ok", reason="")
    groups = [
        group_of_characteristic(*row)
        for row in table[["predictor", "row", "level"]].itertuples(index=False)
    ]
    shown = _mask_counts(shown, groups, mask, round_to)
    hidden = {group.predictor for group in groups if mask.rule(group)}
    derived = table["predictor"].isin(hidden)
    shown.loc[derived, ["standardised_difference", *_SUMMARIES]] = float("nan")
    return shown


def mask_estimates(
    table: pd.DataFrame, mask: Mask, round_to: int, columns: list[str] | None = None
) -> pd.DataFrame:
    """Blank counts, and the numbers of every contrast that a masked count is part of."""
    rows = table[["model", "predictor", "level"]].itertuples(index=False)
    groups = [group_of_estimate(*row) for row in rows]
    rules = [contrast_rule(row, mask) for row in table.to_dict("records")]
    return blank(_mask_counts(table, groups, mask, round_to), rules, columns or _ESTIMATED)


def mask_risks(table: pd.DataFrame, mask: Mask, round_to: int) -> pd.DataFrame:
    """Blank the risks of every contrast that a masked count is part of."""
    adjusted = table.assign(model_kind="adjusted")
    return mask_estimates(adjusted, mask, round_to, RISKS).drop(columns="model_kind")


def mask_global_tests(table: pd.DataFrame, mask: Mask) -> pd.DataFrame:
    """Blank the test of a predictor that has a masked level."""
    rules = [
        split_rule(row["model"], [row["predictor"]], mask, strict=row["model_kind"] == "crude")
        for row in table.to_dict("records")
    ]
    return blank(table, rules, _TESTED)


def mask_fits(
    table: pd.DataFrame, mask: Mask, round_to: int, minimum_residual_df: int
) -> pd.DataFrame:
    """Blank what a fit to one masked split gives away, and fits with too few pupils."""
    rules = []
    for row in table.to_dict("records"):
        rule = ""
        if row["n_pupils"] - row["n_parameters"] < minimum_residual_df:
            rule = "residual_df"
        elif row["model_kind"] == "crude":
            rule = split_rule(row["model"], [row["predictor"]], mask, strict=True)
        rules.append(rule)
    groups = [Group(model, EVERYONE, EVERYONE) for model in table["model"]]
    shown = _mask_counts(table, groups, mask, round_to)
    shown.loc[shown["n_events"].isna(), ["events_per_parameter", "null_log_likelihood"]] = float(
        "nan"
    )
    return blank(shown, rules, _FITTED)


def mask_blocks(table: pd.DataFrame, mask: Mask) -> pd.DataFrame:
    """Blank the step that fits one masked split and nothing else."""
    rules = []
    for row in table.to_dict("records"):
        predictors = str(row["predictors"]).split(", ")
        alone = row["step"] == table["step"].min() and len(predictors) == 1
        rules.append(split_rule(row["model"], predictors, mask, strict=True) if alone else "")
    return blank(table, rules, _STEPPED)


def withhold_models(tables: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Blank the estimates, tests, blocks and risks of fits that have too few pupils."""
    fits = tables["fits"]
    withheld = set(
        fits.loc[fits["reason"] == "masked|rule=residual_df", ["model", "model_kind"]].itertuples(
            index=False, name=None
        )
    )
    columns = {
        "estimates": (_ESTIMATED, "block"),
        "global_tests": (_TESTED, "block"),
        "blocks": (_STEPPED, "block"),
        "risks": (RISKS, "adjusted"),
        "overlaps": (["estimate", "low", "high", "p_value", "share"], "adjusted"),
        "interactions": (["estimate", "low", "high", "p_value"], "adjusted"),
        "checks": (CHECKED, "adjusted"),
        "calibration": (["predicted", "observed", "low", "high"], "adjusted"),
    }
    result = dict(tables)
    for name, (derived, kind) in columns.items():
        table = tables[name]
        kinds = table["model_kind"] if "model_kind" in table else [kind] * len(table)
        keys = zip(table["model"], kinds, strict=True)
        rules = ["residual_df" if key in withheld else "" for key in keys]
        result[name] = blank(table, rules, derived)
    return result


def contrast_rule(row: Mapping[Any, Any], mask: Mask) -> str:
    """The rule that hides one estimate: of its level, or of the level it is compared with."""
    model, predictor = str(row["model"]), str(row["predictor"])
    strict = row["model_kind"] == "crude"
    if row["status"] == "reference":
        return ""
    if predictor == "(Intercept)":
        return split_rule(model, None, mask, strict=strict)
    if pd.isna(row["level"]):
        return ""
    levels = (str(row["level"]), str(row["reference"]))
    rules = (mask.rule(Group(model, predictor, level)) for level in levels)
    return next((rule for rule in rules if _counts_as_hidden(rule, strict)), "")


def split_rule(model: str, predictors: list[str] | None, mask: Mask, *, strict: bool) -> str:
    """The first rule that masks a level of one of the predictors; of any when none is named."""
    universe = mask.counts.same(Group(model, EVERYONE, EVERYONE)).universe
    for quantity, rule in mask.rules.items():
        group = quantity.group
        named = predictors is None or group.predictor in predictors
        if group.universe == universe and named and _counts_as_hidden(rule, strict):
            return rule
    return ""


def _counts_as_hidden(rule: str, strict: bool) -> bool:
    """Counts left out because two groups of pupils differ by few hide two-by-twos only."""
    return bool(rule) and (strict or rule != "difference")


def _mask_counts(
    table: pd.DataFrame, groups: list[Group], mask: Mask, round_to: int
) -> pd.DataFrame:
    """Counts as they may be shown: blank where masked, rounded elsewhere."""
    shown = table.copy()
    reasons = []
    for measure in SHOWN:
        rules = [mask.rule(group, measure) for group in groups]
        values = [
            pd.NA if rule else rounded(int(count), round_to)
            for rule, count in zip(rules, table[measure], strict=True)
        ]
        shown[measure] = pd.array(values, dtype="Int64")
        reasons.append(rules)
    rules = [first or second for first, second in zip(*reasons, strict=True)]
    return _mark(shown, rules)


def _mark(table: pd.DataFrame, rules: list[str]) -> pd.DataFrame:
    hit = pd.Series([bool(rule) for rule in rules], index=table.index)
    reasons = [f"masked|rule={rule}" for rule in rules if rule]
    table.loc[hit & (table["status"] != "reference"), "status"] = "masked"
    table.loc[hit, "reason"] = reasons
    return table


def blank(table: pd.DataFrame, rules: list[str], columns: list[str]) -> pd.DataFrame:
    """Blank `columns` in the rows that have a rule, and mark them."""
    shown = table.copy()
    hit = pd.Series([bool(rule) for rule in rules], index=table.index)
    shown.loc[hit, columns] = None
    return _mark(shown, rules)
