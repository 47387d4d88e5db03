"""Crude contrasts where counts are rounded: made from the rounded counts, as a reader could.

An exact odds ratio beside rounded counts undoes the rounding: of the tables within it, one fits.
"""

from typing import Any

import numpy as np
import pandas as pd
from scipy.special import ndtr

from thuiszitters.base.covariances import COVARIANCES
from thuiszitters.logit.profile_likelihood import normal_quantile
from thuiszitters.release.precision import suppressed_kind
from thuiszitters.release.suppressed import Suppressed
from thuiszitters.results.schema import ResultTable, Role
from thuiszitters.results.shared_columns import ESTIMATED

_CELLS = ["n_pupils", "n_events"]


def with_rounded_counts(
    table: ResultTable, frame: pd.DataFrame, shown: pd.DataFrame, s: Suppressed
) -> pd.DataFrame:
    """Crude contrasts of levels from the counts that leave, where those are rounded.

    Parameters
    ----------
    table
        Only a table with kinds of model, terms and counts is changed.
    frame
        The table before release: it says which row is a reference.
    shown
        The same rows with their counts as they leave.
    s
        The rules, the coverage of intervals, and whether clusters or imputation stand between
        counts and estimates.

    Returns
    -------
    DataFrame
        Odds ratio, Woolf's interval and the p-value of Wald's test; the standard error only where
        the profile lets those leave. Where a rounded cell is empty, and where clusters or
        imputations stand in between, there is no number.
    """
    if s.profile.round_to == 1 or not {"model_kind", "term", "odds_ratio"} <= set(table.names):
        return shown
    made = shown.copy()
    # What else is told of a contrast, such as its missing information, is of the exact counts. A
    # standard error is of the rounded ones, and stays inside as it does everywhere.
    others = [
        one.name
        for one in table.columns
        if suppressed_kind(one, s.profile)
        or (one.role in {Role.CONTRAST, Role.ERROR} and one.name not in ESTIMATED)
    ]
    crude = frame[(frame["model_kind"] == "crude") & frame["level"].notna()]
    for _, rows in crude.groupby(["model", "predictor"], sort=False):
        reference = rows.index[rows["status"] == "reference"]
        for place in rows.index.difference(reference):
            if made.loc[place, "status"] != "ok":
                continue
            pair = made.loc[[place, *reference], _CELLS]
            values = _woolf(pair, s.background.level) if _independent(s) else None
            made.loc[place, list(ESTIMATED)] = values or [np.nan] * len(ESTIMATED)
            made.loc[place, others] = np.nan
            if values:
                made.loc[place, "interval"] = "wald"
            else:
                made.loc[place, ["status", "reason"]] = ["suppressed", "suppressed|rule=rounding"]
    return made


def _independent(s: Suppressed) -> bool:
    """Whether pupils count one by one: without clusters, and without imputations."""
    fits = s.tables["fits"]
    clustered = "covariance" in fits and fits["covariance"].isin(COVARIANCES).any()
    return not clustered and not s.imputed


def _woolf(pair: pd.DataFrame, level: float) -> list[float] | None:
    """Log odds ratio, its error, and what follows; None where a cell is empty or suppressed.

    Woolf (1955), On estimating the relation between blood group and disease.
    """
    if len(pair) != 2 or pair.isna().any(axis=None):  # a level and its reference
        return None
    events = pair["n_events"].to_numpy(dtype="float64")
    others = pair["n_pupils"].to_numpy(dtype="float64") - events
    if min(*events, *others) <= 0:
        return None
    log_odds = float(np.log(events[0] * others[1] / (others[0] * events[1])))
    error = float(np.sqrt((1 / events + 1 / others).sum()))
    ends: Any = log_odds + np.array([-1.0, 1.0]) * normal_quantile(level) * error
    low, high = np.exp(ends)
    p_value = 2 * float(ndtr(-abs(log_odds) / error))
    return [log_odds, error, float(np.exp(log_odds)), float(low), float(high), p_value]
