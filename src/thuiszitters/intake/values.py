"""From cells of text to values: numbers, dates, yes and no, and words that were mapped."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from math import isfinite
from typing import Any

from thuiszitters.base import sql
from thuiszitters.base.arrays import holds_texts
from thuiszitters.base.engine import Connection
from thuiszitters.base.errors import Problem
from thuiszitters.intake.raw import count_text
from thuiszitters.intake.scan import PLACE, Cells, distinct_cells, first_places
from thuiszitters.plan.cohort import ColumnSpec, FileSpec

#: Dates outside these years are taken for typing errors.
EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
#: Name of the format in which a date is a number of days.
EXCEL = "excel"
#: Columns in which nearly every record has a value of its own.
_OWN_VALUE = ("pupil_id",)
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


@dataclass(frozen=True, slots=True)
class Reading:
    """How the values of one column come about, as the database says it.

    Attributes
    ----------
    value
        An expression of the value, missing where it is not known.
    join
        What the records are joined with for it; may be empty.
    bad
        A condition on the same rows: the cell cannot be read. Empty when every cell can.
    """

    value: str
    join: str = ""
    bad: str = ""


def read_column(
    connection: Connection, cells: Cells, column: ColumnSpec, file: FileSpec, number: int
) -> tuple[Reading, list[Problem]]:
    """How the values of one column are read, and what could not be read of it.

    Every distinct text is read once, so a long file costs little more than a short one. Numbers
    and identifiers, of which there may be as many as records, are read by the database itself.

    Parameters
    ----------
    cells
        The source; its row numbers are used in messages.
    column
        What the column means.
    file
        Decimal sign and date formats of the file.
    number
        Of the column, to give its list of values a name.
    """
    if column.source is None:
        return Reading(_constant(column, file)), []
    if column.kind == "number" and not column.meanings:
        reading = _number(cells, column, file)
    elif column.kind == "text" and not column.meanings:
        reading = _plain_text(connection, cells, column, file, number)
    else:
        reading = _listed(connection, cells, column, file, number)
    if not reading.bad:
        return reading, []
    rows = f"(SELECT c.{PLACE} FROM {sql.name(cells.view)} c {reading.join} WHERE {reading.bad})"
    total, places = first_places(connection, rows)
    if not total:
        return reading, []
    return reading, [_problem(cells, column, file, total, places)]


def _constant(column: ColumnSpec, file: FileSpec) -> str:
    value, _ = _value(column.constant or "", column, _parser(column, file, iso=False))
    if isinstance(value, date):
        return f"DATE '{value.isoformat()}'"
    if value is None:
        return "NULL"
    return f"CAST({value!r} AS DOUBLE)" if isinstance(value, float) else sql.text(value)


def _plain_text(
    connection: Connection, cells: Cells, column: ColumnSpec, file: FileSpec, number: int
) -> Reading:
    assert column.source is not None
    if column.name not in _OWN_VALUE:
        found = distinct_cells(connection, cells, column.source, file, sql.MOST_LISTED)
        if found is not None:
            return _list_of(connection, column, found, str, number)
    cell = cells.text(column.source, file.decimal)
    unknown = sql.texts(("", *column.missing))
    return Reading(f"CASE WHEN {cell} IN {unknown} THEN NULL ELSE {cell} END")


def _number(cells: Cells, column: ColumnSpec, file: FileSpec) -> Reading:
    """Numbers that the file stores as such, or texts with a decimal sign."""
    import pyarrow as pa

    assert column.source is not None
    kind, cell = cells.kinds[column.source], f"c.{sql.name(column.source)}"
    text = cells.text(column.source, file.decimal)
    unknown = f"{text} IN {sql.texts(('', *column.missing))}"
    if not holds_texts(kind) and not column.missing:
        if pa.types.is_floating(kind):
            return Reading(f"CAST({cell} AS DOUBLE)", bad=f"NOT isfinite({cell})")
        if pa.types.is_integer(kind) or pa.types.is_decimal(kind):
            return Reading(f"CAST({cell} AS DOUBLE)")
    pattern = rf"[+-]?\d+([{file.decimal}]\d+)?([eE][+-]?\d+)?"
    plain = f"ltrim(replace({text}, {sql.text(file.decimal)}, '.'), '+')"
    fits = f"regexp_full_match({text}, {sql.text(pattern)})"
    read = f"TRY_CAST({plain} AS DOUBLE)"
    value = f"CASE WHEN {unknown} OR NOT {fits} OR isinf({read}) THEN NULL ELSE {read} END"
    return Reading(value, bad=f"NOT {unknown} AND ({value}) IS NULL")


def _listed(
    connection: Connection, cells: Cells, column: ColumnSpec, file: FileSpec, number: int
) -> Reading:
    assert column.source is not None
    found = distinct_cells(connection, cells, column.source, file)
    assert found is not None
    parse = _parser(column, file, iso=column.source in cells.iso_dates)
    return _list_of(connection, column, found, parse, number)


def _list_of(
    connection: Connection, column: ColumnSpec, found: Any, parse: Parser, number: int
) -> Reading:
    """Every different cell beside its value, as a table that the records are joined with."""
    import pyarrow as pa

    cells, texts = found
    read = [_value(text, column, parse) for text in texts]
    values, unreadable = [value for value, _ in read], [bad for _, bad in read]
    kinds = {"number": pa.float64(), "date": pa.date32()}
    table = pa.table(
        {
            "cell": cells,
            "value": pa.array(values, type=kinds.get(column.kind, pa.string())),
            "bad": pa.array(unreadable, type=pa.bool_()),
        }
    )
    assert column.source is not None
    listed, alias = sql.name(f"list of {column.name}"), f"v{number}"
    value = "value"
    if column.kind not in kinds:
        value = sql.listed("value", sorted(str(one) for one in values if one is not None))
    connection.register("values_read", table)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {listed} AS "
        f"SELECT cell, {value} AS value, bad FROM values_read WHERE cell IS NOT NULL"
    )
    connection.unregister("values_read")
    join = f"LEFT JOIN {listed} {alias} ON c.{sql.name(column.source)} = {alias}.cell"
    return Reading(f"{alias}.value", join, f"{alias}.bad" if any(unreadable) else "")


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
    """A number with the given decimal sign; neither grouped thousands nor one too large to hold.

    Examples
    --------
    >>> parse_number("12,5", ",")
    12.5
    """
    other = "." if decimal == "," else ","
    if other in cell or not _NUMBER.match(plain := cell.replace(decimal, ".")):
        raise _UnreadableError
    if not isfinite(number := float(plain)):
        raise _UnreadableError
    return number


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


def _problem(
    cells: Cells, column: ColumnSpec, file: FileSpec, total: int, places: Sequence[int]
) -> Problem:
    where = f'{cells.where}: column "{column.source}"'
    count = count_text(total, cells.n_records)
    rows = cells.rows_text(places, total)
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
