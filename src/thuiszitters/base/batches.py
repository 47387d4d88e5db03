"""Answers of the database in batches: as a frame, as a file, or changed on their way."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from thuiszitters.base.arrays import holds_texts
from thuiszitters.base.engine import Connection, Table, one_row
from thuiszitters.base.io import written_whole

if TYPE_CHECKING:
    import pandas as pd

#: Rows handed over at once, and rows of a row group of the Parquet files written.
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
    """Write an answer to a Parquet file, batch by batch, whole or not at all; its rows.

    Equal answers give equal bytes: there is neither library metadata nor statistics.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    reader = connection.sql(query).to_arrow_reader(BATCH_ROWS)
    schema, rows = _plain_schema(reader.schema), 0
    options = {
        "compression": "zstd",
        "write_statistics": False,
        "store_schema": False,
        "use_dictionary": [field.name for field in reader.schema if not _has_own_values(field)],
    }
    with (
        written_whole(path) as temporary,
        pq.ParquetWriter(temporary, schema, **options) as writer,
    ):
        for batch in reader:
            rows += batch.num_rows
            writer.write_table(_plain(pa.Table.from_batches([batch])), BATCH_ROWS)
    return rows


def _has_own_values(field: Any) -> bool:
    """A text that does not come from a list, such as an identifier: a list of it would be long."""
    return holds_texts(field.type)


def _plain_schema(schema: Any) -> Any:
    import pyarrow as pa

    return pa.schema([field.with_type(_plain_type(field.type)) for field in schema])


def _plain_type(kind: Any) -> Any:
    import pyarrow as pa

    return kind.value_type if pa.types.is_dictionary(kind) else kind


def _plain(table: Table) -> Table:
    """Texts that came as places in a list, as texts."""
    return table.cast(_plain_schema(table.schema))
