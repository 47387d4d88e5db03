"""Folders that one process holds, and those that a killed process left behind.

Cells of pupils lie in the spill folder only while they are worked on. A process that is killed
cannot take its folder away, so the next one does.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

#: What a folder of ours is called, and the file beside it that its owner keeps locked.
_PREFIX, _LOCK = "work_", ".lock"


@contextmanager
def held_folder(place: Path, mode: int) -> Iterator[Path]:
    """A new folder below `place`, which no other process takes for left behind.

    Parameters
    ----------
    place
        An existing folder. What killed processes left in it is taken away first.
    mode
        Rights of the new folder.

    Raises
    ------
    OSError
        Where the folder cannot be made.
    """
    import fcntl

    with _locked(place):
        _take_away_left_behind(place)
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=place))
        folder.chmod(mode)
        lock = os.open(_lock_of(folder), os.O_CREAT | os.O_RDWR, 0o600)
        fcntl.flock(lock, fcntl.LOCK_EX)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        _lock_of(folder).unlink(missing_ok=True)
        os.close(lock)


def _lock_of(folder: Path) -> Path:
    return folder.with_name(folder.name + _LOCK)


@contextmanager
def _locked(place: Path) -> Iterator[None]:
    """One process at a time makes and takes away folders here."""
    import fcntl

    handle = os.open(place, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _take_away_left_behind(place: Path) -> None:
    """Folders whose lock nobody holds: the system lets go of it when a process ends."""
    import fcntl

    for lock in place.glob(f"{_PREFIX}*{_LOCK}"):
        with suppress(OSError):
            handle = os.open(lock, os.O_RDWR)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(lock.with_suffix(""), ignore_errors=True)
                lock.unlink()
            finally:
                os.close(handle)
