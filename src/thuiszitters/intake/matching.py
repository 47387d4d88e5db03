"""Where identifiers of one table stand in another, for millions of them."""

from typing import Any

import numpy as np
import pandas as pd


def places(values: "pd.Series[str]", among: "pd.Series[str]") -> "np.typing.NDArray[np.intp]":
    """Place of every value in `among`; -1 where it is missing or not there.

    Examples
    --------
    >>> known = pd.Series(["001", "002"], dtype="str")
    >>> places(pd.Series(["002", "009", None], dtype="str"), known).tolist()
    [1, -1, -1]
    """
    import pyarrow.compute as compute

    found = compute.index_in(_arrow(values), value_set=_arrow(among), skip_nulls=True)
    return np.asarray(compute.fill_null(found, -1)).astype(np.intp)


def _arrow(values: "pd.Series[str]") -> Any:
    import pyarrow as pa

    array = pa.array(values, type=pa.large_string(), from_pandas=True)
    return array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array
