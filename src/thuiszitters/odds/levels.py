"""The groups of a column: their order, and the one that is meant."""

from collections.abc import Sequence

import numpy as np

from thuiszitters.odds.table import Column

#: Words for no and yes, in this order: the first is the reference.
WORDS = (("no", "yes"), ("nee", "ja"), ("false", "true"), ("0", "1"))


def level_order(column: Column) -> tuple[str, ...]:
    """Levels in the file's own order, by size, no before yes, or by alphabet."""
    if column.ordered:
        return tuple(column.texts)
    if column.all_numbers:
        return tuple(column.texts[i] for i in np.argsort(column.numbers, kind="stable"))
    if is_plain(column.texts):
        return tuple(sorted(column.texts, key=lambda text: _yes(text)))
    return tuple(sorted(column.texts, key=lambda text: (text.casefold(), text)))


def is_plain(levels: Sequence[str]) -> bool:
    """Whether the levels are no and yes in some words, so that the reference needs no saying.

    Examples
    --------
    >>> is_plain(["Ja", "Nee"]), is_plain(["girl", "boy"])
    (True, False)
    """
    return len(levels) == 2 and any({x.casefold() for x in levels} == {*pair} for pair in WORDS)


def _yes(word: str) -> bool:
    return any(word.casefold() == yes for _, yes in WORDS)


def in_case_only(levels: Sequence[str]) -> bool:
    """Whether two levels differ in nothing but capitals.

    Examples
    --------
    >>> in_case_only(["boy", "Boy", "girl"])
    True
    """
    return len({level.casefold() for level in levels}) < len(levels)


def find_level(named: str, levels: Sequence[str]) -> str | None:
    """The level a user means: the same text, or the same number.

    Examples
    --------
    >>> find_level("1.0", ["0", "1"])
    '1'
    """
    if named in levels:
        return named
    return next((level for level in levels if _number(level) == _number(named) is not None), None)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
