"""Predictors of the plan: levels and numbers per pupil, from columns and constructs."""

from thuiszitters.base import engine, sql
from thuiszitters.base.errors import Problem
from thuiszitters.cohort.people import PEOPLE, People
from thuiszitters.plan.analysis import BINARY_LEVELS, Plan, PredictorSpec


def predictor_problems(plan: Plan, people: People, *, has_codes: bool) -> list[Problem]:
    """Predictors that ask for what the cohort does not bring."""
    problems = []
    unlisted = _unlisted(plan, people)
    for spec in plan.predictors:
        where = f"config/plans/{plan.name}.yaml: predictors.{spec.name}"
        if spec.column is not None and spec.column not in people.kinds:
            problems.append(people.missing_column(f"{where}.column", spec.column, own=False))
        elif spec.column is not None and spec.kind == "numeric":
            if people.kinds[spec.column] != "number":
                found = f'the column "{spec.column}" holds no numbers'
                advice = 'Set "kind: number" for it in the cohort file'
                problems.append(Problem(where, found, advice=advice))
        elif spec.column is not None and unlisted[spec.name]:
            problems.append(_unlisted_problem(spec, unlisted[spec.name], where))
        elif spec.column is None and not has_codes:
            problems.append(
                Problem(
                    where,
                    "this predictor is made from codes, and the cohort has no classifications",
                    advice='Name them under "files.classifications" of the cohort file',
                )
            )
    return problems


def _unlisted(plan: Plan, people: People) -> dict[str, int]:
    """Pupils with a value that a predictor of levels does not list, counted in one go."""
    asked = [
        spec for spec in plan.predictors if spec.column in people.kinds and spec.kind != "numeric"
    ]
    if not asked:
        return {}
    # Each different value is looked at once: a register has few of them and many pupils.
    counts = [
        f"(SELECT sum(n) FILTER ({people.words(str(spec.column))} NOT IN "
        f"{sql.texts(_allowed(spec))}) FROM (SELECT {sql.name(str(spec.column))}, count(*) AS n "
        f"FROM {PEOPLE} GROUP BY {sql.name(str(spec.column))}))"
        for spec in asked
    ]
    found = [int(n or 0) for n in engine.one_row(people.connection, f"SELECT {', '.join(counts)}")]
    return {spec.name: count for spec, count in zip(asked, found, strict=True)}


def _allowed(spec: PredictorSpec) -> list[str]:
    return [value for value, _ in spec.column_values] or list(spec.levels)


def _unlisted_problem(spec: PredictorSpec, total: int, where: str) -> Problem:
    verb = "pupil has" if total == 1 else "pupils have"
    return Problem(
        where,
        f'{total} {verb} a value in the column "{spec.column}" that is not listed here',
        ", ".join(_allowed(spec)),
        'Add the value to the predictor, or list it under "missing" in the cohort file',
    )


def predictor_value(spec: PredictorSpec, people: People) -> str:
    """An expression for a predictor: its levels, or its numbers.

    Constructs are columns of the same relation, under the names of `construct_column`.
    """
    if spec.column is not None and spec.kind == "numeric":
        return f"CAST({sql.name(spec.column)} AS DOUBLE)"
    if spec.column is not None:
        return sql.listed(_column_level(spec, people), spec.levels)
    if spec.construct is not None:
        return construct_column(spec.construct)
    if spec.count:
        return sql.listed(_number(spec), spec.levels)
    assert spec.profile is not None
    return sql.listed(_profile(spec, *spec.profile), spec.levels)


def _column_level(spec: PredictorSpec, people: People) -> str:
    words = people.words(str(spec.column))
    if not spec.column_values:
        return words
    rows = [f"WHEN {sql.text(a)} THEN {sql.text(b)}" for a, b in spec.column_values]
    return f"CASE {words} {' '.join(rows)} END"


def construct_column(construct: str) -> str:
    """The column that says whether a pupil has a construct."""
    return sql.name(f"construct {construct}")


def _number(spec: PredictorSpec) -> str:
    """How many of its constructs a pupil has; not known where one of them is not."""
    # The order of the labels is that of the numbers, whichever level is the reference.
    names = [level for level, _ in spec.level_labels]
    yes = sql.text(BINARY_LEVELS[1])
    number = " + ".join(f"CAST({construct_column(one)} = {yes} AS INTEGER)" for one in spec.count)
    rows = [
        f"WHEN {number} = {place} THEN {sql.text(level)}" for place, level in enumerate(names[:-1])
    ]
    last = f"WHEN {number} IS NOT NULL THEN {sql.text(names[-1])}"
    return f"CASE {' '.join(rows)} {last} END"


def _profile(spec: PredictorSpec, first: str, second: str) -> str:
    """Four levels out of two constructs: neither, the first only, the second only, both."""
    # The order of the labels is that of the plan, whichever level is its reference.
    names = [level for level, _ in spec.level_labels] or list(spec.levels)
    yes = sql.text(BINARY_LEVELS[1])
    one, two = construct_column(first), construct_column(second)
    neither, only_first, only_second, both = map(sql.text, names)
    return (
        f"CASE WHEN {one} IS NULL OR {two} IS NULL THEN NULL "
        f"WHEN {one} = {yes} AND {two} = {yes} THEN {both} "
        f"WHEN {one} = {yes} THEN {only_first} WHEN {two} = {yes} THEN {only_second} "
        f"ELSE {neither} END"
    )
