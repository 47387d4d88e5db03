"""Learners beside the model: folds, intervals with a closed form, and what is concluded."""

import pandas as pd
import pytest
from tests.unit.validation.dealt_pupils import patterns_of, yes_no

from thuiszitters.base.randomness import Streams
from thuiszitters.logit import fit_design
from thuiszitters.models.coding import design_from_patterns
from thuiszitters.results.schema import build
from thuiszitters.results.tables_validation import LEARNERS
from thuiszitters.validation.flexible import flexible_rows, verdict
from thuiszitters.validation.folds import Estimate


def test_trees_see_what_the_model_misses(crossed):
    _, rows = crossed
    found = rows.set_index(["learner", "measure"])["estimate"].drop("importance", level=1)
    assert found["boosting", "auc"] > found["model", "auc"] + 0.1
    told = rows.loc[(rows["learner"] == "boosting") & (rows["measure"] == "auc_difference")]
    assert told["sentence"].tolist() == ["missed"]
    costs = rows.loc[rows["measure"] == "importance"].set_index("predictor")
    assert (costs["ci_low"] > 0).all()


@pytest.mark.thorough
def test_a_model_that_holds_everything_misses_little():
    patterns = patterns_of(lambda a, b: -1.0 + 1.0 * a + 0.5 * b, 2000, 2)
    fit = fit_design(design_from_patterns(patterns, [yes_no("first"), yes_no("second")]))
    rows = pd.DataFrame(flexible_rows(fit, Streams(1)("learners")))
    told = rows.loc[rows["sentence"] == "little"]
    assert told["learner"].tolist() == ["boosting"]


def test_rows_can_be_built_and_each_has_a_name_of_its_own(crossed):
    _, rows = crossed
    made = build(LEARNERS, rows.assign(model="main"))
    assert not made.duplicated(list(LEARNERS.keys)).any()


def test_few_pupils_with_the_outcome_give_no_rows():
    patterns = pd.DataFrame(
        {"outcome": [1, 1, 0, 0], "first": ["yes", "no"] * 2, "n_pupils": [1, 2, 40, 40]}
    )
    fit = fit_design(design_from_patterns(patterns, [yes_no("first")]))
    assert flexible_rows(fit, Streams(1)("learners")) == []


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [(-0.1, 0.049, "little"), (0.01, 0.04, "little"), (0.01, 0.05, "missed"),
     (0.0, 0.05, "unknown"), (-0.1, 0.2, "unknown")],
)  # fmt: skip
def test_the_rules_of_the_conclusion(low, high, said):
    assert verdict(Estimate(0.0, low, high)) == said
