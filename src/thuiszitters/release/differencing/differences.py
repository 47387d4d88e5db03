"""What goes from the tables because an earlier release differs by too few pupils.

The counts of the characteristics and the models are judged in `comparison`, as one linear
system. Here are the numbers made from them, and the tables that are judged on their own.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from thuiszitters.plan.disclosure import ALL_DIGITS, DisclosureProfile
from thuiszitters.release.differencing.comparison import Comparison
from thuiszitters.release.differencing.earlier import Earlier, Yardstick
from thuiszitters.release.system.counts import COHORT, EVERYONE, Group
from thuiszitters.release.system.suppression import Mask
from thuiszitters.release.system.universes import universe_of
from thuiszitters.results.catalogue import TABLES
from thuiszitters.results.schema import Pupils, ResultTable, Role

_COUNTS = ("n_pupils", "n_events")
_FIT = ["model", "model_kind", "block", "predictor", "level"]


def models_too_close(
    mask: Mask, tables: Mapping[str, pd.DataFrame], imputed: frozenset[str]
) -> frozenset[str]:
    """Models that are anywhere about pupils who differ from an earlier release by too few."""
    close: set[str] = set()
    for name, frame in tables.items():
        if name not in TABLES or "model" not in frame:
            continue
        kinds = frame["model_kind"] if "model_kind" in frame else ["adjusted"] * len(frame)
        for model, kind in set(zip(frame["model"].dropna(), kinds, strict=False)):
            universe = universe_of(TABLES[name], model, kind, imputed)
            group = mask.counts.same(Group(universe, EVERYONE, EVERYONE))
            if group.universe in mask.comparison.universes:
                close.add(str(model))
    return frozenset(close)


def differing_rows(
    tables: Mapping[str, pd.DataFrame],
    comparison: Comparison,
    earlier: Sequence[Earlier],
    profile: DisclosureProfile,
) -> dict[str, frozenset[int]]:
    """Rows that an earlier release differs from by too few pupils, by table.

    Parameters
    ----------
    tables
        The tables as they came in.
    comparison
        It says which pupils are too few apart.
    earlier
        The releases that went out before.
    profile
        The rules.

    Returns
    -------
    dict
        Of the characteristics: rows whose summaries go. Of a table with joint groups or a chain of
        counts: rows that go, with whatever else is in their scope.
    """
    if not earlier or not profile.suppresses:
        return {}
    cohort = COHORT in comparison.universes
    found = {}
    for name, frame in tables.items():
        if name not in TABLES:
            continue
        table = TABLES[name]
        if table.of_role(Role.SUMMARY, Role.BY_OUTCOME):
            hit = _summaries(table, frame, earlier, cohort, profile)
        elif comparison.counts_stay or not _judged_alone(table):
            continue
        else:
            all_rows = cohort and table.pupils in {Pupils.OWN, Pupils.COHORT}
            hit = [all_rows or few for few in _few_rows(table, frame, earlier, profile)]
        found[name] = frozenset(place for place, one in enumerate(hit) if one)
    return found


def _judged_alone(table: ResultTable) -> bool:
    """Whether a table has counts that are in no other table, and leave."""
    return any(column.role in {Role.JOINT, Role.CHAIN} for column in table.released)


def changed_models(
    estimates: pd.DataFrame, earlier: Sequence[Earlier], profile: DisclosureProfile
) -> frozenset[str]:
    """Models with another estimate than in an earlier release that does not tell how many pupils.

    Rounded or hidden counts may hide that a single pupil came or went; the estimates tell.
    """
    changed: set[str] = set()
    near = _rounding(profile)
    for release in earlier if profile.suppresses else ():
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
    return 6.0 * 10.0 ** -(profile.significant_digits or ALL_DIGITS)


def _few_rows(
    table: ResultTable,
    frame: pd.DataFrame,
    earlier: Sequence[Earlier],
    profile: DisclosureProfile,
) -> list[bool]:
    """Rows of a table whose counts differ by too few from the same row of an earlier release."""
    close = [False] * len(frame)
    for release in earlier:
        if table.name not in release.tables or frame.empty:
            continue
        rule = Yardstick(profile, release.round_to)
        before = {
            _key(row, table.keys): row for row in release.tables[table.name].to_dict("records")
        }
        counts = table.of_role(Role.JOINT, Role.CHAIN)
        for place, row in enumerate(frame.to_dict("records")):
            close[place] |= _few(row, before.get(_key(row, table.keys)), counts, rule)
    return close


def _key(row: Mapping[Any, Any], keys: Sequence[str]) -> tuple[str, ...]:
    return tuple("" if pd.isna(row[key]) else str(row[key]) for key in keys)


def _few(
    row: Mapping[Any, Any],
    before: Mapping[Any, Any] | None,
    columns: Sequence[str],
    rule: Yardstick,
) -> bool:
    if before is None:
        return False
    pairs = [(row[name], before[name]) for name in columns]
    known = [(int(now), int(then)) for now, then in pairs if not (pd.isna(now) or pd.isna(then))]
    if len(known) == len(columns) and tuple(columns) == _COUNTS:
        known.append((known[0][0] - known[1][0], known[0][1] - known[1][1]))
    return any(rule.few(*pair) for pair in known)


def _summaries(
    table: ResultTable,
    frame: pd.DataFrame,
    earlier: Sequence[Earlier],
    cohort: bool,
    profile: DisclosureProfile,
) -> list[bool]:
    """Means and differences go with their pupils, and when they changed while no count did."""
    gone = [cohort] * len(frame)
    for release in earlier:
        rule = Yardstick(profile, release.round_to)
        then = {_key(r, table.keys): r for r in release.tables[table.name].to_dict("records")}
        for place, row in enumerate(frame.to_dict("records")):
            before = then.get(_key(row, table.keys))
            gone[place] |= row["row"] == "number" and _moved(row, before, rule)
    return gone


def _moved(row: Mapping[Any, Any], before: Mapping[Any, Any] | None, rule: Yardstick) -> bool:
    """Whether a mean changed although the number of pupils did not."""
    if before is None or pd.isna(before["n_pupils"]) or pd.isna(before["mean"]):
        return False
    same = rule.same(int(row["n_pupils"]), int(before["n_pupils"]))
    return same and not bool(np.isclose(row["mean"], before["mean"], rtol=_rounding(rule.profile)))
