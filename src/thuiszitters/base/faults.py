"""Errors that no user can mend: told in a sentence, written down without a value of a pupil.

The text of an exception can quote the value it stumbled over, so neither the terminal nor the
log gets it: only its type, and the places in the code it came through.
"""

import errno
import os
import tempfile
import traceback
from pathlib import Path

from thuiszitters import __version__
from thuiszitters.base.errors import AnalysisError, Problem
from thuiszitters.base.stopped import end_if_asked

#: Set to 1 by whoever develops, on data that are not about pupils: the whole traceback is shown.
SHOW = "THUISZITTERS_TRACEBACK"
#: What a system says of a file or a disk: rights, room, or a path that leads nowhere.
_OF_THE_SYSTEM = frozenset(
    (
        errno.EACCES,
        errno.EPERM,
        errno.EROFS,
        errno.ENOSPC,
        errno.EDQUOT,
        errno.EFBIG,
        errno.EIO,
        errno.ELOOP,
        errno.ENAMETOOLONG,
        errno.ENOTDIR,
        errno.EISDIR,
        errno.EMFILE,
        errno.ENFILE,
    )
)
_RESTRICTED = Path("data/derived/faults")


def out_of_memory(error: BaseException) -> AnalysisError | None:
    """The sentence for an error that says that memory has run out; None for another one."""
    if not isinstance(error, MemoryError) and type(error).__name__ != "OutOfMemoryException":
        return None
    found = "the work does not fit in the memory there is"
    advice = "Run it on a machine with more, or with fewer columns"
    return AnalysisError(Problem("memory", found, advice=advice))


def refused_by_the_system(error: BaseException) -> AnalysisError | None:
    """The sentence for a file that the system does not give or take; None for another error."""
    if isinstance(error, FileNotFoundError) and error.filename:
        found = "this file was there when the work began, and is not any more"
        advice = "Put it back, and run again when no other program writes there"
        return AnalysisError(Problem(str(error.filename), found, advice=advice))
    if not isinstance(error, OSError) or error.errno not in _OF_THE_SYSTEM:
        return None
    # Without a name it was a write into an open file, as when a disk is full.
    where = str(error.filename) if error.filename else "the disk"
    found = f"the system refuses to read or write here ({error.strerror})"
    advice = "Give rights to this file and the folders above it, make room, or mend the path"
    return AnalysisError(Problem(where, found, advice=advice))


def trace_without_values(error: BaseException) -> str:
    """Type of an error and of its causes, and the lines of code they came through.

    Examples
    --------
    >>> try:
    ...     int("secret")
    ... except ValueError as error:
    ...     text = trace_without_values(error)
    >>> "ValueError" in text, "secret" in text
    (True, False)
    """
    parts: list[str] = []
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        frames = traceback.extract_tb(one.__traceback__)
        places = [f"  {_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
        parts.append("\n".join([type(one).__name__, *places]))
        one = one.__cause__ or one.__context__
    return f"thuiszitters {__version__}\n" + "\ncaused by ".join(parts) + "\n"


def fault_problem(error: BaseException) -> Problem:
    """Write down a fault of the program, and say where.

    The file is made in the restricted folder of the project that the program runs in, else in the
    system's folder for temporary files; only its owner can read it.
    """
    folder = _RESTRICTED if Path("config/config.yaml").is_file() else Path(tempfile.gettempdir())
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=folder, prefix="thuiszitters-fault-", suffix=".log")
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(trace_without_values(error))
        where = f"It is written down, without a value of the data, in {name}"
    except OSError:
        where = "It could not be written down"
    return Problem(
        "thuiszitters",
        f"this is a fault of the program ({type(error).__name__}), not of your files",
        advice=f"{where}. Send that file to the people who keep the program. "
        f"{SHOW}=1 shows everything, also values of pupils",
    )


def sentence_or_raise(error: Exception) -> str:
    """What is said of an error that nothing else caught; raised again where that is asked for.

    Nothing is said when the process was asked to stop: it ends.
    """
    end_if_asked()
    if os.environ.get(SHOW, "") == "1":
        raise error
    known = out_of_memory(error) or refused_by_the_system(error)
    return str(known if known is not None else fault_problem(error))


def _short(filename: str) -> str:
    """A path from the package on, without the folders of this machine."""
    parts = Path(filename).parts
    for root in ("thuiszitters", "site-packages", "workflow"):
        if root in parts:
            return "/".join(parts[len(parts) - 1 - parts[::-1].index(root) :])
    return Path(filename).name
