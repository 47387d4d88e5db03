"""The pupils of a cohort in the database, with what follows from their columns."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from thuiszitters.base import engine, sql
from thuiszitters.base.engine import Connection
from thuiszitters.base.errors import Problem, nearest_name
from thuiszitters.intake.raw import count_text
from thuiszitters.plan.cohort import CohortSpec, DerivedColumn

Kind = Literal["text", "number", "date"]
#: Name of the view over the pupils table that holds the derived columns as well.
PEOPLE = "people"
#: Name of the table behind the view ``analysis``: a row per pupil of the cohort.
ROWS = "analysis_rows"
#: What to do about a column without numbers.
ADVICE = 'Set "kind: number" for it under "files.pupils.columns", or choose another column'
_NUMBERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "FLOAT", "DOUBLE", "DECIMAL")


@dataclass(frozen=True)
class People:
    """The pupils table, as a view in the database.

    Attributes
    ----------
    kinds
        Its columns, in order, with what their values are.
    problems
        What stood in the way of derived columns.
    """

    connection: Connection
    kinds: Mapping[str, Kind]
    problems: list[Problem] = field(default_factory=list)

    def words(self, column: str) -> str:
        """An expression for values as text; a whole number is written without a decimal sign."""
        return as_words(column, self.kinds[column])

    def count(self, condition: str) -> int:
        query = f"SELECT count(*) FILTER ({condition}) FROM {PEOPLE}"
        return int(engine.one_row(self.connection, query)[0])

    def missing_column(self, where: str, column: str, *, own: bool = True) -> Problem:
        """What is said of a column that is not there."""
        known = [name for name in self.kinds if own or name != "pupil_id"]
        holder = "the pupils table" if own else "the cohort"
        found, advice = f'{holder} has no column "{column}"', column_advice(column, known)
        return Problem(where, found, ", ".join(known), advice)


def as_words(column: str, kind: Kind) -> str:
    """An expression for the values of a column as text.

    Examples
    --------
    >>> import duckdb
    >>> query = f"SELECT {as_words('x', 'number')} FROM (VALUES (1.0), (0.25), (NULL)) v(x)"
    >>> [row[0] for row in duckdb.sql(query).fetchall()]
    ['1', '0.25', None]
    """
    cell = sql.name(column)
    if kind != "number":
        return f"CAST({cell} AS VARCHAR)"
    return f"CASE WHEN {cell} IS NOT NULL THEN printf('%.15g', CAST({cell} AS DOUBLE)) END"


def column_kinds(connection: Connection, relation: str) -> dict[str, Kind]:
    """The columns of a relation, with what their values are."""
    stored = engine.columns(connection, relation)
    return {name: _kind(kind) for name, kind in stored.items()}


def _kind(stored: str) -> Kind:
    if stored.startswith(_NUMBERS) or stored == "BOOLEAN":
        return "number"
    return "date" if stored == "DATE" else "text"


def column_advice(column: str, columns: list[str]) -> str:
    """What to do about a column that is not there: an age that could be, or the nearest name.

    Examples
    --------
    >>> column_advice("age_years", ["birth_date"])
    'Set "reference_date" in the cohort file; the age on that day then follows from the birth date'
    """
    if column == "age_years" and "birth_date" in columns:
        return (
            'Set "reference_date" in the cohort file; '
            "the age on that day then follows from the birth date"
        )
    return nearest_name(column, columns)


def people_of(connection: Connection, pupils: str, spec: CohortSpec) -> People:
    """The pupils with age at the reference date and every derived column.

    Parameters
    ----------
    pupils
        Name of the canonical table in the database.
    spec
        The cohort file.
    """
    kinds, query = column_kinds(connection, pupils), f"SELECT * FROM {pupils}"
    if "age_years" not in kinds and "birth_date" in kinds and spec.reference_date is not None:
        age = completed_years("birth_date", spec.reference_date)
        query = f"SELECT *, {age} AS age_years FROM ({query})"
        kinds["age_years"] = "number"
    people, where = People(connection, kinds), f"config/cohorts/{spec.name}.yaml"
    for derived in spec.derived:
        place = f"{where}: derived.{derived.name}"
        unusable = _unusable(people, derived, place)
        if unusable:
            people.problems.extend(unusable)
            continue
        if derived.minus is not None:
            people.problems.extend(_unordered(connection, query, derived, kinds, place))
            query = _with(query, derived.name, difference(derived, kinds), kinds)
            kinds[derived.name] = "number"
            if not derived.bins:
                continue
            derived = replace(derived, source=derived.name)
        people.problems.extend(_outside(connection, query, derived, kinds, place))
        query = _with(query, derived.name, derived_value(derived, kinds[derived.source]), kinds)
        kinds[derived.name] = "text"
    connection.execute(f"CREATE OR REPLACE VIEW {PEOPLE} AS {query}")
    return people


def _with(query: str, column: str, value: str, kinds: Mapping[str, Kind]) -> str:
    """A query with one column more, or with another value for one it has."""
    name = sql.name(column)
    added = f"* REPLACE ({value} AS {name})" if column in kinds else f"*, {value} AS {name}"
    return f"SELECT {added} FROM ({query})"


def _unusable(people: People, spec: DerivedColumn, where: str) -> list[Problem]:
    """Columns that are not there, or hold no numbers where numbers are needed."""
    kinds = people.kinds
    problems = [
        people.missing_column(f"{where}.{key}", source)
        for key, source in zip(("from", "minus"), spec.sources, strict=False)
        if source not in kinds
    ]
    if problems or spec.order or not (spec.bins or spec.minus):
        return problems
    so, words = "no bins", 'values that are words can be renamed with "table"'
    if spec.minus is not None:
        so = "no difference"
        words = 'values that are words need "order", which lists them from low to high'
    advice = f"{ADVICE}; {words}"
    return [no_numbers(where, one, so, advice) for one in spec.sources if kinds[one] != "number"]


def difference(spec: DerivedColumn, kinds: Mapping[str, Kind]) -> str:
    """An expression for the first column of a derived one less the second.

    Examples
    --------
    >>> import duckdb
    >>> spec = DerivedColumn("fall", "advised", minus="now", order=("low", "middle", "high"))
    >>> value = difference(spec, {"advised": "text", "now": "text"})
    >>> rows = "VALUES ('high', 'low'), ('low', 'low'), ('low', 'middle'), ('high', NULL)"
    >>> found = duckdb.sql(f"SELECT {value} FROM ({rows}) v(advised, now)").fetchall()
    >>> [row[0] for row in found]
    [2.0, 0.0, -1.0, None]
    """
    first, second = (_place(column, spec.order, kinds) for column in spec.sources)
    return f"CAST({first} AS DOUBLE) - CAST({second} AS DOUBLE)"


def _place(column: str, order: tuple[str, ...], kinds: Mapping[str, Kind]) -> str:
    """A number as it is; a word as its place in the order."""
    if not order:
        return sql.name(column)
    places = " ".join(f"WHEN {sql.text(word)} THEN {at}" for at, word in enumerate(order))
    return f"(CASE {as_words(column, kinds[column])} {places} END)"


def _unordered(
    connection: Connection,
    query: str,
    spec: DerivedColumn,
    kinds: Mapping[str, Kind],
    where: str,
) -> list[Problem]:
    """Pupils with a word that has no place in the order."""
    problems = []
    for column in spec.sources if spec.order else ():
        words = as_words(column, kinds[column])
        counted = f"count(*) FILTER ({words} NOT IN {sql.texts(spec.order)}), count(*)"
        count, total = engine.one_row(connection, f"SELECT {counted} FROM ({query})")
        if count:
            found = f'{count_text(count, total, "pupil")} without a place in it, by "{column}"'
            advice = 'Add the value to "order", or list it under "missing" of the column'
            problems.append(Problem(f"{where}.order", found, ", ".join(spec.order), advice))
    return problems


def no_numbers(where: str, column: str, so: str, advice: str) -> Problem:
    """What is said of a column of texts or dates where numbers are needed."""
    found = f'the column "{column}" holds no numbers, so it has {so}'
    return Problem(where, found, "a column of numbers", advice)


def completed_years(birth: str, at: date) -> str:
    """An expression for age in completed years; who is born on 29 February has it on 1 March.

    Examples
    --------
    >>> import duckdb
    >>> years = completed_years("x", date(2020, 9, 1))
    >>> rows = duckdb.sql(f"SELECT {years} FROM (VALUES (DATE '2008-09-02'), (NULL)) v(x)")
    >>> [row[0] for row in rows.fetchall()]
    [11.0, None]
    """
    cell, day = sql.name(birth), 100 * at.month + at.day
    later = f"CAST({day} < 100 * month({cell}) + day({cell}) AS INTEGER)"
    return f"CAST({at.year} - year({cell}) - {later} AS DOUBLE)"


def derived_value(spec: DerivedColumn, kind: Kind) -> str:
    """An expression for a column made from another one by bins or by a table."""
    cell = sql.name(spec.source)
    if spec.bins:
        uppers = [f"{bound!r}" for bound in spec.bins[1:]]
        rising = [
            f"WHEN {cell} < {upper} THEN {sql.text(label)}"
            for upper, label in zip(uppers, spec.labels, strict=False)
        ]
        last = f"ELSE {sql.text(spec.labels[-1])}"
        below = f"WHEN {cell} IS NULL OR {cell} < {spec.bins[0]!r} THEN NULL"
        value = f"CASE {below} {' '.join(rising)} {last} END"
        return sql.listed(value, spec.labels)
    words, table = as_words(spec.source, kind), dict(spec.table)
    rows = [f"WHEN {sql.text(key)} THEN {sql.text(value)}" for key, value in table.items()]
    other = "NULL" if spec.otherwise is None else sql.text(spec.otherwise)
    value = f"CASE {words} {' '.join(rows)} ELSE CASE WHEN {cell} IS NOT NULL THEN {other} END END"
    known = [*table.values(), *([] if spec.otherwise is None else [spec.otherwise])]
    return sql.listed(value, known)


def _outside(
    connection: Connection,
    query: str,
    spec: DerivedColumn,
    kinds: Mapping[str, Kind],
    where: str,
) -> list[Problem]:
    """Pupils whose value has no place in the derived column."""
    cell = sql.name(spec.source)
    if spec.bins:
        outside, allowed = f"{cell} < {spec.bins[0]!r}", f"{spec.bins[0]:g} or more"
    elif spec.otherwise is None:
        table = dict(spec.table)
        outside = f"{as_words(spec.source, kinds[spec.source])} NOT IN {sql.texts(table)}"
        allowed = ", ".join(table)
    else:
        return []
    counted = f"SELECT count(*) FILTER ({outside}), count(*) FROM ({query})"
    count, total = engine.one_row(connection, counted)
    if not count:
        return []
    return [Problem(where, f"{count_text(count, total, 'pupil')} outside it", allowed)]
