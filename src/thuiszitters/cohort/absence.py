"""Absence of every pupil in the cohort, described: how often, how long, when in the school year."""

from datetime import date

from thuiszitters.absence.calendar import SchoolCalendar
from thuiszitters.absence.episodes import EPISODES, list_episodes
from thuiszitters.base import engine, sql
from thuiszitters.base.engine import Connection
from thuiszitters.plan.cohort import CohortSpec

#: The table that `describe_absence` makes: a row per pupil with an episode, and one without a
#: pupil that says what holds of all others.
ABSENT = "absent_pupils"
#: What is read of all: rows of ``analysis`` (a) beside their own (e), or the others' row (n).
WITH_ABSENCE = (
    f"analysis a JOIN (SELECT * FROM {ABSENT} WHERE pupil_id IS NULL) n ON true "
    f"LEFT JOIN {ABSENT} e ON a.pupil_id = e.pupil_id"
)
#: Name of the column of ``analysis`` that `school_year` gives.
SCHOOL_YEAR = "absence:school_year"
#: One row per such pupil, and one per episode of absence; neither leaves the cohort stage's folder.
ABSENT_QUERY = f"SELECT * FROM {ABSENT} ORDER BY pupil_id NULLS FIRST"
EPISODES_QUERY = f"SELECT * FROM {EPISODES} ORDER BY pupil_id, first"

#: An episode of more days is long: more than four weeks.
LONG = 28
#: Duration until return is that of an episode of more days: more than one week.
SHORTEST = 7
#: The start of a school year: its first weeks, counted from 1 August.
EARLY_WEEKS = 12
#: A pupil is expected to move to secondary school in the year of this birthday; who is born after
#: September, a year later (groups 3 to 8 of primary school are six years from 1 October on).
TRANSFER_AGE, _LAST_MONTH = 12, 9
_AUGUST = 8

#: About the last school year; empty where the record may not hold it.
YEAR_COLUMNS = {
    "school_year": "BIGINT",
    "in_year": "BOOLEAN",
    "long_in_year": "BOOLEAN",
    "early": "VARCHAR",
    "later": "BOOLEAN",
    "long_later": "BOOLEAN",
}
_COLUMNS = {
    "pupil_id": "VARCHAR",
    "n_episodes": "BIGINT",
    "has_short": "BOOLEAN",
    "has_long": "BOOLEAN",
    **YEAR_COLUMNS,
    "days": "BIGINT",
    "returned": "BOOLEAN",
    "recorded": "VARCHAR",
}
#: What the columns say of a pupil without an episode; the others are then missing.
_NEVER = {
    "n_episodes": "0",
    "early": "'none'",
    **dict.fromkeys(
        ("has_short", "has_long", "in_year", "long_in_year", "later", "long_later"), "false"
    ),
}

#: The first and the last day on which a problem of a pupil was recorded, and where these lie
#: seen from the day on which the first long episode began.
_DATED = (
    " LEFT JOIN (SELECT pupil_id, min(start_date) AS earliest, max(start_date) AS latest "
    "FROM classifications WHERE start_date IS NOT NULL AND pupil_id IN "
    f"(SELECT pupil_id FROM {EPISODES} WHERE days > {LONG}) GROUP BY pupil_id) d USING (pupil_id)"
)
_RECORDED = (
    "CASE WHEN e.began IS NULL THEN 'short' WHEN d.earliest IS NULL THEN 'none' "
    "WHEN d.latest < e.began THEN 'before' WHEN d.earliest >= e.began THEN 'after' "
    "ELSE 'both' END"
)


def describe_absence(
    connection: Connection,
    spec: CohortSpec,
    calendar: SchoolCalendar | None = None,
    *,
    whole: bool = True,
) -> None:
    """Add `ABSENT`, the view ``absence`` with a row per pupil in ``analysis``, and ``episodes``.

    Parameters
    ----------
    connection
        With ``analysis`` and, where the cohort has spells, the canonical ``absences``.
    spec
        Its extraction date says until when absence is known; without spells, or without that
        date, both tables have no rows.
    calendar
        School holidays.
    whole
        Whether these are all pupils of the cohort. Of a part, the school year is always described:
        whether the record holds it (`is_observed`) follows from all parts together.

    Notes
    -----
    ``n_episodes``; ``has_short`` and ``has_long`` (at most, or more than, `LONG` days).

    Of the last school year that ended before extraction, and only where somebody was absent before
    its first `EARLY_WEEKS` weeks were over (else the record may begin later): ``school_year``, the
    year since the pupil was expected to move to secondary school, 1 for the first, missing without
    a birth date; ``in_year`` and ``long_in_year``, an absence that began in it; ``early`` (none,
    some, still: one that goes on when the first weeks are over); ``later`` and ``long_later``, one
    that began afterwards.

    ``days`` and ``returned``: of the first episode of more than `SHORTEST` days. One that is open
    is censored at extraction; ``days`` is then its length so far.

    ``recorded``: whether the problems of a pupil with a long episode were recorded before the first
    one began, from that day on (after), or both; none where no classification has a day, and short
    for a pupil without a long episode. Missing where the cohort brings no classifications.
    """
    if spec.file("absences") is None or spec.extraction_date is None:
        kept = f"CAST(NULL AS VARCHAR) AS pupil_id, {_listed({})}"
        connection.execute(f"CREATE OR REPLACE TABLE {ABSENT} AS SELECT {kept} WHERE false")
        connection.execute(
            f"CREATE OR REPLACE TABLE {EPISODES} AS SELECT CAST(NULL AS VARCHAR) AS pupil_id, "
            "CAST(NULL AS DATE) AS first, CAST(NULL AS BIGINT) AS days, "
            "CAST(NULL AS BOOLEAN) AS open, CAST(NULL AS VARCHAR) AS kind WHERE false"
        )
        view_absence(connection)
        return
    list_episodes(connection, spec.extraction_date, calendar)
    begins: int | None = _last_school_year(spec.extraction_date)
    if whole and not is_observed(first_absence(connection), spec.extraction_date):
        begins = None
    coded = spec.file("classifications") is not None
    dated = coded and "start_date" in engine.columns(connection, "classifications")
    of_pupil = _of_episodes(begins)
    aggregates = ", ".join(f"{value} AS {name}" for name, value in of_pupil.items())
    some = {name: f"e.{name}" for name in of_pupil} | ({"recorded": _RECORDED} if dated else {})
    none = {name: _NEVER.get(name, "NULL") for name in of_pupil}
    none |= {"recorded": "'short'"} if dated else {}
    connection.execute(
        f"CREATE OR REPLACE TABLE {ABSENT} AS SELECT pupil_id, {_listed(some)} FROM "
        f"(SELECT pupil_id, {aggregates} FROM {EPISODES} GROUP BY pupil_id) e"
        f"{_DATED if dated else ''} UNION ALL SELECT NULL, {_listed(none)}"
    )
    view_absence(connection)


