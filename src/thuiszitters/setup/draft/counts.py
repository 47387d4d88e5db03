"""The different values of a column with how often each occurs, whatever the number of rows."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from thuiszitters.base import engine, sql
from thuiszitters.base.engine import Connection
from thuiszitters.intake.parquet_table import text_column
from thuiszitters.intake.scan import Cells
from thuiszitters.intake.service_numbers import MOST_TESTED
from thuiszitters.plan.cohort import FileSpec

#: Of a column with more values, such as an identifier, the first rows are looked at.
_FIRST_ROWS = 20_000


@dataclass(frozen=True)
class ColumnCounts:
    """One column of a file.

    Attributes
    ----------
    counts
        Text to number of rows, the most common first; of a column with very many different
        values those of its first rows. Empty cells are left out.
    n_rows, n_filled, n_distinct
        Rows, rows with a value, and different values, of the whole column.
    first
        Its first values, in the order of the file.
    """

    counts: "pd.Series[int]"
    n_rows: int
    n_filled: int
    n_distinct: int
    first: "pd.Series[str]"

    @property
    def distinct_share(self) -> float:
        return self.n_distinct / self.n_filled if self.n_filled else 0.0


def column_counts(
    connection: Connection, cells: Cells, spec: FileSpec
) -> Mapping[str, ColumnCounts]:
    """Count the values of every column of a source."""
    names = list(cells.kinds)
    if not names:
        return {}
    view = f"{sql.name(cells.view)} c"
    looked = ", ".join(f"approx_count_distinct(c.{sql.name(name)})" for name in names)
    about = engine.one_row(connection, f"SELECT {looked} FROM {view}")
    return {
        name: _counted(connection, cells, name, spec, few=number <= sql.MOST_LISTED)
        for name, number in zip(names, about, strict=True)
    }


def _counted(
    connection: Connection, cells: Cells, name: str, spec: FileSpec, *, few: bool
) -> ColumnCounts:
    view, column = f"{sql.name(cells.view)} c", f"c.{sql.name(name)}"
    cell = cells.text(name, spec.decimal)
    first = f"SELECT {cell} FROM {view} WHERE {cell} <> '' LIMIT {MOST_TESTED}"
    values = pd.Series(engine.column_values(connection, first), dtype="str")
    rows = view if few else f"(SELECT * FROM {view} LIMIT {_FIRST_ROWS}) c"
    query = f"SELECT {column} AS cell, count(*) AS rows FROM {rows} GROUP BY 1"
    table = connection.sql(query).to_arrow_table()
    texts = text_column(table["cell"], name, spec).to_pandas().astype("str")
    counted = table["rows"].to_pandas().groupby(texts.to_numpy()).sum()
    counts = counted[counted.index != ""].sort_index().sort_values(ascending=False, kind="stable")
    counts.index = counts.index.astype("str")
    if few:
        return ColumnCounts(counts, cells.n_records, int(counts.sum()), len(counts), values)
    totals = f"SELECT count(DISTINCT hash({column})), {cells.n_filled(name)} FROM {view}"
    distinct, filled = engine.one_row(connection, totals)
    return ColumnCounts(counts, cells.n_records, filled, distinct, values)
