"""Curves leave where the odds ratio per step of their number does, and not through few values."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from tests.unit.release.whole_line import RULE_OF_10, WORD, plan_of, tables_of, yes_no

from thuiszitters.plan import PredictorSpec
from thuiszitters.plan.analysis import SplineSpec
from thuiszitters.release import release_results
from thuiszitters.release.background import Background


@pytest.fixture(scope="module")
def tables():
    rng = np.random.default_rng(5)
    pupils = pd.DataFrame({"age": rng.integers(6, 18, 800).astype(float)})
    for name in ("a", "b", "c", "d"):
        pupils[name] = pd.array(rng.choice(["no", "yes"], 800), dtype="str")
    pupils["outcome"] = (rng.random(800) < 0.2 + 0.03 * (pupils["age"] - 6)).astype("int8")
    columns = ["outcome", "age", "a", "b", "c", "d"]
    patterns = pupils.groupby(columns).size().rename("n_pupils").reset_index()
    age = PredictorSpec("age", WORD, "numeric", column="age", spline=SplineSpec(4, 12.0))
    return tables_of(patterns, plan_of(age, *map(yes_no, "abcd")))


@pytest.mark.thorough
def test_a_curve_leaves_rounded_and_is_said_not_to_be_audited(tables):
    released = release_results(tables, RULE_OF_10)
    shown = released.tables["curves"]
    points = shown[shown["measure"] == "odds_ratio"]
    assert points["odds_ratio"].notna().all()
    np.testing.assert_array_equal(points["odds_ratio"], points["odds_ratio"].round(2))
    assert shown[["std_error", "statistic"]].isna().all(axis=None)
    assert {"model": "main", "tables": ["curves"]} in released.record["not_audited"]


@pytest.mark.thorough
def test_a_curve_through_few_values_stays_inside(tables):
    few = Background(tabulated=frozenset({"age"}))
    shown = release_results(tables, RULE_OF_10, few).tables["curves"]
    assert set(shown["status"]) == {"suppressed"} | {"reference"}
    assert (
        shown.loc[shown["status"] == "suppressed", ["odds_ratio", "ci_low", "p_value"]]
        .isna()
        .all(axis=None)
    )


@pytest.mark.thorough
def test_a_curve_goes_with_its_fit(tables):
    strict = replace(RULE_OF_10, minimum_residual_df=2000)
    hidden = release_results(tables, strict).tables["curves"]
    assert hidden.loc[hidden["status"] != "reference", "odds_ratio"].isna().all()
