"""One table on its way in: read, mapped, rid of what may not come along."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from thuiszitters.base import engine, sql
from thuiszitters.base.engine import Connection
from thuiszitters.base.errors import DataError, Problem, raise_problems
from thuiszitters.codebook import Codebook
from thuiszitters.intake.identifiers import AS_NUMBER, padded_expression
from thuiszitters.intake.layouts import code_columns, long_layout, unknown_code_columns
from thuiszitters.intake.parquet_table import text_column
from thuiszitters.intake.personal import personal_kind
from thuiszitters.intake.raw import count_text
from thuiszitters.intake.reading import file_header
from thuiszitters.intake.scan import PLACE, Cells, first_places, scan_source
from thuiszitters.intake.service_numbers import (
    DIGITS,
    MOST_TESTED,
    Evidence,
    bsn_evidence,
    bsn_problem,
    mostly_bsn,
)
from thuiszitters.intake.value_labels import label_problems
from thuiszitters.intake.values import read_column
from thuiszitters.plan.cohort import ColumnSpec, FileSpec, TableName
from thuiszitters.plan.cohort_check import CANONICAL

_REASONS = ("authorised", "enrolled", "exempt")
#: So many different values of a column are looked at to see whether they are about persons.
_MOST_LOOKED_AT = 100_000


@dataclass(frozen=True)
class Incoming:
    """A table on its way in, beside the source it came from.

    Attributes
    ----------
    table
        Its name in the database; `PLACE` says which record of the source a row came from.
    columns
        Its columns, those of the canonical table first.
    problems
        What is wrong with them; added to by every check.
    left_out
        Reason to the number of rows that were left out.
    dropped
        Column of the file that was dropped, to what it says about a person.
    respelled
        Column to the number of rows whose code was typed otherwise than the list writes it.
    doubtful
        Columns of the file in which numbers stand that may be citizen service numbers.
    """

    connection: Connection
    spec: FileSpec
    cells: Cells
    table: TableName
    columns: tuple[str, ...]
    problems: list[Problem]
    left_out: dict[str, int] = field(default_factory=dict)
    dropped: dict[str, str] = field(default_factory=dict)
    respelled: dict[str, int] = field(default_factory=dict)
    doubtful: tuple[str, ...] = ()

    @property
    def where(self) -> str:
        return self.spec.path

    @property
    def n_rows(self) -> int:
        return int(engine.one_row(self.connection, f"SELECT count(*) FROM {self.table}")[0])

    def column(self, name: str) -> ColumnSpec:
        found = self.spec.column(name)
        assert found is not None
        return found

    def place(self, name: str) -> str:
        return f'{self.where}: column "{self.column(name).source}"'

    def count(self, condition: str) -> int:
        """Rows that meet a condition."""
        query = f"SELECT count(*) FROM {self.table} WHERE {condition}"
        return int(engine.one_row(self.connection, query)[0])

    def rows_text(self, condition: str) -> str:
        """The rows of the source behind those that meet a condition, as words."""
        rows = f"{self.table} WHERE {condition}"
        total, places = first_places(self.connection, rows)
        return self.cells.rows_text(places, total)

    def refuse(self, column: str, condition: str, what: str, allowed: str, advice: str) -> None:
        """Add the problem of a column in which some rows are `what`."""
        count = self.count(condition)
        if count:
            rows = self.rows_text(condition)
            found = f"{count_text(count, self.n_rows)} {what} ({rows})"
            self.problems.append(Problem(self.place(column), found, allowed, advice))

    def keep(self, condition: str, reason: str) -> None:
        """Leave out the rows that do not meet a condition, and count them."""
        left_out = self.count(f"NOT ({condition})")
        if left_out:
            self.connection.execute(f"DELETE FROM {self.table} WHERE NOT ({condition})")
        self.note(reason, left_out)

    def note(self, reason: str, count: int) -> None:
        if count:
            self.left_out[reason] = self.left_out.get(reason, 0) + count


def incoming_table(
    connection: Connection,
    root: Path,
    table: TableName,
    file: FileSpec,
    codebook: Codebook | None,
    width: int | None,
    folder: Path,
) -> Incoming:
    """Read and map one file.

    Parameters
    ----------
    root
        Folder that the path starts from.
    table
        Which canonical table the file becomes; also its name in the database.
    file
        The file and its columns.
    codebook
        Code list, by which columns of a wide layout are recognised.
    width
        Width to which identifiers of digits are filled up; None leaves them.
    folder
        Where text files are kept as columns for the while.

    Raises
    ------
    DataError
        When the file cannot be read at all, or holds citizen service numbers.
    """
    view = f"cells of {table}"
    codes: dict[str, str] = {}
    if table == "classifications" and file.layout == "wide":
        codes = _wide_codes(root, file, codebook)
    wanted = [*_sources(file), *codes]
    cells = scan_source(connection, root, file, wanted, view, folder)
    doubtful = _refuse_bsn(connection, cells, file)
    if table == "classifications":
        cells, file = long_layout(connection, cells, file, codes)
    dropped = _personal_columns(connection, cells, file, table)
    values, joins, problems = {}, [], []
    for number, column in enumerate(file.columns):
        if column.source not in dropped:
            reading, found = read_column(connection, cells, column, file, number)
            values[column.name] = reading.value
            joins.append(reading.join)
            problems += found + label_problems(cells, column)
    values["pupil_id"] = padded_expression(values["pupil_id"], width)
    if table == "absences":
        values |= {
            name: f"coalesce({values[name]}, 'unknown')" for name in _REASONS if name in values
        }
        values |= {name: "'unknown'" for name in _REASONS if name not in values}
    order = [name for name in CANONICAL[table] if name in values]
    order += [name for name in values if name not in order]
    selected = ", ".join(f"{values[name]} AS {sql.name(name)}" for name in order)
    connection.execute(
        f"CREATE TABLE {table} AS SELECT {selected}, c.{PLACE} "
        f"FROM {sql.name(cells.view)} c {' '.join(joins)}"
    )
    arrived = Incoming(
        connection, file, cells, table, tuple(order), problems, dropped=dropped, doubtful=doubtful
    )
    arrived.note("empty_row", cells.n_blank)
    _check_identifiers(arrived)
    return arrived


def _sources(file: FileSpec) -> list[str]:
    mapped = [column.source for column in file.columns if column.source is not None]
    return [*mapped, *file.more_codes]


def _wide_codes(root: Path, file: FileSpec, codebook: Codebook | None) -> dict[str, str]:
    """Column of a wide file to its code."""
    header = file_header(root, file)
    codes = code_columns(header, file, codebook)
    if codebook is not None and not file.code_columns:
        raise_problems(unknown_code_columns(header, file, codebook), DataError)
    if not codes:
        allowed = "columns named by a code or its label"
        advice = 'Name the columns under "code_columns"'
        raise DataError(Problem(file.path, "no column is a code of the list", allowed, advice))
    return codes


def _refuse_bsn(connection: Connection, cells: Cells, file: FileSpec) -> tuple[str, ...]:
    """No column may hold them, also not one that the cohort file does not name.

    Returns the columns that may hold some, which is a question and no reason to stop.
    """
    asked = [name for name in dict.fromkeys(_sources(file)) if cells.may_be_number(name)]
    evidence = [*_evidence(connection, cells, asked)]
    evidence += [(name, bsn_evidence(first)) for name, first in cells.unasked]
    raise_problems(
        [bsn_problem(file.path, name) for name, found in evidence if found == "certain"], DataError
    )
    return tuple(name for name, found in evidence if found == "possible")


def _evidence(
    connection: Connection, cells: Cells, columns: Sequence[str]
) -> Iterator[tuple[str, Evidence]]:
    """What the first cells of each column say, and the number of cells with nine digits."""
    view = f"{sql.name(cells.view)} c"
    counted = [f"{cells.n_digits(name, DIGITS)}, {cells.n_filled(name)}" for name in columns]
    counts = engine.one_row(connection, f"SELECT {', '.join(counted)} FROM {view}")
    for place, name in enumerate(columns):
        cell = cells.text(name)
        first = f"SELECT {cell} FROM {view} WHERE {cell} <> '' LIMIT {MOST_TESTED}"
        nine = f"length({cell}) = {DIGITS}"
        sample = f"SELECT DISTINCT {cell} FROM {view} WHERE {nine} LIMIT {MOST_TESTED}"
        filled = pd.Series(engine.column_values(connection, first), dtype="str")
        if mostly_bsn(counts[2 * place], counts[2 * place + 1], _values(connection, sample)):
            yield name, "certain"
        else:
            yield name, bsn_evidence(filled)


def _values(connection: Connection, query: str) -> Callable[[], list[str]]:
    return lambda: engine.column_values(connection, query)


def _personal_columns(
    connection: Connection, cells: Cells, file: FileSpec, table: TableName
) -> dict[str, str]:
    """Columns that say who a pupil is; those with a place in the canonical table stay."""
    kinds = {
        column.source: personal_kind(
            column.source, _different(connection, cells, column.source, file)
        )
        for column in file.columns
        if column.source is not None
        and column.kind == "text"
        and column.name not in CANONICAL[table]
        and not column.keep
    }
    return {source: kind for source, kind in kinds.items() if kind}


def _different(
    connection: Connection, cells: Cells, column: str, file: FileSpec
) -> "pd.Series[str]":
    """Different values of a column, of which there may be too many to look at them all."""
    query = f"SELECT DISTINCT {sql.name(column)} FROM {sql.name(cells.view)}"
    limited = f"{query} LIMIT {_MOST_LOOKED_AT}"
    values = connection.sql(limited).to_arrow_table().column(0)
    return pd.Series(text_column(values, column, file).to_pylist(), dtype="str")


def _check_identifiers(arrived: Incoming) -> None:
    """Every row names a pupil, in a way that no spreadsheet has changed."""
    arrived.refuse("pupil_id", "pupil_id IS NULL", "without an identifier", "", "")
    odd = f"regexp_full_match(pupil_id, {sql.text(AS_NUMBER)})"
    count = arrived.count(odd)
    if count:
        found = f"{count_text(count, arrived.n_rows)} an identifier written as a number"
        arrived.problems.append(
            Problem(
                arrived.place("pupil_id"),
                f"{found} with a decimal or an exponent ({arrived.rows_text(odd)})",
                "identifiers as they stand in the source system",
                "A spreadsheet has changed them; export the file again with this column as text",
            )
        )
