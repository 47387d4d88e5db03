"""Constructs: which pupils have one of a list of codes, counted upward through the list."""

from collections.abc import Iterable

from thuiszitters.base import sql
from thuiszitters.base.engine import Connection
from thuiszitters.base.errors import Problem
from thuiszitters.codebook import Codebook, entry_problems
from thuiszitters.plan.analysis import BINARY_LEVELS, ConstructSpec, Plan
from thuiszitters.plan.cohort import Unclassified


def used_constructs(plan: Plan) -> list[ConstructSpec]:
    """Constructs that a predictor of the plan is made from, in the order of the plan."""
    names = {name for spec in plan.predictors for name in spec.constructs}
    return [construct for construct in plan.constructs if construct.name in names]


def construct_problems(
    plan: Plan, codebook: Codebook, asked: frozenset[str] | None = None
) -> list[Problem]:
    """Codes that do not exist, that nobody could have, or that contain the outcome unallowed.

    Parameters
    ----------
    plan
        Its constructs that a predictor is made from.
    codebook
        The code list.
    asked
        Codes that a wide file has a column for; None where every code could be recorded.
    """
    problems = []
    for construct in used_constructs(plan):
        where = f"config/plans/{plan.name}.yaml: constructs.{construct.name}"
        problems += entry_problems(construct.codes, codebook, f"{where}.codes", needed=True)
        problems += entry_problems(construct.except_codes, codebook, f"{where}.except_codes")
        if asked is not None and not asked & counted_codes(construct, codebook):
            problems.append(
                Problem(
                    f"{where}.codes",
                    "the file with classifications has no column for any of these codes, so every "
                    'pupil would get "no"',
                    advice='Name the column under "files.classifications.code_columns" of the '
                    'cohort file, or list the predictors of this construct under "not_measured"',
                )
            )
        adjacent = outcome_adjacent_codes(construct, codebook)
        if adjacent and not construct.allow_outcome_adjacent:
            named = ", ".join(
                f"{code} ({codebook.by_code[code].label.nl})"
                if codebook.by_code[code].label.nl
                else code
                for code in adjacent
            )
            problems.append(
                Problem(
                    f"{where}.codes",
                    f"absence or being sent away is part of the definition of {named}",
                    advice='Name the code under "except_codes", or set '
                    '"allow_outcome_adjacent: true"; it is then marked in every table',
                )
            )
    return problems


def outcome_adjacent_codes(construct: ConstructSpec, codebook: Codebook) -> tuple[str, ...]:
    """Codes that count for a construct and contain the outcome, wholly or partly."""
    left_out = codebook.resolve(construct.except_codes)
    counted = codebook.covered(codebook.resolve(construct.codes)) - codebook.covered(left_out)
    return tuple(
        sorted(code for code in counted if codebook.by_code[code].outcome_adjacent != "no")
    )


def mark_constructs(
    connection: Connection, constructs: Iterable[ConstructSpec], codebook: Codebook
) -> str:
    """Which pupils with a classification have each construct, as a table in the database.

    Parameters
    ----------
    connection
        With the canonical table ``classifications``.
    constructs
        What to look for.
    codebook
        The code list; a recorded code also counts as every code above it.

    Returns
    -------
    str
        Name of the table: ``pupil_id``, and whether it is so under each construct's name.
    """
    marks = []
    for construct in constructs:
        counted = sorted(counted_codes(construct, codebook))
        has = f"code IN {sql.texts(counted)}" if counted else "false"
        marks.append(f", bool_or({has}) AS {sql.name(construct.name)}")
    connection.execute(
        f"CREATE OR REPLACE TABLE marks AS SELECT pupil_id{''.join(marks)} "
        "FROM classifications GROUP BY pupil_id"
    )
    return "marks"


def construct_level(construct: str, unclassified: Unclassified) -> str:
    """An expression for the level of a construct, in pupils joined with their marks as ``m``.

    A pupil without any classification has ``no`` everywhere or is missing.
    """
    no, yes = map(sql.text, BINARY_LEVELS)
    level = f"CASE WHEN m.{sql.name(construct)} THEN {yes} ELSE {no} END"
    if unclassified != "zero":
        level = f"CASE WHEN m.pupil_id IS NOT NULL THEN {level} END"
    return sql.listed(level, BINARY_LEVELS)


def counted_codes(construct: ConstructSpec, codebook: Codebook) -> frozenset[str]:
    """Recorded codes that give a pupil the construct."""
    left_out = codebook.covered(codebook.resolve(construct.except_codes))
    return codebook.covered(codebook.resolve(construct.codes)) - left_out
