"""Parquet files of one folder."""

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.unit.intake.folders import DIFFERS, HEADER, ROWS, write_part


def test_a_parquet_part_without_a_column_is_named(parquet):
    write_part(parquet, "deel-1.parquet", pd.DataFrame([ROWS[1][:3]], columns=HEADER[:3]))
    assert parquet.sentences() == [f"delen: deel-1.parquet: {DIFFERS}"]


def test_a_part_that_stores_numbers_where_another_stores_texts_is_named(parquet):
    write_part(parquet, "deel-1.parquet", pd.DataFrame([[2, *ROWS[1][1:]]], columns=HEADER))
    assert parquet.sentences() == [
        (
            'delen: deel-1.parquet: the column "nummer" holds numbers, in the first part it holds '
            "texts. Export the parts again in one way."
        )
    ]


@pytest.mark.thorough
@pytest.mark.parametrize("kind", [pa.int16(), pa.int64(), pa.float64()])
def test_numbers_of_another_width_are_the_same_numbers(parquet, kind):
    parquet.file("pupils")["columns"]["score"] = {"from": "score", "kind": "number"}
    for number, one in enumerate((pa.int32(), kind)):
        path = parquet.root / f"delen/deel-{number}.parquet"
        table = pq.read_table(path).append_column("score", pa.array([number + 6], type=one))
        pq.write_table(table, path)
    assert parquet.read().pupils["score"].tolist() == [6.0, 7.0]


def test_half_a_parquet_part_is_named(parquet):
    path = parquet.root / "delen/deel-1.parquet"
    path.write_bytes(path.read_bytes()[:200])
    assert parquet.sentences() == ["delen: deel-1.parquet: this is not a whole Parquet file."]
