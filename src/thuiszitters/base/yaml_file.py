"""Reading YAML written by hand: strict about keys, and bounded in size, depth and aliases."""

import re
from pathlib import Path
from typing import Any

import yaml

from thuiszitters.base.errors import DataError, Problem
from thuiszitters.base.io import read_text

#: Far beyond any configuration that a person wrote.
MOST_CHARACTERS = 5_000_000
MOST_LEVELS = 50
MOST_VALUES = 200_000
#: libyaml nests without a bound and takes the process with it. A bracket opens one level at most,
#: and so does a column; a file with more of them is read by the other loader.
_QUICK_LEVELS = 1_200
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_TOO_DEEP = f"more than {MOST_LEVELS} levels of lists and mappings inside each other"


def read_yaml(path: str | Path) -> Any:
    """Read YAML; a file that is missing or not YAML becomes one sentence.

    Raises
    ------
    DataError
        If the file cannot be read, or is not YAML (with the line of the fault).
    """
    content = read_text(path)
    if problem := _too_large(str(path), content):
        raise DataError(problem)
    try:
        return _values(content)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise DataError(_yaml_problem(str(path), content, line, str(error.problem))) from error
    except ValueError as error:
        # A scalar that has the form of a date or a number and is none, such as 2021-02-31.
        why, advice = str(error), "Look for a date that does not exist"
        if "digits" in why:
            why, advice = "a number of thousands of digits", "Look for a number that is too long"
        raise DataError(Problem(str(path), f"not readable as YAML ({why})", "", advice)) from error
    except yaml.YAMLError as error:
        found = "not readable as YAML (it holds a character that no text file has)"
        raise DataError(Problem(str(path), found, advice="Save it as UTF-8 text")) from error


def _too_large(path: str, content: str) -> Problem | None:
    """A file that is no configuration: it would be read for minutes, or for ever."""
    if len(content) > MOST_CHARACTERS:
        found = f"the file has {len(content):,} characters"
        allowed = f"a configuration file of at most {MOST_CHARACTERS:,}"
        return Problem(path, found, allowed)
    return None


def _values(content: str) -> Any:
    """By libyaml where it is there, in a fifth of the time; a fault has the words of PyYAML."""
    brackets = content.count("[") + content.count("{")
    if brackets + max(map(len, content.splitlines()), default=0) <= _QUICK_LEVELS:
        try:
            return _content(content, _QuickLoader)
        except (yaml.YAMLError, ValueError):
            pass
    return _content(content, _StrictLoader)


def _content(content: str, kind: "type[_StrictLoader | _QuickLoader]") -> Any:
    """The values of a YAML text, once its depth and its aliases are known to be bounded."""
    loader = kind(content)
    try:
        node = loader.get_single_node()
        if node is None:
            return None
        _count_nodes(node, {}, MOST_LEVELS)
        return loader.construct_document(node)
    except RecursionError:  # nodes are built by recursion, before they can be counted
        raise _refused(_TOO_DEEP, None) from None
    finally:
        loader.dispose()


def _count_nodes(node: yaml.Node, counted: dict[int, int], levels: int) -> int:
    """How many values a node stands for when every alias is written out.

    A few lines of aliases of aliases stand for billions of values.
    """
    if levels < 0:
        raise _refused(_TOO_DEEP, node)
    if id(node) in counted:
        if counted[id(node)] == 0:
            raise _refused("an alias stands inside what it names", node)
        return counted[id(node)]
    counted[id(node)], total = 0, 1
    if isinstance(node, yaml.MappingNode):
        parts = [part for pair in node.value for part in pair]
    else:
        parts = list(node.value) if isinstance(node, yaml.SequenceNode) else []
    for part in parts:
        total += _count_nodes(part, counted, levels - 1)
        if total > MOST_VALUES:
            raise _refused(f"its aliases stand for more than {MOST_VALUES:,} values", node)
    counted[id(node)] = total
    return total


def _refused(fault: str, node: yaml.Node | None) -> yaml.constructor.ConstructorError:
    mark: Any = node and node.start_mark
    return yaml.constructor.ConstructorError(None, None, fault, mark)


def _yaml_problem(path: str, content: str, line: int, fault: str) -> Problem:
    """What YAML stumbles over, in our words where its own are not clear, with what to do."""
    lines = content.splitlines()
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    place = f"line {line}: " if line else ""
    found = f"{place}not readable as YAML ({fault})"
    if "\t" in text[: len(text) - len(text.lstrip())]:
        found = f"line {line}: it begins with a tab"
        advice = "Use spaces, two for every step inward"
    elif "stands here twice" in fault:
        advice = "Keep one of the two"
    elif "alias" in fault or "levels of" in fault:
        advice = "Write out what belongs there"
    else:
        advice = (
            "Look at this line and the one above it: what belongs together begins at the same "
            "place, a colon is followed by a space, and a text that begins with ? - [ ] { } , & * "
            "! | > @ or holds a colon or # stands between quotation marks"
        )
    return Problem(path, found, advice=advice)


class _StrictLoader(yaml.SafeLoader):
    """YAML in which a key may stand only once; YAML itself keeps the last in silence."""


class _QuickLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """The same by libyaml, which a browser does not have."""


def _mapping_without_repeats(loader: yaml.SafeLoader, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: set[Any] = set()
    for key_node, _ in node.value:
        key = loader.construct_object(key_node, deep=True)
        if isinstance(key, (dict, list)):
            raise yaml.constructor.ConstructorError(
                None, None, "a list or mapping stands where a key must be", key_node.start_mark
            )
        if key in seen:
            raise yaml.constructor.ConstructorError(
                None, None, f'the key "{key}" stands here twice', key_node.start_mark
            )
        seen.add(key)
    return loader.construct_mapping(node, deep=True)


def _plain_boolean(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> bool | str:
    """Only true and false are booleans: yes, no, on and off stay words."""
    word: str = loader.construct_scalar(node)
    return {"true": True, "false": False}.get(word.lower(), word)


def _plain_integer(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> int | str:
    """Only digits are a number: 017 is no 15, 1:30 no 90, and the level 01 keeps its zero."""
    word: str = loader.construct_scalar(node)
    return int(word) if _INTEGER.fullmatch(word) else word


def _plain_number(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> float | str:
    """A number with decimals; 1:30.5 and 1_000.5 stay words."""
    word: str = loader.construct_scalar(node)
    if ":" in word or "_" in word:
        return word
    number: float = loader.construct_yaml_float(node)
    return number


for _kind in (_StrictLoader, _QuickLoader):
    _kind.add_constructor("tag:yaml.org,2002:int", _plain_integer)
    _kind.add_constructor("tag:yaml.org,2002:float", _plain_number)
    _kind.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping_without_repeats)
    _kind.add_constructor("tag:yaml.org,2002:bool", _plain_boolean)
