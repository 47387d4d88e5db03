"""As few masks as protection takes, and never fewer."""

from dataclasses import replace

from tests.unit.release.made_tables import COUNT_5, RULE_OF_10, counted_pair

from thuiszitters.release.system.counts import COHORT, Group, Quantity, counts_of
from thuiszitters.release.system.suppression import suppress_counts


def test_a_zero_is_suppressed_under_the_rule_of_ten_and_shown_under_count_5():
    counts = {"girl": {"no": (200, 62), "yes": (120, 0)}}
    assert suppress_counts(counts_of(*counted_pair(counts)), RULE_OF_10).rules
    assert not suppress_counts(counts_of(*counted_pair(counts)), COUNT_5).rules


def test_a_complement_is_suppressed():
    counts = {"girl": {"no": (315, 60), "yes": (5, 2)}}
    mask = suppress_counts(counts_of(*counted_pair(counts)), RULE_OF_10)
    assert mask.rules[Quantity(Group(COHORT, "girl", "no"), "n_pupils")] == "complement"


def test_a_rare_outcome_is_shown_and_suppressed_only_where_not_having_it_is_sensitive():
    counts = counts_of(*counted_pair({"girl": {"no": (2000, 100), "yes": (2000, 60)}}))
    assert not suppress_counts(counts, RULE_OF_10).rules
    both = replace(RULE_OF_10, sensitive_outcomes=("with", "without"))
    hidden = suppress_counts(counts, both).rules
    assert hidden[Quantity(Group(COHORT, "girl", "yes"), "n_events")] == "group_share"


def test_a_group_that_nearly_all_have_the_outcome_is_suppressed():
    counts = {"girl": {"no": (200, 100), "yes": (200, 188)}}
    mask = suppress_counts(counts_of(*counted_pair(counts)), RULE_OF_10)
    assert mask.rules[Quantity(Group(COHORT, "girl", "yes"), "n_events")] == "group_share"
