"""The flow of pupils into the analysis: a chain of differences, suppressed as one."""

import pandas as pd

from thuiszitters.plan.disclosure import DisclosureProfile
from thuiszitters.release.differencing.earlier import DIFFERS
from thuiszitters.release.suppressed import Suppressed
from thuiszitters.release.system.bounds import rounded
from thuiszitters.release.system.counts import COHORT


def release_flow(flow: pd.DataFrame, s: Suppressed) -> pd.DataFrame:
    """The flow as it may leave.

    Parameters
    ----------
    flow
        The table of the cohort stage.
    s
        What is suppressed: the flow goes as a whole where an earlier release differs by few.
    """
    total = bool(s.mask.rule(s.mask.counts.total(COHORT), "n_pupils"))
    shown = suppress_steps(flow, s.profile, total_hidden=total)
    if s.differing_rows.get("flow"):
        shown[["n_excluded", "n_remaining"]] = pd.NA
        shown = shown.assign(status="suppressed", status_reason=f"suppressed|rule={DIFFERS}")
    return shown


def suppress_steps(
    flow: pd.DataFrame, profile: DisclosureProfile, *, total_hidden: bool = False
) -> pd.DataFrame:
    """Blank small steps of the flow and what they could be worked out from.

    The pupils read, the pupils who remain and the steps between them are tied together
    by subtraction. When a step is too small, the numbers between first and last are
    blanked, and further steps with it until those blanked together are enough; when no
    further step is left, the first number goes as well.

    Parameters
    ----------
    flow
        step, reason, n_excluded, n_remaining; step 0 is what was read.
    profile
        The rules.
    total_hidden
        Whether the number of pupils in the cohort is suppressed elsewhere.

    Returns
    -------
    DataFrame
        The same rows with nullable counts, and `status` and `status_reason` (`reason` is why
        pupils were left out).
    """
    shown = flow.assign(status="ok", status_reason="")
    for column in ("n_excluded", "n_remaining"):
        counts = [rounded(int(count), profile.round_to) for count in flow[column]]
        shown[column] = pd.array(counts, dtype="Int64")
    steps = flow.iloc[1:]
    hidden = _hidden_steps(steps["n_excluded"], profile)
    last = flow.index[-1]
    if total_hidden or profile.is_small(int(flow.loc[last, "n_remaining"])):
        hidden = list(steps.index)
        shown.loc[last, "n_remaining"] = pd.NA
    if not hidden:
        return shown
    inner = flow.index[1:-1]
    shown.loc[inner, "n_remaining"] = pd.NA
    shown.loc[hidden, "n_excluded"] = pd.NA
    if _total(steps["n_excluded"], hidden) < profile.minimum_count or len(hidden) < 2:
        shown.loc[flow.index[0], "n_remaining"] = pd.NA
    blank = shown[["n_excluded", "n_remaining"]].isna().any(axis=1)
    shown.loc[blank, "status"] = "suppressed"
    shown.loc[blank, "status_reason"] = "suppressed|rule=flow"
    return shown


def _hidden_steps(excluded: "pd.Series[int]", profile: DisclosureProfile) -> list[int]:
    """Steps to blank: the small ones, and the smallest others until together they are enough."""
    hidden = [int(step) for step, count in excluded.items() if profile.is_small(int(count))]  # type: ignore[call-overload]
    others = excluded.drop(hidden).sort_values(kind="stable")
    for step in others.index:
        enough = _total(excluded, hidden) >= profile.minimum_count and len(hidden) > 1
        if not hidden or enough:
            break
        hidden.append(int(step))
    return sorted(hidden)


def _total(excluded: "pd.Series[int]", steps: list[int]) -> int:
    return int(excluded.loc[steps].sum())
