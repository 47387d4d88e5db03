"""The same pupils under every named definition of the outcome, where a cohort brings spells."""

from collections.abc import Mapping
from typing import Any

from thuiszitters.absence import SchoolCalendar
from thuiszitters.absence.outcome import OUTCOMES, spell_outcomes
from thuiszitters.base import engine, sql
from thuiszitters.base.engine import Connection
from thuiszitters.cohort.outcome import missing_hours
from thuiszitters.cohort.people import PEOPLE
from thuiszitters.plan.cohort import CohortSpec
from thuiszitters.plan.outcome import outcome_definition

#: Before the name of a definition, in the analysis table and in the patterns.
PREFIX = "definition:"


def definition_columns(names: "list[str] | tuple[str, ...]") -> tuple[str, ...]:
    """Those of these columns that hold the outcome under a named definition."""
    return tuple(name for name in names if name.startswith(PREFIX))


def add_definitions(
    connection: Connection,
    spec: CohortSpec,
    definitions: Mapping[str, Any],
    calendar: SchoolCalendar | None = None,
) -> None:
    """Add to ``analysis`` the outcome of every pupil in it under each definition.

    Parameters
    ----------
    connection
        With ``analysis`` as `build_in_database` made it, and the canonical ``absences``.
    definitions
        Content of ``config/outcomes.yaml``; a cohort whose outcome is not from spells gets no
        column, and neither does a definition by hours where no hours are brought.
    calendar
        School holidays, for definitions that count school days.

    Notes
    -----
    The pupils stay those of the cohort's own definition: eligible, with a known outcome.
    A value is 1, 0, or missing where an unknown reason decides.
    """
    if spec.outcome.kind != "spells" or spec.extraction_date is None:
        return
    columns = engine.columns(connection, PEOPLE)
    with_birth = "birth_date" in columns
    pupils = f"(SELECT * FROM {PEOPLE} WHERE pupil_id IN (SELECT pupil_id FROM analysis))"
    for name, content in definitions.items():
        definition = outcome_definition(content, name)
        if missing_hours(connection, columns, definition):
            continue
        spell_outcomes(connection, pupils, definition, spec.extraction_date, calendar, with_birth)
        listed = f"SELECT pupil_id FROM {OUTCOMES} WHERE outcome IS NULL"
        having = f"SELECT pupil_id FROM {OUTCOMES} WHERE outcome = 1"
        value = (
            f"CASE WHEN pupil_id IN ({having}) THEN 1 "
            f"WHEN pupil_id IN ({listed}) THEN NULL ELSE 0 END"
        )
        column = sql.name(f"{PREFIX}{name}")
        connection.execute(
            f"CREATE OR REPLACE TABLE analysis AS "
            f"SELECT *, CAST({value} AS TINYINT) AS {column} FROM analysis"
        )
