"""Which combinations of problems may leave.

Together with the totals of each problem a table of combinations is a system of equations: two
problems and one shown combination already give the other three. So an attacker is played here as
well, on all combinations that could exist, and rows are folded into one group until he finds
nothing that the profile protects.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import product
from typing import Any

import numpy as np
import pandas as pd

from thuiszitters.describe.co_occurrence import MOST
from thuiszitters.plan.disclosure import DisclosureProfile
from thuiszitters.release.differencing.earlier import Earlier, Yardstick
from thuiszitters.release.suppressed import Suppressed
from thuiszitters.release.system.bounds import rounded
from thuiszitters.release.system.counts import COHORT, Counts, Group
from thuiszitters.release.system.suppression import Mask

#: With more problems than this there are too many combinations to search.
_MOST_DOMAINS = 9
_TOLERANCE = 1e-5

Combination = frozenset[str]


def release_combinations(table: pd.DataFrame, steps: pd.DataFrame, s: Suppressed) -> pd.DataFrame:
    """Let the most common combinations leave, and fold the others into one row.

    Parameters
    ----------
    table
        Every combination, from `thuiszitters.describe.co_occurrence`.
    steps
        The released number of problem domains; its steps are sums of combinations.
    s
        Which totals of each problem are suppressed, and what was released before.

    Returns
    -------
    DataFrame
        ``kind`` (combination or other), ``predictors``, ``n_pupils``, ``n_events``,
        ``status`` and ``reason``. Under a profile that suppresses, pupils with the outcome are
        never shown by combination, and the row ``other`` holds no number: the total would
        give it.
    """
    mask, profile, earlier = s.mask, s.profile, s.earlier
    own = table[table["kind"] == "combination"]
    named = own.head(MOST)
    if not profile.suppresses:
        return _shown_table(named, _rest(table, named))
    before = combinations_before(own, mask, profile, earlier)
    shown = _allowed(own, named, steps, mask, profile, before) if before is not None else set()
    kept = named[np.array([as_set(text) in shown for text in named["predictors"]], dtype=bool)]
    rest = {"n_pupils": pd.NA, "n_events": pd.NA} if len(kept) < len(table) else None
    released = _shown_table(kept.drop(columns="n_events"), rest)
    released["n_pupils"] = pd.array(
        [n if pd.isna(n) else rounded(int(n), profile.round_to) for n in released["n_pupils"]],
        dtype="Int64",
    )
    # Rounded counts that are equal stand by name: their order would tell which is larger.
    order = ["kind", "n_pupils", "predictors"]
    released = released.sort_values(order, ascending=[True, False, True], ignore_index=True)
    other = released["kind"] == "other"
    released.loc[other, "status"] = "suppressed"
    released.loc[other, "reason"] = "suppressed|rule=small_count"
    return released


def _rest(table: pd.DataFrame, named: pd.DataFrame) -> dict[str, object] | None:
    """Counts of the combinations that are not named; nothing when all are."""
    left = table[(table["kind"] == "combination")].iloc[len(named) :]
    return {name: int(left[name].sum()) for name in ("n_pupils", "n_events")} if len(left) else None


def _shown_table(named: pd.DataFrame, rest: Mapping[str, object] | None) -> pd.DataFrame:
    columns = ["kind", "predictors", "n_pupils", "n_events"]
    rows: list[Mapping[Any, object]] = [*named.to_dict("records")]
    if rest is not None:
        rows.append({"kind": "other", "predictors": "", **rest})
    shown = pd.DataFrame(rows, columns=columns).assign(status="ok", reason="")
    words = dict.fromkeys(("kind", "predictors", "status", "reason"), "str")
    return shown.astype({**words, "n_pupils": "Int64", "n_events": "Int64"})


def as_set(text: str) -> Combination:
    """Names as a released table lists them, "a, b", as a set."""
    return frozenset(text.split(", ")) if text else frozenset()


def _allowed(
    own: pd.DataFrame,
    named: pd.DataFrame,
    problem_count: pd.DataFrame,
    mask: Mask,
    profile: DisclosureProfile,
    told: Collection[Combination],
) -> set[Combination]:
    """The combinations that give nothing away, the smallest left out first."""
    texts = own["predictors"]
    counts = dict(zip(map(as_set, texts), own["n_pupils"].astype(int), strict=True))
    domains = sorted(set[str]().union(*counts))
    if len(domains) > _MOST_DOMAINS or mask.rule(mask.counts.total(COHORT), "n_pupils"):
        return set()
    hidden = {name for name in domains if _is_hidden(name, mask)}
    shown = [
        combination
        for combination in map(as_set, named["predictors"])
        if not profile.is_small(counts[combination]) and not combination & hidden
    ]
    related = [
        (one, other)
        for one in domains
        for other in domains
        if one != other and other in mask.counts.family(one)
    ]
    system = System(domains, counts, hidden, related, _top_step(problem_count), profile)
    while shown and any(system.too_narrow([*shown, *told], profile)):
        shown.pop()
    return set(shown)


def combinations_before(
    own: pd.DataFrame, mask: Mask, profile: DisclosureProfile, earlier: Sequence[Earlier]
) -> set[Combination] | None:
    """Combinations that readers of earlier releases know; None when no more may be told.

    A combination that differs by too few pupils would tell who came or went, and so would
    any other beside it: then none leaves.
    """
    told: set[Combination] = set()
    if COHORT in mask.comparison.universes:
        return None
    now = dict(zip(map(as_set, own["predictors"]), own["n_pupils"].astype(int), strict=True))
    for release in earlier:
        table = release.tables.get("combinations", own.iloc[:0])
        kept = table[(table["kind"] == "combination") & table["n_pupils"].notna()]
        rule = Yardstick(profile, release.round_to)
        for text, count in zip(kept["predictors"], kept["n_pupils"].astype(int), strict=True):
            combination = as_set(text)
            if rule.few(now.get(combination, 0), count) and not rule.rounding_protects:
                return None
            if rule.same(now.get(combination, 0), count):
                told.add(combination)
    return told


def _is_hidden(name: str, mask: Mask) -> bool:
    groups: Counts = mask.counts
    return any(mask.rule(group, "n_pupils") for group in groups.groups(COHORT, name)) or not any(
        Group(COHORT, name, level) in groups.pupils for level in ("no", "yes")
    )


def _top_step(problem_count: pd.DataFrame) -> int | None:
    """From which number of problems on pupils are counted together; none when suppressed."""
    steps = problem_count[problem_count["kind"] == "step"]
    if steps.empty or steps["n_pupils"].isna().any():
        return None
    return max(int(str(level).rstrip("+")) for level in steps["level"])


class System:
    """What an attacker knows about the number of pupils with each combination.

    He is given more than the tables show: exact totals of every problem that has one shown,
    the exact number of pupils with each number of problems, and with both of two problems that
    are made from the same codes, among pupils of whom all domains are known. That one problem
    is part of another is known to him too, so what follows from that needs no protection. Of each
    set in `without` he knows how many pupils have none of it.
    """

    def __init__(
        self,
        domains: Sequence[str],
        counts: Mapping[Combination, int],
        hidden: set[str],
        related: Sequence[tuple[str, str]],
        top: int | None,
        profile: DisclosureProfile,
        without: Collection[Combination] = (),
    ) -> None:
        inside = [
            (a, b) for a, b in related if not any(a in cell and b not in cell for cell in counts)
        ]
        chosen = product((False, True), repeat=len(domains))
        cells = (frozenset(n for n, has in zip(domains, row, strict=True) if has) for row in chosen)
        self.cells = [c for c in cells if not any(a in c and b not in c for a, b in inside)]
        self.truth = np.array([counts.get(cell, 0) for cell in self.cells], dtype="float64")
        pairs = [self._having(*pair) for pair in related]
        self.hidden = [self._having(name) for name in sorted(hidden)]
        self.hidden += [pair for pair in pairs if profile.is_small(int(pair @ self.truth))]
        sums = [np.ones(len(self.cells))]
        sums += [self._having(name) for name in domains if name not in hidden]
        sums += [pair for pair in pairs if not profile.is_small(int(pair @ self.truth))]
        sizes = np.array([len(cell) for cell in self.cells])
        for step in range(0 if top is None else top + 1):
            sums.append(((sizes == step) | ((step == top) & (sizes > step))).astype("float64"))
        sums += [np.array([float(not cell & any_of) for cell in self.cells]) for any_of in without]
        self.sums = np.array(sums)

    def _having(self, *names: str) -> "np.typing.NDArray[np.float64]":
        return np.array([float(cell.issuperset(names)) for cell in self.cells])

    def too_narrow(
        self, shown: Sequence[Combination], profile: DisclosureProfile
    ) -> Iterator[Combination]:
        """Protected combinations that can be worked out too closely, one by one."""
        free = [place for place, cell in enumerate(self.cells) if cell not in set(shown)]
        sums, truth = self.sums[:, free], self.truth[free]
        needed = profile.required_width - _TOLERANCE
        single = np.eye(len(free))
        for place, row in enumerate(single):
            small = profile.is_small(int(truth[place]))
            if small and _width(row, sums, truth, needed) < needed:
                yield self.cells[free[place]]
        for having in self.hidden:
            if _width(having[free], sums, truth, needed) < needed:
                yield frozenset()


def _width(
    target: "np.typing.NDArray[np.float64]",
    sums: "np.typing.NDArray[np.float64]",
    truth: "np.typing.NDArray[np.float64]",
    needed: float,
) -> float:
    """How far apart the bounds on a sum of combinations are; at least `needed` when far enough."""
    from scipy.optimize import linprog

    known = sums @ truth
    value, highest = float(target @ truth), linprog(-target, A_eq=sums, b_eq=known)
    above = -float(highest.fun) - value if highest.status == 0 else 0.0
    if above >= needed:
        return above
    lowest = linprog(target, A_eq=sums, b_eq=known)
    below = value - float(lowest.fun) if lowest.status == 0 else 0.0
    return above + below
