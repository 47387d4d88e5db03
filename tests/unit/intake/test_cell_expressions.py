"""Expressions of the database for cells as text."""

import datetime
from decimal import Decimal

import pyarrow as pa
import pytest

from thuiszitters.base import engine
from thuiszitters.intake.cell_expressions import text_expression
from thuiszitters.intake.parquet_table import text_column
from thuiszitters.plan.cohort import FileSpec

COLUMNS = {
    "marks": pa.array([True, False, None]),
    "whole numbers": pa.array([3.0, 0.0, -12.0]),
    "numbers": pa.array([0.5, -1.25, None]),
    "amounts": pa.array([Decimal("1.50"), Decimal("-0.25"), None]),
    "days": pa.array([datetime.datetime(2021, 3, 1, 12), None, datetime.datetime(1999, 12, 31)]),
    "dates": pa.array([datetime.date(2021, 3, 1), None, datetime.date(1999, 12, 31)]),
    "counts": pa.array([7, None, -1]),
    "groups": pa.array(["a", None, "b "]).dictionary_encode(),
    "texts": pa.array([" a b\t", "\u00a0c", "d"]),
}


@pytest.mark.parametrize("decimal", [".", ","])
@pytest.mark.parametrize("values", COLUMNS.values(), ids=COLUMNS)
def test_the_database_writes_a_cell_as_memory_does(values, decimal):
    with engine.database() as connection:
        connection.register("held", pa.table({"x": values}))
        query = f"SELECT coalesce({text_expression('x', values.type, decimal)}, '') FROM held"
        written = engine.column_values(connection, query)
    spec = FileSpec("held.parquet", {}, decimal=decimal)
    assert written == text_column(pa.chunked_array([values]), "x", spec).to_pylist()
