"""Memory of large arrays goes back to the system as soon as they are freed."""

import ctypes
import sys

#: Settings of glibc (malloc.h), and their sizes in bytes.
_TRIM_THRESHOLD, _MMAP_THRESHOLD, _MOST_ARENAS = -1, -3, -8
_KEPT, _LARGE = 4 << 20, 1 << 20
#: Heaps of threads, each of which keeps what it was given: one for each of two threads.
_ARENAS = 2


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
