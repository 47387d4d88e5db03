"""How much room a table needs on a page at least, and what it does where there is less."""

import re
from collections.abc import Iterator

from thuiszitters.tables.table import Table

#: Letters, those of the space between columns counted, beside each other on a wide page ...
_LETTERS_OF_A_PAGE = 94
#: ... and on a phone.
_LETTERS_OF_A_PHONE = 44
#: Letters that the space between two columns takes.
_APART = 2


def is_dense(table: Table) -> bool:
    """Whether intervals must go below their estimates for the table to fit a wide page."""
    return _letters(table, whole=True) > _LETTERS_OF_A_PAGE


def is_stacked(table: Table) -> bool:
    """Whether a phone shows every row as a list, since the columns do not fit beside each other."""
    return _letters(table, whole=False) > _LETTERS_OF_A_PHONE


def _letters(table: Table, *, whole: bool) -> int:
    """Letters of the widest line when every text breaks where it can."""
    widest = 0
    for place, column in enumerate(table.columns):
        pieces = [*_words(column.label)]
        for row in table.rows:
            text = row.cells[place].text
            if row.wide or not text:
                continue
            if column.numeric:
                pieces += [text] if whole else _pieces(text)
            else:
                pieces += text.split()
        widest += max(map(len, pieces), default=0) + _APART
    return widest


def _pieces(text: str) -> Iterator[str]:
    """What a browser keeps on one line: a number, its interval, a word.

    Examples
    --------
    >>> list(_pieces("1.98 (0.73 to 5.36)")), list(_pieces("not decided"))
    (['1.98', '(0.73 to 5.36)'], ['not', 'decided'])
    """
    before, opening, after = text.partition(" (")
    if opening and before.lstrip("−<")[:1].isdigit():
        yield from (before, f"({after}")
    else:
        yield from text.split()


def _words(label: str) -> Iterator[str]:
    """The same of a heading, which does not break inside brackets.

    Examples
    --------
    >>> list(_words("Odds ratio (95% CI)"))
    ['Odds', 'ratio', '(95% CI)']
    """
    return (match.group() for match in re.finditer(r"(?:\bn\s)?\([^)]*\)|\S+", label))
