"""Absence described, from counts that can be added up by hand."""

import numpy as np
import pandas as pd
import pytest

from thuiszitters.describe.absence import describe_absence
from thuiszitters.describe.returns import WEEKS, describe_returns
from thuiszitters.plan.reading import plan_of_sections

PLAN = {
    "predictors": {
        "girl": {"label": "Girl", "kind": "binary", "column": "sex", "per": 1},
        "age": {"label": "Age", "kind": "numeric", "column": "age", "per": 1},
    },
    "models": {
        "main": {
            "label": "Main",
            "role": "confirmatory",
            "blocks": {"all": {"label": "All", "predictors": ["girl", "age"]}},
        }
    },
}
EPISODES = pd.DataFrame(
    [
        ("kind", "no", 5, 2, 4, 2, 3),
        ("length", "1", 3, 0, 3, 0, 3),
        ("length", "more", 2, 2, 2, 2, 0),
    ],
    columns=["topic", "level", "n", "n_long", "pupils", "pupils_long", "pupils_short"],
)  # fmt: skip


@pytest.fixture(scope="module")
def plan():
    return plan_of_sections(**PLAN)


def patterns(**changed):
    rows = {
        "girl": ["no", "yes", None],
        "n_episodes": [0, 2, 5],
        "has_short": [False, True, True],
        "has_long": [False, False, True],
        "school_year": [1, 2, 5],
        "in_year": [False, True, True],
        "long_in_year": [False, False, True],
        "early": ["none", "some", "still"],
        "later": [False, True, False],
        "long_later": [False, False, False],
        "days": [np.nan, 10.0, 40.0],
        "returned": [None, True, False],
        "recorded": ["short", "short", None],
        "n_pupils": [30, 20, 10],
    }
    return pd.DataFrame({**rows, **changed})


def topic(table, name):
    return table[table["topic"] == name].set_index("level")


def test_pupils_are_counted_by_spells_and_by_factor(plan):
    table = describe_absence(patterns(), EPISODES, plan, 0.95)
    assert topic(table, "number")["n"].tolist() == [30, 0, 20, 0, 0, 10]
    factor = topic(table, "factor")
    assert factor.index.tolist() == ["no", "yes", "missing"]
    assert factor["n_part"].tolist() == [0, 20, 10]
    assert factor["n_long"].tolist() == [0, 0, 10]
    assert set(factor["predictor"]) == {"girl"}  # age has no levels


def test_every_topic_of_pupils_adds_up_to_the_cohort(plan):
    table = describe_absence(patterns(), EPISODES, plan, 0.95)
    pupils = table[table["unit"] == "pupils"].groupby("topic")["n"].sum()
    assert pupils.to_dict() == dict.fromkeys(("number", "transfer", "early", "factor"), 60)


def test_pupils_with_a_long_absence_are_counted_by_when_their_problems_were_recorded(plan):
    assert not (describe_absence(patterns(), EPISODES, plan, 0.95)["topic"] == "recorded").any()
    undated = describe_absence(patterns(recorded="none"), EPISODES, plan, 0.95)
    assert not (undated["topic"] == "recorded").any()
    dated = patterns(recorded=["short", "after", "before"])
    own = topic(describe_absence(dated, EPISODES, plan, 0.95), "recorded")
    assert own["n"].to_dict() == {"before": 10, "both": 0, "after": 20, "none": 0}
    assert own["pupils"].tolist() == own["n"].tolist()
    assert own[["n_part", "n_long"]].isna().all(axis=None)


def test_spells_have_shares_and_no_interval(plan):
    kind = topic(describe_absence(patterns(), EPISODES, plan, 0.95), "kind")
    assert kind.loc["no", "share_long"] == 2 / 5
    assert kind[["long_low", "long_high"]].isna().all(axis=None)
    assert kind["n"].sum() == 5


def test_a_year_that_is_not_known_is_no_topic(plan):
    table = describe_absence(patterns(early=None, school_year=np.nan), EPISODES, plan, 0.95)
    assert not {"early", "transfer"} & set(table["topic"])


def test_a_curve_counts_who_returned_and_who_went_out_of_sight(plan):
    table = describe_returns(patterns(), plan, 0.95)
    own = table[table["predictor"] == ""].set_index("weeks")
    assert own.index.tolist() == list(WEEKS)
    assert own["n_at_risk"].loc[[1, 2, 6]].tolist() == [30, 10, 0]
    assert own["n_returned"].sum() == 20
    assert own["n_censored"].sum() == 10
    assert own["still_absent"].loc[[1, 2, 4]].tolist() == pytest.approx([1, 1 / 3, 1 / 3])
    assert np.isnan(own["still_absent"].loc[6])  # nobody is followed any more
    assert set(table["level"]) == {"", "yes"}  # boys were not absent for more than a week


def test_a_curve_of_pupils_of_whom_none_returned_is_flat(plan):
    table = describe_returns(patterns(returned=[None, False, False]), plan, 0.95)
    own = table[table["predictor"] == ""]
    assert own["still_absent"].dropna().eq(1).all()


def test_a_cohort_without_spells_has_empty_tables(plan):
    for table in (patterns().iloc[:0], None):
        assert describe_absence(table, EPISODES, plan, 0.95).empty
        assert describe_returns(table, plan, 0.95).empty
