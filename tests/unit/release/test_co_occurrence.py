"""Which combinations of problems leave, and what an outsider can work out from them."""

from itertools import product

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog
from tests.unit.describe.combined import cohort, counted

from thuiszitters.base.text import Text
from thuiszitters.describe.co_occurrence import count_pairs
from thuiszitters.plan.disclosure import DisclosureProfile
from thuiszitters.plan.reading import plan_of_sections
from thuiszitters.release.apply import apply
from thuiszitters.release.background import Background
from thuiszitters.release.co_occurrence import release_combinations
from thuiszitters.release.suppressed import Suppressed
from thuiszitters.release.system.counts import COHORT, EVERYONE, Counts, Group
from thuiszitters.release.system.suppression import suppress_counts
from thuiszitters.results.tables_cohort import PAIRS

WORD = Text(nl="x", en="x")
OPEN = DisclosureProfile(
    "open", WORD, WORD, 0, False, False, 1, 0, 1.0, 0, maximum_single_share=1.0
)
COUNT_5 = DisclosureProfile("count_5", WORD, WORD, 5, False, False, 1, 0, 1.0)
RULE_OF_10 = DisclosureProfile("rule_of_10", WORD, WORD)
OPENSAFELY = DisclosureProfile("opensafely", WORD, WORD, 8, True, False, 5, 0, 1.0)
NO_STEPS = pd.DataFrame({"kind": [], "level": [], "n_pupils": []})


def suppressed(patterns, domains, profile, problem_count=NO_STEPS):
    groups = {Group(COHORT, EVERYONE, EVERYONE): patterns}
    for name in domains:
        for level in ("no", "yes"):
            groups[Group(COHORT, name, level)] = patterns[patterns[name] == level]
    pupils = {group: int(part["n_pupils"].sum()) for group, part in groups.items()}
    events = {
        group: int(part.loc[part["outcome"] == 1, "n_pupils"].sum())
        for group, part in groups.items()
    }
    mask = suppress_counts(Counts(pupils, events), profile)
    s = Suppressed(mask, profile, Background(), {}, frozenset(), {})
    return release_combinations(counted(patterns, domains), problem_count, s)


def bounds(patterns, domains, shown):
    """Least and most pupils with each combination, from totals and the shown rows."""
    cells = list(product((0, 1), repeat=len(domains)))
    truth = {
        cell: int(
            patterns.loc[
                (patterns[domains] == ["yes" if has else "no" for has in cell]).all(axis=1),
                "n_pupils",
            ].sum()
        )
        for cell in cells
    }
    named = shown.loc[shown["kind"] == "combination", "predictors"]
    known = {tuple(int(d in text.split(", ")) for d in domains) for text in named}
    equations = [np.ones(len(cells)), *np.array(cells, dtype="float64").T]
    equations += [np.array([float(cell == own) for cell in cells]) for own in known]
    system = np.array(equations)
    values = system @ np.array([truth[cell] for cell in cells])
    for place, cell in enumerate(cells):
        row = np.eye(len(cells))[place]
        low, high = (
            sign * linprog(sign * row, A_eq=system, b_eq=values).fun for sign in (1.0, -1.0)
        )
        yield cell, truth[cell], low, high


@pytest.mark.parametrize("profile", [RULE_OF_10, OPEN])
def test_pairs_leave_only_where_no_count_is_suppressed(profile):
    """Beside totals and combinations they would be more equations than are searched."""
    plan = plan_of_sections(problem_count={"domains": ["a", "b"], "adjust_for": [], "top": 2})
    table = count_pairs(cohort(["a", "b"], [120, 300, 90, 60]), plan)
    assert table["n_pupils"].tolist() == [150, 60, 360]
    everyone = Group(COHORT, EVERYONE, EVERYONE)
    mask = suppress_counts(Counts({everyone: 570}, {everyone: 190}), profile)
    s = Suppressed(mask, profile, Background(), {}, frozenset(), {})
    assert len(apply(PAIRS, table, s)) == (3 if profile is OPEN else 0)


def test_fifteen_combinations_leave_by_name_and_the_others_as_one():
    domains = ["a", "b", "c", "d", "e"]
    patterns = cohort(domains, range(20, 52))
    shown = suppressed(patterns, domains, OPEN)
    assert shown["kind"].tolist() == ["combination"] * 15 + ["other"]
    assert shown["n_pupils"].sum() == patterns["n_pupils"].sum()


def test_a_profile_that_masks_shows_no_outcomes_and_no_count_of_the_others():
    domains = ["a", "b", "c"]
    shown = suppressed(cohort(domains, [90, 80, 70, 3, 60, 4, 50, 40]), domains, COUNT_5)
    assert shown["n_events"].isna().all()
    other = shown[shown["kind"] == "other"].iloc[0]
    assert pd.isna(other["n_pupils"])
    assert other["reason"] == "suppressed|rule=small_count"


def test_two_problems_with_one_small_combination_show_none():
    # With the totals of both problems any shown combination would give the small one.
    shown = suppressed(cohort(["a", "b"], [40, 30, 20, 4]), ["a", "b"], COUNT_5)
    assert shown["kind"].tolist() == ["other"]


def test_counts_are_rounded_where_the_profile_rounds():
    domains = ["a", "b", "c"]
    shown = suppressed(cohort(domains, [91, 82, 73, 64, 55, 46, 37, 28]), domains, OPENSAFELY)
    kept = shown.loc[shown["kind"] == "combination", "n_pupils"]
    assert len(kept) == 8
    assert (kept % 5 == 0).all()


@pytest.mark.thorough
@pytest.mark.parametrize("profile", [COUNT_5, RULE_OF_10], ids=lambda one: one.name)
@pytest.mark.parametrize("seed", range(12))
def test_no_small_combination_can_be_worked_out_from_totals_and_what_is_shown(seed, profile):
    draw = np.random.default_rng(seed)
    domains = ["a", "b", "c", "d"]
    patterns = cohort(domains, draw.negative_binomial(1, 0.03, 16))
    shown = suppressed(patterns, domains, profile)
    for cell, truth, low, high in bounds(patterns, domains, shown):
        if profile.is_small(truth):
            assert high - low >= profile.required_width - 1e-4, cell
