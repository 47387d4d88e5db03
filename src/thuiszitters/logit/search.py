"""Searches that ask for the likelihood at one place after another, alone or many side by side.

A search is a generator: it gives a place, is sent the point there, and returns what it found. So
one way of climbing serves a table that is walked for every place, and a long table, of which one
walk answers what all searches ask (`together`).
"""

from collections.abc import Callable, Generator, Mapping, Sequence
from typing import TypeVar

Key = TypeVar("Key")
Asked = TypeVar("Asked")
Told = TypeVar("Told")
Found = TypeVar("Found")


def alone(search: Generator[Asked, Told, Found], evaluate: Callable[[Asked], Told]) -> Found:
    """Run one search to its end.

    Examples
    --------
    >>> def doubled():
    ...     there = yield 2.0
    ...     return there + 1.0
    >>> alone(doubled(), lambda place: place * 10.0)
    21.0
    """
    try:
        place = next(search)
        while True:
            place = search.send(evaluate(place))
    except StopIteration as end:
        found: Found = end.value
        return found


def together(
    searches: Mapping[Key, Generator[Asked, Told, Found]],
    evaluate: Callable[[list[Key], list[Asked]], Sequence[Told]],
) -> dict[Key, Found]:
    """Run searches to their ends in rounds; a round asks for the places of all that still run.

    Parameters
    ----------
    evaluate
        From the searches that ask and their places to what is told to each.

    Examples
    --------
    >>> def climb(start):
    ...     there = yield start
    ...     return there + 1.0
    >>> together({"a": climb(2.0), "b": climb(3.0)}, lambda keys, places: places)
    {'a': 3.0, 'b': 4.0}
    """
    found: dict[Key, Found] = {}
    asked: dict[Key, Asked] = {}

    def move(key: Key, told: Told | None) -> None:
        search = searches[key]
        try:
            asked[key] = next(search) if told is None else search.send(told)
        except StopIteration as end:
            found[key] = end.value

    for key in searches:
        move(key, None)
    while asked:
        waiting = list(asked)
        told = evaluate(waiting, [asked.pop(key) for key in waiting])
        for key, point in zip(waiting, told, strict=True):
            move(key, point)
    return {key: found[key] for key in searches}
