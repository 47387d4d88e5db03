"""Two pieces of work beside each other, for what is done outside Python."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain, islice
from typing import TypeVar

#: As many as the database uses: more would need more memory.
MOST_THREADS = 2

Given = TypeVar("Given")
Found = TypeVar("Found")


def side_by_side(work: Callable[[Given], Found], given: Iterable[Given]) -> Iterator[Found]:
    """What `work` makes of each, in order; two at a time where there is more than one.

    Parameters
    ----------
    work
        It must not change what other calls read. NumPy leaves Python while it computes.
    given
        Taken one by one in this thread, and no more of them at once than are worked on.

    Examples
    --------
    >>> list(side_by_side(abs, [-1, 2, -3]))
    [1, 2, 3]
    """
    rest = iter(given)
    first = list(islice(rest, 2))
    if len(first) < 2:
        yield from map(work, first)
        return
    waiting: deque[Future[Found]] = deque()
    with ThreadPoolExecutor(min(MOST_THREADS, os.cpu_count() or 1)) as threads:
        for one in chain(first, rest):
            if len(waiting) == MOST_THREADS:
                yield waiting.popleft().result()
            waiting.append(threads.submit(work, one))
        while waiting:
            yield waiting.popleft().result()
