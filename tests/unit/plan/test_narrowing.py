"""A plan for a cohort that did not measure everything the plan names."""

from pathlib import Path

import pytest

from thuiszitters.base.yaml_file import read_yaml
from thuiszitters.plan.narrowing import (
    absent_optional,
    kept_inside,
    narrowed_plan,
    not_measured_problems,
)
from thuiszitters.plan.reading import plan_spec
from thuiszitters.plan.schema import with_defaults

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def content():
    schema = read_yaml(ROOT / "workflow/schemas/plan.schema.yaml")
    plan = read_yaml(ROOT / "config/plans/niet_thuis_geven.yaml")
    return with_defaults(plan, schema, schema)


def test_a_plan_without_a_predictor_is_a_plan(content):
    for name in content["predictors"]:
        plan = plan_spec(narrowed_plan(content, [name]), "niet_thuis_geven")
        assert name not in {spec.name for spec in plan.predictors}
        assert all(name not in model.predictors for model in plan.models)


def test_what_needs_the_predictor_goes_with_it(content):
    plan = plan_spec(narrowed_plan(content, ["agencies"]), "niet_thuis_geven")
    assert not plan.interactions
    assert not plan.decompositions
    assert "agencies" not in plan.problem_count.domains
    assert [block.name for block in plan.model("main").blocks] == ["background", "profile", "home"]


def test_an_exposure_of_a_decomposition_goes_and_the_decomposition_stays(content):
    plan = plan_spec(narrowed_plan(content, ["home_problems"]), "niet_thuis_geven")
    assert [spec.exposures for spec in plan.decompositions] == [("problem_profile",)]


def test_an_expectation_about_it_becomes_one_that_is_not_measured(content):
    plan = plan_spec(narrowed_plan(content, ["motivation"]), "niet_thuis_geven")
    found = {spec.name: spec for spec in plan.hypotheses}
    assert found["motivation"].model is None
    assert found["boys"].model == "main"


def test_a_model_and_a_stack_that_lose_everything_go(content):
    everything_but = [name for name in content["predictors"] if name not in {"peers"}]
    plan = plan_spec(narrowed_plan(content, everything_but), "niet_thuis_geven")
    assert [model.name for model in plan.models] == ["school_and_peers"]
    assert plan.problem_count is None
    assert plan.screen.adjust_for == ()


def test_a_plan_of_which_nothing_is_missing_stays_as_it_is(content):
    assert narrowed_plan(content, []) == content


def test_a_misspelt_predictor_is_named_with_the_nearest(content):
    problems = not_measured_problems(["agencie"], content, "config/cohorts/noord.yaml")
    (sentence,) = map(str, problems)
    assert sentence.startswith('config/cohorts/noord.yaml: not_measured.0: found "agencie".')
    assert sentence.endswith('Did you mean "agencies"?')


def test_a_cohort_that_measured_nothing_of_a_plan_is_told_so(content):
    problems = not_measured_problems(list(content["predictors"]), content, "config/cohorts/n.yaml")
    (sentence,) = map(str, problems)
    assert sentence == (
        "config/cohorts/n.yaml: not_measured: without these predictors no model of the plan is "
        "left. Name another plan, or write one for this cohort."
    )


def test_a_finding_of_the_study_about_it_stays_as_not_measured(content):
    found = narrowed_plan(content, ["agencies", "loyalty"])["report"]["findings"]
    assert list(found) == list(content["report"]["findings"])
    for name in ("agencies", "loyalty", "shared_home"):
        assert set(found[name]) <= {"label", "study", "note"}
    assert found["internalising"]["model"] == "main"


def test_an_exploratory_model_without_what_it_asks_goes(content):
    cohort = {"files": {"pupils": {"columns": {"pupil_id": "id", "sex": "s"}}}, "derived": {}}
    absent = absent_optional(content, cohort)
    assert {"judicial", "school_changes", "level_drop"} <= set(absent)
    plan = narrowed_plan(content, absent)
    gone = {"circumstances", "school_history"}
    assert list(plan["models"]) == [name for name in content["models"] if name not in gone]
    assert "model" not in plan["hypotheses"]["judicial"]


def test_parts_of_problems_at_home_go_where_a_profile_suppresses_counts(content):
    profiles = read_yaml(ROOT / "config/disclosure.yaml")
    schema = read_yaml(ROOT / "workflow/schemas/disclosure.schema.yaml")
    profiles = with_defaults(profiles, schema, schema)
    assert kept_inside(content, profiles["open"]) == []
    gone = kept_inside(content, profiles["rule_of_10"])
    parts = ["poverty", "parents_problems", "maltreatment", "social_network"]
    assert gone == [*parts, "parents_count"]
    plan = narrowed_plan(content, gone)
    blocks = plan["models"]["family_and_health"]["blocks"]
    assert list(blocks) == ["background", "health"]
    assert "parents_together" not in plan["models"]
    assert plan["models"]["main"] == content["models"]["main"]
    assert plan["hypotheses"]["poverty"]["topic"] == "poverty"
    assert "model" not in plan["hypotheses"]["poverty"]
