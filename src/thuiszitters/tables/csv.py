"""The unrounded long table behind a table, for machines and for checking."""

import math
from collections.abc import Iterable, Iterator, Sequence

from thuiszitters.results.read import present
from thuiszitters.results.rows import records
from thuiszitters.tables.table import Long, Table

#: Signs with which a spreadsheet takes a text for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_text(table: Table) -> str:
    """Comma-separated, decimal points, every digit; empty where there is no number."""
    names, rows = _lines(table.long)
    lines = [",".join(names)]
    lines += [",".join(map(_field, row)) for row in rows]
    return "\n".join(lines) + "\n"


def _lines(long: Long) -> tuple[list[str], Iterator[Iterable[object]]]:
    """Names of the columns, and what stands in them; without a frame where there are rows."""
    if isinstance(long, Sequence):
        return list(long[0]) if long else [], (row.values() for row in long)
    return list(map(str, long.columns)), (row.values() for row in records(long))


def _field(value: object) -> str:
    """One value as it stands in the file.

    Examples
    --------
    >>> _field(0.1), _field(3.0), _field(float("inf")), _field(None), _field("a, b")
    ('0.1', '3.0', 'inf', '', '"a, b"')

    A spreadsheet takes a text that begins like a formula for one; an apostrophe in front keeps it
    a text:

    >>> _field("=1+1"), _field("-1"), _field("-a")
    ("'=1+1", '-1', "'-a")
    """
    if not present(value):
        return ""
    if isinstance(value, float):
        return "inf" if math.isinf(value) and value > 0 else repr(float(value))
    written = str(value)
    if written.startswith(_FORMULA) and not _is_number(written):
        written = f"'{written}"
    if any(sign in written for sign in ',"\n\r'):
        return '"' + written.replace('"', '""') + '"'
    return written


def _is_number(written: str) -> bool:
    try:
        float(written)
    except ValueError:
        return False
    return True
