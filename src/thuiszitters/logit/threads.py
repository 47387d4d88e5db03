"""Work on a large table, two pieces at a time."""

from collections.abc import Callable, Iterable
from threading import Lock
from typing import TypeVar

from thuiszitters.base.threads import side_by_side

#: Rows from which a piece of work outweighs the handing out of it.
ROWS_TO_SHARE = 20_000

#: Held by the one piece of work that may take several numbers for each row of a large table.
room = Lock()

Piece = TypeVar("Piece")
Made = TypeVar("Made")


def shared(
    work: Callable[[Piece], Made], pieces: Iterable[Piece], *, n_rows: int
) -> tuple[Made, ...]:
    """The work on every piece, in order; with many rows numpy works outside Python's lock.

    Examples
    --------
    >>> shared(abs, [-1, 2], n_rows=100_000)
    (1, 2)
    """
    if n_rows < ROWS_TO_SHARE:
        return tuple(map(work, pieces))
    return tuple(side_by_side(work, pieces))
