"""Types of arrays, named once, and the one conversion between two of them."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
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
