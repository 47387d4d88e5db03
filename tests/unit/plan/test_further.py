"""Sections of a plan beyond its models."""

import pytest

from thuiszitters.plan.further import further_problems, further_sections, levels_of

PLAN = {
    "codebook": "capj",
    "predictors": {"home": {"kind": "binary"}, "age": {"kind": "numeric"}},
    "models": {"main": {"blocks": {"all": {"predictors": ["home", "age"]}}}},
    "hypotheses": {},
    "group_risks": [],
}


def told(**sections):
    return [str(problem) for problem in further_problems({**PLAN, **sections}, "plan")]


def test_what_a_plan_leaves_out_is_none_or_empty():
    found = further_sections({})
    assert (found["screen"], found["problem_count"]) == (None, None)
    assert found["fractions"] == found["causes"] == ()


@pytest.mark.parametrize(
    ("sections", "said"),
    [
        ({"screen": {"adjust_for": ["hom"]}}, 'Did you mean "home"?'),
        ({"screen": {"adjust_for": []}, "codebook": None}, "has no codes to look at"),
        ({"problem_count": {"domains": ["age"], "adjust_for": []}}, '"age" is not binary'),
        ({"group_risks": [{"model": "main", "levels": {"age": "12"}}]}, "makes no group"),
        ({"group_risks": [{"model": "main", "levels": {"home": "maybe"}}]}, '"maybe" is not there'),
        ({"hypotheses": {"h": {"model": "main", "predictor": "home"}}}, "the level is missing"),
        ({"hypotheses": {"h": {"model": "main"}}}, "found model alone"),
    ],
)
def test_what_the_plan_does_not_have_is_named(sections, said):
    assert any(said in one for one in told(**sections))
    assert told() == []


def test_a_number_has_no_levels_and_a_count_as_many_as_its_top():
    assert levels_of({"kind": "numeric"}) == []
    assert levels_of({"kind": "binary"}) == ["no", "yes"]
    assert len(levels_of({"kind": "factor", "count": ["a", "b", "c"], "top": 2})) == 3
