"""What a check says of the causes that a plan names."""

from pathlib import Path

import pytest

from thuiszitters.base.yaml_file import read_yaml
from thuiszitters.plan.narrowing import narrowed_plan
from thuiszitters.plan.reading import plan_spec
from thuiszitters.plan.schema import with_defaults
from thuiszitters.setup.check.adjustment import about_causes

ROOT = Path(__file__).parents[4]


@pytest.fixture(scope="module")
def content():
    schema = read_yaml(ROOT / "workflow/schemas/plan.schema.yaml")
    plan = read_yaml(ROOT / "config/plans/niet_thuis_geven.yaml")
    return with_defaults(plan, schema, schema)


def told(content):
    return list(about_causes(plan_spec(content, "niet_thuis_geven")))


def test_mediators_of_the_main_model_are_named_once_per_model(content):
    (sentence,) = [one for one in told(content) if one.startswith('Model "main"') and "(a m" in one]
    assert "home_problems (problem_profile, agencies)" in sentence
    assert "mediator" in sentence


def test_a_confounder_that_the_model_leaves_out_is_named(content):
    said = 'Model "main", by the causes of the plan: peers may cause both problem_profile'
    assert any(one.startswith(said) for one in told(content))


def test_a_cause_that_the_cohort_did_not_measure_stays_one(content):
    said = " ".join(told(narrowed_plan(content, ["home_problems"])))
    assert "home_problems (not measured) may cause both" in said.replace(", peers", "")


def test_a_plan_without_causes_says_nothing(content):
    assert told({**content, "causes": {}}) == []
