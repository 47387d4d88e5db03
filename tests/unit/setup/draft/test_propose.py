"""A proposed plan: what becomes a predictor, what does not, and what is never shown."""

from thuiszitters.base.shipped import shipped
from thuiszitters.base.yaml_file import read_yaml
from thuiszitters.plan.reading import plan_spec
from thuiszitters.plan.schema import schema_problems, with_defaults


def test_a_proposed_plan_is_one_that_can_be_used(proposed, root):
    content, _ = proposed
    shape = read_yaml(shipped("workflow/schemas/plan.schema.yaml"))
    assert schema_problems(content, shape, "plan") == []
    plan = plan_spec(with_defaults(content, shape, shape), "eigen")
    assert [model.role for model in plan.models] == ["exploratory"]
    assert list(content["predictors"])[:5] == ["girl", "age_years", "niveau", "reistijd",
                                               "emotional_problems"]  # fmt: skip


def test_no_value_that_few_pupils_share_stands_in_a_plan(proposed):
    _, text = proposed
    assert "zeldzaam" not in text
    assert "# left out: the column soort, fewer than 10 pupils share one of its values" in text
