"""Columns of Parquet with very many rows, read a batch at a time into arrays that stand in files.

A column is coded as `typed` codes it, batch after batch. A number with more than `MOST_CODED`
values is not coded: it stays as the file has it, one number per row.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from thuiszitters.base.arrays import Floats, Ints
from thuiszitters.base.memory import allowed_bytes
from thuiszitters.base.row_arrays import array_in_file, each_row, stretches_of, walked
from thuiszitters.odds.counted import READ_BYTES
from thuiszitters.odds.number_texts import NumberTexts
from thuiszitters.odds.table import Column
from thuiszitters.odds.typed import column_from_arrow, in_order_of

#: Rows of a batch.
BATCH_ROWS = 131_072
#: Different values of a number that is coded.
MOST_CODED = 32_767
#: Most of the allowed memory that a table takes, at eight bytes a cell, before it goes to files.
SHARE = 0.25


def is_too_large(n_rows: int, n_columns: int) -> bool:
    """Whether rows of which few are equal go to files.

    Examples
    --------
    >>> is_too_large(1_000_000, 7), is_too_large(20_000_000, 7)
    (False, True)
    """
    return 8 * n_rows * n_columns > SHARE * allowed_bytes()


def read_spilled(
    files: Sequence[Path], wanted: Sequence[str], n_rows: int, orders: Mapping[str, list[str]]
) -> dict[str, Column]:
    """The wanted columns of Parquet files whose types are known to be of use.

    Parameters
    ----------
    orders
        Categories in the order of the file.
    """
    growing = {name: _Growing(name, n_rows) for name in wanted}
    start = 0
    for batch in _batches(files, wanted):
        for name in wanted:
            growing[name].add(column_from_arrow(name, batch[name]), start)
        start += len(batch)
        walked(len(batch))
    made: list[Ints] = []

    def in_order() -> Ints:
        if not made:
            made.append(array_in_file(n_rows, np.int32 if n_rows < 2**31 else np.int64))
            for rows in stretches_of(n_rows):
                made[0][rows] = np.arange(rows.start, rows.stop)
        return made[0]

    columns = {name: one.column(in_order) for name, one in growing.items()}
    return columns | {name: in_order_of(columns[name], order) for name, order in orders.items()}


def _batches(files: Sequence[Path], wanted: Sequence[str]) -> Iterator[Any]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    for file in files:
        # What is fetched beforehand is kept until the file is closed.
        with pq.ParquetFile(file, buffer_size=READ_BYTES, pre_buffer=False) as source:
            for batch in source.iter_batches(BATCH_ROWS, columns=list(wanted), use_threads=False):
                yield pa.Table.from_batches([batch])
    pa.default_memory_pool().release_unused()


class _Growing:
    """A column of which one batch after another comes."""

    def __init__(self, name: str, n_rows: int) -> None:
        self.name, self.n_rows = name, n_rows
        self.kind = "cells"
        self.codes: Ints = array_in_file(n_rows, np.int8)
        self.numbers: list[float] = []
        self.texts: dict[Any, int] = {}
        #: Of a number that is not coded, and how many rows have one.
        self.values: Floats | None = None
        self.n_known = 0
        self.are_numbers = False

    def add(self, batch: Column | None, start: int) -> None:
        """Take the rows of a batch, the first of which is in place `start`."""
        assert batch is not None
        self.kind, self.are_numbers = batch.kind, isinstance(batch.texts, NumberTexts)
        rows = slice(start, start + len(batch.codes))
        if self.values is None and self._has_many(batch):
            self._as_values(start)
        if self.values is not None:
            self._add_values(batch, rows)
            return
        keys = batch.numbers.tolist() if self.are_numbers else batch.texts
        places = [self._place(key, batch, at) for at, key in enumerate(keys)]
        if len(self.numbers) > np.iinfo(np.int8).max and self.codes.dtype == np.int8:
            self.codes = each_row(lambda some: some, np.int32, self.codes)
        self.codes[rows] = np.array([*places, -1])[batch.codes]

    def column(self, in_order: Callable[[], Ints]) -> Column:
        """The whole column; rows that each have a number share their places."""
        if self.values is not None:
            numbers = self.values[: self.n_known]
            codes = self.codes if self.n_known < self.n_rows else in_order()
            return Column(self.name, codes, NumberTexts(numbers), numbers, repeats=True)
        numbers = np.array(self.numbers)
        texts = NumberTexts(numbers) if self.are_numbers else tuple(self.texts)
        return Column(self.name, self.codes, texts, numbers, kind=self.kind)

    def _has_many(self, batch: Column) -> bool:
        few = len(self.numbers) + len(batch.texts) <= MOST_CODED
        return self.are_numbers and (batch.repeats or not few)

    def _place(self, key: Any, batch: Column, at: int) -> int:
        place = self.texts.setdefault(key, len(self.texts))
        if place == len(self.numbers):
            self.numbers.append(float(batch.numbers[at]))
        return place

    def _as_values(self, n_rows: int) -> None:
        """Take the rows so far as numbers."""
        codes, coded = self.codes, np.array([*self.numbers, np.nan])
        self.codes = array_in_file(self.n_rows, np.int32 if self.n_rows < 2**31 else np.int64)
        self.values = array_in_file(self.n_rows, np.float64)
        for rows in stretches_of(n_rows):
            self._write(coded[codes[rows]], rows)

    def _add_values(self, batch: Column, rows: slice) -> None:
        self._write(np.append(batch.numbers, np.nan)[batch.codes], rows)

    def _write(self, numbers: Floats, rows: slice) -> None:
        assert self.values is not None
        known = ~np.isnan(numbers)
        up_to = self.n_known + np.cumsum(known)
        self.codes[rows] = np.where(known, up_to - 1, -1)
        stop = int(up_to[-1]) if len(up_to) else self.n_known
        self.values[self.n_known : stop] = numbers[known]
        self.n_known = stop
