"""Citizen service numbers (BSN): found wherever they stand in a cell, and refused.

A BSN has nine digits that pass the eleven-test. One in eleven of other numbers passes it too, so
what counts is whether more numbers of a column pass than chance explains.
"""

import re
from collections.abc import Callable, Iterable
from typing import Literal

import numpy as np
import pandas as pd

from thuiszitters.base.errors import Problem

Evidence = Literal["certain", "possible", ""]

DIGITS = 9
#: So many distinct numbers settle it.
MOST_TESTED = 10_000
#: Share of other numbers that pass the eleven-test.
BY_CHANCE = 1 / 11
#: A column whose cells are such numbers: from these shares on that is certain, however few.
NINE_DIGIT_SHARE = 0.8
PASSING_SHARE = 0.9
#: Numbers inside other text are certain when chance is less likely than this ...
CERTAIN = 1e-6
#: ... and a question when it is less likely than this; a single number that passes is one.
POSSIBLE = 0.01
FEWEST_FOR_CHANCE = 3
#: Numbers that a spreadsheet rewrote convince only when so many are different.
FEWEST_REWRITTEN = 10
_SENTINELS = ("000000000", "999999999")
_ELEVEN = np.array([9, 8, 7, 6, 5, 4, 3, 2, -1])
#: What may stand between two digits of a number: one space, dot, dash, stroke or apostrophe.
_BETWEEN = r"\s.\-/_'\u2019\u2010-\u2015\u2212"
#: Nine digits that are no part of a longer number, zeros in front of them aside.
_NINE = rf"(?<![\d.,])0{{0,9}}(\d(?:[{_BETWEEN}]?\d){{8}}|\d{{3}},\d{{3}},\d{{3}})(?!\d)"
#: Signs without width, which no eye sees between two digits.
_UNSEEN = "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
_SCIENTIFIC = r"\d(?:[.,]\d+)?[eE]\+?0?[78]"
#: Fewer than eight digits and no scientific notation: no number of eight or nine digits is inside.
_LONG_ENOUGH = re.compile(r"(?:\d\D*){8}|\d[eE]\+?0?[78]")


def passes_eleven_test(numbers: Iterable[str]) -> "np.typing.NDArray[np.bool_]":
    """Which texts of nine digits pass the test of a citizen service number.

    Examples
    --------
    >>> passes_eleven_test(["111222333", "123456789"]).tolist()
    [True, False]
    """
    digits = np.array([[int(sign) for sign in number] for number in numbers]).reshape(-1, 9)
    return np.asarray((digits @ _ELEVEN) % 11 == 0)


def bsn_evidence(cells: "pd.Series[str]") -> Evidence:
    """Whether a column holds citizen service numbers.

    Parameters
    ----------
    cells
        Cells as trimmed text; empty ones do not count.

    Returns
    -------
    str
        ``certain`` stops a run; ``possible`` is a question for whoever brings the cohort.

    Notes
    -----
    Letters, dots, spaces and dashes around or between the digits do not hide a number, nor does
    scientific notation, nor a zero in front that a spreadsheet took away.

    Examples
    --------
    >>> bsn_evidence(pd.Series(["111222333"] * 3, dtype="str"))
    'certain'
    >>> bsn_evidence(pd.Series(["", "moved, was NL111222333 before", "-"], dtype="str"))
    'possible'
    >>> bsn_evidence(pd.Series(["123456789", "2021"], dtype="str"))
    ''
    """
    # Most columns hold nothing of the kind, and the rest costs more than reading a small file; so
    # does a Series, of which a file of ten thousand columns would need as many.
    texts = {cell for cell in cells.tolist() if isinstance(cell, str)}
    if not any(_LONG_ENOUGH.search(cell) for cell in texts):
        return ""
    filled = cells[cells != ""]
    if _is_column_of_them(filled):
        return "certain"
    sample = pd.Series(filled.iloc[:MOST_TESTED].unique(), dtype="str")
    sample = sample.str.replace(_UNSEEN, "", regex=True)
    if _is_column_of_them(_with_zeros(sample)):
        return "certain"
    return _beyond_chance(_numbers_inside(sample))


def _is_column_of_them(cells: "pd.Series[str]") -> bool:
    nine = cells.str.len() == DIGITS
    return mostly_bsn(int(nine.sum()), len(cells), lambda: cells[nine].unique())


def mostly_bsn(n_nine: int, n_filled: int, numbers: Callable[[], Iterable[str]]) -> bool:
    """Whether a column holds mainly texts of nine signs, and these are citizen service numbers.

    Parameters
    ----------
    n_nine, n_filled
        Cells with nine signs, and cells that are not empty.
    numbers
        Different texts of nine signs; asked for when there are enough of them.
    """
    if not n_nine or n_nine < NINE_DIGIT_SHARE * n_filled:
        return False
    found = pd.Series(list(numbers()), dtype="str")
    found = found[found.str.fullmatch(r"\d{9}") & ~found.isin(_SENTINELS)]
    if len(found) == 0:
        return False
    return bool(passes_eleven_test(found[:MOST_TESTED]).mean() >= PASSING_SHARE)


def _with_zeros(cells: "pd.Series[str]") -> "pd.Series[str]":
    """Numbers as they were before a spreadsheet rewrote them; none when they are too few."""
    plain = cells.str.replace(r"[.,]0+$", "", regex=True).str.replace(r"[.\s-]", "", regex=True)
    # Eight digits alone are more often a date; what few values do by chance proves nothing.
    if plain.nunique() < FEWEST_REWRITTEN:
        return plain.iloc[:0]
    short = plain.str.fullmatch(r"\d{8}").fillna(False).astype(bool)
    return plain.where(~short, "0" + plain)


def _numbers_inside(cells: "pd.Series[str]") -> list[str]:
    """Every different number of nine digits in these cells."""
    scientific = cells[cells.str.fullmatch(_SCIENTIFIC).fillna(False).astype(bool)]
    written = [f"{float(text.replace(',', '.')):.0f}" for text in scientific]
    found = cells.str.extractall(_NINE)[0].str.replace(r"\D", "", regex=True).tolist()
    numbers = {*found, *(text for text in written if len(text) == DIGITS)}
    return sorted(number for number in numbers if number not in _SENTINELS)


def _beyond_chance(numbers: list[str]) -> Evidence:
    """How much more of these numbers pass the test than one in eleven (binomial tail)."""
    if not numbers:
        return ""
    # All of scipy.stats takes most of a second to load.
    from scipy.special import bdtrc

    passing = int(passes_eleven_test(numbers).sum())
    chance = float(bdtrc(passing - 1, len(numbers), BY_CHANCE)) if passing else 1.0
    if chance < CERTAIN:
        return "certain"
    few = len(numbers) <= FEWEST_FOR_CHANCE and passing > 0
    return "possible" if chance < POSSIBLE or few else ""


def bsn_problem(where: str, column: str) -> Problem:
    """What is said about such a column; the run stops."""
    return Problem(
        f'{where}: column "{column}"',
        "this looks like citizen service numbers (BSN): nine digits that pass the eleven-test",
        "a pseudonym, such as the number of the pupil in the school's own administration",
        "Nothing was written. Have the supplier replace the numbers, and delete this file",
    )
