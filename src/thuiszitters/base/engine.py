"""Tables of millions of rows: DuckDB with a memory limit and a restricted spill folder.

Everything up to the patterns is asked of this engine, so that no step holds a Python object per
pupil. What does not fit in memory goes to the spill folder, which only its owner can open and
which is emptied when the work is done.
"""

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from datetime import date
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from thuiszitters.base.errors import DataError, Problem
from thuiszitters.base.io import written_whole

if TYPE_CHECKING:
    import pandas as pd

#: Environment variables that the workflow sets from config.yaml; no result depends on them.
MEMORY = "THUISZITTERS_MEMORY"
SPILL = "THUISZITTERS_SPILL"
DEFAULT_MEMORY = "1GB"
DEFAULT_SPILL = "data/derived/.spill"
#: Only the owner opens a folder that may hold pupils.
FOLDER_MODE = 0o700
#: Rows handed over at once, and rows of a row group of the Parquet files written.
BATCH_ROWS = 262_144
#: A column with at most so many different values is stored as their places in a list.
MOST_LISTED = 50_000

_ATTEMPTS = 5
_SETTINGS: dict[str, Any] = {
    "threads": min(2, os.cpu_count() or 1),
    "preserve_insertion_order": True,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
_IDLE: list[Any] = []
_NUMBERS = count()

Table = Any
Connection = Any


def use_settings(memory: str, spill: str) -> None:
    """Take the limits of a project, also for the processes that this one starts.

    Parameters
    ----------
    memory, spill
        As in ``config/config.yaml``.
    """
    os.environ[MEMORY], os.environ[SPILL] = memory, spill


@contextmanager
def database(root: str | Path | None = None) -> Iterator[Connection]:
    """An empty database for one piece of work; nothing of it is left afterwards.

    Parameters
    ----------
    root
        Project folder, where the spill folder lies unless it was given an absolute place. None
        is for tables that memory holds already: nothing of them is written anywhere.
    """
    import duckdb

    with nullcontext(None) if root is None else working_folder(root) as folder:
        instance = _instance(folder)
        try:
            with instance.cursor() as connection:
                # Every piece of work has tables of its own, which go with it.
                work = f"work_{next(_NUMBERS)}"
                connection.execute(f"CREATE SCHEMA {work}; USE {work}")
                try:
                    yield connection
                except duckdb.OutOfMemoryException as error:
                    limit = os.environ.get(MEMORY) or DEFAULT_MEMORY
                    found = f"{limit} is too little for these data"
                    advice = 'Raise "memory"'
                    where = "config/config.yaml: memory"
                    raise DataError(Problem(where, found, advice=advice)) from error
                finally:
                    connection.execute(f"USE main; DROP SCHEMA {work} CASCADE")
        finally:
            _release(instance)


def _instance(folder: Path | None) -> Connection:
    """The database of this process, which takes a while to start; another one while it is busy."""
    import duckdb

    settings: dict[str, Any] = {"temp_directory": "" if folder is None else str(folder)}
    if folder is not None:
        settings["memory_limit"] = os.environ.get(MEMORY) or DEFAULT_MEMORY
    instance = None
    if _IDLE:
        instance = _IDLE.pop()
        try:
            for key, value in settings.items():
                instance.execute(f"SET {key} = {text(value)}")
        except duckdb.Error:  # it has spilled, and keeps to the folder that is gone
            instance.close()
            instance = None
    try:
        return instance or duckdb.connect(":memory:", config={**_SETTINGS, **settings})
    except duckdb.Error as error:
        found = f'found "{settings.get("memory_limit", "")}"'
        allowed = 'a number and a unit, such as "4GB"'
        raise DataError(Problem("config/config.yaml: memory", found, allowed)) from error


def _release(instance: Connection) -> None:
    """Keep one database for the next piece of work."""
    if _IDLE:
        instance.close()
    else:
        _IDLE.append(instance)


@atexit.register
def _close() -> None:
    while _IDLE:
        _IDLE.pop().close()


@contextmanager
def working_folder(root: str | Path = ".") -> Iterator[Path]:
    """A folder of its own below the spill folder, readable by its owner whatever the umask."""
    place = Path(root) / (os.environ.get(SPILL) or DEFAULT_SPILL)
    missing = [folder for folder in (place, *place.parents) if not folder.exists()]
    try:
        folder = _new_folder(place)
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        advice = 'Name another folder under "spill" in config/config.yaml'
        found = f"the folder for what does not fit in memory cannot be made ({reason})"
        raise DataError(Problem(place.as_posix(), found, advice=advice)) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        with suppress(OSError):  # another piece of work may still need them
            for made in missing:
                made.rmdir()


def _new_folder(place: Path) -> Path:
    """A folder below `place`, which another piece of work may take away when it is empty."""
    for attempt in range(_ATTEMPTS):
        if not place.is_dir():
            place.mkdir(parents=True, exist_ok=True)
            place.chmod(FOLDER_MODE)
        try:
            folder = Path(tempfile.mkdtemp(dir=place))
        except FileNotFoundError:
            if attempt == _ATTEMPTS - 1:
                raise
        else:
            folder.chmod(FOLDER_MODE)
            return folder
    raise AssertionError


def name(column: str) -> str:
    """A name as SQL reads it, whatever signs it holds.

    Examples
    --------
    >>> name("birth date")
    '"birth date"'
    """
    return '"' + column.replace('"', '""') + '"'


def names(columns: Iterable[str]) -> str:
    """Names with commas between them."""
    return ", ".join(map(name, columns))


def text(value: str) -> str:
    """A text as SQL reads it.

    Examples
    --------
    >>> text("it's")
    "'it''s'"
    """
    return "'" + value.replace("'", "''") + "'"


def texts(values: Iterable[str]) -> str:
    """Texts between brackets, as ``IN`` takes them; at least one."""
    return f"({', '.join(map(text, values))})"


def day(value: date) -> str:
    """A day as SQL reads it."""
    return f"DATE '{value.isoformat()}'"


def listed(column: str, values: Iterable[str]) -> str:
    """An expression stored as its place among some texts, which are all that it can be."""
    known = list(dict.fromkeys(values))
    if not known or len(known) > MOST_LISTED:
        return column
    return f"CAST({column} AS ENUM {texts(known)})"


def restated(connection: Connection, query: str, change: "Callable[[Table], Table]") -> Any:
    """An answer in batches, each of them changed on its way."""
    import pyarrow as pa

    # A connection of its own, since the one that is given goes on while this answer comes.
    other = connection.cursor()
    other.execute(f"USE {one_row(connection, 'SELECT current_schema()')[0]}")
    reader = other.sql(query).to_arrow_reader(BATCH_ROWS)
    empty = change(pa.Table.from_batches([], schema=reader.schema))
    changed = (
        batch for given in reader for batch in change(pa.Table.from_batches([given])).to_batches()
    )
    return pa.RecordBatchReader.from_batches(empty.schema, changed)


def scan(source: "Path | Iterable[Path]") -> str:
    """The rows of a Parquet file, or of parts in this order."""
    parts = [source] if isinstance(source, Path) else list(source)
    return f"read_parquet([{', '.join(text(str(part)) for part in parts)}])"


def view(connection: Connection, table: str, content: "pd.DataFrame | Path") -> None:
    """Make rows known under a name: a frame, or a Parquet file of ours."""
    if isinstance(content, Path):
        connection.execute(f"CREATE VIEW {name(table)} AS SELECT * FROM {scan(content)}")
    else:
        connection.register(table, arrow_table(content))


def arrow_table(frame: "pd.DataFrame") -> Table:
    """A frame as the engine reads it; missing numbers are empty, not a number of their own."""
    import pyarrow as pa

    return pa.Table.from_pandas(frame, preserve_index=False)


def columns(connection: Connection, relation: str) -> dict[str, str]:
    """The columns of a relation, with the type in which each is stored."""
    rows = connection.sql(f"DESCRIBE SELECT * FROM {relation}").fetchall()
    return {str(row[0]): str(row[1]) for row in rows}


def plain(connection: Connection, query: str, column: str) -> str:
    """What a column is sorted by: texts by their signs, wherever they stand in a list."""
    stored = columns(connection, f"({query})")[column]
    return f"CAST({name(column)} AS VARCHAR)" if stored.startswith("ENUM") else name(column)


def one_row(connection: Connection, query: str) -> tuple[Any, ...]:
    """The only row of an answer."""
    row: tuple[Any, ...] = connection.execute(query).fetchall()[0]
    return row


def column_values(connection: Connection, query: str) -> list[Any]:
    """The first column of an answer."""
    return [row[0] for row in connection.execute(query).fetchall()]


def frame(connection: Connection, query: str) -> "pd.DataFrame":
    """An answer as a frame, with texts as texts."""
    result: pd.DataFrame = _plain(connection.sql(query).to_arrow_table()).to_pandas()
    return result


def write_parquet(connection: Connection, query: str, path: str | Path) -> int:
    """Write an answer to a Parquet file, batch by batch, whole or not at all; its rows.

    Equal answers give equal bytes: there is neither library metadata nor statistics.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    reader = connection.sql(query).to_arrow_reader(BATCH_ROWS)
    schema, rows = _plain_schema(reader.schema), 0
    options = {
        "compression": "zstd",
        "write_statistics": False,
        "store_schema": False,
        "use_dictionary": [field.name for field in reader.schema if not _has_own_values(field)],
    }
    with (
        written_whole(path) as temporary,
        pq.ParquetWriter(temporary, schema, **options) as writer,
    ):
        for batch in reader:
            rows += batch.num_rows
            writer.write_table(_plain(pa.Table.from_batches([batch])), BATCH_ROWS)
    return rows


def _has_own_values(field: Any) -> bool:
    """A text that does not come from a list, such as an identifier: a list of it would be long."""
    import pyarrow as pa

    return bool(pa.types.is_string(field.type) or pa.types.is_large_string(field.type))


def _plain_schema(schema: Any) -> Any:
    import pyarrow as pa

    return pa.schema([field.with_type(_plain_type(field.type)) for field in schema])


def _plain_type(kind: Any) -> Any:
    import pyarrow as pa

    return kind.value_type if pa.types.is_dictionary(kind) else kind


def _plain(table: Table) -> Table:
    """Texts that came as places in a list, as texts."""
    return table.cast(_plain_schema(table.schema))
