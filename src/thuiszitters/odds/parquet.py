"""Parquet files: counted by the database where they are large, read as they are where not."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from thuiszitters.base.arrays import Ints
from thuiszitters.base.errors import DataError, Problem, raise_problems
from thuiszitters.base.memory import free_large_at_once
from thuiszitters.intake.parquet_table import FIRST_ROW
from thuiszitters.intake.parts import Part, Unchanged, places_text, source_parts
from thuiszitters.odds import counted
from thuiszitters.odds.spilled import is_too_large, read_spilled
from thuiszitters.odds.table import Column, Table
from thuiszitters.odds.typed import columns_from_arrow, name_problems
from thuiszitters.plan.cohort import FileSpec


def read_parquet(path: Path, data: str, wanted: Sequence[str]) -> Table:
    """The wanted columns of a Parquet file, or of a folder of parts.

    Raises
    ------
    DataError
        When a file is no Parquet, changes while it is read, or differs from the other parts;
        when a column is missing, stands there twice or holds values of another kind.
    """
    import pyarrow as pa

    files = source_parts(path, data)
    before = Unchanged.of(data, files)
    try:
        table = _read(path, files, data, wanted)
    except (pa.ArrowInvalid, pa.ArrowTypeError, OSError) as error:
        before.check()
        raise DataError(Problem(data, "this is not a whole Parquet file")) from error
    before.check()
    return table


def _read(path: Path, files: Sequence[Path], data: str, wanted: Sequence[str]) -> Table:
    import pyarrow.parquet as pq

    names = pq.read_schema(files[0]).names
    raise_problems(name_problems(data, names, wanted), DataError)
    parts, mixed, n_rows = [Part(files[0].name, 0, FIRST_ROW)], False, 0
    if path.is_dir():
        from thuiszitters.intake.parquet_parts import parquet_parts

        found = parquet_parts(path, files, FileSpec(path=data, columns=()), wanted)
        parts, mixed, n_rows = list(found.parts), found.mixed, found.n_rows
    else:
        n_rows = pq.read_metadata(files[0]).num_rows

    def named_rows(places: Sequence[int], total: int) -> str:
        return places_text(parts, places, total)

    if n_rows > counted.FEW_ROWS:
        free_large_at_once()
    combinations, looked = None, False
    if n_rows > counted.FEW_ROWS and len({name.casefold() for name in names}) == len(names):
        combinations, looked = counted.count_parquet(files, wanted, mixed=mixed), True
    if combinations is None:
        spill = looked and not mixed and is_too_large(n_rows, len(wanted))
        read = _spilled if spill else _each if looked else _together
        columns = read(files, data, wanted)
        table = Table(data, n_rows, columns, named_rows)
        return table if looked else counted.count_records(table)
    rows = counted.rows_of(combinations)
    columns = columns_from_arrow(data, combinations, wanted, rows, _orders(files, wanted))

    def whole(name: str) -> tuple[Column, Ints]:
        column = columns_from_arrow(data, _whole(files, [name]), [name])[name]
        return column, np.arange(n_rows)

    return Table(data, len(rows), columns, named_rows, rows, whole)


def _together(files: Sequence[Path], data: str, wanted: Sequence[str]) -> dict[str, Column]:
    return columns_from_arrow(data, _whole(files, wanted), wanted)


def _each(files: Sequence[Path], data: str, wanted: Sequence[str]) -> dict[str, Column]:
    """Columns read one after another: one of them at a time is in memory as the file has it."""
    import pyarrow as pa

    _refuse_types(files, data, wanted)
    columns: dict[str, Column] = {}
    for name in wanted:
        columns |= columns_from_arrow(data, _whole(files, [name]), [name])
        pa.default_memory_pool().release_unused()
    return columns


def _spilled(files: Sequence[Path], data: str, wanted: Sequence[str]) -> dict[str, Column]:
    """Columns whose numbers per row stand in files."""
    import pyarrow.parquet as pq

    _refuse_types(files, data, wanted)
    n_rows = sum(pq.read_metadata(file).num_rows for file in files)
    return read_spilled(files, wanted, n_rows, _orders(files, wanted))


def _refuse_types(files: Sequence[Path], data: str, wanted: Sequence[str]) -> None:
    """Name all columns that cannot be used before anything is read."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns_from_arrow(data, pa.Table.from_batches([], pq.read_schema(files[0])), wanted)


def _whole(files: Sequence[Path], wanted: Sequence[str]) -> Any:
    """Columns as the files hold them; parts that store one in several types get one of these."""
    import pyarrow.parquet as pq

    if len(files) == 1:  # a data set of files loads pandas
        with pq.ParquetFile(files[0]) as source:
            return source.read(columns=list(wanted))
    return pq.read_table([str(file) for file in files], columns=list(wanted))


def _orders(files: Sequence[Path], wanted: Sequence[str]) -> dict[str, list[str]]:
    """Categories in the order of the file, which the database does not keep."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pq.read_schema(files[0])
    named = [name for name in wanted if pa.types.is_dictionary(schema.field(name).type)]
    orders: dict[str, dict[str, None]] = {name: {} for name in named}
    for file in files if named else ():
        with pq.ParquetFile(file) as source:
            for batch in source.iter_batches(counted.LOOKED_AT, columns=named):
                for name in named:
                    if pa.types.is_dictionary(batch[name].type):
                        orders[name] |= dict.fromkeys(map(str, batch[name].dictionary.to_pylist()))
    return {name: list(order) for name, order in orders.items()}
