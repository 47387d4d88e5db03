"""What no value of a configuration file may be: no number, or a text that cannot be printed."""

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from thuiszitters.base.errors import Problem

#: Larger numbers overflow when they are squared.
LARGEST = 1e100
#: Signs that turn the direction of the text after them: what is read is not what is written.
_DIRECTIONS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
#: Control signs that a text of several lines may hold.
_LINES = frozenset("\n\t")


def plain_value_problems(value: Any, where: str) -> list[Problem]:
    r"""Numbers without an end and texts with control signs, anywhere in a file.

    Parameters
    ----------
    value
        Content of the file, as `plain_values` gives it.
    where
        Name of the file, put before every dotted path.

    Examples
    --------
    >>> for problem in plain_value_problems({"per": float("nan"), "label": "a\x07"}, "plan.yaml"):
    ...     print(problem)
    plan.yaml: per: found .nan, which is not a number. Allowed: a number between -1e+100 and 1e+100.
    plan.yaml: label: the text holds the control sign U+0007. Retype the text without it.
    """
    return list(_problems(value, where, ()))


def is_unprintable(sign: str) -> bool:
    """Whether a sign can stand in no file for people: control signs, and turns of direction."""
    return sign in _DIRECTIONS or (unicodedata.category(sign) == "Cc" and sign not in _LINES)


def printable(text: str) -> str:
    r"""A text in which every sign that cannot be printed is written as its number.

    Examples
    --------
    >>> printable("a\x07b")
    'a\\u0007b'
    """
    if text.isprintable():
        return text
    return "".join(f"\\u{ord(sign):04x}" if is_unprintable(sign) else sign for sign in text)


def _problems(value: Any, where: str, path: tuple[str, ...]) -> Iterator[Problem]:
    if isinstance(value, Mapping):
        for key, part in value.items():
            yield from _problems(key, where, path)
            yield from _problems(part, where, (*path, printable(str(key))))
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from _problems(part, where, (*path, str(number)))
    elif isinstance(value, str):
        signs = [sign for sign in value if is_unprintable(sign)]
        if signs:
            found = f"the text holds the control sign U+{ord(signs[0]):04X}"
            yield Problem(_place(where, path), found, advice="Retype the text without it")
    elif isinstance(value, (int, float)) and not abs(value) <= LARGEST:
        shown = {"nan": ".nan, which is not a number", "inf": ".inf", "-inf": "-.inf"}
        found = shown.get(str(value), "a number that is too large")
        allowed = f"a number between {-LARGEST:g} and {LARGEST:g}"
        yield Problem(_place(where, path), f"found {found}", allowed)


def _place(where: str, path: tuple[str, ...]) -> str:
    return f"{where}: {'.'.join(path)}" if path else where
