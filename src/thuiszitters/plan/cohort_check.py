"""What a cohort file must mean, beyond its shape."""

from thuiszitters.base.errors import Problem, nearest_name
from thuiszitters.plan.cohort import CohortSpec, ColumnKind, DerivedColumn, FileSpec, TableName

#: Columns every cohort may have, per table, with what their values are.
CANONICAL: dict[TableName, dict[str, ColumnKind]] = {
    "pupils": {
        "pupil_id": "text",
        "sex": "text",
        "birth_date": "date",
        "age_years": "number",
        "site": "text",
        "possible_hours": "number",
    },
    "classifications": {
        "pupil_id": "text",
        "code": "text",
        "start_date": "date",
        "main_problem": "yes_no",
    },
    "absences": {
        "pupil_id": "text",
        "start_date": "date",
        "end_date": "date",
        "authorised": "yes_no",
        "enrolled": "yes_no",
        "exempt": "yes_no",
        "hours": "number",
    },
}
#: What the values of a column of yes and no can mean.
MEANINGS = ("yes", "no", "unknown")
#: Columns a table cannot do without. A wide or cell layout brings its codes otherwise.
REQUIRED: dict[TableName, tuple[str, ...]] = {
    "pupils": ("pupil_id",),
    "classifications": ("pupil_id", "code"),
    "absences": ("pupil_id", "start_date", "end_date"),
}


def cohort_problems(spec: CohortSpec) -> list[Problem]:
    """Problems of a cohort file that its schema cannot see."""
    where = f"config/cohorts/{spec.name}.yaml"
    problems = _file_problems(spec, where) + _derived_problems(spec, where)
    absences = spec.file("absences")
    if spec.outcome.kind == "spells" and absences is None:
        problems.append(
            Problem(
                f"{where}: outcome.definition",
                "an outcome from spells of absence needs the file with these spells",
                advice='Add "files.absences", or use "outcome.recorded" or "outcome.count"',
            )
        )
    if spec.file("pupils") is None:
        problems.append(Problem(f"{where}: files", 'the file "pupils" is missing'))
    if absences is not None and spec.extraction_date is None:
        problems.append(
            Problem(
                f"{where}: extraction_date",
                "missing, while a spell without an end lasts until that day",
                'a date such as "2021-07-31"',
            )
        )
    return problems


def _file_problems(spec: CohortSpec, where: str) -> list[Problem]:
    problems = []
    for table, file in spec.files:
        here = f"{where}: files.{table}"
        problems += _missing_columns(table, file, f"{here}.columns")
        problems += _sources_of_columns(file, f"{here}.columns")
        problems += _yes_no_meanings(file, f"{here}.columns")
        if file.more_codes and file.layout != "cell":
            found = f"the layout is {file.layout}"
            advice = 'Say "layout: cell", also where a cell holds one code'
            problems.append(Problem(f"{here}.more_codes", found, "cell", advice))
        if table != "pupils":
            problems += _unknown_columns(table, file, f"{here}.columns")
    return problems


def _missing_columns(table: TableName, file: FileSpec, here: str) -> list[Problem]:
    """Columns that the table cannot do without; in a wide file the codes are no column."""
    names = [column.name for column in file.columns]
    return [
        Problem(here, f'the column "{name}" is missing', advice=nearest_name(name, names))
        for name in REQUIRED[table]
        if name not in names and not (name == "code" and file.layout == "wide")
    ]


def _sources_of_columns(file: FileSpec, here: str) -> list[Problem]:
    """Columns with both a source and a constant, or with neither."""
    return [
        Problem(
            f"{here}.{column.name}",
            "it is not said where the values come from"
            if column.source is None
            else "the values come from the file and are all the same",
            "exactly one of from, constant",
        )
        for column in file.columns
        if (column.source is None) == (column.constant is None)
    ]


def _yes_no_meanings(file: FileSpec, here: str) -> list[Problem]:
    """Values of a column of yes and no that are read as something else."""
    return [
        Problem(
            f"{here}.{column.name}.values",
            f'"{meaning}" is no meaning for a column of yes and no',
            ", ".join(MEANINGS),
            nearest_name(meaning, MEANINGS),
        )
        for column in file.columns
        for meaning in dict.fromkeys(meaning for _, meaning in column.meanings)
        if column.kind == "yes_no" and meaning not in MEANINGS
    ]


def _unknown_columns(table: TableName, file: FileSpec, here: str) -> list[Problem]:
    """Columns that no stage reads; only the pupils table may have columns of its own."""
    allowed = list(CANONICAL[table])
    return [
        Problem(here, f'unknown column "{name}"', ", ".join(allowed), nearest_name(name, allowed))
        for name in (column.name for column in file.columns)
        if name not in allowed
    ]


def _difference_problems(entry: DerivedColumn, here: str) -> list[Problem]:
    """What a difference of two columns cannot mean."""
    problems = []
    if entry.minus is None:
        if entry.order:
            advice = 'Name the other column under "minus", or use "table"'
            found = "an order of values belongs to a difference of two columns"
            problems.append(Problem(f"{here}.order", found, advice=advice))
        return problems
    if entry.minus == entry.source:
        found = f'"{entry.minus}" is taken off itself, so every pupil has 0'
        problems.append(Problem(f"{here}.minus", found, "another column"))
    if entry.table or entry.otherwise is not None:
        found = "a difference is a number and has no table"
        problems.append(Problem(here, found, '"bins" with "labels", or the number as it is'))
    if len(set(entry.order)) != len(entry.order):
        found = "a value is named twice, so it has two places"
        problems.append(Problem(f"{here}.order", found, "each value once, from low to high"))
    return problems


def _derived_problems(spec: CohortSpec, where: str) -> list[Problem]:
    pupils = spec.file("pupils")
    names = [column.name for column in pupils.columns] if pupils else []
    names += [entry.name for entry in spec.derived] + ["age_years"]
    problems = []
    for entry in spec.derived:
        here = f"{where}: derived.{entry.name}"
        problems += [
            Problem(
                f"{here}.{key}",
                f'there is no column "{source}" in the pupils table',
                ", ".join(names),
                nearest_name(source, names),
            )
            for key, source in zip(("from", "minus"), entry.sources, strict=False)
            if source not in names
        ]
        problems += _difference_problems(entry, here)
        if entry.minus is None and bool(entry.bins) == bool(entry.table):
            problems.append(Problem(here, 'needs either "bins" with "labels", or "table"'))
        if entry.bins and (
            len(entry.labels) != len(entry.bins) or list(entry.bins) != sorted(set(entry.bins))
        ):
            problems.append(
                Problem(here, "bins must rise, and every bin needs one label", advice="")
            )
    return problems
