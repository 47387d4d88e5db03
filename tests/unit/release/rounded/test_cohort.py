"""The cohort that numbers beside rounded counts are made of has the counts that are shown."""

import numpy as np
import pandas as pd
import pytest
from tests.unit.release.made_tables import OPENSAFELY
from tests.unit.release.rounded.cohorts import (
    NAMES,
    PLAN,
    cohort,
    made_cohort,
    pupils_of,
    suppressed,
    tables,
    wanted,
)
from tests.unit.release.test_swaps import LEVELS, of_three
from tests.unit.release.whole_line import plan_of, tables_of

from thuiszitters.describe.characteristics import characteristics
from thuiszitters.release.rounded.cohort import lot_of
from thuiszitters.release.system.bounds import rounded
from thuiszitters.release.system.counts import COHORT, Group, Quantity, counts_of
from thuiszitters.release.system.suppression import shown_quantities

pytestmark = pytest.mark.thorough
SEEDS = range(6)


@pytest.mark.parametrize("missing", [0, 14])
@pytest.mark.parametrize("seed", SEEDS)
def test_its_shown_counts_are_those_that_are_shown(seed, missing):
    s = suppressed(tables(seed, missing=missing))
    made = characteristics(made_cohort(s, 1), PLAN)
    there = counts_of(made, s.tables["estimates"].iloc[:0].assign(universe=""))
    shown = shown_quantities(s.mask.counts) - s.mask.rules.keys()
    own = [quantity for quantity in shown if quantity.group.universe == COHORT]
    assert len(own) > 15
    for quantity in own:
        assert rounded(there.value(quantity), 5) == rounded(s.mask.counts.value(quantity), 5)


@pytest.mark.parametrize("seed", SEEDS)
def test_few_pupils_are_changed(seed):
    """A count changes by two at most: of five predictors and the outcome far fewer than half."""
    s = suppressed(tables(seed))
    before, after = (
        pupils_of(one).value_counts() for one in (s.tables["patterns"], made_cohort(s, 1))
    )
    left = before.subtract(after, fill_value=0).clip(lower=0).sum()
    assert 0 < left < 0.15 * before.sum()


def test_one_lot_gives_one_cohort_and_another_lot_another():
    s = suppressed(tables(0))
    first, again, other = (made_cohort(s, lot) for lot in (1, 1, 2))
    pd.testing.assert_frame_equal(first, again)
    assert not first.equals(other)


def test_the_lot_is_that_of_the_pupils_in_whatever_order():
    patterns = cohort(3)
    mixed = patterns.sample(frac=1, random_state=1)
    other = patterns.assign(outcome=1 - patterns["outcome"])
    lots = [lot_of(one, 7).random() for one in (patterns, mixed, other)]
    assert lots[0] == lots[1] != lots[2]
    assert lots[0] != lot_of(patterns, 8).random()


def moved(patterns, name, outcome, n):
    """So many pupils more with a predictor, or fewer."""
    pupils = pupils_of(patterns)
    who = (pupils[name] == ("no" if n > 0 else "yes")) & (pupils["outcome"] == outcome)
    pupils.loc[np.flatnonzero(who)[: abs(n)], name] = "yes" if n > 0 else "no"
    counted = pupils.value_counts(sort=False).reset_index(name="n_pupils")
    return counted.astype({"outcome": "int8"})


@pytest.mark.parametrize("seed", SEEDS)
def test_its_counts_follow_from_what_is_shown_and_from_nothing_else(seed):
    """Every cohort that rounds to the same counts is given the same ones."""
    s = suppressed(tables(seed))
    _, first = wanted(s)
    tried = 0
    for name in NAMES:
        for outcome in (0, 1):
            for n in (-2, -1, 1, 2):
                patterns = moved(s.tables["patterns"], name, outcome, n)
                described = characteristics(patterns, PLAN)
                other = suppressed({**s.tables, "characteristics": described, "patterns": patterns})
                if rounded_counts(other) != rounded_counts(s):
                    continue
                tried += 1
                assert wanted(other)[1].counts == first.counts
    assert tried >= 10


def test_a_suppressed_count_has_no_part_in_them():
    """Whatever it is, the cohort that is made has the same number of such pupils."""
    s = suppressed(tables(4, n_pupils=50))
    five = Quantity(Group(COHORT, "five", "yes"), "n_events")
    assert s.mask.rules[five] == "small_count"
    _, first = wanted(s)
    values = {s.mask.counts.value(five)}
    for n in range(-6, 7):
        patterns = moved(s.tables["patterns"], "five", 1, n)
        described = characteristics(patterns, PLAN)
        other = suppressed({**s.tables, "characteristics": described, "patterns": patterns})
        if shown_counts(other) == shown_counts(s):
            values.add(other.mask.counts.value(five))
            assert wanted(other)[1].counts == first.counts
    assert len(values) >= 3, values


def test_levels_that_never_occur_together_go_on_doing_so():
    """Or the odds ratios of both would rest on the few pupils who have them."""
    patterns = cohort(2)
    patterns["five"] = np.where(patterns["one"] == "yes", "no", "yes")
    patterns = patterns.groupby([*NAMES, "outcome"]).sum().reset_index()
    patterns = patterns.astype({"outcome": "int8"})
    s = suppressed({**tables_of(patterns, PLAN), "patterns": patterns})
    found, _ = wanted(s)
    assert ("one", "five") in [family.names for family in found]
    made = made_cohort(s, 1)
    assert not made.equals(patterns)
    assert (made["five"] != made["one"]).all()


def shown_counts(s):
    """Every count of the cohort that a table shows, as it is shown."""
    shown = shown_quantities(s.mask.counts) - s.mask.rules.keys()
    own = sorted(quantity for quantity in shown if quantity.group.universe == COHORT)
    return [(quantity, rounded(s.mask.counts.value(quantity), 5)) for quantity in own]


def rounded_counts(s):
    hidden = s.mask.rules.keys()
    shown = s.tables["characteristics"][["n_pupils", "n_events"]].map(lambda n: rounded(n, 5))
    return shown.to_numpy().tolist(), sorted(hidden)


def test_three_levels_that_round_to_too_much_get_the_nearest_that_add_up():
    """12, 12 and 126 of 150 would be 10, 10 and 125 of 150: five short."""
    rows = [
        {"group": level, "outcome": y, "n_pupils": n}
        for level, pair in zip(LEVELS, ((90, 36), (20, 12), (20, 12)), strict=True)
        for y, n in enumerate(pair)
    ]
    patterns = pd.DataFrame(rows).astype({"outcome": "int8"})
    plan = plan_of(of_three())
    s = suppressed({**tables_of(patterns, plan), "patterns": patterns}, plan=plan)
    made = made_cohort(s, 1, plan)
    events = made[made["outcome"] == 1].groupby("group")["n_pupils"].sum()
    shown = patterns[patterns["outcome"] == 1].set_index("group")["n_pupils"]
    assert [rounded(n, 5) for n in events[shown.index]] == [rounded(n, 5) for n in shown]
    assert OPENSAFELY.round_to == 5
    assert rounded(int(events.sum()), 5) == 60
