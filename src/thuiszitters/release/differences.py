"""What goes from the tables because an earlier release differs by too few pupils.

The counts of the characteristics and the models are judged in `comparing`, as one linear
system. Here are the numbers made from them, and the tables that are judged on their own.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from thuiszitters.plan.disclosure import DisclosureProfile
from thuiszitters.release.counts import COHORT, EVERYONE, Group
from thuiszitters.release.derived import SHOWN, blank, blank_summaries
from thuiszitters.release.earlier import DIFFERS, Earlier, Yardstick
from thuiszitters.release.further import SCREENED, STACKED
from thuiszitters.release.masking import Mask
from thuiszitters.release.universes import UNIVERSE

Tables = dict[str, pd.DataFrame]
_CALIBRATED = ["n_pupils", "n_events", "predicted", "observed", "low", "high"]
_FIT = ["model", "model_kind", "block", "predictor", "level"]


def models_too_close(mask: Mask, tables: Mapping[str, pd.DataFrame]) -> frozenset[str]:
    """Models that are anywhere about pupils who differ from an earlier release by too few."""
    close: set[str] = set()
    for table in tables.values():
        for model, universe in _universes(table):
            group = mask.counts.same(Group(universe, EVERYONE, EVERYONE))
            if group.universe in mask.comparison.universes:
                close.add(model)
    return frozenset(close)


def _universes(table: pd.DataFrame) -> set[tuple[str, str]]:
    """Each model of a table with the pupils its rows are about."""
    if not {"model", UNIVERSE} <= set(table):
        return set()
    return set(zip(table["model"], table[UNIVERSE], strict=True))


def withhold_differences(
    shown: Tables,
    true: Mapping[str, pd.DataFrame],
    mask: Mask,
    earlier: Sequence[Earlier],
    profile: DisclosureProfile,
) -> Tables:
    """Blank what an earlier release differs from by too few pupils.

    Parameters
    ----------
    shown
        Tables with every other mask applied.
    true
        The tables as they came in.
    mask
        Its comparison says which pupils are too few apart.
    earlier
        The releases that went out before.
    profile
        The rules.
    """
    if not earlier or not profile.masks:
        return shown
    cohort = COHORT in mask.comparison.universes
    result = dict(shown)
    result["characteristics"] = _summaries(shown["characteristics"], true, earlier, cohort, profile)
    if mask.comparison.counts_stay:
        return result
    result["flow"] = _flow(shown["flow"], true["flow"], earlier, cohort, profile)
    close = _few_rows("screen", true, ["code"], earlier, profile)
    columns = [*SHOWN, "prevalence", *SCREENED]
    result["screen"] = _where(shown["screen"], [cohort or hit for hit in close], columns)
    close = _few_rows("stacking", true, ["kind", "level"], earlier, profile)
    gone = [cohort or any(close)] * len(close)
    result["stacking"] = _where(shown["stacking"], gone, [*SHOWN, *STACKED])
    close = _few_rows("calibration", true, ["model", "group"], earlier, profile)
    models = set(true["calibration"].loc[close, "model"])
    gone = [name in models for name in shown["calibration"]["model"]]
    result["calibration"] = _where(shown["calibration"], gone, _CALIBRATED)
    return result


def changed_models(
    estimates: pd.DataFrame, earlier: Sequence[Earlier], profile: DisclosureProfile
) -> frozenset[str]:
    """Models with another estimate than in an earlier release that does not tell how many pupils.

    Rounded or hidden counts may hide that a single pupil came or went; the estimates tell.
    """
    changed: set[str] = set()
    near = _rounding(profile)
    for release in earlier if profile.masks else ():
        now, before = (
            table.assign(**{key: table[key].astype("str") for key in _FIT})
            for table in (estimates, release.tables["estimates"])
        )
        both = now.merge(before, on=_FIT, suffixes=("", "_before"))
        vague = (release.round_to > 1) | both["n_pupils_before"].isna()
        known = both[["odds_ratio", "odds_ratio_before"]].notna().all(axis=1)
        same = np.isclose(both["odds_ratio"], both["odds_ratio_before"], rtol=near)
        changed |= set(both.loc[vague & known & ~same, "model"])
    return frozenset(changed)


def _rounding(profile: DisclosureProfile) -> float:
    """How far two equal numbers may be apart when both keep the profile's digits."""
    return 6.0 * 10.0 ** -(profile.significant_digits or 15)


