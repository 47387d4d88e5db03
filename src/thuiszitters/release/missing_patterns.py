"""Which patterns of missing values may leave.

A pattern is a cell of a cross-classification of known against missing. For how many pupils each
predictor is missing is shown exactly, and so is how many pupils each model has: an attacker who
subtracts is played on those sums, as for combinations of problems. He is given every shown pattern
exactly, although it leaves as a multiple of the smallest count that may be shown.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from thuiszitters.release.absence import base_of
from thuiszitters.release.co_occurrence import Combination, System, as_set
from thuiszitters.release.differencing.earlier import DIFFERS
from thuiszitters.release.suppressed import Suppressed
from thuiszitters.release.system.bounds import rounded
from thuiszitters.release.system.counts import COHORT, EVERYONE, Group

#: So many patterns leave by name; the others are told as one group.
MOST = 15
#: With more predictors that are not always missing together there are too many patterns to search.
_MOST_PARTS = 6


def release_missing_patterns(table: pd.DataFrame, s: Suppressed) -> pd.DataFrame:
    """Let the most common patterns leave, and fold the others into one row.

    Parameters
    ----------
    table
        Every pattern, from `thuiszitters.describe.missing_patterns`.
    s
        What is suppressed in the run, and what was released before.

    Returns
    -------
    DataFrame
        As `MISSING_PATTERNS`. Under a profile that suppresses, the row ``other`` is always there,
        without a number: whether a pattern that is not shown has no pupils or a few is not told.
    """
    if table.empty:
        return table
    named = table.head(MOST)
    if not s.profile.suppresses:
        rest = table.iloc[len(named) :]
        if rest.empty:
            return table
        left = {"kind": "other", "predictors": "", "n_pupils": rest["n_pupils"].sum()}
        folded = pd.DataFrame([left]).assign(status="ok", reason="")
        return pd.concat([named, folded], ignore_index=True)
    counts = dict(zip(map(as_set, table["predictors"]), table["n_pupils"].astype(int), strict=True))
    shown, rule = _allowed(counts, s), "small_count"
    kept = named[np.array([as_set(text) in shown for text in named["predictors"]], dtype=bool)]
    base = base_of(s.profile)
    kept = kept.assign(n_pupils=[rounded(int(n), base) for n in kept["n_pupils"]])
    if COHORT in s.mask.comparison.universes or _near_earlier(kept, base, s):
        kept, rule = kept.iloc[:0], DIFFERS
    # Rounded counts that are equal stand by name: their order would tell which is larger.
    kept = kept.sort_values(["n_pupils", "predictors"], ascending=[False, True])
    other = {"kind": "other", "predictors": "", "n_pupils": pd.NA}
    other |= {"status": "suppressed", "reason": f"suppressed|rule={rule}"}
    rows = [*kept.to_dict("records"), other]
    return pd.DataFrame(rows, columns=list(table.columns)).astype({"n_pupils": "Int64"})


def _allowed(counts: Mapping[Combination, int], s: Suppressed) -> set[Combination]:
    """The patterns that give nothing away, the smallest left out first."""
    profile, parts = s.profile, _parts(counts)
    if len(set(parts.values())) > _MOST_PARTS:
        return set()
    if s.mask.rule(Group(COHORT, EVERYONE, EVERYONE), "n_pupils"):
        return set()

    def in_parts(pattern: Combination) -> Combination:
        return frozenset(parts[name] for name in pattern if name in parts)

    cells = {in_parts(pattern): n for pattern, n in counts.items()}
    hidden = {parts[name] for name in parts if s.predictor(COHORT, name, strict=True)}
    shown = [
        pattern
        for pattern, n in list(counts.items())[:MOST]
        if not profile.is_small(n) and not in_parts(pattern) & hidden
    ]
    without = {frozenset[str](parts.values()), *map(in_parts, map(frozenset, s.held.values()))}
    system = System(sorted(set(parts.values())), cells, hidden, (), None, profile, without)
    told = {in_parts(pattern) for pattern in _before(s) if pattern <= parts.keys()}
    while shown and any(system.too_narrow([*map(in_parts, shown), *told], profile)):
        shown.pop()
    return set(shown)


def _parts(counts: Mapping[Combination, int]) -> dict[str, str]:
    """Predictor to the first of those that are missing for the same pupils."""
    first: dict[Combination, str] = {}
    parts: dict[str, str] = {}
    for name in sorted(set[str]().union(*counts)):
        held = frozenset(str(place) for place, pattern in enumerate(counts) if name in pattern)
        parts[name] = first.setdefault(held, name)
    return parts


def _before(s: Suppressed) -> set[Combination]:
    """Patterns that readers of earlier releases know."""
    tables = [release.tables.get("missing_patterns") for release in s.earlier]
    return {
        as_set(text)
        for table in tables
        if table is not None
        for text in table.loc[table["n_pupils"].notna(), "predictors"]
    }


def _near_earlier(kept: pd.DataFrame, base: int, s: Suppressed) -> bool:
    """Whether a rounded count is one step from that of an earlier release: few may be between."""
    for release in s.earlier:
        table = release.tables.get("missing_patterns")
        if table is None or table.empty:
            continue
        both = kept.merge(table, on=["kind", "predictors"], suffixes=("", "_before"))
        apart = both["n_pupils"].astype("Float64") - both["n_pupils_before"].astype("Float64")
        if apart.abs().between(1, base).any():
            return True
    return False
