"""The cells of a source in the database, whatever program wrote it and in however many parts."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from thuiszitters.base import engine, sql
from thuiszitters.base.arrays import holds_texts
from thuiszitters.base.engine import Connection
from thuiszitters.base.errors import DataError, Problem
from thuiszitters.base.io import existing_file
from thuiszitters.intake.cell_expressions import text_expression
from thuiszitters.intake.parquet_parts import ParquetParts, parquet_parts
from thuiszitters.intake.parquet_table import text_column
from thuiszitters.intake.parts import Part, Unchanged, places_text, source_parts
from thuiszitters.intake.raw import NAMED_ROWS, RawTable
from thuiszitters.intake.reading import declared_kind, read_raw
from thuiszitters.intake.text_parts import text_parts
from thuiszitters.plan.cohort import FileSpec

#: Place of a record among all records of its source, counted from 0.
PLACE = "__place"


@dataclass(frozen=True)
class Cells:
    """The records of one source, as a view in the database.

    Attributes
    ----------
    where
        Path as the cohort file gives it, for messages.
    view
        Name of the view: one column per column that was asked for, in the type of the file, and
        `PLACE`.
    kinds
        Arrow type of each of these columns.
    header
        Every column name of the source, in order, also those that were not read.
    parts
        Files of the source, to name the row of a record.
    n_rows, n_blank
        Records of the source, and those among them that are empty; the view leaves them out.
    unasked
        First rows of the columns that nobody asked for, to refuse what may not come in.
    """

    where: str
    view: str
    kinds: Mapping[str, Any]
    header: tuple[str, ...]
    parts: tuple[Part, ...]
    n_rows: int
    n_blank: int = 0
    facts: dict[str, str] = field(default_factory=dict)
    iso_dates: frozenset[str] = frozenset()
    value_labels: dict[str, dict[str, str]] = field(default_factory=dict)
    code_columns: dict[str, str] = field(default_factory=dict)
    unasked: tuple[tuple[str, "pd.Series[str]"], ...] = ()

    @property
    def n_records(self) -> int:
        return self.n_rows - self.n_blank

    def text(self, column: str, decimal: str = ".") -> str:
        """An expression for the cells of a column as trimmed text; an empty cell is empty."""
        cell = text_expression(f"c.{sql.name(column)}", self.kinds[column], decimal)
        return f"coalesce({cell}, '')"

    def may_be_number(self, column: str) -> bool:
        """Whether cells are texts or numbers, and not dates or answers."""
        import pyarrow as pa

        kind = self.kinds[column]
        return not (pa.types.is_boolean(kind) or pa.types.is_temporal(kind))

    def n_filled(self, column: str) -> str:
        """An expression for the number of cells that are not empty."""
        cell = f"c.{sql.name(column)}"
        return f"count(nullif({cell}, ''))" if self.is_text(column) else f"count({cell})"

    def n_digits(self, column: str, digits: int) -> str:
        """An expression for the number of cells with so many signs, or so many digits."""
        cell = f"c.{sql.name(column)}"
        long = f"strlen({cell}) = {digits}"
        if not self.is_text(column):
            long = f"{cell} BETWEEN {10 ** (digits - 1)} AND {10**digits - 1}"
        return f"count(*) FILTER ({long})"

    def is_text(self, column: str) -> bool:
        import pyarrow as pa

        kind = self.kinds[column]
        kind = kind.value_type if pa.types.is_dictionary(kind) else kind
        return holds_texts(kind)

    def rows_text(self, places: Sequence[int], total: int) -> str:
        return places_text(self.parts, places, total)


def scan_source(
    connection: Connection,
    root: Path,
    spec: FileSpec,
    wanted: Sequence[str] | None,
    view: str,
    folder: Path,
) -> Cells:
    """Make a source known to the database under a name.

    Parameters
    ----------
    root, spec
        Folder that the path starts from, and the file or folder.
    wanted
        Names of the columns that are needed; None reads them all.
    view
        Name of the view.
    folder
        Where text files are kept as columns for the while.

    Raises
    ------
    DataError
        When the source cannot be read, a column is missing, or a part differs from the others.
    """
    path = existing_file(root, spec.path)
    parts = source_parts(path, spec.path)
    kind = declared_kind(path, spec)
    chosen = None if wanted is None else list(dict.fromkeys(wanted))
    if kind == "parquet":
        found = parquet_parts(path, parts, spec, chosen)
        return _of_parquet(connection, found, spec, view)
    if kind == "csv":
        found = text_parts(path, parts, spec, chosen, folder / f"{view}.parquet")
        return _of_parquet(connection, found, spec, view)
    return _of_frame(connection, read_raw(root, spec, chosen, unasked=True), view)


@contextmanager
def steady(root: Path, spec: FileSpec) -> Iterator[None]:
    """See to it that a source is whole, and the same, as long as it is read.

    Raises
    ------
    DataError
        When a file of it changed meanwhile, or the database cannot read one.
    """
    import duckdb

    path = existing_file(root, spec.path)
    before = Unchanged.of(spec.path, source_parts(path, spec.path))
    try:
        yield
    except (duckdb.InvalidInputException, duckdb.IOException) as error:
        before.check()
        raise DataError(Problem(spec.path, "this is not a whole Parquet file")) from error
    except (duckdb.ConversionException, duckdb.OutOfRangeException) as error:
        found = "it holds a time or a number that is too far away to be one"
        advice = "Look for a column of times whose unit is not the right one"
        raise DataError(Problem(spec.path, found, advice=advice)) from error
    before.check()


def _of_parquet(connection: Connection, found: ParquetParts, spec: FileSpec, view: str) -> Cells:
    # A column without a name cannot be asked for, and the database has no name for it.
    chosen = [name for name in found.schema.names if name]
    if not chosen:
        advice = "Put a name above each column"
        raise DataError(Problem(spec.path, "no column has a name", advice=advice))
    columns = sql.names(chosen)
    rows = f"read_parquet({_list(found.files)}, union_by_name={found.mixed})"
    numbered = f"SELECT {columns}, {_place(found)} AS {PLACE} FROM {rows}"
    kinds = {name: found.schema.field(name).type for name in chosen}
    full = [
        f"coalesce({text_expression(sql.name(name), kind, spec.decimal)}, '') <> ''"
        for name, kind in kinds.items()
    ]
    # A column without an empty cell settles it, as an identifier should.
    filled = " OR ".join(full)
    n_filled = _count(connection, rows, full[0])
    if n_filled < found.n_rows:
        n_filled = _count(connection, rows, filled)
    n_blank = found.n_rows - n_filled
    where = f" WHERE {filled}" if n_blank else ""
    query = f"SELECT * FROM ({numbered}){where}"
    connection.execute(f"CREATE VIEW {sql.name(view)} AS {query}")
    return Cells(
        where=spec.path,
        view=view,
        kinds=kinds,
        header=found.header,
        parts=found.parts,
        n_rows=found.n_rows,
        n_blank=n_blank,
        facts=found.facts,
        iso_dates=found.iso_dates,
        unasked=found.unasked,
    )


def _place(found: ParquetParts) -> str:
    """An expression for the place of a record, which the database finds with all its threads.

    Rows that are counted one after the other are read by one thread. Where a column of the source
    has the name of what the database knows of a row, there is nothing for it.
    """
    if {"file_index", "file_row_number"} & {name.lower() for name in found.header}:
        return "row_number() OVER () - 1"
    if len(found.files) == 1:
        return "CAST(file_row_number AS BIGINT)"
    starts = ", ".join(str(part.start) for part in found.parts)
    return f"CAST([{starts}][CAST(file_index AS BIGINT) + 1] + file_row_number AS BIGINT)"


def _count(connection: Connection, rows: str, condition: str) -> int:
    query = f"SELECT count(*) FILTER ({condition}) FROM {rows}"
    return int(engine.one_row(connection, query)[0])


def _list(files: Sequence[Path]) -> str:
    return f"[{', '.join(sql.text(str(file)) for file in files)}]"


def _of_frame(connection: Connection, raw: RawTable, view: str) -> Cells:
    """A workbook, or a file of SPSS or Stata, which memory holds anyway."""
    import pyarrow as pa

    rows = np.asarray(raw.row_numbers(range(len(raw.cells))), dtype="int64")
    table = pa.Table.from_pandas(raw.cells, preserve_index=False)
    table = table.append_column(PLACE, pa.array(rows - raw.first_row, type=pa.int64()))
    connection.register(view, table)
    return Cells(
        where=raw.where,
        view=view,
        kinds={str(name): table.schema.field(str(name)).type for name in raw.cells},
        header=raw.header,
        parts=(Part(raw.where, 0, raw.first_row),),
        n_rows=raw.n_rows,
        n_blank=len(raw.blank_rows),
        facts=raw.facts,
        iso_dates=raw.iso_dates,
        value_labels=raw.value_labels,
        unasked=tuple((str(name), cells) for name, cells in raw.unasked.items()),
    )


def distinct_cells(
    connection: Connection, cells: Cells, column: str, spec: FileSpec, most: int | None = None
) -> tuple[Any, "list[str]"] | None:
    """Every different value of a column, as the file holds it and as text.

    Parameters
    ----------
    most
        None is returned where there are more.
    """
    limit = "" if most is None else f" LIMIT {most + 1}"
    query = f"SELECT DISTINCT {sql.name(column)} FROM {sql.name(cells.view)}{limit}"
    table = connection.sql(query).to_arrow_table()
    if most is not None and table.num_rows > most:
        return None
    values = table.column(0)
    return values, text_column(values, column, spec).to_pylist()


def first_places(connection: Connection, rows: str) -> tuple[int, list[int]]:
    """How many different records some rows come from, and the places of the first of them."""
    total = engine.one_row(connection, f"SELECT count(DISTINCT {PLACE}) FROM {rows}")[0]
    if not total:
        return 0, []
    query = f"SELECT DISTINCT {PLACE} FROM {rows} ORDER BY 1 LIMIT {NAMED_ROWS}"
    return total, engine.column_values(connection, query)
