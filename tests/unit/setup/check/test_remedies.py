"""What would let more leave is counted as the release counts it."""

import numpy as np
import pandas as pd
import pytest
from tests.unit.release.whole_line import RULE_OF_10, WORD, plan_of, tables_of, yes_no

from thuiszitters.plan.analysis import ConstructSpec, PredictorSpec
from thuiszitters.plan.disclosure import disclosure_profile
from thuiszitters.release import release_results
from thuiszitters.release.known_relations import background_of
from thuiszitters.setup.check.remedies import leaving, plan_remedies

LEVELS = ("neither", "first_only", "second_only", "both")
NAMES = ("girl", "loyalty", "agencies", "peers")


def profile_spec():
    labels = tuple((level, WORD) for level in LEVELS)
    return PredictorSpec("profile", WORD, "factor", LEVELS, labels, profile=("first", "second"))


@pytest.fixture(scope="module")
def plan():
    from dataclasses import replace

    made = plan_of(*map(yes_no, NAMES), profile_spec())
    constructs = tuple(ConstructSpec(name, WORD, ()) for name in ("first", "second"))
    return replace(made, constructs=constructs)


@pytest.fixture(scope="module")
def patterns():
    """Some 400 pupils; few of those with the second problem alone have the outcome."""
    rng = np.random.default_rng(7)
    n = 400
    table = pd.DataFrame({name: rng.choice(["no", "yes"], n) for name in NAMES})
    table["profile"] = rng.choice(LEVELS, n)
    risk = np.where(table["profile"] == "second_only", 0.05, 0.4)
    table["outcome"] = (rng.random(n) < risk).astype("int8")
    table.loc[:11, "girl"] = None
    columns = ["outcome", *NAMES, "profile"]
    return table.groupby(columns, dropna=False).size().rename("n_pupils").reset_index()


@pytest.mark.thorough
def test_the_count_is_that_of_the_release(patterns, plan):
    tables = tables_of(patterns, plan)
    background = background_of(plan, patterns, RULE_OF_10, None)
    shown = release_results(tables, RULE_OF_10, background).tables["estimates"]
    own = shown[(shown["model_kind"] == "adjusted") & (shown["status"] != "reference")]
    own = own[own["predictor"] != "(Intercept)"]
    expected = int(own["odds_ratio"].notna().sum()), len(own)
    assert leaving(patterns, plan, RULE_OF_10, None) == expected
    assert 0 < expected[0] < expected[1]


@pytest.mark.thorough
def test_two_yes_or_no_predictors_hold_the_pupils_of_the_profile(patterns, plan):
    found = plan_remedies(patterns, plan, RULE_OF_10, None)
    split = found[1]
    assert split.what == "first and second as two yes/no predictors in place of profile"
    assert split.of == found[0].of - 1
    assert split.leave > found[0].leave
    # As it is, one split, and the six pairs of four levels.
    assert len(found) == 8


def test_where_nothing_is_suppressed_nothing_is_tried(patterns, plan):
    assert plan_remedies(patterns, plan, disclosure_profile(
        {"label": {"nl": "x", "en": "x"}, "statement": {"nl": "x", "en": "x"},
         "minimum_count": 0, "suppress_zero": False, "suppress_complement": False, "round_to": 1,
         "minimum_residual_df": 0, "maximum_group_share": 1.0, "maximum_single_share": 1.0,
         "significant_digits": 0},
        "open",
    ), None) == ()  # fmt: skip
    many = patterns.assign(n_pupils=patterns["n_pupils"] * 100)
    assert plan_remedies(many, plan, RULE_OF_10, None) == ()
