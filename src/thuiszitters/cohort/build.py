"""The cohort stage: one row per pupil with outcome and predictors, and the flow to it."""

from dataclasses import dataclass

import pandas as pd

from thuiszitters.absence.calendar import SchoolCalendar
from thuiszitters.base import batches, engine, sql
from thuiszitters.base.engine import Connection
from thuiszitters.base.errors import DataError, raise_problems
from thuiszitters.codebook import Codebook
from thuiszitters.cohort.absence import SCHOOL_YEAR, school_year
from thuiszitters.cohort.codes import pupil_codes
from thuiszitters.cohort.constructs import (
    construct_level,
    construct_problems,
    mark_constructs,
    used_constructs,
)
from thuiszitters.cohort.flow import (
    OUTCOME_UNKNOWN,
    eligibility_problems,
    flow_table,
    leaving_step,
)
from thuiszitters.cohort.outcome import outcome_value, refuse_single_value
from thuiszitters.cohort.people import PEOPLE, ROWS, People, people_of
from thuiszitters.cohort.predictors import construct_column, predictor_problems, predictor_value
from thuiszitters.intake.source import SourceTables
from thuiszitters.plan.analysis import Plan
from thuiszitters.plan.cohort import CohortSpec
from thuiszitters.plan.outcome import OutcomeDefinition

#: Name of the table with one row per pupil, and how it is read in order.
ANALYSIS = "analysis"
ANALYSIS_QUERY = f"SELECT * FROM {ANALYSIS} ORDER BY pupil_id"
CODES_QUERY = "SELECT * FROM codes ORDER BY pupil_id, code"


@dataclass(frozen=True)
class Cohort:
    """The analysis table and the way to it.

    Attributes
    ----------
    analysis
        ``pupil_id``, ``outcome`` (int8), one column per predictor of the plan, and ``site``
        where the cohort has one; sorted by pupil.
    flow
        ``step``, ``reason``, ``n_excluded``, ``n_remaining``.
    codes
        ``pupil_id`` and ``code``, counted upward; empty without classifications.
    """

    analysis: pd.DataFrame
    flow: pd.DataFrame
    codes: pd.DataFrame


def build_cohort(
    source: SourceTables,
    spec: CohortSpec,
    plan: Plan,
    codebook: Codebook | None,
    definition: OutcomeDefinition | None,
    calendar: SchoolCalendar | None = None,
) -> Cohort:
    """Make the analysis table of a cohort under a plan, in memory.

    Parameters
    ----------
    source
        Canonical tables from `thuiszitters.intake.source.read_source`.
    spec, plan, codebook, definition, calendar
        As in `build_in_database`.

    Raises
    ------
    DataError
        As `build_in_database` does.
    """
    with engine.database() as connection:
        for name, table in source.present():
            engine.view(connection, name, table)
        has = Has.of(source)
        flow = build_in_database(connection, has, spec, plan, codebook, definition, calendar)
        return Cohort(
            analysis=batches.frame(connection, ANALYSIS_QUERY).drop(
                columns=SCHOOL_YEAR, errors="ignore"
            ),
            flow=flow,
            codes=batches.frame(connection, CODES_QUERY).astype("str"),
        )


@dataclass(frozen=True, slots=True)
class Has:
    """What a cohort brings besides its pupils.

    Attributes
    ----------
    classifications, absences
        Whether there are such tables.
    codes_asked
        Codes that a wide file has a column for; None where every code could be recorded.
    """

    classifications: bool
    absences: bool
    codes_asked: frozenset[str] | None = None

    @classmethod
    def of(cls, source: SourceTables) -> "Has":
        """What tables in memory hold."""
        given = (source.classifications is not None, source.absences is not None)
        return cls(*given, source.codes_asked)


