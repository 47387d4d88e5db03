"""The same pupils under every named definition of the outcome, where a cohort brings spells."""

from collections.abc import Mapping
from typing import Any

from thuiszitters.absence.calendar import SchoolCalendar
from thuiszitters.absence.outcome import OUTCOMES, spell_outcomes
from thuiszitters.base import engine, sql
from thuiszitters.base.engine import Connection
from thuiszitters.cohort.outcome import missing_hours
from thuiszitters.cohort.people import PEOPLE, ROWS
from thuiszitters.plan.cohort import CohortSpec
from thuiszitters.plan.outcome import outcome_definition

#: Before the name of a definition, in the analysis table and in the patterns.
PREFIX = "definition:"
#: The pupils of the cohort who were absent at all, and what stands for an unknown outcome.
_ABSENT, _UNKNOWN = "ever_absent", -1
#: Columns of the pupils that a definition may look at.
_ASKED = ("pupil_id", "birth_date", "possible_hours")


def definition_columns(names: "list[str] | tuple[str, ...]") -> tuple[str, ...]:
    """Those of these columns that hold the outcome under a named definition."""
    return tuple(name for name in names if name.startswith(PREFIX))


def add_definitions(
    connection: Connection,
    spec: CohortSpec,
    definitions: Mapping[str, Any],
    calendar: SchoolCalendar | None = None,
) -> None:
    """Add to the view ``analysis`` the outcome of every pupil in it under each definition.

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
    asked = sql.names(name for name in _ASKED if name in columns)
    pupils = f"(SELECT {asked} FROM {PEOPLE} WHERE pupil_id IN (SELECT pupil_id FROM analysis))"
    # Nearly all pupils are never absent: those who are, are looked up once for all definitions.
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {_ABSENT} AS SELECT * FROM {pupils} "
        "WHERE pupil_id IN (SELECT pupil_id FROM absences)"
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE defined (number INTEGER, pupil_id VARCHAR, outcome TINYINT)"
    )
    added: list[str] = []
    before = ""
    for name, content in definitions.items():
        definition = outcome_definition(content, name)
        if missing_hours(connection, columns, definition):
            continue
        # A rate of attendance can be unknown of a pupil who was never absent.
        among = _ABSENT if definition.attendance is None else pupils
        same = among == before == _ABSENT
        given = (connection, among, definition, spec.extraction_date, calendar, with_birth)
        spell_outcomes(*given, as_before=same)
        before = among
        connection.execute(
            f"INSERT INTO defined SELECT {len(added)}, pupil_id, coalesce(outcome, {_UNKNOWN}) "
            f"FROM {OUTCOMES}"
        )
        added.append(f"{PREFIX}{name}")
    if added:
        _set_beside(connection, added)


def _set_beside(connection: Connection, added: list[str]) -> None:
    """Give ``analysis`` the outcomes of ``defined`` as columns of these names.

    As a view, so that a register is not held twice.
    """
    found = ", ".join(
        f"max(outcome) FILTER (number = {number}) AS of_{number}" for number in range(len(added))
    )
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE defined_by AS SELECT pupil_id, {found} FROM defined "
        "GROUP BY pupil_id"
    )
    values = ", ".join(
        f"CAST(nullif(coalesce(d.of_{number}, 0), {_UNKNOWN}) AS TINYINT) AS {sql.name(column)}"
        for number, column in enumerate(added)
    )
    connection.execute(
        f"CREATE OR REPLACE VIEW analysis AS SELECT a.*, {values} FROM {ROWS} a "
        "LEFT JOIN defined_by d USING (pupil_id)"
    )
