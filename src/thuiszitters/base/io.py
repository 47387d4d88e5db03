"""The only place where canonical tables and results touch the disk.

Every file is written whole or not at all: first under a temporary name beside its
target, then renamed. A stopped run so leaves earlier results as they were.
"""

import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from thuiszitters.base.errors import DataError, Problem, nearest_name, raise_problems

if TYPE_CHECKING:
    import pandas as pd

#: Only the owner reads or writes what may hold pupils.
RESTRICTED_MODE = 0o600
RESTRICTED_FOLDER = 0o700
#: Rights of anybody but the owner.
OTHERS = 0o077
#: Results that were released are for everyone.
RELEASED_MODE = 0o644
#: What a folder of parts consists of.
PART_SUFFIXES = (".parquet", ".csv", ".txt", ".tsv")


def _file_mode(path: Path) -> int:
    """Restricted below a ``data`` folder, released elsewhere."""
    return RESTRICTED_MODE if "data" in path.parts[:-1] else RELEASED_MODE


def write_bytes(path: str | Path, data: bytes) -> None:
    """Write `data` to `path` whole or not at all; missing folders are made."""
    with written_whole(path) as temporary:
        temporary.write_bytes(data)


@contextmanager
def written_whole(path: str | Path) -> Iterator[Path]:
    """A temporary file that takes the place of `path` when all went well, and else goes.

    Missing folders are made.
    """
    target = Path(path)
    temporary = None
    try:
        make_folder(target.parent)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        os.close(handle)
        temporary = Path(name)
        yield temporary
        temporary.chmod(_file_mode(target))
        temporary.replace(target)
    except OSError as error:
        reason = error.strerror or "unknown reason"
        advice = "Name another folder, or make room or rights to write there"
        problem = Problem(str(path), f"the file cannot be written ({reason})", advice=advice)
        raise DataError(problem) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def make_folder(folder: str | Path) -> None:
    """Make a folder with those above it; below ``data`` only its owner may enter.

    That holds whatever the umask, and for folders that the workflow made before a job began.
    """
    made = Path(folder)
    made.mkdir(parents=True, exist_ok=True)
    for one in (made, *made.parents):
        if "data" in one.parts[:-1] and one.stat().st_mode & OTHERS:
            one.chmod(RESTRICTED_FOLDER)


def write_text(path: str | Path, content: str) -> None:
    """Write `content` as UTF-8 with line feeds, whole or not at all."""
    write_bytes(path, content.encode("utf-8"))


