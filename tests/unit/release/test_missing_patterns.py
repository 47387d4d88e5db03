"""Which patterns of missing values leave, and what an outsider can work out from them."""

from itertools import product

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog

from thuiszitters.base.text import Text
from thuiszitters.describe.missing_patterns import count_missing_patterns
from thuiszitters.plan.disclosure import DisclosureProfile
from thuiszitters.plan.reading import plan_of_sections
from thuiszitters.release.background import Background
from thuiszitters.release.differencing.earlier import Earlier
from thuiszitters.release.missing_patterns import MOST, release_missing_patterns
from thuiszitters.release.suppressed import Suppressed
from thuiszitters.release.system.counts import COHORT, EVERYONE, Counts, Group
from thuiszitters.release.system.suppression import suppress_counts

WORD = Text(nl="x", en="x")
OPEN = DisclosureProfile(
    "open", WORD, WORD, 0, False, False, 1, 0, 1.0, 0, maximum_single_share=1.0
)
RULE_OF_10 = DisclosureProfile("rule_of_10", WORD, WORD)
OPENSAFELY = DisclosureProfile("opensafely", WORD, WORD, 8, True, False, 5, 0, 1.0)


def counted(names, n_pupils):
    """Patterns of missing values of yes/no predictors, known ones all yes."""
    plan = plan_of_sections(
        predictors={name: {"label": "x", "kind": "binary", "per": 1} for name in names}
    )
    rows = [
        {name: None if gone else "yes" for name, gone in zip(names, key, strict=True)}
        for key in product((False, True), repeat=len(names))
    ]
    patterns = pd.DataFrame(rows).assign(n_pupils=n_pupils)
    return count_missing_patterns(patterns[patterns["n_pupils"] > 0], plan)


def suppressed(table, names, profile, earlier=()):
    total = int(table["n_pupils"].sum())
    pupils = {Group(COHORT, EVERYONE, EVERYONE): total}
    for name in names:
        held = table["predictors"].str.split(", ").map(lambda found, name=name: name in found)
        missing = int(table.loc[held, "n_pupils"].sum())
        # The row of missing values is a group of the characteristics, as its levels are.
        pupils |= {Group(COHORT, name, "yes"): total - missing, Group(COHORT, name, ""): missing}
    events = {group: n // 3 for group, n in pupils.items()}
    mask = suppress_counts(Counts(pupils, events), profile)
    return Suppressed(mask, profile, Background(), {}, frozenset(), {}, earlier=tuple(earlier))


def test_an_open_profile_shows_every_pattern_up_to_a_limit():
    names = list("abcde")
    table = counted(names, np.arange(101, 133))
    shown = release_missing_patterns(table, suppressed(table, names, OPEN))
    assert len(shown) == MOST + 1
    assert shown["kind"].tolist() == ["pattern"] * MOST + ["other"]
    assert shown["n_pupils"].sum() == np.arange(101, 133).sum()
    few = counted(["a", "b"], [50, 3, 2, 1])
    assert release_missing_patterns(few, suppressed(few, ["a", "b"], OPEN)).equals(few)


def test_large_patterns_leave_as_multiples_of_the_smallest_count():
    names = ["a", "b", "c"]
    table = counted(names, [2004, 121, 118, 97, 83, 77, 64, 55])
    shown = release_missing_patterns(table, suppressed(table, names, RULE_OF_10))
    named = shown[shown["kind"] == "pattern"]
    assert len(named) == 8
    assert (named["n_pupils"] % 10 == 0).all()
    assert named["n_pupils"].tolist() == sorted(named["n_pupils"], reverse=True)
    # Even where nothing is left over a row says so: nobody and a few look the same.
    assert shown["kind"].iloc[-1] == "other"
    assert shown["n_pupils"].isna().iloc[-1]


@pytest.mark.parametrize("profile", [RULE_OF_10, OPENSAFELY])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_small_pattern_can_be_worked_out(profile, seed):
    """An attacker has the total and that of each predictor, and knows each shown pattern to within
    its rounding; a pattern that is too small must stay as uncertain as any suppressed count."""
    rng = np.random.default_rng(seed)
    names = ["a", "b", "c"]
    n_pupils = rng.choice([0, 2, 7, 15, 40, 90], size=8)
    n_pupils[0] = 400
    n_pupils[[1, 2, 4]] += 60  # every predictor is missing often enough to be told
    table = counted(names, n_pupils)
    s = suppressed(table, names, profile)
    shown = release_missing_patterns(table, s)
    cells = [frozenset(np.compress(key, names)) for key in product((False, True), repeat=3)]
    told = {
        frozenset(row.predictors.split(", ")) - {""}: int(row.n_pupils)
        for row in shown[shown["kind"] == "pattern"].itertuples()
    }
    assert told  # else there would be nothing to attack
    half = 8.0  # more than half of any base here: the bounds hold the truth
    limits = [(max(told[c] - half, 0), told[c] + half) if c in told else (0, None) for c in cells]
    known = [np.ones(8)] + [
        np.array([float(name in cell) for cell in cells])
        for name in names
        if not s.predictor(COHORT, name, strict=True)
    ]
    sums = np.array(known)
    for place, n in enumerate(n_pupils):
        if not profile.is_small(int(n)):
            continue
        assert cells[place] not in told
        target = np.eye(8)[place]
        high = linprog(-target, A_eq=sums, b_eq=sums @ n_pupils, bounds=limits)
        low = linprog(target, A_eq=sums, b_eq=sums @ n_pupils, bounds=limits)
        assert -high.fun - low.fun >= profile.required_width - 1e-5


def test_small_patterns_take_others_with_them():
    # With both missing for 3 pupils, "only a" would give them away: a is missing for 63.
    table = counted(["a", "b"], [400, 50, 60, 3])
    shown = release_missing_patterns(table, suppressed(table, ["a", "b"], RULE_OF_10))
    named = set(shown.loc[shown["kind"] == "pattern", "predictors"])
    assert not {"a", "b"} <= named
    assert "a, b" not in named


def test_predictors_that_are_missing_together_are_one():
    table = counted(["a", "b"], [400, 0, 0, 60])
    s = suppressed(table, ["a", "b"], RULE_OF_10)
    shown = release_missing_patterns(table, s)
    assert shown["n_pupils"].dropna().tolist() == [400, 60]


def test_a_count_one_step_from_an_earlier_release_keeps_all_inside():
    table = counted(["a", "b"], [400, 0, 0, 64])
    s = suppressed(table, ["a", "b"], RULE_OF_10)
    before = release_missing_patterns(table, s)
    again = counted(["a", "b"], [400, 0, 0, 66])
    release = Earlier("before", {"missing_patterns": before})
    later = suppressed(again, ["a", "b"], RULE_OF_10, [release])
    assert release_missing_patterns(again, later)["n_pupils"].isna().all()


def test_nothing_missing_gives_no_rows():
    table = counted(["a"], [30, 0])
    assert table.empty
    assert release_missing_patterns(table, suppressed(table, ["a"], RULE_OF_10)).empty
