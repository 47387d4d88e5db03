"""Which numbers that describe absence may leave.

Counts of spells are nearly counts of pupils, and those counted here are nearly those of other
tables: who was absent for more than four weeks and who has the outcome may differ by one pupil.
So under a profile that suppresses no count leaves exactly. All are multiples of the smallest count
that may be shown (or of the profile's own rounding), shares are worked out from them, and what is
too small goes, with as much else of its whole as keeps a subtraction from giving it.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from thuiszitters.describe.absence import OF_SPELLS, with_shares
from thuiszitters.plan.disclosure import DisclosureProfile
from thuiszitters.release.differencing.earlier import DIFFERS
from thuiszitters.release.suppressed import Suppressed
from thuiszitters.release.system.bounds import rounded
from thuiszitters.release.system.counts import COHORT
from thuiszitters.results.rows import records
from thuiszitters.results.schema import ResultTable, Role, Type
from thuiszitters.results.tables_absence import ABSENCES, RETURNS

#: Rule of a count that is too small, and of those that go with it.
SMALL, BESIDE = "small_count", "secondary"
#: Topics that leave only when nothing of them is too small: others hold the same in larger parts.
_WHOLE = ("week",)

Row = dict[str, Any]


def _parts(table: ResultTable, kind: Type) -> list[str]:
    """Counts of a table, or what is computed from them."""
    return [c.name for c in table.released if c.role is Role.PART and c.type is kind]


_COUNTS = _parts(ABSENCES, Type.WHOLE)
_CURVE = _parts(RETURNS, Type.WHOLE) + _parts(RETURNS, Type.NUMBER)


def release_absence(table: ResultTable, frame: pd.DataFrame, s: Suppressed) -> pd.DataFrame:
    """`ABSENCES` or `RETURNS` as it may leave.

    Parameters
    ----------
    frame
        As the stage made it.
    s
        What is suppressed in the run: a factor with a suppressed count is not shown here either.
    """
    if not s.profile.suppresses or frame.empty:
        return frame
    of_spells = table.name == ABSENCES.name
    release = _released_counts if of_spells else _released_curves
    shown = release(frame, s)
    if COHORT in s.mask.comparison.universes or _near_earlier(table, shown, s):
        shown[_parts(table, Type.WHOLE)] = pd.NA
        shown[_parts(table, Type.NUMBER)] = np.nan
        shown = shown.assign(status="suppressed", reason=f"suppressed|rule={DIFFERS}")
    return shown


def base_of(profile: DisclosureProfile) -> int:
    """Released counts of absence are multiples of this number.

    Examples
    --------
    >>> from thuiszitters.plan.disclosure import disclosure_profile
    >>> rules = {"label": "x", "statement": "x", "minimum_count": 8, "round_to": 5}
    >>> base_of(disclosure_profile(rules, "coarse"))
    10
    """
    step = profile.round_to
    return max(step, -(-profile.minimum_count // step) * step)


def too_few(counts: Sequence[int], profile: DisclosureProfile) -> list[str]:
    """The rule that suppresses each part of a whole, by the pupils behind it.

    What is too small goes. The smallest others go with it until at least two are gone, of as many
    pupils together as may be shown.

    Examples
    --------
    >>> from thuiszitters.plan.disclosure import disclosure_profile
    >>> profile = disclosure_profile({"label": "x", "statement": "x"}, "strict")
    >>> too_few([40, 3, 25], profile)
    ['', 'small_count', 'secondary']
    """
    rules = [SMALL if profile.is_small(count) else "" for count in counts]
    others = sorted((count, place) for place, count in enumerate(counts) if not rules[place])
    for _, place in others:
        gone = [count for count, rule in zip(counts, rules, strict=True) if rule]
        if not gone or (len(gone) > 1 and sum(gone) >= profile.minimum_count):
            break
        rules[place] = BESIDE
    return rules


def _released_counts(frame: pd.DataFrame, s: Suppressed) -> pd.DataFrame:
    rows: list[Row] = []
    for (topic, predictor), part in frame.groupby(["topic", "predictor"], sort=False):
        named = str(predictor)
        rule = s.predictor(COHORT, named, strict=True) if topic == "factor" else ""
        own: list[Row] = [{**row} for row in records(part)]
        rows += _topic(str(topic), own, s.profile, rule)
    shown = pd.DataFrame(rows)
    for name in _COUNTS:
        shown[name] = pd.array(list(shown[name]), dtype="Int64")
    return with_shares(shown)


def _topic(topic: str, rows: list[Row], profile: DisclosureProfile, rule: str) -> list[Row]:
    """The rows of one topic, with empty counts where they may not leave and others rounded."""
    gone = [rule] * len(rows) if rule else too_few([row["pupils"] for row in rows], profile)
    if topic in _WHOLE and any(gone):
        gone = [SMALL] * len(rows)
    inside = {name: _inside(name, rows, gone, profile) for name in ("part", "long")}
    if topic == "factor":  # by level the outcome is counted exactly, and is nearly the same
        inside["long"] = [why or "difference" for why in inside["long"]]
    base = base_of(profile)
    for place, row in enumerate(rows):
        hidden = {"n": gone[place], **{f"n_{name}": inside[name][place] for name in inside}}
        hidden = {name: why for name, why in hidden.items() if not pd.isna(row[name])}
        for name in _COUNTS:
            empty = bool(hidden.get(name, "x"))
            row[name] = pd.NA if empty else rounded(int(row[name]), base)
        if gone[place]:
            row |= {"status": "suppressed", "reason": f"suppressed|rule={gone[place]}"}
            continue
        for name in inside:
            if hidden.get(f"n_{name}"):
                row["reason"] = f"counts_suppressed|rule={hidden[f'n_{name}']}"
            elif not pd.isna(row[f"n_{name}"]):
                # Rounded on its own a part may become more than its whole.
                row[f"n_{name}"] = min(row[f"n_{name}"], row["n"])
    return rows


def _inside(
    name: str, rows: Sequence[Row], gone: Sequence[str], profile: DisclosureProfile
) -> list[str]:
    """The rule that suppresses a count within each row: itself, or what is left of its row."""
    held = [int(row[f"pupils_{name}"]) for row in rows]
    rules = [own or rule for own, rule in zip(gone, too_few(held, profile), strict=True)]
    for place, row in enumerate(rows):
        pupils, spells = int(row["pupils"]), row["topic"] in OF_SPELLS
        if rules[place]:
            continue
        if spells:
            rules[place] = SMALL if profile.is_small(int(row["pupils_short"])) else ""
        else:
            broken = [rule for rule, _ in profile.broken_by_group(pupils, held[place])]
            rules[place] = broken[-1] if broken else ""
    # One count that is left out alone would be the total without the others.
    if sum(map(bool, rules)) == 1:
        others = sorted((held[place], place) for place, rule in enumerate(rules) if not rule)
        if others:
            rules[others[0][1]] = BESIDE
    return rules


def _released_curves(frame: pd.DataFrame, s: Suppressed) -> pd.DataFrame:
    """Curves read where enough pupils returned since the last time, and enough are followed."""
    parts = []
    for predictor, part in frame.groupby("predictor", sort=False):
        groups = [group for _, group in part.groupby("level", sort=False)]
        rule = s.predictor(COHORT, str(predictor), strict=True) if predictor else ""
        starts = [_started(group) for group in groups]
        gone = [rule] * len(groups) if rule else too_few(starts, s.profile)
        if any(map(s.profile.is_small, _outside(groups, starts, s.tables[ABSENCES.name]))):
            gone = [why or SMALL for why in gone]
        parts += [_curve(one, why, s.profile) for one, why in zip(groups, gone, strict=True)]
    shown = pd.concat(parts, ignore_index=True)
    for name in ("n_at_risk", "n_returned", "n_censored"):
        shown[name] = pd.array(list(shown[name]), dtype="Int64")
    return shown


def _started(group: pd.DataFrame) -> int:
    """Pupils of a curve when it begins."""
    first = group.iloc[0]
    return int(first["n_at_risk"] + first["n_returned"] + first["n_censored"])


def _outside(
    groups: Sequence[pd.DataFrame], starts: Sequence[int], absences: pd.DataFrame
) -> list[int]:
    """Of each curve the pupils of its group who are not in it; the group is counted exactly."""
    everyone = absences[absences["topic"] == "number"]["pupils"].sum()
    factors = absences[absences["topic"] == "factor"].set_index(["predictor", "level"])["pupils"]
    rest = []
    for group, start in zip(groups, starts, strict=True):
        predictor, level = str(group["predictor"].iloc[0]), str(group["level"].iloc[0])
        rest.append(int(factors[predictor, level] if predictor else everyone) - start)
    return rest


def _curve(group: pd.DataFrame, rule: str, profile: DisclosureProfile) -> pd.DataFrame:
    rows: list[Row] = [{**row} for row in records(group)]
    counted: Callable[[Any], int] = lambda value: rounded(int(value), base_of(profile))  # noqa: E731
    since = {"n_returned": 0, "n_censored": 0}
    start = _started(group)
    for row in rows:
        for name in since:
            since[name] += int(row[name])
        begins = row is rows[0]
        why = rule or _why_not(int(row["n_at_risk"]), since, profile, begins=begins)
        if why:
            row |= dict.fromkeys(_CURVE, pd.NA)
            row |= {"status": "suppressed", "reason": f"suppressed|rule={why}"}
            continue
        row |= {"n_at_risk": counted(row["n_at_risk"])}
        row |= {"n_returned": counted(since["n_returned"]), "n_censored": pd.NA}
        # Of its exact number of pupils a share, or an interval, would tell the counts exactly.
        if not pd.isna(row["still_absent"]):
            row["still_absent"] = counted(round(row["still_absent"] * start)) / counted(start)
        row |= {"ci_low": np.nan, "ci_high": np.nan}
        since = dict.fromkeys(since, 0)
    made = pd.DataFrame(rows, columns=list(group.columns))
    numbers = ("still_absent", "ci_low", "ci_high")
    return made.assign(**{name: made[name].astype("Float64").astype("float64") for name in numbers})


def _why_not(
    followed: int, since: Mapping[str, int], profile: DisclosureProfile, *, begins: bool
) -> str:
    """Why a curve is not read here: few followed, or few returned or out of sight since last.

    Nobody can have returned where a curve begins, since shorter absences are not in it.
    """
    returned, censored = since["n_returned"], since["n_censored"]
    if profile.is_small(followed) or (censored and profile.is_small(censored)):
        return SMALL
    return SMALL if profile.is_small(returned) and not (begins and not returned) else ""


def _near_earlier(table: ResultTable, shown: pd.DataFrame, s: Suppressed) -> bool:
    """Whether a rounded count is one step from that of an earlier release: few may be between."""
    counts, keys, base = _parts(table, Type.WHOLE), list(table.keys), base_of(s.profile)
    for release in s.earlier:
        before = release.tables.get(table.name)
        if before is None or before.empty:
            continue
        both = shown.merge(before, on=keys, suffixes=("", "_before"))
        for name in counts:
            now, then = (both[key].astype("Float64") for key in (name, f"{name}_before"))
            if ((now - then).abs().between(1, base)).any():
                return True
    return False
