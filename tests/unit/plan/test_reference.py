"""config/README.md says what every key means."""

from pathlib import Path

import pytest

from thuiszitters.base.yaml_file import read_yaml
from thuiszitters.plan.reference import FILES, config_reference, keys_of

ROOT = Path(__file__).parents[3]


def schema_keys():
    for _, name, _ in FILES:
        schema = read_yaml(ROOT / f"workflow/schemas/{name}.schema.yaml")
        for path, part, _ in keys_of(schema, schema):
            yield pytest.param(path, part, id=f"{name}:{path}")


@pytest.mark.parametrize(("path", "part"), list(schema_keys()))
def test_a_key_says_what_it_means(path, part):
    assert path.endswith("<name>") or part.get("description")
    assert f"`{path}`" in (ROOT / "config/README.md").read_text(encoding="utf-8")


def test_the_reference_is_the_one_the_schemas_give():
    written = (ROOT / "config/README.md").read_text(encoding="utf-8")
    assert written == config_reference(ROOT), "run: make reference"


@pytest.mark.parametrize("name", [name for _, name, _ in FILES])
def test_no_schema_lets_an_unknown_key_through(name):
    schema = read_yaml(ROOT / f"workflow/schemas/{name}.schema.yaml")
    assert list(open_objects(schema)) == []


def open_objects(schema, path="root"):
    """Objects with properties that do not refuse others."""
    if isinstance(schema, dict):
        if "properties" in schema and schema.get("additionalProperties") is not False:
            yield path
        for key, part in schema.items():
            yield from open_objects(part, f"{path}.{key}")
    if isinstance(schema, list):
        for number, part in enumerate(schema):
            yield from open_objects(part, f"{path}.{number}")


#: Words of JSON Schema that the project uses. A comma in an unquoted description makes new ones.
WORDS = {
    "$schema", "$ref", "$defs", "type", "description", "properties", "additionalProperties",
    "required", "items", "enum", "const", "default", "pattern", "minimum", "maximum",
    "exclusiveMinimum", "exclusiveMaximum", "minItems", "maxItems", "uniqueItems", "minLength",
    "maxLength", "minProperties", "maxProperties", "propertyNames", "oneOf", "anyOf", "allOf",
    "format", "dependentRequired", "patternProperties", "not", "if", "then", "else",
    "x-former-names",
}  # fmt: skip


@pytest.mark.parametrize(
    "file", sorted((ROOT / "workflow/schemas").glob("*.yaml")), ids=lambda f: f.stem
)
def test_a_schema_holds_no_word_that_means_nothing(file):
    assert sorted(stray_words(read_yaml(file))) == []


def stray_words(schema):
    if not isinstance(schema, dict):
        return
    yield from set(schema) - WORDS
    for key, part in schema.items():
        if key in {"properties", "$defs", "patternProperties"}:
            for inner in part.values():
                yield from stray_words(inner)
        elif key in {"items", "additionalProperties", "propertyNames", "not", "if", "then", "else"}:
            yield from stray_words(part)
        elif key in {"oneOf", "anyOf", "allOf"}:
            for inner in part:
                yield from stray_words(inner)
