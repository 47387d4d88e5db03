"""A result as frames with the names that users of broom and statsmodels know."""

from collections.abc import Mapping, Sequence
from typing import Literal

import numpy as np
import pandas as pd

from thuiszitters.base.errors import PlanError, Problem, raise_problems
from thuiszitters.logit.design import INTERCEPT
from thuiszitters.models.tables import Row, fit_row, term_rows
from thuiszitters.odds.options import unknown_names
from thuiszitters.odds.plan import MODEL, group_problems, groups_of
from thuiszitters.odds.result import OddsResult
from thuiszitters.results.number_needed import number_needed

TIDY = (
    *("term", "estimate", "std_error", "p_value", "conf_low", "conf_high"),
    *("predictor", "level", "reference", "model", "n", "events", "status", "reason"),
)
#: Our names of columns, per scale.
_ODDS = {"odds_ratio": "estimate", "ci_low": "conf_low", "ci_high": "conf_high"}
_LOG_ODDS = {"log_odds": "estimate", "log_odds_low": "conf_low", "log_odds_high": "conf_high"}
_NAMES = {"n_pupils": "n", "n_events": "events"}
_GLANCE = {"n_pupils": "nobs", "n_events": "events", "log_likelihood": "log_lik"}
_GLANCE_KEYS = (
    *("nobs", "events", "n_parameters", "log_lik", "null_log_likelihood", "aic", "bic"),
    *("mcfadden", "nagelkerke", "tjur", "auc", "auc_low", "auc_high", "brier"),
    *("events_per_parameter", "lr_statistic", "lr_df", "lr_p"),
    *("wald_statistic", "wald_df", "wald_p", "estimator", "interval", "covariance", "conf_level"),
    *("n_imputations", "status", "reason"),
)
Which = Literal["adjusted", "crude", "both"]


def tidy_frame(
    result: OddsResult, model: Which, *, exponentiate: bool, reference_rows: bool
) -> pd.DataFrame:
    """One row per term; see `OddsFit.tidy`."""
    fits = [("crude", fit) for fit in result.crude] if model != "adjusted" else []
    fits += [("adjusted", result.adjusted)] if model != "crude" else []
    rows: list[Row] = [{**row, "model": kind} for kind, fit in fits for row in term_rows(fit)]
    if not reference_rows:
        rows = [row for row in rows if row["status"] != "reference"]
    # Every crude model has an intercept of its own, which no row could tell apart.
    rows = [row for row in rows if (row["predictor"], row["model"]) != (INTERCEPT, "crude")]
    names = {**(_ODDS if exponentiate else _LOG_ODDS), **_NAMES}
    places = {new: old for old, new in names.items()}
    columns = {name: [row.get(places.get(name, name), np.nan) for row in rows] for name in TIDY}
    return pd.DataFrame(columns)


def glance_frame(result: OddsResult) -> pd.DataFrame:
    """One row about the adjusted model; see `OddsFit.glance`."""
    adjusted = result.fitted.adjusted(MODEL)
    low, high = result.auc_interval
    row = {
        **fit_row(adjusted.fit),
        "auc_low": low,
        "auc_high": high,
        "covariance": adjusted.covariance,
        "conf_level": result.request.estimation.level,
        "n_imputations": adjusted.n_imputations,
    }
    return pd.DataFrame([row]).rename(columns=_GLANCE).reindex(columns=list(_GLANCE_KEYS))


def risk_frame(result: OddsResult) -> pd.DataFrame:
    """Standardised risks of the adjusted model, in the columns of `docs/odds.md`."""
    from thuiszitters.effects.tables import rows_of

    risks = pd.DataFrame(result.risks or rows_of(result.fitted, MODEL))
    return _with_number_needed(risks).rename(columns=_NAMES)


def group_risk_frame(result: OddsResult, groups: Sequence[Mapping[str, object]]) -> pd.DataFrame:
    """Predicted risks of groups; see `OddsFit.group_risks`."""
    from thuiszitters.effects.group_risks import group_risk_table

    specs, problems = result.specs, list[Problem]()
    asked = [tuple((name, str(level)) for name, level in one.items()) for one in groups]
    names = [spec.name for spec in specs]
    for one in asked:
        problems += unknown_names("groups", [name for name, _ in one], names)
        if not one:
            problems.append(Problem("groups", "a group without a level", "predictor: level"))
    raise_problems(problems or group_problems(asked, specs, "groups"), PlanError)
    made = group_risk_table(result.fitted, groups_of(asked, specs))
    return made.drop(columns="model").rename(columns=_NAMES)


def _with_number_needed(risks: pd.DataFrame) -> pd.DataFrame:
    """The reciprocals of the difference and its ends; negative where there is one fewer."""
    names = ("difference", "difference_low", "difference_high")
    found = [number_needed(*map(float, row)) for row in risks[list(names)].to_numpy()]
    needed = [[one.estimate, one.low, one.high] for one in found]
    columns = ["number_needed", "number_needed_low", "number_needed_high"]
    return risks.join(pd.DataFrame(needed, columns=columns, index=risks.index))
