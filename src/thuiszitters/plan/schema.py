"""A file against its JSON Schema: every problem at once, one sentence each."""

from collections.abc import Iterator, Mapping
from typing import Any

from thuiszitters.base.errors import Problem, nearest_name

#: A longer text is shown up to here.
LONGEST = 60
#: Where a schema names the keys that have another name now: former name to name.
FORMER = "x-former-names"
_TYPE_NAMES = {
    "object": "a mapping of keys",
    "array": "a list",
    "string": "a text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "null": "nothing",
}


def schema_problems(value: Any, schema: Mapping[str, Any], where: str) -> list[Problem]:
    """List what in `value` a JSON Schema does not allow.

    Parameters
    ----------
    value
        Content of the file.
    schema
        JSON Schema (draft 2020-12).
    where
        Name of the file, put before every dotted path.

    Returns
    -------
    list of Problem
        In the order of the file's keys; empty when the content is allowed.

    Examples
    --------
    >>> schema = {"type": "object", "properties": {"seed": {"type": "integer"}},
    ...           "additionalProperties": False}
    >>> for problem in schema_problems({"sead": 1}, schema, "config.yaml"):
    ...     print(problem)
    config.yaml: sead: this key is unknown. Allowed: seed. Did you mean "seed"?
    """
    from jsonschema import Draft202012Validator

    errors = Draft202012Validator(dict(schema)).iter_errors(value)
    problems = [problem for error in errors for problem in _problems_of(error, where)]
    unique = {str(problem): problem for problem in problems}
    return [unique[key] for key in sorted(unique)]


def with_defaults(value: Any, schema: Mapping[str, Any], root: Mapping[str, Any]) -> Any:
    """Fill in the schema's defaults, at every depth; `value` itself is not changed.

    Examples
    --------
    >>> schema = {"properties": {"level": {"default": 0.95}}}
    >>> with_defaults({}, schema, schema)
    {'level': 0.95}
    """
    schema = resolved(schema, root)
    if isinstance(value, Mapping):
        filled = dict(value)
        for key, part in schema.get("properties", {}).items():
            part = resolved(part, root)
            if key in filled:
                filled[key] = with_defaults(filled[key], part, root)
            elif "default" in part:
                filled[key] = with_defaults(part["default"], part, root)
        extra = schema.get("additionalProperties")
        if isinstance(extra, Mapping):
            known = schema.get("properties", {})
            for key in filled.keys() - known.keys():
                filled[key] = with_defaults(filled[key], extra, root)
        return filled
    if isinstance(value, list) and isinstance(schema.get("items"), Mapping):
        return [with_defaults(item, schema["items"], root) for item in value]
    return value


def resolved(schema: Mapping[str, Any], root: Mapping[str, Any]) -> Mapping[str, Any]:
    """A part of a schema with its reference followed; its own keys win over the target's."""
    reference = schema.get("$ref")
    if reference is None:
        return schema
    target: Any = root
    for part in reference.removeprefix("#/").split("/"):
        target = target[part]
    return {**target, **{key: part for key, part in schema.items() if key != "$ref"}}


def _problems_of(error: Any, where: str) -> Iterator[Problem]:
    if error.context:
        # anyOf/oneOf: the branch that got furthest is the one the writer meant.
        deepest = max(len(inner.absolute_path) for inner in error.context)
        best = [inner for inner in error.context if len(inner.absolute_path) == deepest]
        if deepest > len(error.absolute_path):
            for inner in best:
                yield from _problems_of(inner, where)
            return
    path = ".".join(str(part) for part in error.absolute_path)
    place = f"{where}: {path}" if path else where
    yield from _sentences(error, where, path, place)


def _sentences(error: Any, where: str, path: str, place: str) -> Iterator[Problem]:
    expected = error.validator_value
    match error.validator:
        case "additionalProperties":
            known = sorted(error.schema.get("properties", {}))
            former = error.schema.get(FORMER, {})
            for key in sorted(set(error.instance) - set(known)):
                full = f"{where}: {path}.{key}" if path else f"{where}: {key}"
                if key in former:
                    yield Problem(full, f'this key is called "{former[key]}" now')
                    continue
                advice = nearest_name(str(key), known)
                yield Problem(full, "this key is unknown", ", ".join(known), advice)
        case "required":
            for key in sorted(set(expected) - set(error.instance)):
                full = f"{path}.{key}" if path else str(key)
                described = error.schema.get("properties", {}).get(key, {}).get("description", "")
                yield Problem(f"{where}: {full}", "this key is missing", described)
        case "enum":
            options = [str(option) for option in expected]
            found = f"found {_shown(error.instance)}"
            advice = nearest_name(str(error.instance), options)
            yield Problem(place, found, ", ".join(options), advice)
        case "type":
            names = [expected] if isinstance(expected, str) else expected
            allowed = " or ".join(_TYPE_NAMES[name] for name in names)
            yield Problem(place, f"found {_shown(error.instance)}", _described(error, allowed))
        case _:
            yield Problem(place, f"found {_shown(error.instance)}", _rule(error))


def _rule(error: Any) -> str:
    expected = error.validator_value
    rules = {
        "minimum": f"{expected} or more",
        "maximum": f"{expected} or less",
        "exclusiveMinimum": f"more than {expected}",
        "exclusiveMaximum": f"less than {expected}",
        "minItems": f"at least {expected} entries",
        "minProperties": f"at least {expected} keys",
        "maxProperties": f"at most {expected} keys",
        "minLength": "a text that is not empty",
        "maxLength": f"at most {expected} characters",
        "uniqueItems": "every entry once",
        "pattern": f"a text of the form {expected}",
        "const": str(expected),
    }
    return _described(error, rules.get(error.validator, ""))


def _described(error: Any, rule: str) -> str:
    """The rule, with what the key means where the schema says it."""
    meaning = str(error.schema.get("description", "")).rstrip(".")
    return f"{rule} ({meaning})" if rule and meaning else rule or meaning


def _shown(value: Any) -> str:
    if isinstance(value, Mapping):
        return "a mapping of keys"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    if value is None:
        return "nothing"
    if isinstance(value, str):
        return f'the text "{value if len(value) <= LONGEST else value[:LONGEST] + "…"}"'
    return f"{value}".lower() if isinstance(value, bool) else f"{value}"
