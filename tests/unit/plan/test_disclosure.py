"""The rules of a data owner."""

from dataclasses import fields

import pytest

from thuiszitters.plan.disclosure import DisclosureProfile, disclosure_profile

WORDS = {"label": "x", "statement": "x"}
#: Every rule that can suppress something, at the value at which it does not.
OFF = {
    rule.name: rule.metadata["off"] for rule in fields(DisclosureProfile) if "off" in rule.metadata
}
OPEN = {**OFF, "suppress_zero": False}


def profile(**rules):
    return disclosure_profile({**WORDS, **rules}, "own")


@pytest.mark.parametrize("rule", OFF)
def test_any_one_rule_is_enough_to_suppress(rule):
    default = getattr(profile(), rule)
    assert not profile(**OPEN).suppresses
    assert profile(**{**OPEN, rule: default if default != OFF[rule] else 5}).suppresses


def test_groups_are_judged_by_rules_about_groups_alone():
    assert profile(**{**OPEN, "minimum_count": 5}).judges_groups
    assert profile(**{**OPEN, "maximum_group_share": 0.9}).judges_groups
    assert not profile(**{**OPEN, "minimum_residual_df": 10}).judges_groups


def test_a_group_names_the_rules_it_breaks_and_the_counts_to_protect():
    rules = profile(minimum_count=10, maximum_group_share=0.9)
    assert list(rules.broken_by_group(20, 10)) == []
    assert list(rules.broken_by_group(9, 9)) == [
        ("small_count", "n_pupils"),
        ("small_count", "n_events"),
        ("small_count", "n_non_events"),
        ("group_share", "n_events"),
    ]


def test_bounds_stay_as_far_apart_as_counts_that_are_too_small():
    assert profile(minimum_count=10).required_width == 9.0
    assert profile(minimum_count=0).required_width == 1.0


def test_a_zero_is_small_only_where_the_rule_says_so():
    assert profile(minimum_count=5, suppress_zero=True).is_small(0)
    assert not profile(minimum_count=5, suppress_zero=False).is_small(0)


def test_rules_are_plain_values_without_the_words():
    rules = profile(sensitive_outcomes=["with", "without"]).rules
    assert rules["sensitive_outcomes"] == ["with", "without"]
    assert not {"name", "label", "statement"} & set(rules)
