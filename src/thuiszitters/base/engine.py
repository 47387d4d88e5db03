"""Tables of millions of rows: DuckDB with a memory limit and a restricted spill folder.

Everything up to the patterns is asked of this engine, so that no step holds a Python object per
pupil. What does not fit in memory goes to the spill folder, which only its owner can open and
which is emptied when the work is done.
"""

import atexit
import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from thuiszitters.base import sql
from thuiszitters.base.errors import DataError, Problem
from thuiszitters.base.held_folder import held_folder
from thuiszitters.base.memory import DEFAULT_MEMORY, MEMORY

if TYPE_CHECKING:
    import pandas as pd

#: Environment variable that the workflow sets from config.yaml; no result depends on it.
SPILL = "THUISZITTERS_SPILL"
DEFAULT_SPILL = "data/derived/.spill"
#: Only the owner opens a folder that may hold pupils.
FOLDER_MODE = 0o700

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
                instance.execute(f"SET {key} = {sql.text(value)}")
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
    with ExitStack() as stack:
        try:
            folder = stack.enter_context(_new_folder(place))
        except OSError as error:
            reason = (error.strerror or "unknown reason").lower()
            advice = 'Name another folder under "spill" in config/config.yaml'
            found = f"the folder for what does not fit in memory cannot be made ({reason})"
            raise DataError(Problem(place.as_posix(), found, advice=advice)) from error
        try:
            yield folder
        finally:
            stack.close()
            with suppress(OSError):  # another piece of work may still need them
                for made in missing:
                    made.rmdir()


@contextmanager
def _new_folder(place: Path) -> Iterator[Path]:
    """A folder below `place`, which another piece of work may take away when it is empty."""
    for attempt in range(_ATTEMPTS):
        if not place.is_dir():
            place.mkdir(parents=True, exist_ok=True)
            place.chmod(FOLDER_MODE)
        with ExitStack() as stack:
            try:
                folder = stack.enter_context(held_folder(place, FOLDER_MODE))
            except FileNotFoundError:
                if attempt == _ATTEMPTS - 1:
                    raise
            else:
                yield folder
                return
    raise AssertionError


def scan(source: "Path | Iterable[Path]") -> str:
    """The rows of a Parquet file, or of parts in this order."""
    parts = [source] if isinstance(source, Path) else list(source)
    return f"read_parquet([{', '.join(sql.text(str(part)) for part in parts)}])"


def view(connection: Connection, table: str, content: "pd.DataFrame | Path") -> None:
    """Make rows known under a name: a frame, or a Parquet file of ours."""
    if isinstance(content, Path):
        connection.execute(f"CREATE VIEW {sql.name(table)} AS SELECT * FROM {scan(content)}")
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


def plain(connection: Connection, query: str, named: Iterable[str]) -> list[str]:
    """What columns are sorted by: texts by their signs, wherever they stand in a list."""
    stored = columns(connection, f"({query})")
    return [
        f"CAST({sql.name(name)} AS VARCHAR)" if stored[name].startswith("ENUM") else sql.name(name)
        for name in named
    ]


def one_row(connection: Connection, query: str) -> tuple[Any, ...]:
    """The only row of an answer."""
    row: tuple[Any, ...] = connection.execute(query).fetchall()[0]
    return row


def column_values(connection: Connection, query: str) -> list[Any]:
    """The first column of an answer."""
    return [row[0] for row in connection.execute(query).fetchall()]
