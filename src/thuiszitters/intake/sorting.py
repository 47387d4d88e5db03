"""Rows in one order, equal rows once; on numbers, so that millions of rows fit."""

from collections.abc import Sequence

import numpy as np
import pandas as pd


def distinct_rows(table: pd.DataFrame, first: Sequence[str]) -> pd.DataFrame:
    """The distinct rows of a table, sorted by some columns and then by the others.

    Parameters
    ----------
    table
        Any table; missing values are equal to each other and come last.
    first
        Columns to sort by first; those the table lacks are passed over.

    Examples
    --------
    >>> table = pd.DataFrame({"code": ["b", "a", "b"], "pupil_id": ["2", "1", "2"]})
    >>> distinct_rows(table, ["pupil_id"]).to_dict("list")
    {'code': ['a', 'b'], 'pupil_id': ['1', '2']}
    """
    if table.empty:
        return table
    by = [name for name in first if name in table]
    by += [str(name) for name in table if name not in by]
    ranks = [_ranks(table[name]) for name in by]
    order = np.lexsort(ranks[::-1])
    repeated = np.zeros(len(table), dtype=bool)
    repeated[1:] = True
    for rank in ranks:
        repeated[1:] &= rank[order[1:]] == rank[order[:-1]]
    return table.take(order[~repeated]).reset_index(drop=True)


def _ranks(column: "pd.Series[str]") -> "np.typing.NDArray[np.int32]":
    """Places of the values in sorted order; missing values come last."""
    codes, distinct = pd.factorize(column)
    order = pd.Series(distinct).argsort(kind="stable").to_numpy()
    place = np.empty(len(distinct) + 1, dtype=np.int32)
    place[order] = np.arange(len(distinct), dtype=np.int32)
    place[-1] = len(distinct)
    return place[codes]
