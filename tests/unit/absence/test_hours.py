"""Outcomes by hours: worked examples, and the same numbers from a plain computation."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.absence.hours_of_absence import OUTCOMES

from thuiszitters.absence.calendar import SchoolCalendar
from thuiszitters.absence.outcome import outcome_from_spells
from thuiszitters.base.text import Text
from thuiszitters.plan.outcome import (
    AttendanceRule,
    HoursRule,
    OutcomeDefinition,
    outcome_definition,
)

LEGAL = outcome_definition(OUTCOMES["hours_16_4w"], "hours_16_4w")
PERSISTENT = outcome_definition(OUTCOMES["persistent_absence"], "persistent_absence")
EXTRACTION = date(2022, 7, 15)
MONDAY = date(2022, 1, 10)
AUTUMN = SchoolCalendar(((date(2022, 1, 24), date(2022, 1, 28)),))


def outcome(rows, definition=LEGAL, calendar=None, possible=1000.0, born=date(2008, 1, 1)):
    """The outcome of one pupil; rows of first day, last day, hours, and the reason."""
    columns = ["start_date", "end_date", "hours", "authorised"]
    table = pd.DataFrame([(*row, "no")[:4] for row in rows], columns=columns)
    table = table.assign(
        pupil_id="1", enrolled="yes", exempt="no", hours=table["hours"].astype(float)
    )
    pupils = pd.DataFrame({"pupil_id": ["1"], "birth_date": [born], "possible_hours": [possible]})
    return float(outcome_from_spells(pupils, table, definition, EXTRACTION, calendar)[0])


def on(day, hours, reason="no"):
    there = MONDAY + timedelta(days=day)
    return there, there, hours, reason


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([on(0, 8), on(25, 8)], 1),  # Monday, and Friday of the fourth week: school day 20
        ([on(0, 8), on(28, 8)], 0),  # the Monday after: school day 21
        ([on(0, 8), on(1, 7.5)], 0),
        ([on(0, 8), on(0, 8)], 1),  # two registrations of one day
        ([on(0, 16, "yes")], 0),
        ([on(-2, 8), on(25, 8)], 0),  # a Saturday stands with the Friday before it
        ([on(-2, 8), on(24, 8)], 1),
        ([(MONDAY, MONDAY + timedelta(days=34), 20)], 1),  # 0.8 hours on 25 days
        ([(MONDAY, MONDAY + timedelta(days=34), 19.9)], 0),
    ],
)
def test_sixteen_hours_in_twenty_school_days(rows, expected):
    assert outcome(rows) == expected


def test_a_holiday_week_lies_outside_the_window():
    assert outcome([on(0, 8), on(28, 8)]) == 0
    assert outcome([on(0, 8), on(28, 8)], calendar=AUTUMN) == 1


def test_the_age_window_cuts_hours():
    eighteen = MONDAY + timedelta(days=1)
    assert outcome([on(0, 8), on(1, 8)], born=eighteen.replace(year=2004)) == 0


@pytest.mark.parametrize(("missed", "expected"), [(99.9, 0), (100, 1), (400, 1)])
def test_ten_per_cent_missed_is_persistent(missed, expected):
    assert outcome([on(0, missed / 2, "yes"), on(60, missed / 2)], PERSISTENT) == expected


@pytest.mark.parametrize("possible", [np.nan, 0.0])
def test_a_rate_is_not_known_without_possible_hours(possible):
    assert np.isnan(outcome([on(0, 5)], PERSISTENT, possible=possible))


def in_plain_python(rows, rule, extraction, calendar):
    """Hours per school day in a dictionary, and every run of school days added up."""
    last = max([extraction, *(row[1] for row in rows)])
    free = {day for a, b in calendar.holidays for day in days(a, b)}
    school = [
        d for d in days(min(row[0] for row in rows), last) if d.weekday() < 5 and d not in free
    ]
    hours = dict.fromkeys(range(-1, len(school)), 0.0)
    for first, end, amount, _ in rows:
        inside = [d for d in days(first, end) if d in school]
        for day in inside or [first]:
            if day <= extraction:
                place = sum(other <= day for other in school) - 1
                hours[place] += amount / max(len(inside), 1)
    runs = (sum(hours.get(i, 0) for i in range(j - rule.in_school_days + 1, j + 1)) for j in hours)
    best = round(max(runs), 6)
    return best > rule.amount if rule.strict else best >= rule.amount


def days(first, last):
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


ROWS = st.lists(
    st.builds(
        lambda start, length, halves: (
            MONDAY + timedelta(days=start),
            MONDAY + timedelta(days=start + length),
            halves / 2,
            "no",
        ),
        st.integers(0, 200),
        st.integers(0, 12),
        st.integers(0, 20),
    ),
    min_size=1,
    max_size=6,
)


@pytest.mark.thorough
@settings(max_examples=25, deadline=None)
@given(rows=ROWS, amount=st.integers(1, 20), length=st.integers(1, 30), strict=st.booleans())
def test_hours_in_a_window_are_those_of_a_plain_computation(rows, amount, length, strict):
    rule = HoursRule(float(amount), length, strict)
    text = Text("Eigen", "Own")
    definition = OutcomeDefinition(
        "own", text, text, ("relative",), None, age_window="none", hours=rule
    )
    expected = in_plain_python(rows, rule, EXTRACTION, AUTUMN)
    assert outcome(rows, definition, AUTUMN) == expected


@pytest.mark.thorough
@settings(max_examples=25, deadline=None)
@given(rows=ROWS, possible=st.integers(1, 120), percent=st.integers(0, 100), strict=st.booleans())
def test_a_rate_is_that_of_a_plain_computation(rows, possible, percent, strict):
    text = Text("Eigen", "Own")
    definition = OutcomeDefinition(
        "own", text, text, ("relative",), None, age_window="none",
        attendance=AttendanceRule(float(percent), strict),
    )  # fmt: skip
    missed = sum(
        hours * sum(d <= EXTRACTION for d in there) / len(there)
        for first, last, hours, _ in rows
        for there in [[d for d in days(first, last) if d.weekday() < 5] or [first]]
    )
    rate = round(100 * (1 - missed / possible), 6)
    expected = rate < percent if strict else rate <= percent
    assert outcome(rows, definition, possible=float(possible)) == expected
