"""Codes as people type them: `A 101`, `a101`, `A1O1` and `A101.` are all A101."""

import re
from collections import defaultdict

from thuiszitters.codebook.codes import Codebook

#: No code with its spaces and dots is longer; a longer text is a remark.
LONGEST_TYPED = 16
_BETWEEN = re.compile(r"[\s.,:;_\-‐‑–'\"]+")
#: Letters that look like a digit.
_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})


class Spelling:
    """Which code of a list a typed text is.

    Spaces, dots and hyphens are nothing; small letters are capitals; a letter O is a 0, and an I
    or l a 1, where the list leaves no doubt.

    Examples
    --------
    >>> from thuiszitters.base.text import Text
    >>> from thuiszitters.codebook.code import Code
    >>> names = ("A101", "XI", "X1")
    >>> codes = tuple(Code(name, "local", None, Text("", ""), "own") for name in names)
    >>> spelling = Spelling(Codebook("x", codes))
    >>> [spelling.meant(text) for text in ("a 1O1.", "A101", "x1", "X-l")]
    [('A101',), ('A101',), ('X1',), ('X1', 'XI')]
    >>> spelling.meant("A10")
    ()
    """

    def __init__(self, codebook: Codebook) -> None:
        self._codebook = codebook
        self._close: dict[str, set[str]] = defaultdict(set)
        self._wide: dict[str, set[str]] = defaultdict(set)
        for code in codebook.by_code:
            key = _key(code)
            self._close[key].add(code)
            self._wide[key.translate(_ALIKE)].add(code)

    def meant(self, text: str) -> tuple[str, ...]:
        """The codes that a text may be: one when it is clear, none when it is no code at all."""
        if text in self._codebook:
            return (text,)
        if len(text) > LONGEST_TYPED or self._codebook.other_version(text):
            return ()
        key = _key(text)
        if not key or (len(key) == 1 and len(text) > 1):
            # "a." may be the end of a list as well as the axis A.
            return ()
        found = self._close.get(key) or self._wide.get(key.translate(_ALIKE)) or set()
        return tuple(sorted(found))

    def code(self, text: str) -> str:
        """The code that a text clearly is; empty when it is none, or when there is doubt."""
        found = self.meant(text)
        return found[0] if len(found) == 1 else ""


def _key(text: str) -> str:
    return _BETWEEN.sub("", text).upper()
