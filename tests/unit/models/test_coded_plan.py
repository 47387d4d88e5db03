"""Which pupils a model is about, coded once for all of its fits."""

import pytest

from thuiszitters.models.coded_plan import CodedPlan
from thuiszitters.models.coding import Columns


@pytest.fixture
def coded(pupils, plan):
    return CodedPlan(plan, lambda: pupils, Columns())


def test_a_table_is_coded_once_and_holds_complete_pupils(pupils, coded):
    names = list(coded.plan.models[0].predictors)
    complete = pupils.dropna(subset=names)
    assert coded.table("main") is coded.table("main")
    assert coded.table("main").counts.sum() == complete["n_pupils"].sum()


def test_steps_are_about_the_same_pupils_with_ever_more_columns(coded):
    steps = coded.step_designs("main")
    assert {step.counts.sum() for step in steps} == {coded.table("main").counts.sum()}
    widths = [len(step.columns) for step in steps]
    assert widths == sorted(widths)
    assert widths[-1] == len(coded.design("main").columns)


def test_rows_are_made_when_they_are_first_asked_for(plan):
    made = []
    coded = CodedPlan(plan, lambda: made.append(1), Columns())
    assert made == []
    assert coded.patterns is coded.patterns is None
    assert made == [1]
