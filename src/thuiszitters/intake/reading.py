"""Which kind of file this is, and the reader that goes with it, which is loaded when it is used."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from thuiszitters.base.errors import DataError, Problem
from thuiszitters.base.io import existing_file, part_files
from thuiszitters.intake.parts import source_parts
from thuiszitters.intake.raw import RawTable
from thuiszitters.plan.cohort import FileSpec

_STARTS = (
    (b"PK\x03\x04", "excel"),
    (b"\xd0\xcf\x11\xe0", "excel"),
    (b"PAR1", "parquet"),
    (b"$FL2", "spss"),
    (b"$FL3", "spss"),
    (b"<stata_dta>", "stata"),
)
_NAMES = {
    "csv": "a text file",
    "excel": "a workbook",
    "spss": "an SPSS file",
    "stata": "a Stata file",
    "parquet": "a Parquet file",
}


def read_raw(
    root: Path, spec: FileSpec, wanted: Sequence[str] | None = None, *, unasked: bool = False
) -> RawTable:
    """Read the wanted columns of a file as text, whatever its format.

    Parameters
    ----------
    root
        Folder that the path starts from.
    spec
        The file; ``format: detect`` goes by its first bytes.
    wanted
        Names of columns; None reads them all.
    unasked
        Whether to look at the first rows of the other columns as well.

    Raises
    ------
    DataError
        When the file is missing, cannot be read, or is of another kind than declared.
    """
    path = existing_file(root, spec.path)
    kind = declared_kind(path, spec)
    if kind == "excel":
        from thuiszitters.intake.workbook import read_workbook

        return read_workbook(path, spec, wanted, unasked=unasked)
    if kind == "parquet":
        from thuiszitters.intake.parquet_table import read_parquet_table

        return read_parquet_table(path, spec, wanted, unasked=unasked)
    if kind in ("spss", "stata"):
        from thuiszitters.intake.statistics_file import read_statistics_file

        program: Literal["spss", "stata"] = "spss" if kind == "spss" else "stata"
        return read_statistics_file(path, spec, program, wanted, unasked=unasked)
    if path.is_dir():
        from thuiszitters.intake.text_parts import read_text_folder

        parts = source_parts(path, spec.path)
        return read_text_folder(path, parts, spec, wanted, unasked=unasked)
    from thuiszitters.intake.text_table import read_text_table

    return read_text_table(path, spec, wanted, unasked=unasked)


def declared_kind(path: Path, spec: FileSpec) -> str:
    """Which kind of file this is.

    Raises
    ------
    DataError
        When the cohort file says that it is another.
    """
    kind = file_kind(path)
    if spec.format not in ("detect", kind):
        raise DataError(
            Problem(
                spec.path,
                f"this is {_NAMES[kind]}, the cohort file says {_NAMES[spec.format]}",
                advice=f'Set "format: {kind}", or name the right file',
            )
        )
    return kind


def file_header(root: Path, spec: FileSpec) -> tuple[str, ...]:
    """Every column name of a file, in order; no cell is read further."""
    return read_raw(root, spec, ()).header


def file_kind(path: Path) -> str:
    """csv, excel, spss, stata or parquet: by the first bytes, as a name can say anything."""
    if path.is_dir():
        parts = part_files(path)
        return file_kind(parts[0]) if parts else "parquet"
    with path.open("rb") as stream:
        start = stream.read(16)
    for mark, kind in _STARTS:
        if start.startswith(mark):
            return kind
    return "stata" if _is_old_stata(start) else "csv"


def _is_old_stata(start: bytes) -> bool:
    """Whether a file begins as Stata 8 to 12 wrote it: its release, byte order, 1 and 0."""
    return len(start) > 3 and 104 <= start[0] <= 115 and start[1] in (1, 2) and start[2] == 1