def _where(table: pd.DataFrame, hit: Sequence[bool], columns: list[str]) -> pd.DataFrame:
    own = [name for name in columns if name in table]
    return blank(table, [DIFFERS if one else "" for one in hit], own)


def _few_rows(
    name: str,
    true: Mapping[str, pd.DataFrame],
    keys: list[str],
    earlier: Sequence[Earlier],
    profile: DisclosureProfile,
) -> list[bool]:
    """Rows of a table whose counts differ by too few from the same row of an earlier release."""
    table = true[name]
    close = [False] * len(table)
    for release in earlier:
        if name not in release.tables or table.empty:
            continue
        rule = Yardstick(profile, release.round_to)
        before = {_key(row, keys): row for row in release.tables[name].to_dict("records")}
        for place, row in enumerate(table.to_dict("records")):
            close[place] |= _few(row, before.get(_key(row, keys)), list(SHOWN), rule)
    return close


def _key(row: Mapping[Any, Any], keys: list[str]) -> tuple[str, ...]:
    return tuple("" if pd.isna(row[key]) else str(row[key]) for key in keys)


def _few(
    row: Mapping[Any, Any], before: Mapping[Any, Any] | None, columns: list[str], rule: Yardstick
) -> bool:
    if before is None:
        return False
    pairs = [(row[name], before[name]) for name in columns]
    known = [(int(now), int(then)) for now, then in pairs if not (pd.isna(now) or pd.isna(then))]
    if len(known) == len(columns) == len(SHOWN):
        known.append((known[0][0] - known[1][0], known[0][1] - known[1][1]))
    return any(rule.few(*pair) for pair in known)


def _flow(
    shown: pd.DataFrame,
    true: pd.DataFrame,
    earlier: Sequence[Earlier],
    cohort: bool,
    profile: DisclosureProfile,
) -> pd.DataFrame:
    """The flow is one chain of differences: it goes as a whole."""
    gone = cohort
    for release in earlier:
        rule = Yardstick(profile, release.round_to)
        before = {str(row["reason"]): row for row in release.tables["flow"].to_dict("records")}
        for row in true.to_dict("records"):
            then = before.get(str(row["reason"]))
            gone |= any(_few(row, then, [name], rule) for name in ("n_excluded", "n_remaining"))
    if not gone:
        return shown
    flow = shown.assign(status="masked", status_reason=f"masked|rule={DIFFERS}")
    flow[["n_excluded", "n_remaining"]] = pd.NA
    return flow.astype({"n_excluded": "Int64", "n_remaining": "Int64"})


def _summaries(
    shown: pd.DataFrame,
    true: Mapping[str, pd.DataFrame],
    earlier: Sequence[Earlier],
    cohort: bool,
    profile: DisclosureProfile,
) -> pd.DataFrame:
    """Means and differences go with their pupils, and when they changed while no count did."""
    table = true["characteristics"]
    gone = [cohort] * len(table)
    for release in earlier:
        rule = Yardstick(profile, release.round_to)
        keys = ["predictor", "row", "level"]
        then = {_key(r, keys): r for r in release.tables["characteristics"].to_dict("records")}
        for place, row in enumerate(table.to_dict("records")):
            gone[place] |= row["row"] == "number" and _moved(row, then.get(_key(row, keys)), rule)
    return blank_summaries(shown, [DIFFERS if one else "" for one in gone])


def _moved(row: Mapping[Any, Any], before: Mapping[Any, Any] | None, rule: Yardstick) -> bool:
    """Whether a mean changed although the number of pupils did not."""
    if before is None or pd.isna(before["n_pupils"]) or pd.isna(before["mean"]):
        return False
    same = rule.same(int(row["n_pupils"]), int(before["n_pupils"]))
    return same and not bool(np.isclose(row["mean"], before["mean"], rtol=_rounding(rule.profile)))
