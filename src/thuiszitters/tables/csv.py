"""The unrounded long table behind a table, for machines and for checking."""

import math

from thuiszitters.tables.table import Table

#: Signs with which a spreadsheet takes a text for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_text(table: Table) -> str:
    """Comma-separated, decimal points, every digit; empty where there is no number."""
    long = table.long
    lines = [",".join(str(column) for column in long.columns)]
    lines += [",".join(_field(value) for value in row) for row in long.itertuples(index=False)]
    return "\n".join(lines) + "\n"


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
    import pandas as pd

    if pd.isna(value):  # type: ignore[call-overload]
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
