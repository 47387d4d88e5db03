"""Every problem of a file at once, in sentences."""

import pytest

from thuiszitters.plan.schema import schema_problems, with_defaults

SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "required": ["seed"],
    "x-former-names": {"start": "seed"},
    "properties": {
        "seed": {"type": "integer", "minimum": 0, "description": "Start of random draws."},
        "estimator": {"enum": ["auto", "ml", "firth"], "default": "auto"},
        "models": {
            "type": "object",
            "default": {},
            "additionalProperties": {"$ref": "#/$defs/model"},
        },
    },
    "$defs": {
        "model": {
            "type": "object",
            "additionalProperties": False,
            "properties": {"level": {"type": "number", "default": 0.95}},
        }
    },
}


def sentences(value: object) -> list[str]:
    return [str(problem) for problem in schema_problems(value, SCHEMA, "plan.yaml")]


def test_a_file_that_fits_has_no_problems():
    assert sentences({"seed": 1, "models": {"main": {"level": 0.9}}}) == []


def test_an_unknown_key_is_named_with_the_nearest_spelling():
    assert sentences({"seed": 1, "estimater": "ml"}) == [
        (
            "plan.yaml: estimater: this key is unknown. Allowed: estimator, models, seed. "
            'Did you mean "estimator"?'
        )
    ]


def test_a_key_that_has_another_name_now_is_refused_with_that_name():
    assert sentences({"seed": 1, "start": 2}) == [
        'plan.yaml: start: this key is called "seed" now.'
    ]


def test_a_missing_key_is_named_with_its_meaning():
    assert sentences({}) == [
        "plan.yaml: seed: this key is missing. Allowed: Start of random draws."
    ]


def test_a_value_that_is_not_listed_is_shown_beside_what_is():
    assert sentences({"seed": 1, "estimator": "firht"}) == [
        (
            'plan.yaml: estimator: found the text "firht". Allowed: auto, ml, firth. '
            'Did you mean "firth"?'
        )
    ]


def test_a_value_of_the_wrong_type_is_named_with_its_dotted_path():
    assert sentences({"seed": 1, "models": {"main": {"level": "high"}}}) == [
        'plan.yaml: models.main.level: found the text "high". Allowed: a number.'
    ]


def test_a_number_out_of_range_is_named_with_its_bound():
    assert sentences({"seed": -1}) == [
        "plan.yaml: seed: found -1. Allowed: 0 or more (Start of random draws)."
    ]


def test_all_problems_of_a_file_come_at_once():
    assert len(sentences({"sead": 1, "estimator": "x", "models": {"m": {"lvl": 1}}})) == 4


@pytest.mark.parametrize("value", [None, [], "text", 3])
def test_a_file_of_the_wrong_shape_gets_a_sentence(value):
    (sentence,) = sentences(value)
    assert "Allowed: a mapping of keys" in sentence


def test_defaults_are_filled_in_at_every_depth_without_touching_the_input():
    given = {"seed": 1, "models": {"main": {}}}
    filled = with_defaults(given, SCHEMA, SCHEMA)
    assert filled == {"seed": 1, "estimator": "auto", "models": {"main": {"level": 0.95}}}
    assert given == {"seed": 1, "models": {"main": {}}}
