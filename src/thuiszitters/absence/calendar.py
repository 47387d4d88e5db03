"""Days that count: school days, calendar months, and the window of compulsory age."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import numpy as np

from thuiszitters.base.errors import DataError, Problem, raise_problems
from thuiszitters.plan.outcome import AgeWindow

#: A school year ends on 31 July.
SCHOOL_YEAR_END = (7, 31)
_ONE_DAY = np.timedelta64(1, "D")


@dataclass(frozen=True)
class SchoolCalendar:
    """Mondays to Fridays outside the holidays.

    Attributes
    ----------
    holidays
        First and last day of every holiday.
    """

    holidays: tuple[tuple[date, date], ...] = ()

    @cached_property
    def free_days(self) -> "np.typing.NDArray[np.datetime64]":
        ranges = [
            np.arange(np.datetime64(first, "D"), np.datetime64(last, "D") + _ONE_DAY)
            for first, last in self.holidays
        ]
        return np.concatenate(ranges) if ranges else np.array([], dtype="datetime64[D]")

    def school_days(
        self,
        first: "np.typing.NDArray[np.datetime64]",
        last: "np.typing.NDArray[np.datetime64]",
    ) -> "np.typing.NDArray[np.int64]":
        """School days from `first` to `last`, both included.

        Examples
        --------
        >>> friday, monday = np.datetime64("2020-10-09"), np.datetime64("2020-10-12")
        >>> int(SchoolCalendar().school_days(friday, monday))
        2
        """
        return np.busday_count(first, last + np.timedelta64(1, "D"), holidays=self.free_days)


def read_holidays(path: Path, where: str) -> SchoolCalendar:
    """Read holidays from a CSV file with the columns ``first_day`` and ``last_day``.

    Raises
    ------
    DataError
        With every row that cannot be used.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(Problem(where, "the file with holidays cannot be read")) from error
    holidays, problems = [], []
    for number, row in enumerate(rows, start=2):
        try:
            first = date.fromisoformat(row["first_day"] or "")
            last = date.fromisoformat(row["last_day"] or "")
        except (KeyError, ValueError, TypeError):
            problems.append(
                Problem(
                    f"{where}: row {number}",
                    "first_day or last_day is missing or no date",
                    "yyyy-mm-dd",
                )
            )
            continue
        if last < first:
            problems.append(Problem(f"{where}: row {number}", "the last day is before the first"))
        holidays.append((first, last))
    raise_problems(problems, DataError)
    return SchoolCalendar(tuple(holidays))


def add_months(
    dates: "np.typing.NDArray[np.datetime64]", months: int
) -> "np.typing.NDArray[np.datetime64]":
    """The same day of the month some months on, or the last day of a shorter month.

    Examples
    --------
    >>> str(add_months(np.array(["2020-11-30"], dtype="datetime64[D]"), 3)[0])
    '2021-02-28'
    """
    month = dates.astype("datetime64[M]")
    day = (dates - month.astype("datetime64[D]")).astype("timedelta64[D]")
    target = month + np.timedelta64(months, "M")
    last = (target + np.timedelta64(1, "M")).astype("datetime64[D]") - np.timedelta64(1, "D")
    return np.asarray(np.minimum(target.astype("datetime64[D]") + day, last))


def age_window(
    birth: "np.typing.NDArray[np.datetime64]", window: AgeWindow
) -> "tuple[np.typing.NDArray[np.datetime64], np.typing.NDArray[np.datetime64]]":
    """First and last day on which absence of a pupil counts; NaT where there is no limit.

    Compulsory education starts on the first day of the month after the fifth birthday and
    ends with the school year in which the pupil turns 16; the duty to obtain a basic
    qualification ends at 18 (Leerplichtwet 1969, articles 3 and 4a).

    Examples
    --------
    >>> born = np.array(["2004-08-15"], dtype="datetime64[D]")
    >>> first, last = age_window(born, "compulsory")
    >>> str(first[0]), str(last[0])
    ('2009-09-01', '2021-07-31')
    """
    if window == "none":
        nothing = np.full(birth.shape, np.datetime64("NaT", "D"))
        return nothing, nothing
    fifth = add_months(birth, 60).astype("datetime64[M]")
    first = (fifth + np.timedelta64(1, "M")).astype("datetime64[D]")
    if window == "until_18":
        return first, add_months(birth, 216) - np.timedelta64(1, "D")
    month, day = SCHOOL_YEAR_END
    turns_16 = add_months(birth, 192)
    year = turns_16.astype("datetime64[Y]")
    end = (year.astype("datetime64[M]") + np.timedelta64(month - 1, "M")).astype("datetime64[D]")
    end = end + np.timedelta64(day - 1, "D")
    following = add_months(end, 12)
    return first, np.where(turns_16 <= end, end, following).astype("datetime64[D]")
