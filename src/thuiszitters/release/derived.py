"""Everything that follows from a masked count goes with it.

A percentage, an odds ratio of a two-by-two table, its interval and its p-value, a log
likelihood: each can give a masked count back. These functions blank them, and say why.
"""

from collections.abc import Collection

import numpy as np
import pandas as pd

from thuiszitters.release.attack import rounded
from thuiszitters.release.counts import (
    COHORT,
    EVERYONE,
    Group,
    Measure,
    group_of_characteristic,
    group_of_estimate,
)
from thuiszitters.release.earlier import DIFFERS
from thuiszitters.release.hidden import WITHHELD, Hidden
from thuiszitters.release.masking import Mask

SHOWN: tuple[Measure, ...] = ("n_pupils", "n_events")
_ESTIMATED = [
    *("log_odds", "std_error", "odds_ratio", "ci_low", "ci_high", "p_value"),
    *("df", "fmi"),  # of a pooled estimate: how much of it is missing
]
_TESTED = ["statistic", "p_value"]
_LIKELIHOOD = [
    "log_likelihood", "null_log_likelihood", "penalised_log_likelihood", "lr_statistic", "lr_p",
    "aic", "bic", "mcfadden", "nagelkerke", "wald_statistic", "wald_p",
]  # fmt: skip
_DISCRIMINATION = ["tjur", "auc", "brier"]
_STEPPED = ["log_likelihood", "lr_statistic", "lr_p", "auc", "delta_auc", "tjur", "delta_tjur"]
RISKS = [
    "risk", "risk_low", "risk_high", "risk_reference", "risk_reference_low",
    "risk_reference_high", "difference", "difference_low", "difference_high", "difference_p",
    "ratio", "ratio_low", "ratio_high", "ratio_p",
]  # fmt: skip
CHECKED = ["estimate", "ci_low", "ci_high", "corrected", "statistic", "p_value", "sentence"]
SUMMARIES = ["mean", "sd", "mean_events", "sd_events", "mean_non_events", "sd_non_events"]


def mask_characteristics(table: pd.DataFrame, hidden: Hidden, round_to: int) -> pd.DataFrame:
    """Blank masked counts, and every summary of a split in which a count is masked.

    A row that keeps its counts and loses its summary says so in its reason.
    """
    shown = table.assign(status="ok", reason="")
    groups = [
        group_of_characteristic(*row)
        for row in table[["predictor", "row", "level"]].itertuples(index=False)
    ]
    rules = [_summary_rule(str(name), hidden) for name in table["predictor"]]
    shown = _mask_counts(shown, groups, hidden.mask, round_to)
    return blank_summaries(shown, rules)


def blank_summaries(table: pd.DataFrame, rules: list[str]) -> pd.DataFrame:
    """Blank means, spreads and standardised differences in the rows that have a rule."""
    columns = ["standardised_difference", *SUMMARIES]
    shown = table.copy()
    hit = pd.Series([bool(rule) for rule in rules], index=table.index)
    told = hit & shown[columns].notna().any(axis=1) & (shown["reason"] == "")
    shown.loc[hit, columns] = float("nan")
    reasons = pd.Series([f"summary_masked|rule={rule}" for rule in rules], index=table.index)
    shown["reason"] = shown["reason"].where(~told, reasons)
    return shown


def _summary_rule(predictor: str, hidden: Hidden) -> str:
    """The rule that hides the summaries of a predictor."""
    rule = hidden.predictor_rule(COHORT, predictor, strict=True)
    return rule or ("dominance" if predictor in hidden.background.dominated else "")


def mask_estimates(
    table: pd.DataFrame, hidden: Hidden, round_to: int, columns: list[str] | None = None
) -> pd.DataFrame:
    """Blank counts, and the numbers of every contrast that a masked count is part of.

    Where only the counts are masked, the estimate stays and its reason says so.
    """
    rows = table[["universe", "predictor", "level"]].itertuples(index=False)
    groups = [group_of_estimate(*row) for row in rows]
    rules = [hidden.contrast_rule(row) for row in table.to_dict("records")]
    counted = _mask_counts(table, groups, hidden.mask, round_to, keep_status=True)
    return without_methods(blank(counted, rules, columns or _ESTIMATED), hidden)


def mask_risks(table: pd.DataFrame, hidden: Hidden, round_to: int) -> pd.DataFrame:
    """Blank the risks of every contrast that a masked count is part of."""
    adjusted = table.assign(model_kind="adjusted")
    return mask_estimates(adjusted, hidden, round_to, RISKS).drop(columns="model_kind")


def mask_global_tests(table: pd.DataFrame, hidden: Hidden) -> pd.DataFrame:
    """Blank the test of a predictor that has a masked level."""
    rules = [
        hidden.predictor_rule(
            row["universe"], row["predictor"], strict=row["model_kind"] == "crude"
        )
        for row in table.to_dict("records")
    ]
    return without_methods(blank(table, rules, _TESTED), hidden)


