"""Predictors that are made from the same thing are judged together, against who subtracts."""

from dataclasses import replace

import pandas as pd
import pytest
from tests.unit.release.whole_line import RULE_OF_10, WORD, plan_of, tables_of, yes_no

from thuiszitters.plan.analysis import ConstructSpec, PredictorSpec, count_levels
from thuiszitters.plan.cohort import DerivedColumn
from thuiszitters.release import release_results
from thuiszitters.release.known_relations import background_of

LEVELS = ("low", "middle", "high")
FALL = DerivedColumn(
    "fall", "advised", minus="now", order=LEVELS, bins=(-9.0, 1.0), labels=("no", "yes")
)


def factor(name, levels, **where):
    return PredictorSpec(
        name, WORD, "factor", levels, tuple((one, WORD) for one in levels), **where
    )


def counted_plan():
    """Two constructs and how many of them a pupil has; the model holds the number."""
    parts = [replace(yes_no(name), column=None, construct=name) for name in ("a", "b")]
    number = factor("number", count_levels(2, 3), count=("a", "b"))
    constructs = (ConstructSpec("a", WORD, ("A100",)), ConstructSpec("b", WORD, ("A200",)))
    plan = replace(plan_of(*parts, number), constructs=constructs)
    model = replace(plan_of(number).models[0])
    return replace(plan, models=(model,))


def fallen_plan():
    """The level advised, the level attended, and whether it is lower."""
    columns = [factor(name, LEVELS, column=name) for name in ("advised", "now")]
    plan = plan_of(*columns, yes_no("fall"))
    return replace(plan, models=plan_of(yes_no("fall")).models)


def patterns_of(cells):
    """A row per cell and outcome; `cells` holds pupils without and with the outcome."""
    rows = [
        {"outcome": outcome, **cell, "n_pupils": n}
        for cell, both in cells
        for outcome, n in enumerate(both)
    ]
    return pd.DataFrame(rows).astype({"outcome": "int8"})


def counted_pupils():
    """Of the pupils with both constructs there are only 4 and 3."""
    cells = {"no no": (60, 30), "yes no": (40, 30), "no yes": (35, 25), "yes yes": (4, 3)}
    return patterns_of(
        ({"a": name.split()[0], "b": name.split()[1], "number": str(name.count("yes"))}, both)
        for name, both in cells.items()
    )


def fallen_pupils():
    """Only 4 and 3 attend a lower level than advised: the low one instead of the middle one."""
    cells = {
        ("high", "high"): (40, 20),
        ("middle", "middle"): (45, 25),
        ("middle", "low"): (4, 3),
        ("low", "low"): (30, 30),
    }
    return patterns_of(
        ({"advised": one, "now": other, "fall": "no" if one == other else "yes"}, both)
        for (one, other), both in cells.items()
    )


def shown(patterns, plan, told, derived=()):
    """Released pupils with the outcome, by predictor and level; None where suppressed."""
    background = background_of(told, patterns, RULE_OF_10, None, None, derived)
    table = release_results(tables_of(patterns, plan), RULE_OF_10, background).tables
    return {
        (row["predictor"], row["level"]): None if pd.isna(row["n_events"]) else int(row["n_events"])
        for row in table["characteristics"].to_dict("records")
    }


def less(*counts):
    """The first counts together less the last one; None where one of them is suppressed."""
    return None if None in counts else sum(counts[:-1]) - counts[-1]


@pytest.mark.thorough
@pytest.mark.parametrize("told", [True, False])
def test_a_count_of_both_is_found_from_its_parts_only_by_a_release_that_does_not_know(told):
    plan = counted_plan()
    number = replace(plan.predictors[2], count=(), column="number")
    unaware = replace(plan, predictors=(*plan.predictors[:2], number))
    found = shown(counted_pupils(), plan, plan if told else unaware)
    assert found["number", "2"] is None
    # Who has a, and who has b, hold those with both twice; less those with one.
    twice = less(found["a", "yes"], found["b", "yes"], found["number", "1"])
    assert twice == (None if told else 2 * 3)


@pytest.mark.thorough
@pytest.mark.parametrize("told", [True, False])
def test_a_difference_of_two_columns_is_judged_with_both(told):
    found = shown(fallen_pupils(), fallen_plan(), fallen_plan(), [FALL] if told else [])
    assert found["fall", "yes"] is None
    # Nobody rose: who attends the low level, less who was advised it, has fallen.
    assert less(found["now", "low"], found["advised", "low"]) == (None if told else 3)
