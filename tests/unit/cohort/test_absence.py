"""Absence of every pupil, from spells small enough to count by hand."""

from dataclasses import dataclass, replace
from datetime import date
from types import SimpleNamespace

import pandas as pd
import pytest

from thuiszitters.absence.calendar import SchoolCalendar
from thuiszitters.base import batches, engine
from thuiszitters.cohort.absence import (
    ABSENT,
    EPISODES_QUERY,
    SCHOOL_YEAR,
    describe_absence,
    school_year,
)
from thuiszitters.cohort.absence_counts import (
    _PUPILS,
    LAST_YEAR,
    absence_patterns_query,
    episode_counts_query,
)

END = date(2021, 7, 31)
ABSENCE_QUERY = "SELECT * FROM absence ORDER BY pupil_id"
COLUMNS = ["pupil_id", "start_date", "end_date", "authorised", "enrolled", "exempt"]


@dataclass(frozen=True)
class Spec:
    extraction_date: date | None = END
    spells: bool = True
    coded: bool = False

    def file(self, name):
        there = self.coded if name == "classifications" else self.spells
        return name if there else None


def described(spells, births=(), spec=Spec(), calendar=None, pupils=("a", "b", "c"), codes=()):
    rows = [(*spell, *("no", "yes", "no")[len(spell) - 3 :]) for spell in spells]
    born = dict(births)
    people = pd.DataFrame(
        {"pupil_id": pupils, "birth_date": [born.get(pupil) for pupil in pupils]}
    ).astype({"birth_date": "date32[day][pyarrow]"})
    with engine.database() as connection:
        engine.view(connection, "people", people)
        year = school_year(spec) if births else ""
        also = f', {year} AS "{SCHOOL_YEAR}"' if year else ""
        connection.execute(f"CREATE VIEW analysis AS SELECT pupil_id{also} FROM people")
        absences = pd.DataFrame(rows, columns=COLUMNS)
        absences["end_date"] = absences["end_date"].astype("date32[day][pyarrow]")
        engine.view(connection, "absences", absences)
        recorded = pd.DataFrame(codes, columns=["pupil_id", "start_date"])
        recorded["start_date"] = recorded["start_date"].astype("date32[day][pyarrow]")
        engine.view(connection, "classifications", recorded)
        describe_absence(connection, spec, calendar)
        frames = [batches.frame(connection, query) for query in (ABSENCE_QUERY, EPISODES_QUERY)]
        counts = batches.frame(connection, episode_counts_query())
    return frames[0].set_index("pupil_id"), frames[1], counts


def day(text):
    return date.fromisoformat(text)


def test_a_weekend_does_not_make_two_of_one_absence_and_a_school_day_does():
    spells = [
        ("a", day("2021-03-01"), day("2021-03-05")),
        ("a", day("2021-03-08"), day("2021-03-09"), "yes"),
        ("b", day("2021-03-01"), day("2021-03-04")),
        ("b", day("2021-03-08"), day("2021-03-09")),
    ]
    pupils, episodes, _ = described(spells)
    assert pupils["n_episodes"].tolist() == [1, 2, 0]
    assert episodes["days"].tolist() == [9, 4, 2]
    assert episodes["kind"].tolist() == ["no", "no", "no"]  # that of the spell it begins with
    friday_off = SchoolCalendar(((day("2021-03-05"), day("2021-03-05")),))
    assert described(spells, calendar=friday_off)[0]["n_episodes"].tolist() == [1, 1, 0]


def test_who_is_not_back_when_the_data_end_is_open_until_then():
    spells = [
        ("a", day("2021-07-01"), None),
        ("b", day("2021-07-01"), day("2021-08-20")),
        ("c", day("2021-07-01"), day("2021-07-30")),
    ]
    pupils, episodes, _ = described(spells)
    assert episodes["open"].tolist() == [True, True, False]
    assert pupils["days"].tolist() == [31, 31, 30]
    assert pupils["returned"].tolist() == [False, False, True]
    assert pupils["has_long"].all()


def test_duration_is_that_of_the_first_absence_of_more_than_a_week():
    spells = [
        ("a", day("2021-01-04"), day("2021-01-10")),
        ("a", day("2021-02-01"), day("2021-02-08")),
        ("a", day("2021-03-01"), None),
        ("b", day("2021-01-04"), day("2021-01-10")),
    ]
    pupils, _, _ = described(spells)
    assert pupils["days"].isna().tolist() == [False, True, True]
    assert (pupils["days"].iloc[0], pupils["returned"].iloc[0]) == (8, True)


@pytest.mark.parametrize(
    ("enrolled", "exempt", "kind"),
    [("yes", "no", "yes"), ("no", "no", "not_enrolled"), ("no", "yes", "exempt")],
)
def test_an_exemption_goes_before_enrolment_and_that_before_a_reason(enrolled, exempt, kind):
    spell = ("a", day("2021-03-01"), day("2021-03-02"), "yes", enrolled, exempt)
    _, episodes, _ = described([spell])
    assert episodes["kind"].tolist() == [kind]


