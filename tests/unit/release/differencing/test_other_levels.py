"""Two releases of one cohort by plans with other levels: subtraction gives no count back.

The attacker knows how the levels of one plan are made of those of the other, and solves both
releases as one linear system.
"""

from itertools import product

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog
from tests.unit.release.test_enumeration import COUNT_5, RULE_OF_10, STRICT, stages
from tests.unit.release.whole_line import WORD, plan_of, yes_no

from thuiszitters.plan.analysis import PredictorSpec
from thuiszitters.release.differencing.earlier import Earlier
from thuiszitters.release.differencing.other_levels import sums_of
from thuiszitters.release.stage import release_results
from thuiszitters.release.system.counts import Group

FINE, COARSE = ("large", "first", "second"), ("rest", "second")
PROFILES = pytest.mark.parametrize("profile", [RULE_OF_10, COUNT_5, STRICT], ids=lambda p: p.name)


def plan_with(name, levels):
    labels = tuple((level, WORD) for level in levels)
    return plan_of(PredictorSpec(name, WORD, "factor", levels, labels, column=name), yes_no("girl"))


PLANS = {"group": plan_with("group", FINE), "two": plan_with("two", COARSE)}


def cohort(first, second):
    rows = []
    counts = {"large": (160, 52), "first": (40, first), "second": (44, second)}
    for (level, (pupils, events)), outcome in product(counts.items(), (0, 1)):
        n = events if outcome else pupils - events
        rows += [(level, girl, outcome, (n + (girl == "yes")) // 2) for girl in ("yes", "no")]
    made = pd.DataFrame(rows, columns=["group", "girl", "outcome", "n_pupils"])
    made["two"] = made["group"].where(made["group"] == "second", "rest")
    return made[made["n_pupils"] > 0].reset_index(drop=True).astype({"outcome": "int8"})


def released(patterns, name, profile, earlier=()):
    plan = PLANS[name]
    keys = [name, "girl", "outcome"]
    own = patterns.groupby(keys)["n_pupils"].sum().reset_index().astype({"outcome": "int8"})
    return release_results(stages(own, plan), profile, plan=plan, earlier=earlier)


def width(first, events):
    """Between how many events the first level may have, by all counts of the releases."""
    rows, values = [], []
    for table in events:
        for row in table["characteristics"].to_dict("records"):
            if pd.isna(row["n_events"]) or row["predictor"] == "girl":
                continue
            inside = {"rest": ("large", "first")}.get(row["level"], (row["level"],))
            rows.append([1.0 if row["row"] == "all" else float(one in inside) for one in FINE])
            values.append(row["n_events"])
    ends = []
    for sign in (1, -1):
        goal = [sign * float(one == "first") for one in FINE]
        limits = [(0, 160), (0, 40), (0, 44)]
        found = linprog(goal, A_eq=rows or None, b_eq=values or None, bounds=limits)
        assert found.status == 0
        ends.append(sign * found.fun)
    assert ends[0] <= first <= ends[1]
    return ends[1] - ends[0]


@pytest.mark.thorough
@PROFILES
@pytest.mark.parametrize("order", [("two", "group"), ("group", "two")])
def test_a_plan_with_coarser_levels_gives_no_level_of_the_other_plan_back(profile, order):
    patterns = cohort(4, 12)
    first = released(patterns, order[0], profile)
    hidden = tuple(first.judged_record["suppressed_counts"])
    before = Earlier("before", first.tables, protected=protected(hidden))
    second = released(patterns, order[1], profile, [before])
    alone = released(patterns, order[1], profile)
    assert width(4, [first.tables, alone.tables]) == 0  # without the comparison it is told
    assert width(4, [first.tables, second.tables]) >= profile.required_width


def protected(entries):
    from thuiszitters.release.system.counts import Quantity

    return tuple(
        Quantity(Group(one["universe"], one["predictor"], one["level"]), one["measure"])
        for one in entries
    )


def test_of_many_levels_only_single_ones_and_all_but_one_are_added_up():
    few = [Group("all", "now", str(level)) for level in range(3)]
    many = [Group("all", "now", str(level)) for level in range(12)]
    assert len(list(sums_of(few))) == 6
    assert len(list(sums_of(many))) == 24
    assert {len(some) for some in sums_of(many)} == {1, 11}
    assert np.all([len(some) < 3 for some in sums_of(few)])
