"""Answers of the database in batches: as a frame, as a file, or changed on their way."""

import errno
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from thuiszitters.base import sql
from thuiszitters.base.engine import Connection, Table, one_row
from thuiszitters.base.io import written_whole

if TYPE_CHECKING:
    import pandas as pd

#: Rows handed over at once.
BATCH_ROWS = 262_144


def restated(connection: Connection, query: str, change: Callable[[Table], Table]) -> Any:
    """An answer in batches, each of them changed on its way."""
    import pyarrow as pa

    # A connection of its own, since the one that is given goes on while this answer comes.
    other = connection.cursor()
    other.execute(f"USE {one_row(connection, 'SELECT current_schema()')[0]}")
    reader = other.sql(query).to_arrow_reader(BATCH_ROWS)
    empty = change(pa.Table.from_batches([], schema=reader.schema))
    changed = (
        batch for given in reader for batch in change(pa.Table.from_batches([given])).to_batches()
    )
    return pa.RecordBatchReader.from_batches(empty.schema, changed)


def frame(connection: Connection, query: str) -> "pd.DataFrame":
    """An answer as a frame, with texts as texts."""
    result: pd.DataFrame = _plain(connection.sql(query).to_arrow_table()).to_pandas()
    return result


def write_parquet(connection: Connection, query: str, path: str | Path) -> int:
    """Write an answer to a Parquet file, whole or not at all; its rows.

    Equal answers give equal bytes, however many threads write them: rows keep their order, and
    their groups their size.
    """
    import duckdb

    with written_whole(path) as temporary:
        # The temporary file is there already, and its owner's alone.
        how = "FORMAT parquet, COMPRESSION 'zstd', USE_TMP_FILE false"
        try:
            written = one_row(connection, f"COPY ({query}) TO {sql.text(str(temporary))} ({how})")
        except duckdb.IOException as error:
            raise _refused(error) from error
    return int(written[0])


def _refused(error: Exception) -> OSError:
    """What the system said, when the database could not write.

    Examples
    --------
    >>> str(_refused(ValueError('IO Error: {"exception_message":"x: No room","errno":"28"}')))
    '[Errno 28] No space left on device'
    >>> str(_refused(ValueError('IO Error: Cannot open file "x": No such file')))
    '[Errno 5] No such file'
    """
    number = re.search(r'"errno":"(\d+)"', str(error))
    if number is not None:
        return OSError(int(number[1]), os.strerror(int(number[1])))
    return OSError(errno.EIO, str(error).rsplit(": ", 1)[-1])


def _plain_schema(schema: Any) -> Any:
    import pyarrow as pa

    return pa.schema([field.with_type(_plain_type(field.type)) for field in schema])


def _plain_type(kind: Any) -> Any:
    import pyarrow as pa

    return kind.value_type if pa.types.is_dictionary(kind) else kind


def _plain(table: Table) -> Table:
    """Texts that came as places in a list, as texts."""
    return table.cast(_plain_schema(table.schema))