def test_the_first_weeks_of_the_year_and_what_came_after():
    # The first twelve weeks of the year that began on 1 August 2020 end on 23 October.
    spells = [
        ("a", day("2020-09-01"), day("2020-09-02")),
        ("a", day("2020-10-24"), day("2020-11-30")),
        ("b", day("2020-10-20"), day("2020-10-26")),
        ("c", day("2020-11-02"), day("2020-11-03")),
    ]
    pupils, _, _ = described(spells)
    assert pupils["early"].tolist() == ["some", "still", "none"]
    assert pupils["later"].tolist() == [True, False, True]
    assert pupils["long_later"].tolist() == [True, False, False]


def test_a_year_whose_beginning_is_not_in_the_data_is_not_described():
    pupils, _, _ = described([("a", day("2020-10-24"), day("2020-10-26"))])
    assert pupils[["early", "later", "school_year"]].isna().all(axis=None)


def test_the_year_since_the_expected_move_follows_from_the_birthday():
    births = {"a": day("2008-09-30"), "b": day("2008-10-01"), "c": day("2006-01-01")}
    spells = [("a", day("2020-09-01"), day("2020-09-02"))]
    pupils, _, _ = described(spells, births=tuple(births.items()))
    assert pupils["school_year"].tolist() == [1, 0, 3]
    assert pupils["in_year"].tolist() == [True, False, False]


def test_an_extraction_during_a_year_describes_the_year_before():
    spec = replace(Spec(), extraction_date=day("2021-07-30"))
    spells = [("a", day("2019-08-20"), day("2019-08-21"))]
    pupils, _, _ = described(spells, births=(("a", day("2007-05-05")),), spec=spec)
    assert pupils["school_year"].iloc[0] == 1  # of 2019/2020


@pytest.mark.parametrize(
    ("first", "week"),
    [("2020-08-01", "1"), ("2020-08-08", "2"), ("2021-07-31", "52"), ("2020-07-30", "52")],
)
def test_weeks_are_counted_from_the_first_of_august(first, week):
    _, _, counts = described([("a", day(first), None)])
    assert counts.loc[counts["topic"] == "week", "level"].tolist() == [week]


def test_counts_of_spells_know_how_many_pupils_are_behind_them():
    spells = [
        ("a", day("2021-01-04"), day("2021-01-05")),
        ("a", day("2021-02-01"), day("2021-02-02")),
        ("b", day("2021-02-01"), day("2021-04-30")),
    ]
    _, _, counts = described(spells)
    row = counts[(counts["topic"] == "kind") & (counts["level"] == "no")].iloc[0]
    kept = ["n", "n_long", "pupils", "pupils_long", "pupils_short"]
    assert row[kept].tolist() == [3, 1, 2, 1, 1]


@pytest.mark.parametrize("spec", [Spec(spells=False), Spec(extraction_date=None)])
def test_without_spells_there_are_no_rows(spec):
    pupils, episodes, counts = described([], spec=spec)
    assert pupils.empty
    assert episodes.empty
    assert counts.empty


def test_of_a_pupil_without_a_birth_date_the_year_is_not_known():
    """The least of nothing and five is five to the database."""
    with engine.database() as connection:
        years = pd.Series([None, 9, -1], dtype="Int64")
        analysis = pd.DataFrame({"pupil_id": ["a", "b", "c"], SCHOOL_YEAR: years})
        others = pd.DataFrame({"pupil_id": [None], **dict.fromkeys(_PUPILS, 1)})
        engine.view(connection, "analysis", analysis)
        engine.view(connection, ABSENT, others.astype({"pupil_id": "str"}))
        query = absence_patterns_query(connection, SimpleNamespace(predictors=()))
        years = batches.frame(connection, query)["school_year"]
    assert years.isna().tolist() == [True, False, False]
    assert years[1:].tolist() == [0, LAST_YEAR]


def test_problems_are_recorded_before_or_after_the_first_long_absence_began():
    pupils = ("a", "b", "c", "d", "e")
    spells = [(one, day("2021-02-01"), day("2021-03-05")) for one in pupils[:4]]
    spells.append(("a", day("2021-06-01"), day("2021-07-30")))
    spells.append(("e", day("2021-02-01"), day("2021-02-05")))
    codes = [
        *[("a", day("2021-01-31")), ("a", day("2020-05-01"))],
        *[("b", day("2021-02-01")), ("b", None)],  # on the day itself it had begun
        *[("c", day("2021-01-31")), ("c", day("2021-04-01"))],
        *[("d", None), ("e", day("2021-01-01"))],
    ]
    found, _, _ = described(spells, spec=Spec(coded=True), pupils=pupils, codes=codes)
    assert found["recorded"].tolist() == ["before", "after", "both", "none", "short"]


def test_without_classifications_it_is_not_known_when_problems_were_recorded():
    found, _, _ = described([("a", day("2021-02-01"), day("2021-03-05"))])
    assert found["recorded"].isna().all()
