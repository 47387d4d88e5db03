"""What the cells of a column show: dates, thousands, names of rows, numbers beyond computing."""

import re
from collections.abc import Sequence

import numpy as np

from thuiszitters.base.arrays import Floats
from thuiszitters.base.row_arrays import any_row, ends_of, every_row
from thuiszitters.odds.number_texts import decimal_commas
from thuiszitters.odds.table import Column

#: In fewer rows, a value of its own for every row says nothing about what a column is.
FEWEST_ROWS = 20
#: More different texts than this are names or remarks rather than groups.
MANY_TEXTS = 50
#: A largest number outside these bounds cannot be computed with.
LEAST, MOST = 1e-100, 1e100
_LEADING_ZERO = re.compile(r"0\d")
_MONTH = r"(jan|feb|mrt|maart|mar|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec)[a-z]*\.?"
_DATE = re.compile(
    r"(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|\d{1,2}[-/]\d{1,2}[-/]\d{2}"
    rf"|\d{{1,2}}[- ]{_MONTH}[- ]\d{{4}})([ T]\S*)?",
    re.IGNORECASE,
)
#: A day as some systems write it: 20200131.
_COMPACT_DATE = re.compile(r"(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
#: Fewer different numbers that may be days do not make a column of dates.
FEWEST_DAYS = 3
_SIGNED = re.compile(
    r"[-+]?[€$£]? ?[-+]?\d{1,3}([ .,'\u2019\u00a0\u202f]?\d{3})*([.,]\d+)? ?[%\u2030€]?"
)
_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}(\.\d{3})+")


def are_dates(texts: Sequence[str]) -> bool:
    """Whether every text is a date, written as programs or as the Dutch write it.

    Examples
    --------
    >>> are_dates(["2020-01-31", "2020-02-01 12:00"]), are_dates(["31-1-2020"]), are_dates(["a"])
    (True, True, False)
    """
    return all(_DATE.fullmatch(text) for text in texts)


def are_compact_dates(texts: Sequence[str]) -> bool:
    """Whether every number may be a day of this century or the last, written without signs.

    Examples
    --------
    >>> are_compact_dates(["20200131", "20200201", "19991231"]), are_compact_dates(["20201301"] * 3)
    (True, False)
    """
    return len(texts) >= FEWEST_DAYS and all(_COMPACT_DATE.fullmatch(text) for text in texts)


def are_signed_numbers(texts: Sequence[str]) -> bool:
    """Whether every text is a number with a sign of money, per cent or thousands.

    Examples
    --------
    >>> are_signed_numbers(["12,5%", "3 %"]), are_signed_numbers(["€ 1.250,00", "1'000"])
    (True, True)
    >>> are_signed_numbers(["3 havo"]), are_signed_numbers(["1.5"])
    (False, False)
    """
    return (
        bool(texts)
        and all(_SIGNED.fullmatch(text) for text in texts)
        and bool(np.isnan(decimal_commas(texts)).any())
    )


def are_thousands(texts: Sequence[str]) -> bool:
    """Whether a point in every number may part thousands, as in 1.100.

    Examples
    --------
    >>> are_thousands(["1.100", "12.345"]), are_thousands(["1.1", "12.345"]), are_thousands(["5"])
    (True, False, False)
    """
    return bool(texts) and all(_THOUSANDS.fullmatch(text) for text in texts)


def beyond_computing(column: Column) -> bool:
    """Whether squares of the numbers would not be numbers any more."""
    size = max(map(abs, ends_of(column.numbers))) if column.all_numbers else 0.0
    return size > MOST or 0.0 < size < LEAST


def are_whole(numbers: Floats) -> bool:
    """Whether every number is a whole one."""
    return every_row(lambda some: some == np.floor(some), numbers)


def names_rows(column: Column) -> bool:
    """Whether the column counts or names the rows: an identifier, and no property of a pupil.

    Different whole numbers may measure something, unless they run on without a gap or begin
    with a zero.
    """
    rows, numbers = column.n_present, column.numbers
    if rows < FEWEST_ROWS or len(column.texts) < rows:
        return False
    if any_row(np.isnan, numbers):
        return rows <= MANY_TEXTS and bool(np.isnan(decimal_commas(column.texts)).any())
    low, high = ends_of(numbers)
    gapless = high - low == rows - 1
    if not are_whole(numbers) or column.n_values < rows:
        return False
    return gapless or any(_LEADING_ZERO.match(text) for text in column.texts)
