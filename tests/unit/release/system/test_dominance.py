"""A mean that one pupil makes up for a large part does not leave."""

import numpy as np
import pandas as pd
import pytest
from tests.unit.release.made_tables import COHORT_COUNTS, RULE_OF_10, tables_of

from thuiszitters.base.text import Text
from thuiszitters.describe.characteristics import characteristics
from thuiszitters.plan.disclosure import DisclosureProfile
from thuiszitters.plan.reading import plan_of_sections
from thuiszitters.release import release_results
from thuiszitters.release.background import Background
from thuiszitters.release.system.dominance import dominated_numbers

WORD = Text(nl="x", en="x")
LABEL = {"nl": "x", "en": "x"}
NO_RULE = DisclosureProfile("none", WORD, WORD, maximum_single_share=1.0)


@pytest.fixture(scope="module")
def plan():
    predictors = {"hours": {"label": LABEL, "kind": "numeric", "column": "hours", "per": 1}}
    return plan_of_sections(predictors=predictors)


def patterns(values, counts, outcome=None):
    outcome = outcome or [0] * len(values)
    return pd.DataFrame({"outcome": outcome, "hours": values, "n_pupils": counts})


@pytest.mark.parametrize(
    ("second", "dominated"), [(10.0, False), (9.9, True)], ids=["half", "more than half"]
)
def test_the_largest_value_may_make_up_half_of_the_total_and_no_more(plan, second, dominated):
    table = patterns([10.0, second, 0.0], [1, 1, 40])
    assert bool(dominated_numbers(table, plan, RULE_OF_10)) == dominated


def test_values_that_are_all_alike_are_not_dominated(plan):
    assert not dominated_numbers(patterns([4.0], [3]), plan, RULE_OF_10)
    assert not dominated_numbers(patterns([0.0], [30]), plan, RULE_OF_10)


def test_a_group_by_outcome_is_judged_as_well(plan):
    even = patterns([1.0, 2.0, 1.0, 2.0], [50, 50, 50, 50], [0, 0, 1, 1])
    assert not dominated_numbers(even, plan, RULE_OF_10)
    lonely = patterns([1.0, 9.0, 8.0, 0.5], [50, 50, 1, 10], [0, 0, 1, 1])
    assert dominated_numbers(lonely, plan, RULE_OF_10)
    assert not dominated_numbers(lonely, plan, NO_RULE)


def test_two_pupils_with_the_same_largest_value_are_two_contributors(plan):
    twins = patterns([10.0, 0.0], [2, 40])
    assert not dominated_numbers(twins, plan, RULE_OF_10)
    assert dominated_numbers(patterns([10.0, 0.0], [1, 40]), plan, RULE_OF_10)


def test_unknown_values_do_not_count(plan):
    assert not dominated_numbers(patterns([np.nan, 3.0], [40, 12]), plan, RULE_OF_10)
    assert not dominated_numbers(patterns([np.nan], [40]), plan, RULE_OF_10)


@pytest.mark.thorough
def test_a_dominated_mean_goes_with_its_spread_and_keeps_its_number_of_pupils(plan):
    table = patterns([500.0, 1.0, 500.0, 1.0], [1, 257, 1, 61], [0, 0, 1, 1])
    tables = tables_of(COHORT_COUNTS)
    described = characteristics(table, plan)
    tables["characteristics"] = pd.concat(
        [tables["characteristics"], described.iloc[1:].drop(columns="kind")], ignore_index=True
    )
    background = Background(dominated=dominated_numbers(table, plan, RULE_OF_10))
    row = release_results(tables, RULE_OF_10, background).tables["characteristics"].iloc[-1]
    assert row["n_pupils"] == 320
    assert np.isnan(row["mean"])
    assert np.isnan(row["sd_events"])
    assert row["reason"] == "summary_suppressed"
