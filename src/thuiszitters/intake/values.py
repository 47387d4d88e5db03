"""From cells of text to values: numbers, dates, yes and no, and words that were mapped."""

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import lru_cache

import numpy as np
import pandas as pd

from thuiszitters.base.errors import Problem
from thuiszitters.intake.raw import RawTable, count_text
from thuiszitters.plan.cohort import ColumnSpec, FileSpec

#: Dates outside these years are taken for typing errors.
EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
#: Name of the format in which a date is a number of days.
EXCEL = "excel"
YES_NO = {"yes": "yes", "no": "no", "unknown": "unknown"}
_TOKENS = {
    "yyyy": r"(?P<year>\d{4})",
    "mm": r"(?P<month>\d{2})",
    "dd": r"(?P<day>\d{2})",
    "m": r"(?P<month>\d{1,2})",
    "d": r"(?P<day>\d{1,2})",
}
_NUMBER = re.compile(r"^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$")
_DATE_ADVICE = 'Correct the file, or add the format under "date_formats"'
_MISSING_ADVICE = 'Correct the file, or list the value under "missing" of this column'

Value = str | float | date | None
Parser = Callable[[str], Value]


class _UnreadableError(ValueError):
    """A cell that the column's kind does not allow."""


def read_column(
    raw: RawTable, column: ColumnSpec, file: FileSpec
) -> tuple[pd.Series, list[Problem]]:
    """The values of one column, and what could not be read of it.

    Every distinct text is read once, so a long file costs little more than a short one.

    Parameters
    ----------
    raw
        The file; its row numbers are used in messages.
    column
        What the column means.
    file
        Decimal sign and date formats of the file.

    Returns
    -------
    Series, list of Problem
        Values (``str`` with NA, ``float64`` with NaN, or dates with None), and problems.
    """
    if column.source is None:
        constant = column.constant or ""
        cells = pd.Series(np.full(len(raw.cells), constant), dtype="str")
    else:
        cells = raw.cells[column.source]
    if column.kind == "text" and not column.meanings:
        return cells.mask((cells == "") | cells.isin(list(column.missing))), []
    codes, texts = pd.factorize(cells)
    parse = _parser(column, file, iso=column.source in raw.iso_dates)
    values: list[Value] = []
    unreadable: list[bool] = []
    for cell in texts:
        value, bad = _value(str(cell), column, parse)
        values.append(value)
        unreadable.append(bad)
    problems = []
    if any(unreadable):
        mask = np.asarray(unreadable)[codes]
        problems.append(_problem(raw, column, file, mask))
    return _series(values, codes, column), problems


def _value(cell: str, column: ColumnSpec, parse: Parser) -> tuple[Value, bool]:
    if cell == "" or cell in column.missing:
        return None, False
    if column.meanings:
        mapped = dict(column.meanings).get(cell)
        if mapped is None:
            return None, True
        cell = mapped
    try:
        return parse(cell), False
    except _UnreadableError:
        return None, True


def _parser(column: ColumnSpec, file: FileSpec, *, iso: bool) -> Parser:
    if column.kind == "number":
        return lambda cell: parse_number(cell, file.decimal)
    if column.kind == "date":
        formats = column.date_formats or file.date_formats
        formats = ("yyyy-mm-dd", *formats) if iso else formats
        return lambda cell: parse_date(cell, formats)
    if column.kind == "yes_no":
        return _yes_no
    return str


def _yes_no(cell: str) -> str:
    if cell not in YES_NO:
        raise _UnreadableError
    return cell


def parse_number(cell: str, decimal: str = ".") -> float:
    """A number with the given decimal sign; grouped thousands are not accepted.

    Examples
    --------
    >>> parse_number("12,5", ",")
    12.5
    """
    other = "." if decimal == "," else ","
    if other in cell or not _NUMBER.match(plain := cell.replace(decimal, ".")):
        raise _UnreadableError
    return float(plain)


def parse_date(cell: str, formats: Sequence[str]) -> date:
    """A date in the first of the formats that fits it.

    Examples
    --------
    >>> parse_date("03-09-2012", ["dd-mm-yyyy"])
    datetime.date(2012, 9, 3)
    """
    for form in formats:
        if form == EXCEL:
            return _excel_day(cell)
        if match := date_pattern(form).match(cell):
            parts = {key: int(value) for key, value in match.groupdict().items()}
            if not EARLIEST_YEAR <= parts["year"] <= LATEST_YEAR:
                raise _UnreadableError
            try:
                return date(parts["year"], parts["month"], parts["day"])
            except ValueError:
                continue
    raise _UnreadableError


def _excel_day(cell: str) -> date:
    """A day that Excel stored as its number; before March 1900 its numbers are off by one."""
    if not re.fullmatch(r"\d{1,5}", cell) or int(cell) < 61:
        raise _UnreadableError
    return date(1899, 12, 30) + timedelta(days=int(cell))


@lru_cache(maxsize=64)
def date_pattern(form: str) -> "re.Pattern[str]":
    """The pattern behind a format of dd or d, mm or m, yyyy and the signs between them.

    A time of day behind the date is passed over.
    """
    pieces = re.split(r"(yyyy|mm|dd|m|d)", form)
    pattern = "".join(_TOKENS.get(piece, re.escape(piece)) for piece in pieces)
    return re.compile(pattern + r"([ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?)?$")


def _series(
    values: list[Value], codes: "np.typing.NDArray[np.intp]", column: ColumnSpec
) -> pd.Series:
    if column.kind == "number":
        numbers = [np.nan if value is None else value for value in values]
        return pd.Series(np.asarray(numbers, dtype="float64")[codes])
    if column.kind == "date":
        days = np.empty(len(values), dtype=object)
        days[:] = values
        return pd.Series(days[codes], dtype="object")
    return pd.Series(values, dtype="str").take(codes).reset_index(drop=True)


def _problem(
    raw: RawTable, column: ColumnSpec, file: FileSpec, mask: "np.typing.NDArray[np.bool_]"
) -> Problem:
    where = f'{raw.where}: column "{column.source}"'
    count = count_text(int(mask.sum()), len(mask))
    rows = raw.rows_text(mask)
    if column.meanings:
        allowed = ", ".join(f'"{value}"' for value, _ in column.meanings)
        found = f'{count} not a value that "{column.name}" lists ({rows})'
        return Problem(where, found, f"{allowed} or empty", _MISSING_ADVICE)
    if column.kind == "number":
        sign = "comma" if file.decimal == "," else "point"
        found = f"{count} not a number ({rows})"
        return Problem(where, found, f"digits with a decimal {sign}, or empty", _MISSING_ADVICE)
    if column.kind == "date":
        formats = " or ".join(column.date_formats or file.date_formats)
        found = f"{count} not a date ({rows})"
        allowed = f"{formats} between {EARLIEST_YEAR} and {LATEST_YEAR}, or empty"
        return Problem(where, found, allowed, _DATE_ADVICE)
    found = f"{count} not yes, no or unknown ({rows})"
    return Problem(where, found, "yes, no, unknown or empty", 'Map the values under "values"')
