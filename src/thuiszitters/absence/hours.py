"""Outcomes from hours of absence: so many in a moving window, or too few of the possible ones."""

from datetime import date

import numpy as np

from thuiszitters.absence.calendar import SchoolCalendar, age_window
from thuiszitters.absence.conditions import counts
from thuiszitters.base import engine, sql
from thuiszitters.base.engine import Connection
from thuiszitters.plan.outcome import AttendanceRule, HoursRule, OutcomeDefinition

#: Sums of fractions of hours are rounded to so many decimals before they meet a threshold.
_DECIMALS = 6


def pupils_by_hours(
    connection: Connection,
    definition: OutcomeDefinition,
    extraction: date,
    calendar: SchoolCalendar,
) -> "np.typing.NDArray[np.int64]":
    """Numbers of the pupils with the outcome, each once, rising.

    Parameters
    ----------
    connection
        With ``absent`` (``number``, ``pupil_id``, ``birth_date``, and ``possible_hours`` for a
        rate) and the canonical table ``absences`` with its column ``hours``.
    definition
        With `hours` or `attendance`.
    extraction
        Nothing after this day counts; a spell without an end lasts until it.
    calendar
        Which days are school days.

    Notes
    -----
    The hours of a spell are spread evenly over its school days, so that one of a single day keeps
    all of them; those of a spell without a school day stand at the school day before it. Days
    outside the age window, and after `extraction`, take their hours with them.
    """
    _list_hours(connection, definition, extraction, calendar)
    if definition.hours is not None:
        return _in_window(connection, definition.hours)
    assert definition.attendance is not None
    return _below_rate(connection, definition.attendance)


def _list_hours(
    connection: Connection,
    definition: OutcomeDefinition,
    extraction: date,
    calendar: SchoolCalendar,
) -> None:
    """The table ``hours_of_day``: pupil, number of the school day, and hours of absence."""
    limit = sql.day(extraction)
    _number_days(connection, extraction, calendar)
    _list_windows(connection, definition)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE spread AS "
        "SELECT p.number, a.start_date AS first, a.hours, "
        f"greatest(a.start_date, coalesce(a.end_date, {limit})) AS last "
        "FROM absences a JOIN absent p USING (pupil_id) "
        f"WHERE a.start_date IS NOT NULL AND a.start_date <= {limit} AND ({counts(definition)})"
    )
    # A spell without a school day has one place, that of its first day.
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE hours_of_day AS "
        "WITH sized AS (SELECT s.*, f.place AS before, "
        "  l.place - f.place + CAST(f.is_school AS INTEGER) AS n_days "
        "  FROM spread s JOIN school_days f ON f.day = s.first "
        "  JOIN school_days l ON l.day = s.last), "
        "days AS ("
        "  SELECT z.number, d.day, d.place, z.hours / z.n_days AS hours FROM sized z "
        "  JOIN school_days d ON d.is_school AND d.day BETWEEN z.first AND z.last "
        "  WHERE z.n_days > 0 "
        "  UNION ALL SELECT number, first, before, hours FROM sized WHERE n_days = 0) "
        "SELECT d.number, d.place, sum(d.hours) AS hours FROM days d "
        "JOIN windows w USING (number) "
        f"WHERE d.day <= {limit} "
        "AND (w.opens IS NULL OR d.day >= w.opens) AND (w.closes IS NULL OR d.day <= w.closes) "
        "GROUP BY ALL"
    )


def _number_days(connection: Connection, extraction: date, calendar: SchoolCalendar) -> None:
    """The table ``school_days``: every day, its number among school days, whether it is one."""
    import pyarrow as pa

    query = "SELECT min(start_date), max(greatest(start_date, end_date)) FROM absences"
    first, last = engine.one_row(connection, query)
    start = np.datetime64(min(first or extraction, extraction), "D")
    days = np.arange(
        start, np.datetime64(max(last or extraction, extraction), "D") + np.timedelta64(1, "D")
    )
    is_school = calendar.school_days(days, days) > 0
    table = pa.table(
        {
            "day": pa.array(days),
            "place": pa.array(np.cumsum(is_school)),
            "is_school": pa.array(is_school),
        }
    )
    connection.register("days_read", table)
    connection.execute("CREATE OR REPLACE TEMP TABLE school_days AS SELECT * FROM days_read")
    connection.unregister("days_read")


def _list_windows(connection: Connection, definition: OutcomeDefinition) -> None:
    """The table ``windows``: the days of each pupil between which absence counts."""
    import pyarrow as pa

    query = "SELECT number, birth_date FROM absent ORDER BY number"
    table = connection.sql(query).to_arrow_table()
    born = np.asarray(table["birth_date"].cast(pa.date32()).to_pandas(), dtype="datetime64[D]")
    opens, closes = age_window(born, definition.age_window)
    listed = pa.table(
        {
            "number": table["number"],
            "opens": pa.array(opens, from_pandas=True),
            "closes": pa.array(closes, from_pandas=True),
        }
    )
    connection.register("windows_read", listed)
    connection.execute("CREATE OR REPLACE TEMP TABLE windows AS SELECT * FROM windows_read")
    connection.unregister("windows_read")


def _in_window(connection: Connection, rule: HoursRule) -> "np.typing.NDArray[np.int64]":
    """Pupils with enough hours in some run of so many school days."""
    sign = ">" if rule.strict else ">="
    before = rule.in_school_days - 1
    return _numbers(
        connection,
        "SELECT DISTINCT number FROM (SELECT number, sum(hours) OVER (PARTITION BY number "
        f"ORDER BY place RANGE BETWEEN {before} PRECEDING AND CURRENT ROW) AS together "
        f"FROM hours_of_day) WHERE round(together, {_DECIMALS}) {sign} {rule.amount!r} ORDER BY 1",
    )


def _below_rate(connection: Connection, rule: AttendanceRule) -> "np.typing.NDArray[np.int64]":
    """Pupils whose share of attended hours does not reach the border."""
    sign = "<" if rule.strict else "<="
    rate = "100 * (1 - h.missed / p.possible_hours)"
    return _numbers(
        connection,
        "SELECT p.number FROM absent p JOIN "
        "(SELECT number, sum(hours) AS missed FROM hours_of_day GROUP BY number) h USING (number) "
        f"WHERE p.possible_hours > 0 AND round({rate}, {_DECIMALS}) {sign} {rule.percent!r} "
        "ORDER BY 1",
    )


def _numbers(connection: Connection, query: str) -> "np.typing.NDArray[np.int64]":
    return np.asarray(connection.sql(query).to_arrow_table().column(0), dtype="int64")
