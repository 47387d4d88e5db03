"""A plan means what it says, or is refused with a sentence."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from thuiszitters.base.errors import PlanError
from thuiszitters.base.yaml_file import read_yaml
from thuiszitters.plan.reading import plan_of_sections, plan_spec
from thuiszitters.plan.schema import schema_problems, with_defaults
from thuiszitters.plan.topics import TOPICS

ROOT = Path(__file__).parents[3]
LABEL = {"nl": "Naam", "en": "Name"}


def complete(**changes: Any) -> dict[str, Any]:
    """A small plan that is right, with some sections replaced."""
    content = {
        "title": LABEL,
        "question": LABEL,
        "codebook": "capj",
        "constructs": {"home": {"label": LABEL, "codes": ["D100"]}},
        "predictors": {
            "home": {"label": LABEL, "kind": "binary", "construct": "home"},
            "age": {"label": LABEL, "kind": "numeric", "column": "age"},
        },
        "models": {
            "main": {"label": LABEL, "blocks": {"all": {"label": LABEL, "predictors": ["home"]}}}
        },
        **changes,
    }
    schema = read_yaml(ROOT / "workflow/schemas/plan.schema.yaml")
    assert schema_problems(content, schema, "plan.yaml") == []
    filled: dict[str, Any] = with_defaults(content, schema, schema)
    return filled


def problems_of(**changes: Any) -> list[str]:
    with pytest.raises(PlanError) as caught:
        plan_spec(complete(**changes), "mine")
    return [str(problem) for problem in caught.value.problems]


def predictor(**parts: Any) -> dict[str, Any]:
    return {
        "predictors": {
            "home": {"label": LABEL, "kind": "binary", "construct": "home"},
            "x": {"label": LABEL, **parts},
        }
    }


@pytest.mark.parametrize("name", ["niet_thuis_geven", "quine"])
def test_the_shipped_plans_are_right(name):
    schema = read_yaml(ROOT / "workflow/schemas/plan.schema.yaml")
    content = read_yaml(ROOT / f"config/plans/{name}.yaml")
    assert schema_problems(content, schema, name) == []
    plan = plan_spec(with_defaults(content, schema, schema), name)
    assert plan.models[0].predictors


def test_yes_and_no_in_yaml_stay_words():
    assert yaml.safe_load("no: 1") == {False: 1}
    plan = plan_spec(
        complete(**predictor(kind="binary", column="sex", yes=["girl"], no=["boy"])), "x"
    )
    assert plan.predictor("x").column_values == (("boy", "no"), ("girl", "yes"))


def test_words_for_pupils_go_with_a_level_that_exists():
    levels = dict.fromkeys(("low", "high"), LABEL)
    parts = predictor(kind="factor", column="track", levels=levels, pupils={"hgih": LABEL})
    (sentence,) = problems_of(**parts)
    assert 'predictors.x.pupils: "hgih" is not a level. Allowed: low, high.' in sentence
    assert 'Did you mean "high"?' in sentence
    number = predictor(kind="numeric", column="age_years", pupils={"yes": LABEL})
    assert "Allowed: more." in problems_of(**number)[0]


@pytest.mark.parametrize("name", ["niet_thuis_geven", "quine"])
def test_the_shipped_plans_have_words_for_every_group_of_pupils(name):
    schema = read_yaml(ROOT / "workflow/schemas/plan.schema.yaml")
    content = read_yaml(ROOT / f"config/plans/{name}.yaml")
    for spec in plan_spec(with_defaults(content, schema, schema), name).predictors:
        assert set(dict(spec.pupils)) == set(spec.levels or ("more",))


def test_the_reference_level_comes_first():
    levels = dict.fromkeys(("low", "middle", "high"), LABEL)
    parts = predictor(kind="factor", column="track", levels=levels, reference="middle")
    plan = plan_spec(complete(**parts), "x")
    assert plan.predictor("x").levels == ("middle", "low", "high")
    assert plan.predictor("x").reference == "middle"


def test_a_predictor_without_a_source_is_refused():
    assert problems_of(**predictor(kind="numeric")) == [
        (
            "config/plans/mine.yaml: predictors.x: found no source. "
            "Allowed: exactly one of column, construct, profile, count."
        )
    ]


def test_a_construct_that_is_not_in_the_plan_gets_the_nearest_name():
    (sentence,) = problems_of(**predictor(kind="binary", construct="hme"))
    assert 'the construct "hme" is not in this plan' in sentence
    assert 'Did you mean "home"?' in sentence


def test_a_model_that_names_an_unknown_predictor_is_refused():
    blocks = {"all": {"label": LABEL, "predictors": ["hoem"]}}
    (sentence,) = problems_of(models={"main": {"label": LABEL, "blocks": blocks}})
    assert sentence.startswith("config/plans/mine.yaml: models.main.blocks.all.predictors: ")
    assert 'Did you mean "home"?' in sentence


def test_a_predictor_in_two_blocks_is_refused():
    block = {"label": LABEL, "predictors": ["home"]}
    (sentence,) = problems_of(models={"main": {"label": LABEL, "blocks": {"a": block, "b": block}}})
    assert '"home" stands in two blocks' in sentence


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        ({"kind": "factor", "column": "c"}, "a factor needs its levels"),
        ({"kind": "binary", "column": "c"}, "it is not said which values are yes and no"),
        ({"kind": "numeric", "construct": "home"}, "a construct cannot be numeric"),
        ({"kind": "binary", "column": "c", "yes": ["1"], "no": ["1"]}, "stands for yes and for no"),
        (
            {"kind": "factor", "column": "c", "levels": {"a": LABEL, "b": LABEL}, "reference": "z"},
            '"z" is not a level',
        ),
        ({"kind": "numeric", "column": "c", "levels": {"a": LABEL, "b": LABEL}}, "has no levels"),
    ],
)
def test_a_predictor_that_cannot_be_meant_is_refused(parts, found):
    assert any(found in sentence for sentence in problems_of(**predictor(**parts)))


def test_constructs_without_a_code_list_are_refused():
    content = complete()
    del content["codebook"]
    with pytest.raises(PlanError, match="names no code list"):
        plan_spec(content, "mine")


def test_firth_with_wald_intervals_is_refused():
    assert problems_of(estimation={"estimator": "firth", "interval": "wald"}) == [
        (
            "config/plans/mine.yaml: estimation.interval: a Wald interval does not go with the "
            "Firth estimator. Allowed: profile."
        )
    ]


def test_firth_with_clusters_is_refused():
    assert problems_of(estimation={"estimator": "firth", "clusters": "site"}) == [
        (
            "config/plans/mine.yaml: estimation.clusters: intervals of the Firth estimator cannot "
            "allow for clusters. Allowed: none, or another estimator."
        )
    ]


def test_a_stage_that_knows_some_sections_builds_the_same_objects():
    content = complete()
    whole, part = plan_spec(content, "x"), plan_of_sections(predictors=content["predictors"])
    assert part.predictors == whole.predictors
    assert part.models == ()


def test_the_schema_allows_the_topics_that_reports_know():
    schema = read_yaml(ROOT / "workflow/schemas/plan.schema.yaml")
    allowed = schema["$defs"]["predictor"]["properties"]["topics"]["items"]["enum"]
    assert tuple(allowed) == TOPICS


def test_a_profile_names_a_topic_for_each_of_its_constructs():
    levels = dict.fromkeys(("none", "first", "second", "both"), LABEL)
    two = {name: {"label": LABEL, "codes": ["D100"]} for name in ("home", "other")}
    parts = {"kind": "factor", "profile": ["home", "other"], "levels": levels}
    (problem,) = problems_of(constructs=two, **predictor(**parts, topics=["home"]))
    assert "two topics" in problem


@pytest.mark.parametrize("name", ["niet_thuis_geven", "quine"])
def test_a_shipped_plan_says_what_each_predictor_measures(name):
    content = read_yaml(ROOT / f"config/plans/{name}.yaml")
    assert all(part.get("topics") for part in content["predictors"].values())


def counted(**parts: Any) -> dict[str, Any]:
    constructs = {name: {"label": LABEL, "codes": [code]} for name, code in CODES.items()}
    number = {"label": LABEL, "kind": "factor", "count": list(CODES), **parts}
    return {
        "constructs": constructs,
        "predictors": {"home": number, "age": complete()["predictors"]["age"]},
    }


CODES = {"parents": "D400", "child": "D200", "money": "D800", "work": "D500"}


def test_a_count_makes_its_own_levels() -> None:
    number = plan_spec(complete(**counted()), "mine").predictor("home")
    assert number.levels == ("0", "1", "2", "3+")
    assert number.level_label("3+").en == "3 or more"
    assert number.constructs == tuple(CODES)
    whole = plan_spec(complete(**counted(top=9, reference="1")), "mine").predictor("home")
    assert whole.levels == ("1", "0", "2", "3", "4")


def test_a_count_with_levels_of_its_own_or_of_another_kind_is_refused() -> None:
    levels = {"a": LABEL, "b": LABEL}
    wrong = {"count": ["parents", "chld"], "kind": "binary", "levels": levels, "reference": "5"}
    found = problems_of(**counted(**wrong))
    assert [sentence.split(": ")[1] for sentence in found[:3]] == [
        "predictors.home",
        "predictors.home.kind",
        "predictors.home.levels",
    ]
    assert '"chld" is not in this plan' in found[0]
    assert found[3].startswith('config/plans/mine.yaml: predictors.home.reference: "5" is not')


def test_only_a_column_can_be_optional() -> None:
    found = problems_of(**predictor(kind="binary", construct="home", optional=True))
    assert found[0].startswith("config/plans/mine.yaml: predictors.x.optional: ")


def test_a_model_may_leave_the_imputation_to_the_others() -> None:
    block = {"all": {"label": LABEL, "predictors": ["home"]}}
    own = {"label": LABEL, "blocks": block, "missing_values": "complete_cases"}
    models = {"main": {"label": LABEL, "blocks": block}, "own": own}
    plan = plan_spec(complete(models=models), "mine")
    assert [plan.imputes(model) for model in plan.models] == [True, False]
