"""Worked examples of every rule. 31 December 2020 is a Thursday, 2 January 2021 a Saturday."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thuiszitters.absence.calendar import SchoolCalendar
from thuiszitters.absence.outcome import outcome_from_spells
from thuiszitters.base.text import Text
from thuiszitters.base.yaml_file import read_yaml
from thuiszitters.plan.outcome import OutcomeDefinition, Threshold, outcome_definition

ROOT = Path(__file__).parents[3]
EXTRACTION = date(2021, 7, 31)
PRESETS = {
    name: outcome_definition(entry, name)
    for name, entry in read_yaml(ROOT / "config/outcomes.yaml").items()
    if not {"hours", "attendance"} & set(entry)  # those are worked out in test_hours.py
}
BASE = OutcomeDefinition(
    name="own",
    label=Text("Eigen", "Own"),
    definition=Text("Eigen", "Own"),
    kinds=("absolute", "relative"),
    threshold=Threshold(28, "days", strict=False),
    age_window="none",
)


def spells(*rows):
    """Rows of first day, last day, and where it matters authorised, enrolled and exempt."""
    filled = [(*row, *("no", "yes", "no")[len(row) - 2 :]) for row in rows]
    columns = ["start_date", "end_date", "authorised", "enrolled", "exempt"]
    return pd.DataFrame(filled, columns=columns).assign(pupil_id="1")


def outcome(table, definition=BASE, born=date(2006, 5, 20), calendar=None):
    pupils = pd.DataFrame({"pupil_id": ["1"], "birth_date": [born]})
    return float(outcome_from_spells(pupils, table, definition, EXTRACTION, calendar)[0])


def lasting(days, first=date(2020, 10, 1)):
    return first, first + timedelta(days=days - 1)


def with_threshold(amount, unit, strict, **changes):
    return replace(BASE, threshold=Threshold(amount, unit, strict), **changes)


@pytest.mark.parametrize(
    ("unit", "amount", "strict", "days", "expected"),
    [
        ("days", 28, False, 27, 0),
        ("days", 28, False, 28, 1),
        ("days", 28, True, 28, 0),
        ("days", 28, True, 29, 1),
        ("weeks", 4, True, 28, 0),
        ("weeks", 4, True, 29, 1),
        ("weeks", 4, False, 28, 1),
        # 1 October to 31 December is three calendar months, the last day included: 92 days.
        ("calendar_months", 3, True, 92, 0),
        ("calendar_months", 3, True, 93, 1),
        ("calendar_months", 3, False, 92, 1),
        ("calendar_months", 3, False, 91, 0),
        # 1 October 2020 is a Thursday: seven days hold five school days.
        ("school_days", 5, False, 7, 1),
        ("school_days", 5, True, 7, 0),
        ("school_days", 5, False, 6, 0),
    ],
)
def test_the_threshold_counts_the_last_day(unit, amount, strict, days, expected):
    assert outcome(spells(lasting(days)), with_threshold(amount, unit, strict)) == expected


def test_three_months_from_the_end_of_november_end_with_february():
    definition = with_threshold(3, "calendar_months", True)
    start = date(2020, 11, 30)
    assert outcome(spells((start, date(2021, 2, 27))), definition) == 0
    assert outcome(spells((start, date(2021, 2, 28))), definition) == 1


def test_spells_are_chained_over_a_weekend_but_not_over_a_school_day():
    friday, monday, tuesday = date(2020, 10, 9), date(2020, 10, 12), date(2020, 10, 13)
    first = (date(2020, 9, 21), friday)
    assert outcome(spells(first, (monday, date(2020, 10, 18)))) == 1
    assert outcome(spells(first, (tuesday, date(2020, 10, 18)))) == 0


def test_a_gap_of_school_days_can_be_allowed():
    rows = spells((date(2020, 9, 21), date(2020, 10, 9)), (date(2020, 10, 13), date(2020, 10, 18)))
    assert outcome(rows, replace(BASE, gap_school_days=1)) == 1


def test_spells_are_chained_over_a_holiday_of_the_calendar():
    rows = spells((date(2020, 9, 21), date(2020, 10, 9)), (date(2020, 10, 19), date(2020, 10, 25)))
    autumn = SchoolCalendar(((date(2020, 10, 10), date(2020, 10, 18)),))
    assert outcome(rows) == 0
    assert outcome(rows, calendar=autumn) == 1


def test_a_move_from_enrolled_to_not_enrolled_stays_one_episode():
    rows = spells(
        (*lasting(15), "no", "yes", "no"),
        (*lasting(14, first=date(2020, 10, 16)), "unknown", "no", "no"),
    )
    assert outcome(rows) == 1
    assert outcome(rows, replace(BASE, kinds=("relative",))) == 0


def test_overlapping_and_repeated_spells_count_once():
    rows = spells(lasting(20), lasting(20), lasting(10))
    assert outcome(rows) == 0
    ten_days = with_threshold(14, "school_days", True)
    assert outcome(rows, ten_days) == 0
    assert outcome(spells(lasting(20), lasting(21)), ten_days) == 1


def test_a_short_spell_inside_a_long_one_does_not_end_it():
    rows = spells(lasting(28), lasting(2, first=date(2020, 10, 5)))
    assert outcome(rows) == 1


def test_an_open_spell_lasts_until_the_extraction():
    assert outcome(spells((date(2021, 7, 4), None))) == 1
    assert outcome(spells((date(2021, 7, 5), None))) == 0


def test_nothing_after_the_extraction_counts():
    assert outcome(spells((date(2021, 7, 20), date(2021, 12, 31)))) == 0


def test_authorised_absence_counts_only_where_the_definition_says_so():
    rows = spells((*lasting(40), "yes"))
    assert outcome(rows) == 0
    assert outcome(rows, replace(BASE, authorised=True)) == 1


@pytest.mark.parametrize(
    ("rule", "expected"), [("not_counted", 0.0), ("counted", 1.0), ("outcome_missing", np.nan)]
)
def test_an_unknown_reason_is_never_taken_for_unauthorised_in_silence(rule, expected):
    found = outcome(spells((*lasting(40), "unknown")), replace(BASE, unknown_reason=rule))
    np.testing.assert_equal(found, expected)


def test_an_unknown_reason_does_not_matter_where_it_does_not_decide():
    definition = replace(BASE, unknown_reason="outcome_missing")
    assert outcome(spells((*lasting(5), "unknown")), definition) == 0
    assert outcome(spells((*lasting(40), "no"), (*lasting(60), "unknown")), definition) == 1


def test_an_exemption_takes_a_spell_out_unless_the_definition_keeps_it():
    rows = spells((*lasting(40), "unknown", "no", "yes"))
    assert outcome(rows) == 0
    assert outcome(rows, replace(BASE, exempt=True)) == 1


def test_not_enrolled_counts_from_the_first_day_where_the_definition_says_so():
    rows = spells((*lasting(1), "unknown", "no", "no"))
    assert outcome(rows) == 0
    assert outcome(rows, replace(BASE, absolute_any_duration=True)) == 1


def test_absence_is_cut_at_the_eighteenth_birthday():
    rows, definition = spells(lasting(40)), replace(BASE, age_window="until_18")
    assert outcome(rows, definition, born=date(2002, 10, 29)) == 1
    assert outcome(rows, definition, born=date(2002, 10, 28)) == 0


def test_compulsory_age_starts_in_the_month_after_the_fifth_birthday():
    rows = spells((date(2020, 9, 20), date(2020, 10, 28)))
    definition = replace(BASE, age_window="until_18")
    assert outcome(rows, definition, born=date(2015, 9, 15)) == 1
    assert outcome(rows, definition, born=date(2015, 10, 1)) == 0


def test_compulsory_age_ends_with_the_school_year_of_the_sixteenth_birthday():
    definition = replace(BASE, age_window="compulsory")
    rows = spells(lasting(40))
    assert outcome(rows, definition, born=date(2004, 8, 1)) == 1
    assert outcome(rows, definition, born=date(2004, 7, 31)) == 0


def test_a_pupil_without_a_birth_date_is_not_cut():
    assert outcome(spells(lasting(40)), replace(BASE, age_window="until_18"), born=None) == 1


def test_a_pupil_without_spells_is_not_a_thuiszitter():
    assert outcome(spells()) == 0


def test_spells_of_one_pupil_do_not_run_into_those_of_the_next():
    pupils = pd.DataFrame({"pupil_id": ["1", "2"], "birth_date": [None, None]})
    rows = spells(lasting(20), lasting(20, first=date(2020, 10, 21)))
    rows["pupil_id"] = ["1", "2"]
    assert outcome_from_spells(pupils, rows, BASE, EXTRACTION).tolist() == [0.0, 0.0]


CASES = {
    "28 days without a reason": spells(lasting(28)),
    "29 days without a reason": spells(lasting(29)),
    "93 days without a reason": spells(lasting(93)),
    "93 days not enrolled": spells((*lasting(93), "unknown", "no", "no")),
    "1 day not enrolled": spells((*lasting(1), "unknown", "no", "no")),
    "93 days ill": spells((*lasting(93), "yes")),
    "93 days exempt": spells((*lasting(93), "unknown", "no", "yes")),
    "93 days, reason unknown": spells((*lasting(93), "unknown")),
}
EXPECTED = {  # in the order of CASES
    "ocw_2016": [1, 1, 1, 1, 0, 0, 0, 0],
    "ocw_3m": [0, 0, 1, 1, 0, 0, 0, 0],
    "lvs": [0, 1, 1, 0, 0, 0, 0, 0],
    "ingrado": [0, 1, 1, 0, 0, 0, 0, 0],
    "ministry_4w": [0, 1, 1, 1, 1, 1, 0, 1],
    "broad": [1, 1, 1, 1, 0, 1, 1, 1],
    "historic_2m": [0, 0, 1, 1, 0, 1, 1, 1],
}


def test_every_preset_is_worked_out():
    assert set(EXPECTED) == set(PRESETS)


@pytest.mark.thorough
@pytest.mark.parametrize("name", EXPECTED)
def test_a_preset_decides_as_its_definition_says(name):
    assert [outcome(rows, PRESETS[name]) for rows in CASES.values()] == EXPECTED[name]


def _definitions():
    threshold = st.builds(
        Threshold,
        amount=st.integers(1, 40),
        unit=st.sampled_from(["days", "weeks", "calendar_months", "school_days"]),
        strict=st.booleans(),
    )
    return st.builds(
        replace,
        st.just(BASE),
        threshold=st.none() | threshold,
        kinds=st.sampled_from([("absolute",), ("relative",), ("absolute", "relative")]),
        authorised=st.booleans(),
        exempt=st.booleans(),
        unknown_reason=st.sampled_from(["not_counted", "counted"]),
        gap_school_days=st.integers(0, 5),
        absolute_any_duration=st.booleans(),
        age_window=st.sampled_from(["none", "compulsory", "until_18"]),
    )


@st.composite
def _spell(draw):
    first = date(2019, 9, 1) + timedelta(days=draw(st.integers(0, 650)))
    last = first + timedelta(days=draw(st.integers(0, 200)))
    reason = st.sampled_from(["yes", "no", "unknown"])
    return first, draw(st.none() | st.just(last)), draw(reason), draw(reason), draw(reason)


@pytest.mark.thorough
@settings(max_examples=100, deadline=None)
@given(
    rows=st.lists(_spell(), min_size=1, max_size=6),
    which=st.integers(0, 5),
    earlier=st.integers(0, 60),
    later=st.integers(0, 60),
    definition=_definitions(),
    born=st.none() | st.dates(date(1999, 1, 1), date(2017, 1, 1)),
)
def test_lengthening_a_spell_never_turns_a_thuiszitter_into_another(
    rows, which, earlier, later, definition, born
):
    which %= len(rows)
    first, last, *reasons = rows[which]
    longer = (
        first - timedelta(days=earlier),
        None if last is None else last + timedelta(days=later),
        *reasons,
    )
    changed = spells(*rows[:which], longer, *rows[which + 1 :]).assign(pupil_id="2")
    pupils = pd.DataFrame({"pupil_id": ["1", "2"], "birth_date": [born, born]})
    both = pd.concat([spells(*rows), changed], ignore_index=True)
    before, after = outcome_from_spells(pupils, both, definition, EXTRACTION)
    assert after >= before
