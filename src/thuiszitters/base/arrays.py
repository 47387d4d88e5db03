"""Types of arrays, named once, and conversions between them."""

from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.signedinteger[Any]]
Bools = npt.NDArray[np.bool_]


def as_places(codes: Ints) -> npt.NDArray[np.intp]:
    """Whole numbers as places in an array, which numpy counts and repeats by.

    Python in a browser has places of 32 bits, and numpy does not turn 64 bits into them by itself.

    Examples
    --------
    >>> np.bincount(as_places(np.array([0, 2, 2])))
    array([1, 0, 2])
    """
    return codes.astype(np.intp, copy=False)


def compact(positions: npt.NDArray[np.signedinteger[Any]]) -> Ints:
    """Positions in half the memory, which holds as long as there are fewer than 2**31 of them.

    Examples
    --------
    >>> compact(np.array([0, 5, -1])).dtype.name
    'int32'
    """
    if len(positions) >= np.iinfo(np.int32).max:
        return positions
    return positions.astype(np.int32)
