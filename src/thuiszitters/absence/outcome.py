"""The outcome of every pupil under a named definition, from spells of absence."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from thuiszitters.absence.calendar import SchoolCalendar, add_months, age_window
from thuiszitters.absence.conditions import counts
from thuiszitters.absence.hours import pupils_by_hours
from thuiszitters.base import batches, engine, sql
from thuiszitters.base.engine import Connection
from thuiszitters.plan.outcome import OutcomeDefinition, Threshold

#: The table that `spell_outcomes` makes.
OUTCOMES = "outcomes"
#: Pupils with spells that are looked at together.
PUPILS_AT_ONCE = 1_000_000
_ONE_DAY = np.timedelta64(1, "D")


@dataclass(frozen=True)
class Spells:
    """Spells of absence as arrays of one length.

    Attributes
    ----------
    pupil
        Position of the pupil in the list of pupils.
    first, last
        First and last day of absence, both included.
    absolute
        True where the pupil was not enrolled.
    """

    pupil: "np.typing.NDArray[np.intp]"
    first: "np.typing.NDArray[np.datetime64]"
    last: "np.typing.NDArray[np.datetime64]"
    absolute: "np.typing.NDArray[np.bool_]"

    def take(self, which: "np.typing.NDArray[np.bool_] | np.typing.NDArray[np.intp]") -> "Spells":
        """The spells at these places, in this order."""
        return Spells(self.pupil[which], self.first[which], self.last[which], self.absolute[which])


def outcome_from_spells(
    pupils: pd.DataFrame,
    absences: pd.DataFrame,
    definition: OutcomeDefinition,
    extraction: date,
    calendar: SchoolCalendar | None = None,
) -> "pd.Series[float]":
    """Whether each pupil was absent as the definition says.

    Parameters
    ----------
    pupils
        Canonical table; ``birth_date`` is used for the age window where it is known.
    absences
        Canonical table of spells.
    definition
        Which spells count, and how long they must last together.
    extraction
        Spells without an end last until this day; nothing after it counts.
    calendar
        School holidays; without it, school days are Mondays to Fridays.

    Returns
    -------
    Series
        1.0, 0.0, or NaN where an unknown reason decides; one value per row of `pupils`.

    Notes
    -----
    By hours, see `thuiszitters.absence.hours.pupils_by_hours`; a rate takes the column
    ``possible_hours`` of `pupils`, and is missing where that is.

    Spells that count are cut at the age window, then spells with at most
    ``gap_school_days`` school days between them are chained into episodes, whatever their
    kind; then the longest episode meets the threshold or not.
    """
    with engine.database() as connection:
        engine.view(connection, "pupils", pupils)
        engine.view(connection, "absences", absences)
        born = "birth_date" in pupils
        spell_outcomes(connection, "pupils", definition, extraction, calendar, born)
        query = f"SELECT pupil_id, CAST(outcome AS DOUBLE) AS outcome FROM {OUTCOMES}"
        found = batches.frame(connection, query).set_index("pupil_id")["outcome"]
    outcome = pupils["pupil_id"].map(found).where(pupils["pupil_id"].isin(found.index), 0.0)
    return outcome.astype("float64").rename("outcome")


def spell_outcomes(
    connection: Connection,
    pupils: str,
    definition: OutcomeDefinition,
    extraction: date,
    calendar: SchoolCalendar | None,
    with_birth: bool,
    *,
    as_before: bool = False,
) -> None:
    """`outcome_from_spells` in the database: the pupils of `pupils` who may have the outcome.

    The table `OUTCOMES` is added: ``pupil_id`` and ``outcome``, 1 or missing; a pupil who does
    not stand in it has a 0. So many pupils are looked at together as memory holds with ease.

    Parameters
    ----------
    connection
        With the canonical table ``absences``.
    pupils
        Rows with ``pupil_id``, and ``birth_date`` when `with_birth`.
    as_before
        Whether the call before was about the same pupils, whose spells then need no second search.
    """
    if not as_before:
        _find_absent(connection, pupils, definition, with_birth)
    connection.execute(f"CREATE OR REPLACE TABLE {OUTCOMES} (pupil_id VARCHAR, outcome TINYINT)")
    (n_pupils,) = engine.one_row(connection, "SELECT count(*) FROM absent")
    if definition.attendance is not None:
        # Nobody knows which share a pupil attended of whom the possible hours are not known.
        connection.execute(
            f"INSERT INTO {OUTCOMES} SELECT pupil_id, NULL FROM {pupils} "
            "WHERE possible_hours IS NULL OR possible_hours <= 0"
        )
    if definition.by_hours:
        _add_outcomes(connection, 0, definition, extraction, calendar or SchoolCalendar())
        return
    for start in range(0, n_pupils, PUPILS_AT_ONCE):
        _add_outcomes(connection, start, definition, extraction, calendar or SchoolCalendar())


def _find_absent(
    connection: Connection, pupils: str, definition: OutcomeDefinition, with_birth: bool
) -> None:
    """Add ``absent``, the pupils with a spell by number, and ``absent_spells``, their spells."""
    born = "birth_date" if with_birth else "CAST(NULL AS DATE) AS birth_date"
    possible = "" if definition.attendance is None else ", possible_hours"
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE absent AS "
        f"SELECT row_number() OVER () - 1 AS number, pupil_id, {born}{possible} FROM {pupils} "
        "WHERE pupil_id IN (SELECT pupil_id FROM absences)"
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE absent_spells AS "
        "SELECT p.number, p.birth_date, start_date, end_date, authorised, enrolled, exempt "
        "FROM absences a JOIN absent p USING (pupil_id) WHERE a.start_date IS NOT NULL"
    )


def _add_outcomes(
    connection: Connection,
    start: int,
    definition: OutcomeDefinition,
    extraction: date,
    calendar: SchoolCalendar,
) -> None:
    import pyarrow as pa

    having = _longest_enough(connection, start, definition, extraction, calendar)
    numbers, outcomes = [having], [np.ones(len(having), dtype="float64")]
    if definition.unknown_reason == "outcome_missing":
        generous = replace(definition, unknown_reason="counted")
        possible = _longest_enough(connection, start, generous, extraction, calendar)
        unsure = np.setdiff1d(possible, having)
        numbers.append(unsure)
        outcomes.append(np.full(len(unsure), np.nan))
    values = pa.array(np.concatenate(outcomes), from_pandas=True)
    table = pa.table({"number": pa.array(np.concatenate(numbers)), "outcome": values})
    connection.register("decided", table)
    connection.execute(
        f"INSERT INTO {OUTCOMES} SELECT a.pupil_id, CAST(d.outcome AS TINYINT) "
        "FROM decided d JOIN absent a USING (number)"
    )
    connection.unregister("decided")


def _longest_enough(
    connection: Connection,
    start: int,
    definition: OutcomeDefinition,
    extraction: date,
    calendar: SchoolCalendar,
) -> "np.typing.NDArray[np.int64]":
    """Numbers of the pupils with the outcome, each once, rising."""
    if definition.by_hours:
        return pupils_by_hours(connection, definition, extraction, calendar)
    spells = _counted_spells(connection, start, definition, extraction)
    episodes, school_days = chain(spells, definition.gap_school_days, calendar)
    long = reaches(episodes, school_days, definition.threshold)
    found = [episodes.pupil[long]]
    if definition.absolute_any_duration:
        found.append(spells.pupil[spells.absolute])
    return np.unique(np.concatenate(found))


def _counted_spells(
    connection: Connection, start: int, definition: OutcomeDefinition, extraction: date
) -> Spells:
    """Spells whose kind counts, cut at extraction and at the age window."""
    limit = sql.day(extraction)
    window = "" if definition.age_window == "none" else ", birth_date AS born"
    query = (
        "SELECT number AS pupil, start_date AS first, "
        f"least(coalesce(end_date, {limit}), {limit}) AS last, "
        f"coalesce(enrolled = 'no', false) AS absolute{window} FROM absent_spells a "
        f"WHERE number >= {start} AND number < {start + PUPILS_AT_ONCE} AND ({counts(definition)})"
    )
    table = connection.sql(query).to_arrow_table()
    days = {name: days_of(table[name]) for name in ("first", "last")}
    spells = Spells(
        np.asarray(table["pupil"], dtype="int64"),
        days["first"],
        days["last"],
        np.asarray(table["absolute"], dtype=bool),
    )
    if window:
        opens, closes = age_window(days_of(table["born"]), definition.age_window)
        # fmax and fmin pass over NaT: a pupil without a birth date is not cut.
        spells = replace(
            spells, first=np.fmax(spells.first, opens), last=np.fmin(spells.last, closes)
        )
    return spells.take(spells.last >= spells.first)


def days_of(column: Any) -> "np.typing.NDArray[np.datetime64]":
    """Arrow dates as days; NaT where there is none."""
    import pyarrow as pa

    # Arrow counts days from 1970, as NumPy does.
    numbers = column.cast(pa.date32()).cast(pa.int32()).cast(pa.int64())
    lowest = np.iinfo("int64").min  # NumPy's number for "no day"
    return np.asarray(numbers.fill_null(lowest)).astype("datetime64[D]")


def chain(
    spells: Spells, gap: int, calendar: SchoolCalendar
) -> "tuple[Spells, np.typing.NDArray[np.int64]]":
    """Spells joined into episodes, and the school days of absence in each.

    Overlapping and repeated spells count once; days between two chained spells lie inside
    the episode, but are no school days of absence.
    """
    order = np.lexsort((spells.last, spells.first, spells.pupil))
    spells = spells.take(order)
    if not len(order):
        return spells, np.zeros(0, dtype=np.int64)
    reach = _running_last(spells)
    same = spells.pupil[1:] == spells.pupil[:-1]
    after, before = reach[:-1] + _ONE_DAY, spells.first[1:] - _ONE_DAY
    between = calendar.school_days(after, np.maximum(before, after - _ONE_DAY))
    joined = same & (between <= gap)
    starts = np.concatenate(([True], ~joined))
    new_days = np.where(
        np.concatenate(([False], same)),
        np.maximum(spells.first, np.concatenate((spells.first[:1], after))),
        spells.first,
    )
    counted = np.where(
        reach >= new_days, calendar.school_days(new_days, np.maximum(reach, new_days)), 0
    )
    episode = np.flatnonzero(starts)
    ends = np.concatenate((episode[1:], [len(order)])) - 1
    episodes = Spells(
        spells.pupil[episode], spells.first[episode], reach[ends], spells.absolute[episode]
    )
    return episodes, np.add.reduceat(counted, episode)


def _running_last(spells: Spells) -> "np.typing.NDArray[np.datetime64]":
    """Latest last day so far, per pupil; `spells` are sorted by pupil and first day."""
    # One running maximum serves all pupils when each is lifted above the one before.
    numbers = spells.last.astype("int64")
    lift = (spells.pupil - spells.pupil[0]).astype("int64") * (numbers.max() - numbers.min() + 1)
    running = np.maximum.accumulate(numbers + lift) - lift
    return np.asarray(running.astype("datetime64[D]"))


def reaches(
    episodes: Spells, school_days: "np.typing.NDArray[np.int64]", threshold: Threshold | None
) -> "np.typing.NDArray[np.bool_]":
    """Which episodes last as long as the threshold asks."""
    if threshold is None:
        return np.ones(len(episodes.pupil), dtype=bool)
    if threshold.unit == "school_days":
        return (
            school_days > threshold.amount
            if threshold.strict
            else (school_days >= threshold.amount)
        )
    back_at_school = episodes.last + _ONE_DAY
    if threshold.unit == "calendar_months":
        border = add_months(episodes.first, threshold.amount)
    else:
        length = threshold.amount * (7 if threshold.unit == "weeks" else 1)
        border = episodes.first + np.timedelta64(length, "D")
    return back_at_school > border if threshold.strict else back_at_school >= border
