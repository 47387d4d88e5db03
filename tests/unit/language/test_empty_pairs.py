"""Combinations that no pupil has."""

from thuiszitters.language.empty_pairs import SUPPRESSED, stored_pairs


def test_each_pair_is_named_once_in_the_order_in_which_it_was_met():
    assert stored_pairs(["b=1 & c=2", "a=1 & c=2; b=1 & c=2"]) == ("b=1 & c=2", "a=1 & c=2")


def test_cells_that_name_none_are_passed_over():
    assert stored_pairs([None, float("nan"), "", SUPPRESSED]) == ()
