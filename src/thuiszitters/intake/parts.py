"""A source of one file, or of a folder of parts, and its rows by the part they are in."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from thuiszitters.base.errors import DataError, Problem
from thuiszitters.base.io import part_files
from thuiszitters.intake.raw import NAMED_ROWS, rows_text


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a source.

    Attributes
    ----------
    name
        File name, with the folders below the source.
    start
        Place of its first record among all records of the source, counted from 0.
    first_row
        Number of that record's row in the file.
    """

    name: str
    start: int
    first_row: int


def places_text(parts: Sequence[Part], places: Sequence[int], total: int) -> str:
    """Rows by their number in the file, and by the part they are in where there are several.

    Parameters
    ----------
    places
        Places of records, rising and counted from 0; those behind the first few are not named.
    total
        How many there are.

    Examples
    --------
    >>> places_text([Part("a.csv", 0, 2), Part("b.csv", 10, 2)], [3, 10, 12], 3)
    'row 5 of a.csv and rows 2 and 4 of b.csv'
    """
    starts = [part.start for part in parts]
    shown: dict[int, list[int]] = {}
    for place in places[:NAMED_ROWS]:
        which = bisect_right(starts, place) - 1
        shown.setdefault(which, []).append(place - starts[which] + parts[which].first_row)
    if len(parts) == 1:
        return rows_text(shown.get(0, []), total)
    named = [f"{rows_text(rows)} of {parts[which].name}" for which, rows in shown.items()]
    more = total - min(len(places), NAMED_ROWS)
    named += [f"{more} more"] if more else []
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"


@dataclass(frozen=True, slots=True)
class Unchanged:
    """Sizes and times of files when reading began."""

    where: str
    files: tuple[tuple[Path, int, int], ...]

    @classmethod
    def of(cls, where: str, files: Sequence[Path]) -> "Unchanged":
        return cls(where, tuple((file, *_state(file)) for file in files))

    def check(self) -> None:
        """Refuse a source that was still being written.

        Raises
        ------
        DataError
            When a file has changed since.
        """
        for file, size, changed in self.files:
            if not file.exists() or _state(file) != (size, changed):
                found = "the file changed while it was read"
                where = self.where if len(self.files) == 1 else f"{self.where}: {file.name}"
                raise DataError(Problem(where, found, advice="Run again when it is done"))


def _state(file: Path) -> tuple[int, int]:
    now = file.stat()
    return now.st_size, now.st_mtime_ns


def source_parts(path: Path, where: str) -> tuple[Path, ...]:
    """The file itself, or the parts of a folder in the order of their names.

    Raises
    ------
    DataError
        When a folder holds parts of two kinds, or none.
    """
    if not path.is_dir():
        return (path,)
    parts = part_files(path)
    if len({part.suffix.lower() == ".parquet" for part in parts}) > 1:
        found, allowed = "the folder holds Parquet and text files", "parts of one kind"
        raise DataError(Problem(where, found, allowed, "Put what does not belong there elsewhere"))
    return parts


def differing_part(where: str, part: str, column: str, *, missing: bool) -> Problem:
    """What is said of a part that has other columns than the first."""
    found = f'the column "{column}" is missing' if missing else f'there is a column "{column}" more'
    return Problem(
        f"{where}: {part}",
        f"{found}; the parts of a folder must have the same columns",
        advice="Export the parts again in one way, or put the one that differs elsewhere",
    )
