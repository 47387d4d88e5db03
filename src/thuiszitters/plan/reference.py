"""The reference of every configuration key, written from the schemas themselves."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from thuiszitters.base.io import write_text
from thuiszitters.base.yaml_file import read_yaml
from thuiszitters.plan.schema import resolved
from thuiszitters.plan.sources import citation, sources

#: File of the configuration, its schema, and what it is for.
FILES = (
    ("config.yaml", "config", "What runs: cohorts, languages and the seed."),
    ("cohorts/<cohort>.yaml", "cohort", "Where a cohort's files are and what they mean."),
    ("plans/<plan>.yaml", "plan", "The analysis: constructs, predictors, models, estimation."),
    ("outcomes.yaml", "outcomes", "Named definitions of the outcome."),
    ("disclosure.yaml", "disclosure", "Named rules for what may leave."),
    ("simulation.yaml", "simulation", "The synthetic cohort and its true coefficients."),
)
#: Reference of a form to the key it was first described at.
Seen = dict[str, str]
_BOUNDS = {
    "minimum": "≥ ",
    "exclusiveMinimum": "> ",
    "maximum": "≤ ",
    "exclusiveMaximum": "< ",
}
_HEAD = """# Configuration

Every file here is checked before anything runs. An unknown key is refused, with the nearest
spelling; all problems of all files are listed at once. `<name>` stands for a name of your own.

This page is written from `workflow/schemas/` by `make reference`; edit the descriptions there.

`codebooks/<name>.csv` holds a code list: code, level (axis, group or rubric), parent, a label in
two languages, the evidence for that label, and whether the code's definition contains the outcome.
A list with versions has two columns more. `versions` names those that hold a row, with spaces
between them (empty: all of them); a code may have a row per version, with another label or parent.
`replaced_by` names the codes that took its place. A cohort says under `codebook_version` which one
its codes were recorded in. Codes are joined on the code itself: no code is turned into another.

`codebooks/<name>.words.yaml` holds other words for the codes of a list, with which `draft`
recognises the labels of columns: under `codes` a list of words per code (after a `~` those that may
also name what goes well), under `local` the codes of their own that plans share, with `label`,
`parent` and `words`.

`literature.csv` holds published effects: source, population, outcome, characteristic, its topic
(as in a plan), the measure (odds_ratio, correlation or rate_ratio), value and interval as they were
published, and whether the source was seen or only partly.
"""


_SOURCES = """# Sources

Every source that reports, plans and this documentation name, with the key that a plan or a cohort
file gives it. This page is written from `src/thuiszitters/plan/references.bib` by `make reference`.

"""


def write_config_reference(root: str | Path) -> None:
    """Write config/README.md of a project from its schemas, and docs/references.md."""
    write_text(Path(root) / "config/README.md", config_reference(root))
    write_text(Path(root) / "docs/references.md", references_page())


def references_page() -> str:
    """Every source of references.bib as a page of the documentation."""
    items = (f"- `{key}`: {citation(key, 'en')}" for key in sorted(sources()))
    return _SOURCES + "\n".join(items) + "\n"


def config_reference(root: str | Path) -> str:
    """The reference as Markdown: one table of keys per file.

    Parameters
    ----------
    root
        The project folder, for its ``workflow/schemas``.
    """
    parts = [_HEAD]
    for file, name, purpose in FILES:
        schema = read_yaml(Path(root) / f"workflow/schemas/{name}.schema.yaml")
        rows = "\n".join(_row(*entry) for entry in keys_of(schema, schema))
        head = "| key | meaning | allowed | default |\n|---|---|---|---|"
        parts.append(f"## {file}\n\n{purpose}\n\n{head}\n{rows}\n")
    return "\n".join(parts)


def keys_of(
    schema: Mapping[str, Any], root: Mapping[str, Any], path: str = "", seen: Seen | None = None
) -> Iterator[tuple[str, Mapping[str, Any], bool]]:
    """Dotted path, schema and necessity of every key, in the order of the schema.

    Parts of the same form are gone through once; later ones refer to the first.
    """
    seen = {} if seen is None else seen
    schema = resolved(schema, root)
    for branch in (*schema.get("oneOf", ()), *schema.get("anyOf", ())):
        yield from keys_of(branch, root, path, seen)
    for key, raw in schema.get("properties", {}).items():
        part, place = resolved(raw, root), f"{path}{key}"
        first = seen.setdefault(raw["$ref"], place) if _has_keys(part) and "$ref" in raw else place
        necessary = key in schema.get("required", ())
        if first != place:
            yield place, {**part, "same_as": first}, necessary
            continue
        yield place, part, necessary
        yield from () if _is_text(part) else keys_of(part, root, f"{place}.", seen)
    extra = schema.get("additionalProperties")
    if isinstance(extra, Mapping) and not _is_text(resolved(extra, root)):
        inner = list(keys_of(extra, root, f"{path}<name>.", seen))
        if path == "" and inner:
            yield "<name>", {"description": "A name of your own.", "type": "object"}, False
        yield from inner
    if isinstance(schema.get("items"), Mapping):
        yield from keys_of(schema["items"], root, path, seen)


def _has_keys(schema: Mapping[str, Any]) -> bool:
    return bool(schema.get("properties")) and not _is_text(schema)


def _row(path: str, schema: Mapping[str, Any], required: bool) -> str:
    default = (
        "required" if required else _code(schema["default"]) if "default" in schema else "none"
    )
    meaning = str(schema.get("description", "")).strip().replace("|", "\\|")
    return f"| `{path}` | {meaning} | {_allowed(schema)} | {default} |"


def _allowed(schema: Mapping[str, Any]) -> str:
    if _is_text(schema):
        return "a text in `nl` and `en`"
    if "same_as" in schema:
        return f"keys, as those of `{schema['same_as']}`"
    if "enum" in schema:
        return ", ".join(_code(value) for value in schema["enum"])
    kinds = schema.get("type", "any")
    kind = kinds if isinstance(kinds, str) else " or ".join(kinds)
    words = {"object": "keys", "array": "list", "string": "text", "integer": "whole number"}
    bounds = [sign + str(schema[key]) for key, sign in _BOUNDS.items() if key in schema]
    return ", ".join([words.get(kind, kind), *bounds])


def _is_text(schema: Mapping[str, Any]) -> bool:
    """Whether a value is a text in both languages."""
    return set(schema.get("properties", ())) == {"nl", "en"}


def _code(value: Any) -> str:
    shown = str(value).lower() if isinstance(value, bool) else value
    return f"`{shown}`"