def mask_fits(
    table: pd.DataFrame, hidden: Hidden, round_to: int, minimum_residual_df: int
) -> pd.DataFrame:
    """Blank what a fit gives away about its counts, and fits with too few pupils.

    Likelihoods give masked totals and cells back. Discrimination stays for a fit with
    several predictors, whose tables nobody can search.
    """
    groups = [Group(universe, EVERYONE, EVERYONE) for universe in table["universe"]]
    shown = _mask_counts(table, groups, hidden.mask, round_to, keep_status=True)
    whole, likelihood = [], []
    for row, everyone in zip(table.to_dict("records"), groups, strict=True):
        rule, few = hidden.fit_rule(row)
        total = hidden.mask.rule(everyone, "n_pupils") or hidden.mask.rule(everyone)
        short = row["n_pupils"] - row["n_parameters"] < minimum_residual_df
        whole.append("residual_df" if short else rule if few else "")
        likelihood.append(rule or total)
    shown = _blank_only(shown, likelihood, [*_LIKELIHOOD, "events_per_parameter", "n_patterns"])
    # A caution tells between which two numbers the pupils with the outcome lie.
    counts = [hidden.mask.rule(group) or hidden.mask.rule(group, "n_pupils") for group in groups]
    shown = _blank_only(shown, counts, ["caution"])
    return without_methods(blank(shown, whole, [*_LIKELIHOOD, *_DISCRIMINATION]), hidden)


def mask_blocks(table: pd.DataFrame, hidden: Hidden) -> pd.DataFrame:
    """Blank what a step gives away about the counts of the predictors entered so far."""
    whole, likelihood = [], []
    for row in table.assign(model_kind="block").to_dict("records"):
        rule, few = hidden.fit_rule(row)
        whole.append(rule if few else "")
        likelihood.append(rule)
    shown = _blank_only(table, likelihood, ["log_likelihood", "lr_statistic"])
    steps = without_methods(blank(shown, whole, _STEPPED).assign(model_kind="block"), hidden)
    return steps.drop(columns="model_kind")


def without_methods(table: pd.DataFrame, hidden: Hidden) -> pd.DataFrame:
    """Take out the method and the reason where they would tell that a hidden level is separated."""
    telling = [hidden.tells_separation(row) for row in table.to_dict("records")]
    shown = table.copy()
    for column in ("estimator", "test", "interval"):
        if column in shown:
            shown.loc[telling, column] = WITHHELD
    masks = shown["reason"].str.startswith(("masked|", "counts_masked|"))
    shown.loc[pd.Series(telling, index=table.index) & ~masks, "reason"] = ""
    return shown


def round_numbers(table: pd.DataFrame, digits: int) -> pd.DataFrame:
    """Round every number that is not a count to so many significant digits; 0 leaves them.

    With all their digits, estimates of a small model fit one table of counts only.
    """
    if digits == 0:
        return table
    shown = table.copy()
    for name in shown.select_dtypes("float64").columns:
        shown[name] = [
            value if not np.isfinite(value) else float(f"{value:.{digits}g}")
            for value in shown[name]
        ]
    return shown


def withhold_models(
    tables: dict[str, pd.DataFrame], differing: Collection[str] = ()
) -> dict[str, pd.DataFrame]:
    """Blank the estimates, tests, blocks and risks of fits that may not be shown at all.

    Parameters
    ----------
    tables
        Tables with masks applied; the fits say which have too few pupils.
    differing
        Models whose pupils differ from those of an earlier release by too few.
    """
    fits, imputed = tables["fits"], set(tables["complete_cases"]["model"])
    withheld = set(
        fits.loc[fits["reason"] == "masked|rule=residual_df", ["model", "model_kind"]].itertuples(
            index=False, name=None
        )
    )
    fitted = [*_LIKELIHOOD, *_DISCRIMINATION, "events_per_parameter", "n_patterns"]
    columns = {
        "fits": (fitted, "block"),
        "estimates": (_ESTIMATED, "block"),
        "complete_cases": (_ESTIMATED, "complete"),
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
        if "model_kind" in table and name != "complete_cases":
            kinds = list(table["model_kind"])
        else:  # a likelihood, where imputation left only that of the complete pupils
            complete = kind == "adjusted" and name != "risks"
            kinds = ["complete" if complete and m in imputed else kind for m in table["model"]]
        keys = zip(table["model"], kinds, strict=True)
        rules = [
            DIFFERS if key[0] in differing else "residual_df" if key in withheld else ""
            for key in keys
        ]
        if name == "fits":
            rules = [rule if rule == DIFFERS else "" for rule in rules]
        if any(rules):
            result[name] = blank(table, rules, derived)
    return result


def _mask_counts(
    table: pd.DataFrame,
    groups: list[Group],
    mask: Mask,
    round_to: int,
    *,
    keep_status: bool = False,
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
    if not keep_status:
        return _mark(shown, rules)
    plain = shown["reason"] == ""
    for place, rule in zip(shown.index, rules, strict=True):
        if rule and plain[place]:
            shown.loc[place, "reason"] = f"counts_masked|rule={rule}"
    return shown


def _mark(table: pd.DataFrame, rules: list[str]) -> pd.DataFrame:
    hit = pd.Series([bool(rule) for rule in rules], index=table.index)
    reasons = [f"masked|rule={rule}" for rule in rules if rule]
    table.loc[hit & (table["status"] != "reference"), "status"] = "masked"
    table.loc[hit, "reason"] = reasons
    return table


def _blank_only(table: pd.DataFrame, rules: list[str], columns: list[str]) -> pd.DataFrame:
    """Blank `columns` in the rows that have a rule; the row itself stays."""
    shown = table.copy()
    hit = pd.Series([bool(rule) for rule in rules], index=table.index)
    for column in (name for name in columns if name in table):
        shown[column] = shown[column].where(~hit)
    return shown


def blank(table: pd.DataFrame, rules: list[str], columns: list[str]) -> pd.DataFrame:
    """Blank `columns` in the rows that have a rule, and mark them."""
    shown = table.copy()
    hit = pd.Series([bool(rule) for rule in rules], index=table.index)
    shown.loc[hit, [name for name in columns if name in table]] = None
    return _mark(shown, rules)
