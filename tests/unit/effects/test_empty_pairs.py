"""Combinations that no pupil has, found, judged and named."""

from functools import cache

import numpy as np
import pandas as pd
import pytest
from tests.unit.release.whole_line import RULE_OF_10, plan_of, tables_of, yes_no

from thuiszitters.effects.empty_pairs import empty_pairs
from thuiszitters.logit.coding import CodedTable, Predictor
from thuiszitters.plan.disclosure import DisclosureProfile
from thuiszitters.release import release_results

OPEN = DisclosureProfile(
    "open", RULE_OF_10.label, RULE_OF_10.label, minimum_count=0, suppress_zero=False,
    suppress_complement=False, minimum_residual_df=0, maximum_group_share=1, maximum_single_share=1,
    significant_digits=0, likelihoods=True,
)  # fmt: skip
#: Pupils and those with the outcome; nobody has both `a` and `b`.
CELLS = {("no", "no"): (60, 20), ("yes", "no"): (40, 20), ("no", "yes"): (50, 15)}


@cache
def tables(unknown=0):
    """Results of a model with `a` and `b`; of some pupils `a` is not known."""
    rows = [
        {"outcome": outcome, "a": a, "b": b, "n_pupils": n}
        for (a, b), (pupils, events) in CELLS.items()
        for outcome, n in ((1, events), (0, pupils - events))
    ]
    rows += [{"outcome": 0, "a": None, "b": "yes", "n_pupils": unknown}] if unknown else []
    frame = pd.DataFrame(rows).astype({"a": "str", "b": "str", "outcome": "int8"})
    return tables_of(frame, plan_of(yes_no("a"), yes_no("b")))


@pytest.mark.thorough
def test_an_empty_pair_leaves_with_the_risks_that_reach_over_it():
    risks = release_results(tables(), OPEN).tables["risks"]
    assert risks["empty_pairs"].tolist() == ["a=yes & b=yes"] * 2


@pytest.mark.thorough
def test_an_empty_pair_is_seen_among_the_known_where_values_are_imputed():
    risks = release_results(tables(unknown=9), OPEN).tables["risks"]
    assert risks["empty_pairs"].tolist() == ["a=yes & b=yes"] * 2


@pytest.mark.thorough
def test_a_profile_that_suppresses_names_no_empty_pair():
    risks = release_results(tables(), RULE_OF_10).tables["risks"]
    assert risks["empty_pairs"].tolist() == ["suppressed"] * 2


def test_a_level_that_nobody_has_and_a_number_make_no_pairs():
    specs = (
        Predictor("a", "factor", ("x", "y", "nobody")),
        Predictor("n", "numeric"),
        Predictor("b", "binary", ("no", "yes")),
    )
    codes = np.array([[0, 0, 0], [0, 1, 1], [1, 0, 0], [-1, 0, 1]])
    n = np.ones(4)
    found = empty_pairs(CodedTable(specs, codes, (None, np.array([1.0, 2.0]), None), 0 * n, n))
    assert found == ((("a", "y"), ("b", "yes")),)
