"""Predicted risks of groups: a group with few pupils, or with none, does not leave."""

from dataclasses import replace

import pytest
from tests.unit.release.test_subgroups import NAMES, tables
from tests.unit.release.whole_line import RULE_OF_10

from thuiszitters.plan.further_specs import GroupSpec
from thuiszitters.release import release_results

BOTH = GroupSpec("main", (("a", "yes"), ("b", "yes")))
ONE = GroupSpec("main", (("a", "yes"),))
NUMBERS = ["risk", "risk_low", "risk_high"]


def released(n_both, profile=RULE_OF_10, names=NAMES, few=None):
    made = tables(n_both, names, few, group_risks=(BOTH, ONE))
    done = release_results(made, profile)
    return done, done.tables["group_risks"].set_index("group")


@pytest.mark.thorough
def test_the_risk_of_a_large_group_leaves_without_its_counts():
    done, shown = released(60)
    assert shown[NUMBERS].notna().all(axis=None)
    assert set(shown["status"]) == {"ok"}
    assert not {"n_pupils", "n_events"} & set(shown.columns)
    assert {"model": "main", "tables": ["group_risks"]} in done.record["not_audited"]


@pytest.mark.thorough
@pytest.mark.parametrize("n_both", [4, 0])
def test_a_group_with_few_pupils_or_none_is_suppressed_and_looks_the_same(n_both):
    shown = released(n_both)[1]
    assert shown.loc[BOTH.name, NUMBERS].isna().all()
    assert shown.loc[BOTH.name, "status"] == "suppressed"
    assert "empty" not in shown.loc[BOTH.name, "reason"]
    assert shown.loc[ONE.name, NUMBERS].notna().all()


@pytest.mark.thorough
def test_where_counts_are_rounded_no_risk_of_a_group_leaves():
    """With every predictor named and few of them it is the exact share of the group."""
    shown = released(60, replace(RULE_OF_10, round_to=5), ("a", "b"))[1]
    assert shown[NUMBERS].isna().all(axis=None)
    assert set(shown["status"]) == {"suppressed"}


@pytest.mark.thorough
def test_a_suppressed_count_of_another_predictor_of_the_model_takes_the_risks_with_it():
    """A share of everyone, with everything else as it is, beside the odds ratio of the few."""
    done, shown = released(60, few="c")
    counts = done.tables["estimates"].query("predictor == 'c' and model_kind == 'adjusted'")
    assert counts["n_events"].isna().any()
    assert shown[NUMBERS].isna().all(axis=None)
