"""Equal rows of a large file as one record with their number, before anything is made of them.

What is decided about a column rests on its distinct values and how often each occurs, and a fit on
distinct combinations. So neither needs a row per pupil in Python. DuckDB groups Parquet, Arrow the
batches of a text file; both keep the rows as they are where few of them are equal.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from thuiszitters.base import engine, sql
from thuiszitters.base.arrays import Ints, from_arrow
from thuiszitters.odds.table import Table

#: With at most so many rows, finding equal ones costs more than it spares.
FEW_ROWS = 50_000
#: Rows at the start of a file that show whether many are equal.
LOOKED_AT = 131_072
#: A file is read so many bytes at a time, however long the parts are that it was written in.
READ_BYTES = 1 << 20
#: Rows are counted where there are at most so many combinations for each row.
MOST_COMBINATIONS = 0.5
#: Column with the number of rows; no file has such a name.
ROWS = "\x00rows"
#: Beyond this many combinations of values, positions are numbered again before they are combined.
_LARGEST_KEY = 2**62


def count_parquet(files: Sequence[Path], wanted: Sequence[str], *, mixed: bool) -> Any | None:
    """Distinct combinations in Parquet files, with their number of rows as `ROWS`.

    Parameters
    ----------
    files, wanted
        Parts in order, and the columns that are combined.
    mixed
        Whether the parts store a column in more than one type.

    Returns
    -------
    Table
        Of Arrow, in the types of the file; none where the first rows show that few are equal.

    Raises
    ------
    OSError
        When a file cannot be read.
    """
    if _different(files, wanted) > MOST_COMBINATIONS:
        return None
    import duckdb

    names = sql.names(wanted)
    listed = ", ".join(sql.text(str(file)) for file in files)
    source = f"read_parquet([{listed}], union_by_name={mixed})"
    try:
        with engine.database() as connection:
            grouped = f"SELECT {names}, CAST(count(*) AS BIGINT) FROM {source} GROUP BY {names}"
            return connection.sql(grouped).to_arrow_table().rename_columns([*wanted, ROWS])
    except duckdb.Error as error:
        raise OSError(str(error)) from error


def _different(files: Sequence[Path], wanted: Sequence[str]) -> float:
    """Combinations for each of the first rows; 0 where what a file holds cannot be compared here.

    Arrow asks it, because the database takes as much memory as a million rows when it starts.
    """
    import pyarrow as pa

    try:
        rows, grouped = _first_combinations(files, wanted)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        return 0.0
    pa.default_memory_pool().release_unused()
    return grouped / max(rows, 1)


def _first_combinations(files: Sequence[Path], wanted: Sequence[str]) -> tuple[int, int]:
    """First rows that are looked at, and combinations among them."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    batches: list[Any] = []
    for file in files:
        # Without fetching whole parts of the file, of which the first rows may be a small share.
        with pq.ParquetFile(file, buffer_size=READ_BYTES, pre_buffer=False) as source:
            for batch in source.iter_batches(LOOKED_AT, columns=list(wanted)):
                batches.append(batch)
                if sum(map(len, batches)) >= LOOKED_AT:
                    break
        if sum(map(len, batches)) >= LOOKED_AT:
            break
    first = pa.Table.from_batches(batches).slice(0, LOOKED_AT)
    key = _combined(first.num_rows, (_places(first[name]) for name in wanted))
    return int(first.num_rows), len(np.unique(key))


def _places(values: Any) -> tuple[Ints, int]:
    """The place of each cell among the different ones, an empty one included, and how many.

    Grouping by Arrow would do as well, but loads pandas.
    """
    import pyarrow as pa

    if pa.types.is_dictionary(values.type):  # each part of a file may have its own
        values = values.cast(values.type.value_type)
    encoded = values.dictionary_encode(null_encoding="encode")
    places = [from_arrow(pa.chunked_array([one.indices]), np.int32) for one in encoded.chunks]
    return np.concatenate(places), len(encoded.chunk(0).dictionary)


def _combined(n_rows: int, columns: Iterable[tuple[Ints, int]]) -> Ints:
    """A number for every row, the same where all columns are.

    Parameters
    ----------
    columns
        Places from 0 on in each row, and how many places there are.
    """
    key, size = np.zeros(n_rows, dtype=np.int64), 1
    for places, values in columns:
        if size * values > _LARGEST_KEY:
            distinct, key = np.unique(key, return_inverse=True)
            size = len(distinct)
        key, size = key * values + places, size * values
    return key


def count_batches(batches: Iterable[Any], wanted: Sequence[str]) -> Any:
    """Distinct combinations in batches of texts, with their number of rows as `ROWS`.

    Rows whose cells are all empty are no rows. Where few rows of a batch are equal, rows stay as
    they are, and a combination may stand there more than once.
    """
    import pyarrow as pa

    parts, collapse = [], True
    for batch in batches:
        rows = filled(pa.Table.from_batches([batch]), wanted)
        if collapse:
            counted = _grouped(rows, wanted, [([], "count_all")])
            collapse = are_few(counted.num_rows, rows.num_rows)
        if not collapse:
            counted = rows.append_column(ROWS, pa.array(np.ones(rows.num_rows, dtype=np.int64)))
        parts.append(counted)
    return count_stacked(parts, wanted) if collapse else pa.concat_tables(parts)


def are_few(combinations: int, n_rows: int) -> bool:
    """Whether so many combinations in so many rows of a text are worth counting."""
    return combinations <= max(FEW_ROWS, MOST_COMBINATIONS * n_rows)


def count_column(rows: Any, name: str) -> Any:
    """Distinct values of one column, with their number of rows as `ROWS`."""
    return _grouped(rows, [name], [([], "count_all")])


def count_stacked(parts: Sequence[Any], wanted: Sequence[str]) -> Any:
    """Counted combinations of several parts as one table, each combination once."""
    import pyarrow as pa

    return _grouped(pa.concat_tables(parts), wanted, [(ROWS, "sum")])


def _grouped(table: Any, wanted: Sequence[str], numbers: list[tuple[Any, str]]) -> Any:
    # By one processor, so that the order is that in which combinations first appear.
    grouped = table.group_by(list(wanted), use_threads=False).aggregate(numbers)
    return grouped.rename_columns([*wanted, ROWS])


def filled(rows: Any, wanted: Sequence[str]) -> Any:
    """The rows with a cell that is not empty."""
    import pyarrow.compute as compute

    some = compute.not_equal(rows[wanted[0]], "")
    for name in wanted[1:]:
        if compute.all(some).as_py() is not False:
            break
        some = compute.or_(some, compute.not_equal(rows[name], ""))
    return rows if compute.all(some).as_py() is not False else rows.filter(some)


def count_records(table: Table) -> Table:
    """A table in memory with equal rows as one record, where many of them are equal."""
    if table.rows is not None or table.n_records <= FEW_ROWS:
        return table
    places = ((column.codes + 1, len(column.texts) + 1) for column in table.columns.values())
    key = _combined(table.n_records, places)
    _, first, number = np.unique(key, return_index=True, return_counts=True)
    if len(first) > MOST_COMBINATIONS * table.n_records:
        return table
    whole, every = table.columns, np.arange(table.n_records)
    columns = {
        name: replace(column, codes=column.codes[first], rows=number)
        for name, column in whole.items()
    }
    return replace(
        table,
        n_records=len(first),
        columns=columns,
        rows=number,
        whole=lambda name: (whole[name], every),
    )


def rows_of(counted: Any) -> Ints:
    """The number of rows of each record."""
    return from_arrow(counted[ROWS], np.int64)
