"""Types of arrays, named once, and conversions between them."""

from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.signedinteger[Any]]
Bools = npt.NDArray[np.bool_]


def holds_texts(kind: Any) -> bool:
    """Whether a type of Arrow is one of its types of text.

    Examples
    --------
    >>> import pyarrow as pa
    >>> holds_texts(pa.string()), holds_texts(pa.string_view()), holds_texts(pa.int64())
    (True, True, False)
    """
    import pyarrow as pa

    tests = (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view)
    return any(test(kind) for test in tests)


def as_places(codes: Ints) -> npt.NDArray[np.intp]:
    """Whole numbers as places in an array, which numpy counts and repeats by.

    Python in a browser has places of 32 bits, and numpy does not turn 64 bits into them by itself.

    Examples
    --------
    >>> np.bincount(as_places(np.array([0, 2, 2])))
    array([1, 0, 2])
    """
    return codes.astype(np.intp, copy=False)


def compact(positions: npt.NDArray[np.signedinteger[Any]], size: int | None = None) -> Ints:
    """Positions in half the memory, which holds as long as there are fewer than 2**31 of them.

    Parameters
    ----------
    size
        Of what they are positions in; in something small they take a byte each.

    Examples
    --------
    >>> compact(np.array([0, 5, -1])).dtype.name, compact(np.array([0, 5, -1]), 6).dtype.name
    ('int32', 'int8')
    """
    if size is not None and size <= np.iinfo(np.int8).max:
        return positions.astype(np.int8)
    if len(positions) >= np.iinfo(np.int32).max:
        return positions
    return positions.astype(np.int32)
