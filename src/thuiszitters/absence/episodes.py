"""Spells of absence joined into episodes, to describe absence and not to judge it.

Every spell is in it, whatever its reason: what a definition of the outcome counts is
`thuiszitters.absence.outcome`.
"""

from datetime import date
from typing import Any

import numpy as np

from thuiszitters.absence.calendar import SchoolCalendar
from thuiszitters.absence.outcome import PUPILS_AT_ONCE, Spells, chain, days_of
from thuiszitters.base import engine, sql
from thuiszitters.base.engine import Connection

#: The table that `list_episodes` makes.
EPISODES = "episodes"
#: Kinds of a spell, the first that holds counts; of spells that begin together the first in order.
KINDS = ("exempt", "not_enrolled", "no", "unknown", "yes")
_KIND = (
    "CASE WHEN CAST(exempt AS VARCHAR) = 'yes' THEN 1 WHEN CAST(enrolled AS VARCHAR) = 'no' THEN 2 "
    "WHEN CAST(authorised AS VARCHAR) = 'no' THEN 3 "
    "WHEN CAST(authorised AS VARCHAR) = 'yes' THEN 5 ELSE 4 END"
)


def list_episodes(
    connection: Connection, extraction: date, calendar: SchoolCalendar | None = None
) -> None:
    """Add the table `EPISODES`: one row per episode of absence of the pupils in ``analysis``.

    Parameters
    ----------
    connection
        With ``analysis`` and the canonical table ``absences``.
    extraction
        Nothing after this day is known: a spell that has no end, or ends on it or later, is open.
    calendar
        School holidays; without it, school days are Mondays to Fridays.

    Notes
    -----
    ``pupil_id``, ``first``, ``days`` (calendar days, both ends included; so far, of an open
    episode), ``open`` and ``kind`` (`KINDS`, of the spell it begins with). Spells without a school
    day between them are one episode, so that a weekend does not make two of one.
    """
    limit = sql.day(extraction)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE watched AS "
        "SELECT row_number() OVER (ORDER BY pupil_id) - 1 AS number, pupil_id FROM analysis "
        "WHERE pupil_id IN (SELECT pupil_id FROM absences)"
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE watched_spells AS "
        f"SELECT w.number, a.start_date AS first, {_KIND} AS kind, "
        f"least(coalesce(a.end_date, {limit}), {limit}) AS last "
        "FROM absences a JOIN watched w USING (pupil_id) "
        f"WHERE a.start_date IS NOT NULL AND a.start_date <= {limit} "
        "AND coalesce(a.end_date >= a.start_date, true)"
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE chained (number BIGINT, first DATE, last DATE)"
    )
    (n_pupils,) = engine.one_row(connection, "SELECT count(*) FROM watched")
    for start in range(0, n_pupils, PUPILS_AT_ONCE):
        connection.register("chained_now", _chained(connection, start, calendar))
        connection.execute("INSERT INTO chained SELECT number, first, last FROM chained_now")
        connection.unregister("chained_now")
    names = sql.texts(KINDS).replace("(", "[").replace(")", "]")
    connection.execute(
        f"CREATE OR REPLACE TABLE {EPISODES} AS SELECT w.pupil_id, c.first, "
        f"c.last - c.first + 1 AS days, c.last >= {limit} AS open, {names}[k.kind] AS kind "
        "FROM chained c JOIN watched w USING (number) JOIN "
        "(SELECT number, first, min(kind) AS kind FROM watched_spells GROUP BY number, first) k "
        "ON k.number = c.number AND k.first = c.first"
    )


def _chained(connection: Connection, start: int, calendar: SchoolCalendar | None) -> Any:
    import pyarrow as pa

    table = connection.sql(
        "SELECT number, first, last FROM watched_spells "
        f"WHERE number >= {start} AND number < {start + PUPILS_AT_ONCE}"
    ).to_arrow_table()
    numbers = np.asarray(table["number"], dtype="int64")
    kinds = np.zeros(len(numbers), dtype=bool)
    spells = Spells(numbers, days_of(table["first"]), days_of(table["last"]), kinds)
    episodes, _ = chain(spells, 0, calendar or SchoolCalendar())
    columns = {"number": episodes.pupil, "first": episodes.first, "last": episodes.last}
    return pa.table({name: pa.array(values) for name, values in columns.items()})
