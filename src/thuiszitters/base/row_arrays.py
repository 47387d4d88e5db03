"""Arrays with a number per row of a table: in memory or, of very many rows, in a file.

An array in a file is one of NumPy as any other, over a file that the system reads and writes as its
pages are used. The file has no name, so nothing of it is left however the process ends. What a
process has used of it counts as its memory until it lets go, which whoever walks over rows in
blocks does by the way (`walked`): the pages stay where the system keeps what it has read lately.

What holds for every row is asked here (`each_row`, `any_row`, ...): of an array in memory at once,
of one in a file a block of rows at a time, so that what is made on the way is no longer than that.
"""

import mmap
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Any
from weakref import WeakSet

import numpy as np
import numpy.typing as npt

from thuiszitters.base.arrays import Bools, Floats, Ints, as_places
from thuiszitters.base.engine import DEFAULT_SPILL, SPILL
from thuiszitters.base.errors import DataError, Problem
from thuiszitters.base.io import RESTRICTED_FOLDER, make_folder

Array = npt.NDArray[Any]

#: Where temporary files of any size go on Linux: /tmp may be memory.
LARGE_FILES = Path("/var/tmp")  # noqa: S108 - files without a name
#: Rows of a file that are looked at at once.
ROWS = 131_072
#: Rows that are walked over before their pages are let go of.
KEPT_ROWS = 262_144


class _Pages(mmap.mmap):
    """A file in memory as far as it is used."""


_OPEN: "WeakSet[_Pages]" = WeakSet()
_lock = Lock()
_since = 0


def spill_folder() -> Path:
    """Where files for what does not fit in memory are made.

    As it is set, else in the restricted folder of the project that the program runs in, else where
    the system keeps temporary files.
    """
    if named := os.environ.get(SPILL):
        return Path(named)
    if Path("config/config.yaml").is_file():
        return Path(DEFAULT_SPILL)
    if not os.environ.get("TMPDIR") and os.access(LARGE_FILES, os.W_OK | os.X_OK):
        return LARGE_FILES
    return Path(tempfile.gettempdir())


def array_in_file(n_rows: int, kind: npt.DTypeLike) -> Array:
    """An array of zeros whose numbers stand in a file without a name, which goes with it.

    Raises
    ------
    DataError
        Where the file cannot be made, as when a disk is full.
    """
    size = max(n_rows, 1) * np.dtype(kind).itemsize
    folder = spill_folder()
    is_new = not folder.exists()
    try:
        folder.mkdir(mode=RESTRICTED_FOLDER, parents=True, exist_ok=True)
        make_folder(folder)  # of those above it too, where they are a project's
        with tempfile.TemporaryFile(dir=folder, buffering=0) as file:
            _take_room(file.fileno(), size)
            pages = _Pages(file.fileno(), size)
    except OSError as error:
        raise DataError(_no_room(folder, error)) from error
    with _lock:
        _OPEN.add(pages)
    if is_new:
        with suppress(OSError):  # another process may need it by now
            folder.rmdir()
    made: Array = np.ndarray(n_rows, dtype=kind, buffer=pages)
    return made


def _take_room(handle: int, size: int) -> None:
    """Give a file its size, now: a disk that is full when a page is written ends the process."""
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(handle, 0, size)
        return
    piece = bytes(1 << 20)
    for start in range(0, size, len(piece)):
        os.write(handle, piece[: size - start])


def _no_room(folder: Path, error: OSError) -> Problem:
    reason = (error.strerror or "unknown reason").lower()
    found = f"what does not fit in memory cannot be written here ({reason})"
    advice = f"Make room there, or name another folder in the environment variable {SPILL}"
    return Problem(folder.as_posix(), found, advice=advice)


def in_file(array: object) -> bool:
    """Whether the numbers of an array, or of what it is a part of, stand in a file.

    Examples
    --------
    >>> in_file(array_in_file(3, "int8")[1:]), in_file(np.zeros(3))
    (True, False)
    """
    while isinstance(array, np.ndarray):
        array = array.base
    return isinstance(array, _Pages)


def let_go() -> None:
    """Let go of the pages of all files that were used; what was written to them stays there."""
    global _since
    _since = 0
    if hasattr(mmap, "MADV_DONTNEED"):
        with _lock:
            still_open = list(_OPEN)
        for pages in still_open:
            pages.madvise(mmap.MADV_DONTNEED)


def walked(n_rows: int) -> None:
    """Say that so many rows were walked over, of whatever arrays."""
    global _since
    if _OPEN:
        _since += n_rows
        if _since >= KEPT_ROWS:
            let_go()


