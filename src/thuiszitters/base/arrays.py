"""Types of arrays, named once."""

from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.signedinteger[Any]]
Bools = npt.NDArray[np.bool_]


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
