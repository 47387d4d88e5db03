"""Answers of the database in batches are the answers themselves."""

import pyarrow as pa
import pyarrow.parquet as pq

from thuiszitters.base import batches, engine

QUERY = "SELECT CAST(i AS VARCHAR) AS pupil, i % 3 AS level FROM range(10) t(i) ORDER BY i"


def test_a_file_holds_the_rows_in_order_and_equal_answers_are_equal_bytes(tmp_path):
    with engine.database() as connection:
        written = [
            batches.write_parquet(connection, QUERY, tmp_path / f"{name}.parquet")
            for name in ("one", "other")
        ]
    assert written == [10, 10]
    assert (tmp_path / "one.parquet").read_bytes() == (tmp_path / "other.parquet").read_bytes()
    table = pq.read_table(tmp_path / "one.parquet")
    assert table["pupil"].to_pylist() == [str(number) for number in range(10)]


def test_texts_from_a_list_are_texts_in_a_frame():
    listed = "SELECT CAST('b' AS ENUM ('a', 'b')) AS level"
    with engine.database() as connection:
        found = batches.frame(connection, listed)
    assert found["level"].tolist() == ["b"]
    assert found["level"].dtype == "str"


def test_batches_are_changed_on_their_way_and_no_rows_keep_their_columns():
    def doubled(table: pa.Table) -> pa.Table:
        return table.set_column(
            1, "level", pa.array([2 * v for v in table["level"].to_pylist()], pa.int64())
        )

    with engine.database() as connection:
        table = batches.restated(connection, QUERY, doubled).read_all()
        nothing = batches.restated(connection, f"{QUERY} LIMIT 0", doubled).read_all()
    assert table["level"].to_pylist() == [2 * (number % 3) for number in range(10)]
    assert nothing.column_names == ["pupil", "level"]
    assert nothing.num_rows == 0
