"""Odds ratios within groups: which of them leave, and that the release says it did not try them."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from tests.unit.release.whole_line import RULE_OF_10, plan_of, tables_of, yes_no

from thuiszitters.plan.further_specs import SubgroupSpec
from thuiszitters.release import release_results

#: Five predictors, so that a fit may leave numbers beside a suppressed count.
NAMES = ("a", "b", "c", "d", "e")


def tables(n_both, names=NAMES, few=None, **further):
    """1,200 pupils; of those with `a`, `n_both` have `b` and the outcome, and as many have not.

    Twelve have the predictor `few`, four of them with the outcome.
    """
    rng = np.random.default_rng(4)
    pupils = pd.DataFrame(
        {name: pd.array(rng.choice(["no", "yes"], 1200), dtype="str") for name in names}
    )
    pupils["outcome"] = (rng.random(1200) < 0.4).astype("int8")
    both = pupils.index[(pupils["a"] == "yes") & (pupils["b"] == "yes")]
    pupils.loc[both[2 * n_both :], "b"] = "no"
    pupils.loc[both[: 2 * n_both], "outcome"] = np.tile([0, 1], n_both).astype("int8")
    if few:
        pupils[few] = "no"
        rest = pupils[pupils["a"] == "no"]
        for outcome, n in ((0, 8), (1, 4)):
            pupils.loc[rest.index[rest["outcome"] == outcome][:n], few] = "yes"
    columns = ["outcome", *names]
    patterns = pupils.groupby(columns).size().rename("n_pupils").reset_index()
    asked = {"subgroups": (SubgroupSpec("main", "a", "b"),), **further}
    return tables_of(patterns, replace(plan_of(*map(yes_no, names)), **asked))


@pytest.fixture(scope="module")
def large():
    return tables(60)


@pytest.mark.thorough
def test_odds_ratios_of_large_groups_leave_without_counts_and_methods(large):
    released = release_results(large, RULE_OF_10)
    shown = released.tables["subgroups"]
    assert shown["p_value"].notna().all()
    inside = shown[shown["measure"] == "odds_ratio"]
    assert inside[["odds_ratio", "ci_low", "ci_high"]].notna().all(axis=None)
    assert not {"n_pupils", "n_events"} & set(shown.columns)
    assert shown["std_error"].isna().all()
    assert set(shown["estimator"]) == {"suppressed"}
    assert {"model": "main", "tables": ["subgroups"]} in released.record["not_audited"]


@pytest.mark.thorough
def test_one_small_group_takes_every_odds_ratio_of_its_pair_and_the_test():
    """The others would give it back, less than the margins of both predictors."""
    small = tables(4)
    released = release_results(small, RULE_OF_10)
    shown = released.tables["subgroups"]
    assert small["subgroups"]["odds_ratio"].notna().sum() == 2
    numbers = ["odds_ratio", "log_odds", "ci_low", "ci_high", "p_value", "statistic"]
    assert shown[numbers].isna().all(axis=None)
    assert set(shown["status"]) == {"suppressed"}
    assert {"model": "main", "tables": ["subgroups"]} not in released.record["not_audited"]


@pytest.mark.thorough
def test_where_counts_are_rounded_a_small_model_keeps_its_odds_ratios_inside():
    rounded = replace(RULE_OF_10, round_to=5)
    of_two = release_results(tables(60, ("a", "b")), rounded).tables["subgroups"]
    assert of_two["odds_ratio"].isna().all()
