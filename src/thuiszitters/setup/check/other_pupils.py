"""Another outcome, or pupils of other ages: what each would let leave, by the same rules."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from thuiszitters.absence.calendar import SchoolCalendar
from thuiszitters.base import engine, sql
from thuiszitters.base.engine import Connection
from thuiszitters.base.errors import DataError
from thuiszitters.codebook import Codebook
from thuiszitters.cohort.build import Has, build_in_database
from thuiszitters.cohort.definitions import PREFIX, add_definitions, definition_columns
from thuiszitters.cohort.patterns import counted, pattern_columns
from thuiszitters.plan.analysis import Plan
from thuiszitters.plan.cohort import CohortSpec
from thuiszitters.plan.disclosure import DisclosureProfile
from thuiszitters.plan.outcome import OutcomeDefinition
from thuiszitters.setup.check.remedies import Remedy, leaving

AGE = "age_years"


def definition_remedies(
    connection: Connection,
    spec: CohortSpec,
    plan: Plan,
    profile: DisclosureProfile,
    codebook: Codebook | None,
    definitions: Mapping[str, Any],
    calendar: SchoolCalendar | None,
) -> Iterator[Remedy]:
    """Every other named definition of the outcome, on the same pupils.

    Parameters
    ----------
    connection
        With ``analysis``; the outcome under each definition is added to it.
    """
    add_definitions(connection, spec, definitions, calendar)
    columns = pattern_columns(connection, plan, "none")
    named = definition_columns(list(engine.columns(connection, "analysis")))
    # Once, since ``analysis`` joins every definition each time that it is read.
    asked = sql.names({**columns, **dict.fromkeys(named)})
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE beside AS SELECT {asked}, count(*) AS n_pupils "
        "FROM analysis GROUP BY ALL"
    )
    for column in named:
        name = column.removeprefix(PREFIX)
        if name == spec.outcome.definition:
            continue
        rows = f"(SELECT * FROM beside WHERE {sql.name(column)} IS NOT NULL)"
        patterns = counted(
            connection, rows, {**columns, "outcome": sql.name(column)}, "sum(n_pupils)"
        )
        if patterns["outcome"].nunique() == 2:
            yield Remedy(
                f"the outcome {name} in place of {spec.outcome.definition}",
                *leaving(patterns, plan, profile, codebook),
            )


def age_remedies(
    connection: Connection,
    has: Has,
    spec: CohortSpec,
    plan: Plan,
    profile: DisclosureProfile,
    codebook: Codebook | None,
    definition: OutcomeDefinition | None,
    calendar: SchoolCalendar | None,
) -> Iterator[Remedy]:
    """Pupils whom a rule on age leaves out, let in.

    Parameters
    ----------
    connection
        With the canonical tables; ``analysis`` is made anew, so this comes last.
    codebook
        The code list of the plan, before the cohort's own codes.
    """
    for rule in spec.eligibility:
        if rule.column != AGE:
            continue
        kept = tuple(one for one in spec.eligibility if one != rule)
        wider = replace(spec, eligibility=kept)
        try:
            build_in_database(connection, has, wider, plan, codebook, definition, calendar)
        except DataError:
            continue  # the pupils of other ages cannot be used; the check of the cohort said why
        patterns = counted(connection, "analysis", pattern_columns(connection, plan, "none"))
        own = codebook.for_cohort(spec) if codebook is not None else None
        yield Remedy(f"pupils of every age, without the rule {rule.name}",
                     *leaving(patterns, plan, profile, own))  # fmt: skip
