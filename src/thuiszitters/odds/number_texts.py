"""Numbers as texts, and texts as numbers."""

import functools
from collections.abc import Sequence
from typing import overload

import numpy as np

from thuiszitters.base.arrays import Floats

#: Up to so many cells Python itself is done before pandas, which counts faster, is loaded.
FEW_CELLS = 20_000


class NumberTexts(Sequence[str]):
    """Numbers as texts, written when one is asked for: of a million, hardly any is.

    Examples
    --------
    >>> list(NumberTexts(np.array([2.0, 0.5])))
    ['2', '0.5']
    """

    def __init__(self, numbers: Floats) -> None:
        self.numbers = numbers

    def __len__(self) -> int:
        return len(self.numbers)

    @overload
    def __getitem__(self, place: int) -> str: ...

    @overload
    def __getitem__(self, place: slice) -> "NumberTexts": ...

    def __getitem__(self, place: int | slice) -> "str | NumberTexts":
        if isinstance(place, slice):
            return NumberTexts(self.numbers[place])
        return number_text(float(self.numbers[place]))


def number_text(value: float) -> str:
    """A number as short as it can be written without loss.

    Examples
    --------
    >>> number_text(2.0), number_text(0.5)
    ('2', '0.5')
    """
    return str(int(value)) if abs(value) < 1e15 and value == int(value) else repr(value)


def numbers_in(texts: Sequence[str]) -> Floats:
    """Texts as numbers with a decimal point, NaN where a text is none.

    Examples
    --------
    >>> numbers_in(["1.5", "-2", "x", "1e3", "inf"]).tolist()
    [1.5, -2.0, nan, 1000.0, inf]
    """
    if len(texts) <= FEW_CELLS:
        return np.array([_number_in(text) for text in texts], dtype=float)
    import pandas as pd

    return np.asarray(pd.to_numeric(pd.Series(texts, dtype="object"), errors="coerce"), dtype=float)


def _number_in(text: str) -> float:
    """One text as pandas reads it: Python alone takes 1_000 and digits of other scripts as well."""
    try:
        return float(text) if text.isascii() and "_" not in text else np.nan
    except ValueError:
        return np.nan


@functools.lru_cache(maxsize=16)
def numbers_named(words: tuple[str, ...]) -> Floats:
    """`numbers_in` of words that are asked of every column: read once."""
    return numbers_in(words)


def decimal_commas(texts: Sequence[str]) -> Floats:
    """Texts as numbers when their decimal sign may be a comma.

    Examples
    --------
    >>> decimal_commas(["1,5", "2"]).tolist()
    [1.5, 2.0]
    """
    return numbers_in([text.replace(",", ".") if "." not in text else text for text in texts])