def _listed(values: dict[str, str]) -> str:
    """The columns about a pupil, empty where there is no value for one."""
    return ", ".join(
        f"CAST({values.get(name, 'NULL')} AS {kind}) AS {name}"
        for name, kind in _COLUMNS.items()
        if name not in ("pupil_id", "school_year")
    )


def absence_values(connection: Connection) -> dict[str, str]:
    """Name to expression of the columns about a pupil, in rows of `WITH_ABSENCE`."""
    values = {
        name: f"CASE WHEN e.pupil_id IS NULL THEN n.{name} ELSE e.{name} END" for name in _COLUMNS
    }
    known = SCHOOL_YEAR in engine.columns(connection, "analysis")
    # Where the record may not hold the year, nothing is said of it.
    year = f"CASE WHEN n.in_year IS NOT NULL THEN a.{sql.name(SCHOOL_YEAR)} END"
    year = year if known else "CAST(NULL AS BIGINT)"
    return values | {"pupil_id": "a.pupil_id", "school_year": year}


def view_absence(connection: Connection) -> None:
    """Add the view ``absence`` over ``analysis`` and `ABSENT`: a row per pupil."""
    selected = ", ".join(f"{value} AS {name}" for name, value in absence_values(connection).items())
    connection.execute(f"CREATE OR REPLACE VIEW absence AS SELECT {selected} FROM {WITH_ABSENCE}")


def first_absence(connection: Connection) -> date | None:
    """The first day of the earliest of the ``episodes``; None where there are none."""
    (first,) = engine.one_row(connection, f"SELECT min(first) FROM {EPISODES}")
    return first if first is None else date(first.year, first.month, first.day)


def is_observed(first: date | None, extraction: date) -> bool:
    """Whether somebody was absent before the first weeks of the last school year were over.

    Parameters
    ----------
    first
        First day of the earliest absence.
    """
    if first is None:
        return False
    border = date(_last_school_year(extraction), _AUGUST, 1).toordinal() + 7 * EARLY_WEEKS
    return first.toordinal() < border


def _last_school_year(extraction: date) -> int:
    """The year in which the last school year that is known in full began."""
    return extraction.year - (2 if (extraction.month, extraction.day) < (7, 31) else 1)


def _of_episodes(begins: int | None) -> dict[str, str]:
    """What is told of a pupil's episodes, and when the first long one began."""
    return {
        "n_episodes": "count(*)",
        "has_short": f"bool_or(days <= {LONG})",
        "has_long": f"bool_or(days > {LONG})",
        **({} if begins is None else _of_year(begins)),
        "days": f"arg_min(days, first) FILTER (days > {SHORTEST})",
        "returned": f"NOT arg_min(open, first) FILTER (days > {SHORTEST})",
        "began": f"min(first) FILTER (days > {LONG})",
    }


def _of_year(begins: int) -> dict[str, str]:
    """What is told of the school year that began in `begins`."""
    opens, closes = date(begins, _AUGUST, 1), date(begins + 1, _AUGUST, 1)
    border = date.fromordinal(opens.toordinal() + 7 * EARLY_WEEKS)
    start, end, middle = map(sql.day, (opens, closes, border))
    inside = f"first >= {start} AND first < {end}"
    afterwards = f"first >= {middle} AND first < {end}"
    runs = f"first < {middle} AND first + CAST(days AS INTEGER) > {middle}"
    began = f"first < {middle} AND first + CAST(days AS INTEGER) > {start}"
    return {
        "in_year": f"bool_or({inside})",
        "long_in_year": f"bool_or({inside} AND days > {LONG})",
        "early": (
            f"CASE WHEN bool_or({runs}) THEN 'still' WHEN bool_or({began}) THEN 'some' "
            "ELSE 'none' END"
        ),
        "later": f"bool_or({afterwards})",
        "long_later": f"bool_or({afterwards} AND days > {LONG})",
    }


def school_year(spec: CohortSpec) -> str:
    """An expression for the school year since a pupil was expected to move to secondary school.

    It is that of the last school year that is known in full, 1 for the first; empty where a cohort
    brings no spells, of whose pupils it is told.
    """
    if spec.file("absences") is None or spec.extraction_date is None:
        return ""
    late = f"CAST(month(birth_date) > {_LAST_MONTH} AS INTEGER)"
    year = f"{_last_school_year(spec.extraction_date) + 1}"
    return f"CAST({year} - (year(birth_date) + {TRANSFER_AGE} + {late}) AS BIGINT)"
