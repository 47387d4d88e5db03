"""Who is in the cohort: rules about pupils, as conditions of the database."""

import pytest

from thuiszitters.base import engine
from thuiszitters.base.text import Text
from thuiszitters.cohort.flow import eligible, flow_table, leaving_step
from thuiszitters.cohort.people import People
from thuiszitters.plan.cohort import EligibilityRule

AGES = (5, 6, 17, 18, None)


def rule(column="age", **bounds):
    return EligibilityRule(name="own", label=Text("x", "x"), column=column, **bounds)


@pytest.fixture
def people():
    with engine.database() as connection:
        values = ", ".join(f"({'NULL' if age is None else age}, 's{age}')" for age in AGES)
        connection.execute(f"CREATE TABLE people AS SELECT * FROM (VALUES {values}) v(age, site)")
        yield People(connection, {"age": "number", "site": "text"})


@pytest.mark.parametrize(
    ("bounds", "kept"),
    [
        ({"minimum": 6, "maximum": 17}, [6, 17]),
        ({"minimum": 6}, [6, 17, 18]),
        ({"maximum": 5.5}, [5]),
        ({"minimum": 18, "keep_missing": True}, [18, None]),
        ({"allowed": ("6", "18")}, [6, 18]),
    ],
)
def test_bounds_are_included_and_a_missing_value_is_kept_only_where_it_is_said(
    people, bounds, kept
):
    condition = eligible(people, rule(**bounds))
    rows = people.connection.sql(f"SELECT age FROM people WHERE {condition}").fetchall()
    assert [age for (age,) in rows] == kept


def test_a_pupil_leaves_at_the_first_rule_that_is_not_met(people):
    rules = (rule(minimum=6), rule("site", allowed=("s5", "s6")))
    step = leaving_step(people, rules)
    found = people.connection.sql(f"SELECT {step} FROM people").fetchall()
    assert [number for (number,) in found] == [1, 0, 2, 2, 1]
    assert leaving_step(people, ()) == "0"


def test_the_flow_adds_up():
    flow = flow_table(100, [("too_young", 3), ("outcome_unknown", 0), ("elsewhere", 40)])
    assert flow["n_remaining"].tolist() == [100, 97, 97, 57]
    assert (
        (flow["n_remaining"].shift(1).fillna(100) - flow["n_excluded"])
        .eq(flow["n_remaining"])
        .all()
    )
