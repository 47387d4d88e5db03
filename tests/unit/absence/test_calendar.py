from datetime import date

import numpy as np
import pytest

from thuiszitters.absence.calendar import SchoolCalendar, add_months, age_window, read_holidays
from thuiszitters.base.errors import DataError


def day(text):
    return np.array([text], dtype="datetime64[D]")


def test_a_holiday_has_no_school_days():
    calendar = SchoolCalendar(((date(2020, 10, 10), date(2020, 10, 18)),))
    assert calendar.school_days(day("2020-10-09"), day("2020-10-19")).tolist() == [2]


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        ("2020-01-31", 1, "2020-02-29"),
        ("2021-01-31", 1, "2021-02-28"),
        ("2020-11-30", 3, "2021-02-28"),
        ("2020-10-15", 3, "2021-01-15"),
        ("2020-02-29", 12, "2021-02-28"),
    ],
)
def test_a_month_runs_from_date_to_date_or_to_the_end_of_the_month(start, months, expected):
    assert str(add_months(day(start), months)[0]) == expected


@pytest.mark.parametrize(
    ("born", "first", "last"),
    [
        # Turns 16 on 31 July 2021: compulsory until that same day.
        ("2005-07-31", "2010-08-01", "2021-07-31"),
        # A day later: until the end of the next school year.
        ("2005-08-01", "2010-09-01", "2022-07-31"),
        ("2005-12-31", "2011-01-01", "2022-07-31"),
    ],
)
def test_compulsory_age_runs_by_month_and_school_year(born, first, last):
    opens, closes = age_window(day(born), "compulsory")
    assert (str(opens[0]), str(closes[0])) == (first, last)


def test_the_last_day_before_18_is_the_day_before_the_birthday():
    _, closes = age_window(day("2003-03-01"), "until_18")
    assert str(closes[0]) == "2021-02-28"


def test_holidays_are_read_and_every_bad_row_is_told(tmp_path):
    path = tmp_path / "vakanties.csv"
    path.write_text("first_day,last_day\n2020-10-10,2020-10-18\n")
    assert read_holidays(path, "v.csv").holidays == ((date(2020, 10, 10), date(2020, 10, 18)),)
    path.write_text("first_day,last_day\n2020-10-18,2020-10-10\n10-10-2020,2020-10-18\n")
    with pytest.raises(DataError) as caught:
        read_holidays(path, "v.csv")
    assert [str(problem) for problem in caught.value.problems] == [
        "v.csv: row 2: the last day is before the first.",
        "v.csv: row 3: first_day or last_day is missing or no date. Allowed: yyyy-mm-dd.",
    ]
    with pytest.raises(DataError, match="the file with holidays cannot be read"):
        read_holidays(tmp_path / "none.csv", "none.csv")
