"""The school year that the data are about, from the data and not from the day of today."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from thuiszitters.setup.draft.files import FileLook

#: A school year begins in this month, for the age at its start.
FIRST_MONTH = 9
_YEARS = re.compile(r"(?<!\d)(20\d\d)\s?[-/_]\s?(?:20)?(\d\d)(?![-/]?\d)")


@dataclass(frozen=True)
class SchoolYear:
    """A school year.

    Attributes
    ----------
    begins
        The year in which it begins.
    why
        What tells.
    sure
        False when only the age of the files tells, which may be that of a copy.
    """

    begins: int
    why: str
    sure: bool


def school_year(
    looks: Sequence[FileLook], last_day: date | None, paths: Sequence[Path]
) -> SchoolYear:
    """The school year by a column or label that names it, the last day, or a file's name.

    Parameters
    ----------
    last_day
        The end of the last month in which somebody was absent.
    paths
        The files themselves.
    """
    named = Counter(
        year
        for look in looks
        for text, count in _texts(look)
        for year in named_years(text)
        for _ in range(count)
    )
    if named:
        return SchoolYear(named.most_common(1)[0][0], "the school year that the data name", True)
    if last_day is not None:
        return SchoolYear(_begins(last_day), "the school year of the last absence", True)
    years = [year for path in paths for year in named_years(path.name)]
    if years:
        return SchoolYear(max(years), "the school year in the name of a file", True)
    changed = max(path.stat().st_mtime for path in paths)
    return SchoolYear(_begins(date.fromtimestamp(changed)), "nothing in the data tells", False)


def _texts(look: FileLook) -> Iterator[tuple[str, int]]:
    """Labels, and values of columns with few different ones, such as one for the school year."""
    yield from ((column.label, 1) for column in look.looks)
    for column in look.columns.values():
        if column.n_distinct <= 12:
            yield from ((str(text), int(count)) for text, count in column.counts.items())


def named_years(text: str) -> list[int]:
    """Years in which the school years begin that a text names.

    Examples
    --------
    >>> named_years("schooljaar 2021/2022"), named_years("verzuim_2021-22.csv")
    ([2021], [2021])
    >>> named_years("2009-10-04"), named_years("2021")
    ([], [])
    """
    found = (match.groups() for match in _YEARS.finditer(text))
    return [int(first) for first, last in found if (int(first) + 1) % 100 == int(last)]


def _begins(day: date) -> int:
    return day.year if day.month >= FIRST_MONTH else day.year - 1
