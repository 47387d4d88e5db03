"""The rules of a data owner."""

import pytest

from thuiszitters.plan.disclosure import disclosure_profile

WORDS = {"label": "x", "statement": "x"}
OPEN = {
    "minimum_count": 0, "suppress_zero": False, "round_to": 1, "minimum_residual_df": 0,
    "maximum_group_share": 1.0, "maximum_single_share": 1.0,
}  # fmt: skip


def profile(**rules):
    return disclosure_profile({**WORDS, **rules}, "own")


@pytest.mark.parametrize(
    "rule",
    [
        {"minimum_count": 5}, {"round_to": 5}, {"minimum_residual_df": 10},
        {"maximum_group_share": 0.9}, {"maximum_single_share": 0.5},
    ],
    ids=lambda rule: next(iter(rule)),
)  # fmt: skip
def test_any_one_rule_is_enough_to_suppress(rule):
    assert not profile(**OPEN).suppresses
    assert profile(**{**OPEN, **rule}).suppresses


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
