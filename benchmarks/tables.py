"""Tables of invented pupils, written block by block with a fixed seed."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow_csv
import pyarrow.parquet as pq

SEED = 20210101
_BLOCK = 1_000_000


def write_yes_no(path: Path, n_rows: int, n_columns: int) -> None:
    """Columns x1, x2, ... of 0 and 1, and an outcome y of about a fifth."""
    shares = np.linspace(0.05, 0.4, n_columns)
    slopes = np.linspace(-0.3, 0.8, n_columns)
    with _appending(path) as write:
        for start in range(0, n_rows, _BLOCK):
            rng = np.random.default_rng([SEED, start])
            size = min(_BLOCK, n_rows - start)
            x = rng.random((size, n_columns)) < shares
            y = rng.random(size) < 1.0 / (1.0 + np.exp(3.0 - x @ slopes))
            columns = {"y": y, **{f"x{i + 1}": x[:, i] for i in range(n_columns)}}
            write(pa.table({name: pa.array(v.astype("int8")) for name, v in columns.items()}))


def write_numbers(path: Path, n_rows: int) -> None:
    """Two numbers no two pupils share, and four columns of 0 and 1."""
    with _appending(path) as write:
        for start in range(0, n_rows, _BLOCK):
            rng = np.random.default_rng([SEED, start] if start else SEED)
            size = min(_BLOCK, n_rows - start)
            numbers = rng.normal(size=(size, 2)).round(6)
            marks = rng.random((size, 4)) < 0.3
            risk = -2.0 + numbers @ [0.3, -0.2] + marks @ [0.2, 0.4, -0.1, 0.5]
            y = (rng.random(size) < 1.0 / (1.0 + np.exp(-risk))).astype("int8")
            columns = {"y": y, "x1": numbers[:, 0], "x2": numbers[:, 1]}
            columns |= {f"x{i + 3}": marks[:, i].astype("int8") for i in range(4)}
            write(pa.table(columns))


def write_small(path: Path, n_rows: int = 320) -> None:
    """Four numbers, five yes/no columns and three of groups, as a student has them."""
    rng = np.random.default_rng(SEED)
    columns: dict[str, object] = {}
    risk = np.full(n_rows, -1.3)
    for place in range(12):
        if place >= 9:
            columns[f"x{place + 1}"] = rng.choice(["east", "north", "south"], n_rows)
            continue
        values = rng.normal(size=n_rows) if place < 4 else rng.integers(0, 2, n_rows)
        columns[f"x{place + 1}"] = values
        risk = risk + 0.1 * values
    y = (rng.random(n_rows) < 1.0 / (1.0 + np.exp(-risk))).astype("int8")
    arrow_csv.write_csv(pa.table({"y": y, **columns}), path)


@contextmanager
def _appending(path: Path) -> Iterator[Callable[[pa.Table], None]]:
    """Write tables one after another to a Parquet or text file."""
    kind = pq.ParquetWriter if path.suffix == ".parquet" else arrow_csv.CSVWriter
    with ExitStack() as stack:
        files: list[Any] = []

        def write(table: pa.Table) -> None:
            if not files:
                files.append(stack.enter_context(kind(path, table.schema)))
            files[0].write(table)

        yield write