def stretches_of(n_rows: int) -> Iterator[slice]:
    """The rows of arrays in files a few at a time, which are let go of."""
    for start in range(0, n_rows, ROWS):
        rows = slice(start, min(start + ROWS, n_rows))
        yield rows
        walked(rows.stop - rows.start)


def empty_rows(n_rows: int, kind: npt.DTypeLike, *given: object) -> Array:
    """An array to be filled: in a file where one of those that are given stands in one."""
    if any(map(in_file, given)):
        return array_in_file(n_rows, kind)
    return np.empty(n_rows, dtype=kind)


def each_row(work: Callable[..., Any], kind: npt.DTypeLike, *given: Array) -> Array:
    """What is made of each row of arrays of equal length.

    Examples
    --------
    >>> numbers = array_in_file(3, float)
    >>> numbers[:] = 1.0, 2.0, 3.0
    >>> double = each_row(lambda x: 2.0 * x, float, numbers)
    >>> double.tolist(), in_file(double)
    ([2.0, 4.0, 6.0], True)
    """
    if not any(map(in_file, given)):
        return np.asarray(work(*given), dtype=kind)
    made = array_in_file(len(given[0]), kind)
    for rows in stretches_of(len(made)):
        made[rows] = work(*(one[rows] for one in given))
    return made


def _parts(work: Callable[..., Any], given: tuple[Array, ...]) -> Iterator[Any]:
    if not any(map(in_file, given)):
        yield work(*given)
        return
    for rows in stretches_of(len(given[0])):
        yield work(*(one[rows] for one in given))


def any_row(work: Callable[..., Bools], *given: Array) -> bool:
    """Whether something holds for a row.

    Examples
    --------
    >>> any_row(np.isnan, np.array([1.0, np.nan]))
    True
    """
    return any(bool(part.any()) for part in _parts(work, given))


def every_row(work: Callable[..., Bools], *given: Array) -> bool:
    """Whether something holds for every row."""
    return all(bool(part.all()) for part in _parts(work, given))


def count_rows(work: Callable[..., Bools], *given: Array) -> int:
    """The number of rows for which something holds."""
    return sum(int(np.count_nonzero(part)) for part in _parts(work, given))


def sum_rows(work: Callable[..., Any], *given: Array) -> float:
    """The sum of what is made of each row."""
    return float(sum(float(part.sum()) for part in _parts(work, given)))


def total(numbers: Floats) -> float:
    """The sum of an array, which may hold one number for all rows.

    Examples
    --------
    >>> total(np.broadcast_to(1.0, 5))
    5.0
    """
    if numbers.strides == (0,):
        return float(numbers[0]) * len(numbers) if len(numbers) else 0.0
    return sum_rows(lambda part: part, numbers)


def ends_of(numbers: Array) -> tuple[float, float]:
    """The smallest and the largest number."""
    ends = [(part.min(), part.max()) for part in _parts(lambda part: part, (numbers,))]
    low, high = zip(*ends, strict=True)
    return float(min(low)), float(max(high))


def sums_by_code(codes: Ints, weights: Floats, size: int) -> Floats:
    """The sum of the weights of each code."""

    def sums(codes: Ints, weights: Floats) -> Floats:
        counted = np.bincount(as_places(codes), weights, minlength=size)
        return counted.astype(np.float64, copy=False)

    first, *others = _parts(sums, (codes, weights))
    return np.asarray(sum(others, start=first))


def rows_where(kept: Bools, array: Array) -> Array:
    """The rows of an array that are marked."""
    if not (in_file(kept) or in_file(array)):
        return array[kept]
    made = array_in_file(count_rows(lambda part: part, kept), array.dtype)
    start = 0
    for rows in stretches_of(len(kept)):
        part = array[rows][kept[rows]]
        made[start : start + len(part)] = part
        start += len(part)
    return made


def places_among(kept: Bools) -> Ints:
    """The place of every marked row among those that are marked; -1 for others.

    Examples
    --------
    >>> places_among(np.array([True, False, True])).tolist()
    [0, -1, 1]
    """
    made = empty_rows(len(kept), np.int32 if len(kept) < np.iinfo(np.int32).max else np.int64, kept)
    before = 0
    for rows in stretches_of(len(kept)):
        part = kept[rows]
        up_to = before + np.cumsum(part)
        made[rows] = np.where(part, up_to - 1, -1)
        before = int(up_to[-1])
    return made
