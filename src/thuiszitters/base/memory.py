"""How much memory may be taken, and large arrays that go back to the system when they are freed."""

import ctypes
import os
import re
import sys

from thuiszitters.base.errors import DataError, Problem

#: Environment variable that the workflow sets from config.yaml; no result depends on it.
MEMORY = "THUISZITTERS_MEMORY"
DEFAULT_MEMORY = "1GB"
_POWERS = {"": 0, "K": 1, "M": 2, "G": 3, "T": 4}
_AMOUNT = re.compile(r"([0-9]+(?:[.][0-9]+)?) *([KMGT]?)(I?)B", re.IGNORECASE)

#: Settings of glibc (malloc.h), and their sizes in bytes.
_TRIM_THRESHOLD, _MMAP_THRESHOLD, _MOST_ARENAS = -1, -3, -8
_KEPT, _LARGE = 4 << 20, 1 << 20
#: Heaps of threads, each of which keeps what it was given: one for each of two threads.
_ARENAS = 2


def allowed_bytes() -> int:
    """The memory that a table may take, as it is set; a part of it, since a process needs more.

    Raises
    ------
    DataError
        Where the setting is no amount of memory.

    Examples
    --------
    >>> allowed_bytes()
    1000000000
    """
    said = os.environ.get(MEMORY) or DEFAULT_MEMORY
    found = _AMOUNT.fullmatch(said.strip())
    if found is None:
        allowed = 'a number and a unit, such as "4GB"'
        raise DataError(Problem(f"environment variable {MEMORY}", f'found "{said}"', allowed))
    number, unit, binary = found.groups()
    return int(float(number) * (1024 if binary else 1000) ** _POWERS[unit.upper()])


def free_large_at_once() -> None:
    """Stop glibc from keeping ever larger blocks for later, as it learns to do by itself.

    A table of a million rows goes through a dozen arrays of some megabytes, most of which live
    shortly. What glibc keeps of them is in pieces, and comes to as much as the table. Where there
    is no glibc nothing happens.
    """
    if not sys.platform.startswith("linux"):
        return
    set_option = getattr(ctypes.CDLL(None), "mallopt", None)
    if set_option is not None:
        set_option(_MMAP_THRESHOLD, _LARGE)
        set_option(_TRIM_THRESHOLD, _KEPT)
        set_option(_MOST_ARENAS, _ARENAS)
