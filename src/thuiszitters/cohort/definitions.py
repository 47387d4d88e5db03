"""The same pupils under every named definition of the outcome, where a cohort brings spells."""

from collections.abc import Mapping
from typing import Any

from thuiszitters.absence.calendar import SchoolCalendar
from thuiszitters.absence.outcome import OUTCOMES, spell_outcomes
from thuiszitters.base import engine, sql
from thuiszitters.base.engine import Connection
from thuiszitters.cohort.outcome import missing_hours
from thuiszitters.cohort.people import PEOPLE
from thuiszitters.plan.cohort import CohortSpec
from thuiszitters.plan.outcome import outcome_definition

#: Before the name of a definition, in the analysis table and in the patterns.
PREFIX = "definition:"
#: The pupils of the cohort who were absent at all, and what stands for an unknown outcome.
_ABSENT, _UNKNOWN = "ever_absent", -1


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
    # Nearly all pupils are never absent: those who are, are looked up once for all definitions.
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {_ABSENT} AS SELECT * FROM {pupils} "
        "WHERE pupil_id IN (SELECT pupil_id FROM absences)"
    )
    added = []
    for number, (name, content) in enumerate(definitions.items()):
        definition = outcome_definition(content, name)
        if missing_hours(connection, columns, definition):
            continue
        # A rate of attendance can be unknown of a pupil who was never absent.
        among = _ABSENT if definition.attendance is None else pupils
        spell_outcomes(connection, among, definition, spec.extraction_date, calendar, with_birth)
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE defined_{number} AS "
            f"SELECT pupil_id, max(coalesce(outcome, {_UNKNOWN})) AS outcome FROM {OUTCOMES} "
            "GROUP BY pupil_id"
        )
        added.append((f"defined_{number}", sql.name(f"{PREFIX}{name}")))
    if added:
        connection.execute(_with_outcomes(added))


def _with_outcomes(added: list[tuple[str, str]]) -> str:
    """The statement that sets the outcomes of these tables beside the analysis table."""
    values = ", ".join(
        f"CAST(nullif(coalesce({table}.outcome, 0), {_UNKNOWN}) AS TINYINT) AS {column}"
        for table, column in added
    )
    joins = " ".join(f"LEFT JOIN {table} USING (pupil_id)" for table, _ in added)
    return f"CREATE OR REPLACE TABLE analysis AS SELECT analysis.*, {values} FROM analysis {joins}"
