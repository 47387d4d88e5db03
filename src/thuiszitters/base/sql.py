"""Names, texts and days as SQL reads them."""

from collections.abc import Iterable
from datetime import date

#: A column with at most so many different values is stored as their places in a list.
MOST_LISTED = 50_000


def name(column: str) -> str:
    """A name as SQL reads it, whatever signs it holds.

    Examples
    --------
    >>> name("birth date")
    '"birth date"'
    """
    return '"' + column.replace('"', '""') + '"'


def names(columns: Iterable[str]) -> str:
    """Names with commas between them."""
    return ", ".join(map(name, columns))


def text(value: str) -> str:
    """A text as SQL reads it.

    Examples
    --------
    >>> text("it's")
    "'it''s'"
    """
    return "'" + value.replace("'", "''") + "'"


def texts(values: Iterable[str]) -> str:
    """Texts between brackets, as ``IN`` takes them; at least one."""
    return f"({', '.join(map(text, values))})"


def day(value: date) -> str:
    """A day as SQL reads it."""
    return f"DATE '{value.isoformat()}'"


def listed(column: str, values: Iterable[str]) -> str:
    """An expression stored as its place among some texts, which are all that it can be."""
    known = list(dict.fromkeys(values))
    if not known or len(known) > MOST_LISTED:
        return column
    return f"CAST({column} AS ENUM {texts(known)})"
