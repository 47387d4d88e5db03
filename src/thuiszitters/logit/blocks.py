"""Long matrices a block of rows at a time, so that no second copy of them is made."""

from collections.abc import Callable, Iterator

import numpy as np

from thuiszitters.base.arrays import Floats
from thuiszitters.base.row_arrays import walked

#: Rows of a block. A matrix of at most so many is one block, with the same last digits as without.
BLOCK_ROWS = 100_000


def blocks(n_rows: int, size: int | None = None) -> Iterator[slice]:
    """The rows of a matrix in blocks (of `BLOCK_ROWS` unless it is said otherwise), at least one.

    Examples
    --------
    >>> [(rows.start, rows.stop) for rows in blocks(150_000)]
    [(0, 100000), (100000, 150000)]
    """
    size = size or BLOCK_ROWS
    for start in range(0, max(n_rows, 1), size):
        stop = min(start + size, n_rows)
        yield slice(start, stop)
        walked(stop - start)


def is_long(n_rows: int) -> bool:
    """Whether a matrix is more than one block."""
    return n_rows > BLOCK_ROWS


def triangle(part: Callable[[slice], Floats], n_rows: int) -> Floats:
    """The triangular factor R of Q R = A, of which a block of rows is made at a time.

    R of stacked factors is that of the stacked blocks, but for the sign of its rows.

    References
    ----------
    Demmel, J., Grigori, L., Hoemmen, M. and Langou, J. (2012). Communication-optimal parallel and
    sequential QR and LU factorizations. SIAM Journal on Scientific Computing 34, A206-A239.

    Examples
    --------
    >>> a = np.array([[3.0, 1.0], [4.0, 2.0]])
    >>> np.abs(triangle(lambda rows: a[rows], 2)).round(3).tolist()
    [[5.0, 2.2], [0.0, 0.4]]
    """
    factor: Floats | None = None
    for rows in blocks(n_rows):
        block = part(rows)
        stacked = block if factor is None else np.vstack([factor, block])
        factor = np.asarray(np.linalg.qr(stacked, mode="r"))
    assert factor is not None
    return factor
