"""Arguments of Python calls as the texts that the command line reads, with what is wrong."""

from collections.abc import Iterable, Mapping
from numbers import Real
from typing import Any

import numpy as np

from thuiszitters.base.errors import Problem
from thuiszitters.odds.number_texts import number_text
from thuiszitters.odds.options import listed, pairs

Names = str | Iterable[str]


class Given:
    """Reads arguments one by one and keeps every problem.

    A text is read as on the command line (names between commas, ``column=value``), so that it is
    never taken letter by letter; the items of a list are taken as they are.
    """

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def refuse(self, where: str, value: object, allowed: str, advice: str = "") -> None:
        found = f'found "{value}"' if isinstance(value, str) else f"found a {_kind(value)}"
        self.problems.append(Problem(where, found, allowed, advice))

    def name(self, where: str, value: object) -> str | None:
        """The name of one column; None when there is none."""
        if value is None or isinstance(value, str):
            return value
        self.refuse(where, value, "the name of one column")
        return None

    def names(self, where: str, value: object) -> tuple[str, ...]:
        """Names of columns, in order."""
        if value is None:
            return ()
        if isinstance(value, str):
            return tuple(listed(value))
        if isinstance(value, set | frozenset | Mapping) or not isinstance(value, Iterable):
            self.refuse(where, value, "a list of names of columns, in the order of the table")
            return ()
        return tuple(str(item) for item in value)

    def word(self, where: str, value: object, default: str) -> str:
        """A word of a fixed list, which is checked later; the default where it is no text."""
        if isinstance(value, str):
            return value
        self.refuse(where, value, f'a word, such as "{default}"')
        return default

    def number(self, where: str, value: object, default: float) -> float:
        if isinstance(value, Real) and not isinstance(value, bool):
            return float(value)
        self.refuse(where, value, f"a number, such as {default:g}")
        return default

    def levels(self, where: str, value: object) -> dict[str, str]:
        """Column to a value, as text."""
        if value is None:
            return {}
        if not isinstance(value, Mapping):
            return self._pairs(where, value)
        return {str(name): text for name, one in value.items() for text in self._text(where, one)}

    def steps(self, where: str, value: object) -> dict[str, float]:
        """Column to a number above 0."""
        found = {}
        for name, one in (
            value if isinstance(value, Mapping) else self.levels(where, value)
        ).items():
            try:
                step = float(one)
            except (TypeError, ValueError):
                step = 0.0
            if not 0.0 < step < np.inf:
                self.problems.append(
                    Problem(where, f'found {one!r} for "{name}"', "a number above 0")
                )
            found[str(name)] = step
        return found

    def unknown(
        self, where: str, value: object
    ) -> tuple[tuple[str, ...] | None, dict[str, tuple[str, ...]]]:
        """Values that mean "not known": everywhere, or per column."""
        if value is None:
            return None, {}
        if isinstance(value, Mapping):
            return None, {str(name): self._texts(where, one) for name, one in value.items()}
        return self._texts(where, value), {}

    def _texts(self, where: str, value: object) -> tuple[str, ...]:
        if isinstance(value, str):
            return tuple(listed(value))
        several = value if isinstance(value, list | tuple | np.ndarray) else (value,)
        return tuple(text for one in several for text in self._text(where, one))

    def _text(self, where: str, value: Any) -> tuple[str, ...]:
        """One value as text; nothing, and a problem, where it is no text, number or truth."""
        if isinstance(value, str):
            return (value.strip(),)
        if isinstance(value, bool | np.bool_):
            return (str(value).lower(),)
        if isinstance(value, Real) and np.isfinite(float(value)):
            return (number_text(float(value)),)
        self.refuse(where, value, "a text, a number, True or False")
        return ()

    def _pairs(self, where: str, value: object) -> dict[str, str]:
        """``column=value`` as on the command line."""
        if isinstance(value, str) or (
            isinstance(value, list | tuple) and all(isinstance(one, str) for one in value)
        ):
            return pairs(where, value, self.problems)
        self.refuse(where, value, 'a mapping, such as {"profile": "neither"}')
        return {}


def _kind(value: object) -> str:
    return f"value of type {type(value).__name__}"