def write_json(path: str | Path, value: Mapping[str, Any]) -> None:
    """Write a mapping as indented JSON; keys keep their order, numbers all their digits."""
    write_text(path, json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n")


def read_json(path: str | Path) -> dict[str, Any]:
    """Read a mapping from JSON.

    Raises
    ------
    DataError
        When it cannot be read, or holds anything else.
    """
    try:
        content = json.loads(read_text(path))
    except (ValueError, RecursionError) as error:
        advice = "Take an earlier copy, or have the program write it again"
        raise DataError(
            Problem(str(path), "this is not readable as JSON", advice=advice)
        ) from error
    if not isinstance(content, dict):
        raise DataError(Problem(str(path), "this JSON is no mapping", "what the program wrote"))
    return content


def existing_file(root: str | Path, where: str) -> Path:
    """The path of a file that is there and can be read; a folder only with parts of a table.

    Raises
    ------
    DataError
        When there is no such file (with the nearest name in its folder).
    """
    if not where.strip():
        raise DataError(Problem("file", "no name is given", "the path of a file"))
    raise_problems(name_problems(where), DataError)
    try:
        return _existing(Path(root) / where, where)
    except OSError as error:  # a folder above it may not be entered, a name is too long
        reason = (error.strerror or "unknown reason").lower()
        raise DataError(Problem(where, f"the file cannot be read ({reason})")) from error


def name_problems(where: str) -> list[Problem]:
    r"""What is wrong with the name of a file: other programs that we call take it as text.

    Examples
    --------
    >>> name_problems("a.csv"), len(name_problems("a\udcff.csv"))
    ([], 1)
    """
    try:
        where.encode("utf-8")
    except UnicodeEncodeError:
        found = "this name holds bytes that are no text"
        return [Problem(where, found, advice="Give it another name")]
    return []


def _existing(path: Path, where: str) -> Path:
    if path.is_dir() and not part_files(path):
        allowed = "a file, or a folder of Parquet or CSV parts"
        raise DataError(Problem(where, "this is a folder", allowed))
    if not path.exists():
        if path.is_symlink():
            advice = "Give the file itself, or mend the link"
            raise DataError(Problem(where, "this link leads to no file", advice=advice))
        beside = sorted(item.name for item in path.parent.glob("*")) if path.parent.is_dir() else []
        advice = nearest_name(path.name, beside)
        raise DataError(Problem(where, "there is no such file", advice=advice))
    if not path.is_file() and not path.is_dir():  # a pipe or a device may be read for ever
        raise DataError(Problem(where, "this is no file", "a file on a disk"))
    for file in part_files(path) if path.is_dir() else (path,):
        if file.is_symlink() and not file.exists():
            advice = "Take it out of the folder, or mend the link"
            raise DataError(
                Problem(f"{where}: {file.name}", "this link leads to no file", "", advice)
            )
        if not file.is_file():
            found = "this is a folder" if file.is_dir() else "this is no file"
            advice = "Take it out of the folder, or give it another name"
            raise DataError(Problem(f"{where}: {file.name}", found, "a file on a disk", advice))
        _refuse_unreadable(file, where)
    return path


def part_files(folder: Path) -> tuple[Path, ...]:
    """Parquet and text files of a folder and the folders in it, in the order of their names."""
    found = (file for kind in PART_SUFFIXES for file in folder.rglob(f"*{kind}"))
    return tuple(sorted(file for file in found if not _is_hidden(file.relative_to(folder))))


def _is_hidden(place: Path) -> bool:
    """What other programs leave beside the parts: ``_SUCCESS``, ``.part.crc``."""
    return any(piece.startswith((".", "_")) for piece in place.parts)


def _refuse_unreadable(path: Path, where: str) -> None:
    try:
        with path.open("rb") as stream:
            stream.read(1)  # some files below /proc open, and cannot be read
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise DataError(Problem(where, f"the file cannot be read ({reason})")) from error


def write_table(table: "pd.DataFrame", path: str | Path) -> None:
    """Write a table as Parquet, byte-identical for equal content."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    arrow = pa.Table.from_pandas(table, preserve_index=False).replace_schema_metadata(None)
    sink = pa.BufferOutputStream()
    pq.write_table(arrow, sink, compression="zstd", write_statistics=False)
    write_bytes(path, sink.getvalue().to_pybytes())


def read_table(path: str | Path) -> "pd.DataFrame":
    """Read a table that `write_table` wrote."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table: pd.DataFrame = pq.read_table(path).to_pandas()
    except FileNotFoundError as error:
        raise DataError(Problem(str(path), "there is no such file")) from error
    except (pa.ArrowException, OSError) as error:  # a part of it is damaged, or it ends too soon
        advice = "Take an earlier copy, or have the program write it again"
        found = "this is not a Parquet file, or not a whole one"
        raise DataError(Problem(str(path), found, advice=advice)) from error
    return table


def write_tables(tables: Mapping[str, "pd.DataFrame"], paths: Any) -> None:
    """Write every table to the path of the same name.

    Parameters
    ----------
    tables
        Name to table.
    paths
        Name to path: a mapping, or the named outputs of a rule.
    """
    targets = dict(paths.items())
    for name, table in tables.items():
        write_table(table, targets[name])


def read_tables(paths: Any) -> dict[str, "pd.DataFrame"]:
    """Read every Parquet file among named paths; other files are left alone."""
    named = dict(paths.items())
    return {
        name: read_table(path)
        for name, path in named.items()
        if isinstance(path, str) and path.endswith(".parquet")
    }


def write_numbers(
    folder: str | Path,
    tables: Mapping[str, "pd.DataFrame"],
    records: Mapping[str, Mapping[str, Any]],
) -> None:
    """Write released tables as Parquet and records as JSON into one folder."""
    for name, table in tables.items():
        write_table(table, Path(folder) / f"{name}.parquet")
    for name, record in records.items():
        write_json(Path(folder) / f"{name}.json", record)


def files_below(places: Iterable[str | Path]) -> list[str]:
    """These files and every file in these folders, as sorted paths; what is hidden is left out."""
    found = (
        file
        for place in map(Path, places)
        for file in ((place,) if place.is_file() else place.rglob("*"))
        if file.is_file()
    )
    return sorted(file.as_posix() for file in found if not file.name.startswith("."))


def read_text(path: str | Path) -> str:
    """The content of a text file in UTF-8.

    Raises
    ------
    DataError
        When it cannot be read, or is no such text.
    """
    try:
        if Path(path).exists() and not Path(path).is_file():  # a device may be read for ever
            found = "this is a folder" if Path(path).is_dir() else "this is no file"
            raise DataError(Problem(str(path), found, "a file on a disk"))
        return Path(path).read_text(encoding="utf-8")
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise DataError(Problem(str(path), f"the file cannot be read ({reason})")) from error
    except UnicodeDecodeError as error:
        raise DataError(Problem(str(path), "this is not a text file in UTF-8")) from error
