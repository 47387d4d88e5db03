"""Versions of a code list: which codes each holds, and what became of the others."""

import re
from collections.abc import Iterable, Sequence

from thuiszitters.base.errors import DataError, Problem, nearest_name
from thuiszitters.codebook.code import Code


def versions_of(codes: Iterable[Code]) -> tuple[str, ...]:
    """Every version the codes tell apart, the earliest first: numbers in names count as numbers.

    Examples
    --------
    >>> from thuiszitters.base.text import Text
    >>> names = ("1.10", "1.9")
    >>> versions_of([Code("A", "axis", None, Text("", ""), "own", versions=names)])
    ('1.9', '1.10')
    """
    return tuple(sorted({version for code in codes for version in code.versions}, key=_order))


def _order(version: str) -> tuple[tuple[bool, int, str], ...]:
    pieces = re.findall(r"\d+|\D+", version)
    return tuple((not part.isdigit(), int(part) if part.isdigit() else 0, part) for part in pieces)


def split_by_version(
    codes: Sequence[Code], version: str
) -> tuple[tuple[Code, ...], tuple[Code, ...]]:
    """Codes that a version holds, and those that only other versions hold."""
    held = tuple(code for code in codes if not code.versions or version in code.versions)
    names = {code.code for code in held}
    return held, tuple(code for code in codes if code.code not in names)


def require_version(name: str, version: str | None, known: Sequence[str], where: str) -> None:
    """Refuse a version that the list `name` does not have, and none where it has several.

    Raises
    ------
    DataError
        With the versions there are; `where` names the cohort file.
    """
    if version in known or (version is None and not known):
        return
    place = f"{where}: codebook_version"
    if not known:
        found = f'the code list "{name}" has no versions'
        raise DataError(Problem(place, found, advice="Leave this key out"))
    if version is None:
        found = f'the code list "{name}" has versions, and the cohort file names none'
        raise DataError(Problem(place, found, ", ".join(known), "Ask who recorded the codes"))
    found = f'the code list "{name}" has no version "{version}"'
    raise DataError(Problem(place, found, ", ".join(known), nearest_name(version, known)))


def whereabouts(code: str, held: Sequence[Code], elsewhere: Sequence[Code]) -> str:
    """Which other versions have a code, and what took its place; empty when none has it.

    Parameters
    ----------
    code
        A code that the chosen version does not have.
    held, elsewhere
        Codes of the chosen version, and those that only others have.
    """
    rows = [entry for entry in elsewhere if entry.code == code]
    if not rows:
        return ""
    names = versions_of(rows)
    found = f"It is a code of version{'s' if len(names) > 1 else ''} {' and '.join(names)}"
    later = _replacing(rows, held, elsewhere)
    earlier = [entry for entry in held if code in entry.replaced_by]
    if later:
        return f"{found}; it was replaced by {_named(later)}"
    return f"{found}; there it replaced {_named(earlier)}" if earlier else found


def _named(codes: Iterable[Code]) -> str:
    return " and ".join(code.named() for code in codes)


def _replacing(
    old: Sequence[Code], held: Sequence[Code], elsewhere: Sequence[Code]
) -> tuple[Code, ...]:
    """Codes of the chosen version that took the place of others, at once or by steps."""
    here = {code.code: code for code in held}
    waiting, seen, found = list(old), {entry.code for entry in old}, []
    while waiting:
        new = [code for code in waiting.pop(0).replaced_by if code not in seen]
        seen.update(new)
        found += [here[code] for code in new if code in here]
        waiting += [entry for entry in elsewhere if entry.code in new]
    return tuple(found)
