"""What the cells of a column show: dates, thousands, names of rows, numbers beyond computing."""

import re
from collections.abc import Sequence

import numpy as np

from thuiszitters.odds.number_texts import decimal_commas
from thuiszitters.odds.table import Column

#: In fewer rows, a value of its own for every row says nothing about what a column is.
FEWEST_ROWS = 20
#: More different texts than this are names or remarks rather than groups.
MANY_TEXTS = 50
#: A largest number outside these bounds cannot be computed with.
LEAST, MOST = 1e-100, 1e100
_LEADING_ZERO = re.compile(r"0\d")
_DATE = re.compile(r"(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})([ T]\S*)?")
_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}(\.\d{3})+")


def are_dates(texts: Sequence[str]) -> bool:
    """Whether every text is a date, written as programs or as the Dutch write it.

    Examples
    --------
    >>> are_dates(["2020-01-31", "2020-02-01 12:00"]), are_dates(["31-1-2020"]), are_dates(["a"])
    (True, True, False)
    """
    return all(_DATE.fullmatch(text) for text in texts)


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
    size = float(np.nanmax(np.abs(column.numbers))) if column.all_numbers else 0.0
    return size > MOST or 0.0 < size < LEAST


def names_rows(column: Column) -> bool:
    """Whether the column counts or names the rows: an identifier, and no property of a pupil.

    Different whole numbers may measure something, unless they run on without a gap or begin
    with a zero.
    """
    rows, numbers = column.n_present, column.numbers
    if rows < FEWEST_ROWS or len(column.texts) < rows:
        return False
    if np.isnan(numbers).any():
        return rows <= MANY_TEXTS and bool(np.isnan(decimal_commas(column.texts)).any())
    gapless = numbers.max() - numbers.min() == rows - 1
    whole = bool((numbers == np.floor(numbers)).all())
    if not whole or column.n_values < rows:
        return False
    return gapless or any(_LEADING_ZERO.match(text) for text in column.texts)