def build_in_database(
    connection: Connection,
    has: Has,
    spec: CohortSpec,
    plan: Plan,
    codebook: Codebook | None,
    definition: OutcomeDefinition | None,
    calendar: SchoolCalendar | None = None,
    *,
    whole: bool = True,
) -> pd.DataFrame:
    """Make the analysis table of a cohort under a plan, without a Python object per pupil.

    Parameters
    ----------
    connection
        With the canonical tables under their names. The view ``analysis`` and the table ``codes``
        are added; `Cohort` says what they hold. With spells and dates of birth ``analysis`` also
        holds `SCHOOL_YEAR`.
    has
        Which of the tables there are.
    spec
        The cohort file: eligibility, outcome, derived columns.
    plan
        Constructs and predictors.
    codebook
        Code list of the plan; None when it uses no codes.
    definition
        Rule for an outcome from spells; None when the outcome is recorded or counted.
    calendar
        School holidays, for definitions that count school days.
    whole
        Whether these are all pupils of the cohort: some of them may have one outcome together.

    Returns
    -------
    DataFrame
        The flow.

    Raises
    ------
    DataError
        With every predictor, column or code that cannot be used, or when the outcome has
        one value.
    """
    if codebook is not None:
        codebook = codebook.for_cohort(spec)
    people = people_of(connection, "pupils", spec)
    problems = [*people.problems, *eligibility_problems(people, spec)]
    problems += predictor_problems(plan, people, has_codes=has.classifications)
    coded = codebook if has.classifications else None
    if coded is not None:
        problems += construct_problems(plan, coded, has.codes_asked)
    raise_problems(problems, DataError)

    step = leaving_step(people, spec.eligibility)
    included = f"(SELECT * FROM {PEOPLE} WHERE {step} = 0)"
    outcome = outcome_value(people, included, spec, definition, calendar, has_spells=has.absences)
    if coded is not None:
        mark_constructs(connection, used_constructs(plan), coded)
    connection.execute(_analysis(people, included, outcome, plan, coded, spec))
    connection.execute(f"CREATE OR REPLACE VIEW {ANALYSIS} AS SELECT * FROM {ROWS}")
    connection.execute("CREATE OR REPLACE TABLE codes (pupil_id VARCHAR, code VARCHAR)")
    if coded is not None:
        pupil_codes(connection, coded)
    return _flow(connection, step, spec, whole=whole)


def _flow(connection: Connection, step: str, spec: CohortSpec, *, whole: bool) -> pd.DataFrame:
    """Who was left out at each step; the outcome must have two values among the others."""
    query = f"SELECT {step} AS step, count(*) FROM {PEOPLE} GROUP BY step"
    counts = dict(connection.sql(query).fetchall())
    # Those whose outcome is known, and nobody else, stand in the analysis table.
    known, events = engine.one_row(connection, f"SELECT count(*), sum(outcome) FROM {ANALYSIS}")
    if whole:
        refuse_single_value(known, int(events or 0), spec)
    left_out = [
        (rule.name, counts.get(number, 0)) for number, rule in enumerate(spec.eligibility, start=1)
    ]
    steps = [*left_out, (OUTCOME_UNKNOWN, counts.get(0, 0) - known)]
    return flow_table(sum(counts.values()), steps)


def _analysis(
    people: People,
    included: str,
    outcome: str,
    plan: Plan,
    codebook: Codebook | None,
    spec: CohortSpec,
) -> str:
    """The statement that makes the analysis table."""
    constructs, join = "", ""
    if codebook is not None:
        levels = {
            construct_column(construct.name): construct_level(construct.name, spec.unclassified)
            for construct in used_constructs(plan)
        }
        constructs = "".join(f", {level} AS {name}" for name, level in levels.items())
        join = "LEFT JOIN marks m ON p.pupil_id = m.pupil_id"
    rows = f"SELECT p.*{constructs} FROM {included} p {join}"
    columns = [f"CAST({outcome} AS TINYINT) AS outcome"] + [
        f"{predictor_value(predictor, people)} AS {sql.name(predictor.name)}"
        for predictor in plan.predictors
    ]
    columns += ["site"] if "site" in people.kinds else []
    year = school_year(spec) if "birth_date" in people.kinds else ""
    columns += [f"{year} AS {sql.name(SCHOOL_YEAR)}"] if year else []
    return (
        f"CREATE OR REPLACE TABLE {ROWS} AS SELECT * FROM "
        f"(SELECT pupil_id, {', '.join(columns)} FROM ({rows})) WHERE outcome IS NOT NULL"
    )
