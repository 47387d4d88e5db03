"""The row with the column names: what is missing in it, and what stands there twice."""

import re
from collections.abc import Sequence

from thuiszitters.base.errors import Problem, nearest_name

#: A cell of digits, with the signs that stand in dates, times, amounts and numbers.
_VALUE = re.compile(r"[-+]?\d[\d\s.,:/%-]*")
#: So many names are listed; a file of hundreds of columns has a nearest name to offer as well.
_LISTED = 40


def looks_like_value(name: str) -> bool:
    """Whether a cell is a number, a date or a time, and hardly the name of a column.

    Examples
    --------
    >>> looks_like_value("24-6-2004"), looks_like_value("days 2020")
    (True, False)
    """
    return bool(_VALUE.fullmatch(name))


def header_problems(
    header: Sequence[str], wanted: Sequence[str], where: str, row: int | None = None
) -> list[Problem]:
    """Columns that are wanted but missing, or that stand in the header more than once.

    Parameters
    ----------
    header
        Names of the columns.
    wanted
        Names that are asked for.
    where
        The file.
    row
        Row of the file in which the names were looked for. A row that may be about a pupil
        is never shown. None for files that keep their names apart from their rows.
    """
    if row is not None and not _holds_names(header, wanted):
        return [_no_names(wanted, where, row)]
    names = [name for name in header if name and (row is None or not looks_like_value(name))]
    problems = []
    for name in dict.fromkeys(wanted):
        same = [column for column in header if column.casefold() == name.casefold()]
        if name not in header:
            found, listed = f'the column "{name}" is missing', ", ".join(names[:_LISTED])
            more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
            advice = nearest_name(name, names)
            problems.append(Problem(where, found, f"{listed}{more}", advice))
        elif len(same) > 1:
            alike = "stands in the header" if len(set(same)) == 1 else "differs in case only from"
            other = f"{len(same)} times" if len(set(same)) == 1 else "another column"
            problems.append(
                Problem(where, f'the column "{name}" {alike} {other}', advice="Rename one of them")
            )
    return problems


def _holds_names(header: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether a row holds names of columns, rather than a title or the record of a pupil.

    Most of the names must be there when some cell is a number or a date; a name or what looks
    like one of them when none is.
    """
    folded = {name.casefold() for name in header}
    asked = list(dict.fromkeys(wanted))
    found = sum(name.casefold() in folded for name in asked)
    if any(map(looks_like_value, header)):
        return 2 * found >= len(asked)
    return not asked or found > 0 or any(nearest_name(name, header) for name in asked)


def _no_names(wanted: Sequence[str], where: str, row: int) -> Problem:
    asked = list(dict.fromkeys(wanted))
    more = f" and {len(asked) - _LISTED} more" if len(asked) > _LISTED else ""
    return Problem(
        where,
        f"row {row} does not hold the names of the columns "
        "(it is not shown here, because it may be about a pupil)",
        f"{', '.join(asked[:_LISTED])}{more}",
        'Set "header_row" to the row with the names, or put such a row above the data',
    )
