"""The outcome of every pupil: from spells, as recorded, or from a count with a threshold."""

from collections.abc import Container
from pathlib import Path

from thuiszitters.absence.calendar import SchoolCalendar
from thuiszitters.absence.outcome import OUTCOMES, spell_outcomes
from thuiszitters.base import engine, sql
from thuiszitters.base.engine import Connection
from thuiszitters.base.errors import DataError, Problem, raise_problems
from thuiszitters.base.text import Text
from thuiszitters.cohort.people import People
from thuiszitters.intake.raw import count_text
from thuiszitters.plan.cohort import CohortSpec, OutcomeSpec
from thuiszitters.plan.outcome import OutcomeDefinition

_RECORDED = {"yes": 1, "no": 0, "ja": 1, "nee": 0, "1": 1, "0": 0}


def outcome_texts(spec: CohortSpec, definition: OutcomeDefinition | None) -> tuple[Text, Text]:
    """Label and definition of the outcome, as every table note prints them."""
    if definition is not None:
        return definition.label, definition.definition
    assert spec.outcome.label is not None
    assert spec.outcome.meaning is not None
    return spec.outcome.label, spec.outcome.meaning


def outcome_value(
    people: People,
    included: str,
    spec: CohortSpec,
    definition: OutcomeDefinition | None,
    calendar: SchoolCalendar | None = None,
    *,
    has_spells: bool = True,
) -> str:
    """An expression for the outcome of a pupil: 1, 0 or missing.

    Parameters
    ----------
    people
        The pupils; with spells, the database also holds the canonical table ``absences``.
    included
        The rows of them that eligibility left in.
    has_spells
        Whether the cohort brings spells.

    Raises
    ------
    DataError
        When the cohort brings no such column or spells, or a recorded value is not yes or
        no.
    """
    where = f"config/cohorts/{spec.name}.yaml: outcome"
    if spec.outcome.kind == "spells":
        if definition is None or not has_spells or spec.extraction_date is None:
            raise DataError(
                Problem(f"{where}.definition", "the definition or the spells are missing")
            )
        _refuse_missing_hours(people, definition)
        with_birth = "birth_date" in people.kinds
        spell_outcomes(
            people.connection, included, definition, spec.extraction_date, calendar, with_birth
        )
        listed = f"SELECT pupil_id FROM {OUTCOMES} WHERE outcome IS NULL"
        having = f"SELECT pupil_id FROM {OUTCOMES} WHERE outcome = 1"
        return (
            f"CASE WHEN pupil_id IN ({having}) THEN 1 "
            f"WHEN pupil_id IN ({listed}) THEN NULL ELSE 0 END"
        )
    column = spec.outcome.column or ""
    if column not in people.kinds or column == "pupil_id":
        raise DataError(
            people.missing_column(f"{where}.{spec.outcome.kind}.column", column, own=False)
        )
    if spec.outcome.kind == "recorded":
        return _recorded(people, included, column, where)
    return _counted(people, included, spec.outcome, column, where)


def _refuse_missing_hours(people: People, definition: OutcomeDefinition) -> None:
    """Stop when a definition by hours has no hours to go by."""
    raise_problems(
        [
            Problem(
                f"files.{table}.columns",
                f'the outcome "{definition.name}" needs the column "{name}", the {what}',
                advice=f'Map a column of the file to "{name}", or give it a constant',
            )
            for table, name, what in missing_hours(people.connection, people.kinds, definition)
        ],
        DataError,
    )


def missing_hours(
    connection: Connection, columns: Container[str], definition: OutcomeDefinition
) -> list[tuple[str, str, str]]:
    """Table, column and meaning of the hours a definition needs and a cohort does not bring.

    Parameters
    ----------
    columns
        Those of the pupils.
    """
    absences = engine.columns(connection, "absences")
    needed = [("absences", "hours", "lesson hours of each absence")] if definition.by_hours else []
    if definition.attendance is not None:
        needed.append(("pupils", "possible_hours", "hours that each pupil could have attended"))
    return [one for one in needed if one[1] not in (absences if one[0] == "absences" else columns)]


def _recorded(people: People, included: str, column: str, where: str) -> str:
    """A column of yes and no, in English or Dutch, or of 1 and 0."""
    words = people.words(column)
    rows = " ".join(f"WHEN {sql.text(word)} THEN {value}" for word, value in _RECORDED.items())
    value = f"CASE {words} {rows} END"
    other = f"{words} IS NOT NULL AND ({value}) IS NULL"
    found = _some(people, included, other)
    if found:
        advice = 'Map the values of the column to yes and no under "values"'
        allowed = "0 and 1, yes and no, or ja and nee"
        problem = Problem(f"{where}.recorded", f"{found} neither 0 nor 1", allowed, advice)
        raise DataError(problem)
    return value


def _counted(people: People, included: str, spec: OutcomeSpec, column: str, where: str) -> str:
    """A number held against the threshold."""
    if people.kinds[column] != "number":
        found = f'the column "{column}" holds no numbers'
        raise DataError(Problem(f"{where}.count", found, advice='Set "kind: number" for it'))
    cell = sql.name(column)
    found = _some(people, included, f"{cell} < 0")
    if found:
        raise DataError(Problem(f"{where}.count", f"{found} below 0", "0 or more"))
    assert spec.threshold is not None
    return f"CAST({cell} {'>' if spec.strict else '>='} {spec.threshold!r} AS TINYINT)"


def _some(people: People, included: str, condition: str) -> str:
    """How many pupils meet a condition, as words; empty when none does."""
    query = f"SELECT count(*) FILTER ({condition}), count(*) FROM {included}"
    count, total = engine.one_row(people.connection, query)
    return count_text(count, total, "pupil") if count else ""


def refuse_single_value(n_pupils: int, n_events: int, spec: CohortSpec) -> None:
    """Stop when every pupil has the same outcome: there is nothing to compare.

    Raises
    ------
    DataError
        When no pupil is left, or the outcome has one value.
    """
    where = f"config/cohorts/{spec.name}.yaml: outcome"
    if not n_pupils:
        advice = "Look at the flow: which step left everybody out?"
        raise DataError(Problem(f"config/cohorts/{spec.name}.yaml", "no pupil is left", "", advice))
    if n_events in (0, n_pupils):
        found = "every pupil has" if n_events else "no pupil has"
        raise DataError(
            Problem(
                where,
                f"{found} the outcome",
                "pupils with and without it",
                "Check the definition, the dates and the mapping of reasons",
            )
        )


def read_calendar(spec: CohortSpec, root: Path) -> SchoolCalendar | None:
    """The holidays of the cohort, when its file names them."""
    from thuiszitters.absence.calendar import read_holidays

    return None if spec.holidays is None else read_holidays(root / spec.holidays, spec.holidays)
