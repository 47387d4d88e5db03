"""What travels with the numbers says where every predictor comes from."""

from pathlib import Path

from thuiszitters.base.yaml_file import read_yaml
from thuiszitters.plan.reading import plan_spec
from thuiszitters.plan.schema import with_defaults
from thuiszitters.results.plan_record import _predictor
from thuiszitters.results.study_reading import study_from

ROOT = Path(__file__).parents[3]


def shipped_plan(**changed):
    schema = read_yaml(ROOT / "workflow/schemas/plan.schema.yaml")
    content = read_yaml(ROOT / "config/plans/niet_thuis_geven.yaml")
    content["predictors"]["problem_profile"] |= changed
    return plan_spec(with_defaults(content, schema, schema), "plan")


def test_the_codes_of_every_construct_travel_with_the_numbers():
    plan = shipped_plan()
    record = _predictor(plan.predictor("home_problems"), plan)
    assert record["codes"] == ["D100-D899", "X401", "X402"]
    assert record["constructs"][0]["except_codes"] == ["D301"]
    profile = _predictor(plan.predictor("problem_profile"), plan)
    assert [len(part["codes"]) for part in profile["constructs"]] == [3, 2]
    assert _predictor(plan.predictor("girl"), plan)["column"] == "sex"


def test_a_level_of_a_profile_keeps_its_topic_under_another_reference():
    for changed in ({}, {"reference": "both"}):
        plan = shipped_plan(**changed)
        topics = _predictor(plan.predictor("problem_profile"), plan)["level_topics"]
        assert topics["internalising_only"] == ["internalising"]
        assert topics["externalising_only"] == ["externalising"]
        assert "neither" not in topics


def test_only_yes_is_about_the_topic_of_a_predictor_with_two_levels():
    plan = shipped_plan()
    assert _predictor(plan.predictor("peers"), plan)["level_topics"] == {"yes": ["peers"]}


def test_a_record_of_before_topics_can_still_be_read():
    text = {"nl": "x", "en": "x"}
    old = {"label": text, "kind": "binary", "reference": "no", "levels": {}, "per": 1, "unit": None}
    estimation = {"estimator": "auto", "interval": "profile", "level": 0.95}
    study = study_from(
        {
            **dict.fromkeys(("title", "description", "source"), text),
            "cohort": "x",
            "synthetic": False,
            "plan": {"name": "x", "title": text, "question": text},
            "outcome": {"label": text, "definition": text},
            "predictors": {"a": old},
            "models": {},
            "flow_reasons": {},
            "estimation": {**estimation, "caution_events": 10, "strong_caution_events": 5},
            "disclosure": {"profile": "open", "label": text, "statement": text},
            "n_pupils": 1,
            "n_events": 1,
        }
    )
    assert study.predictors["a"].topics == ()
