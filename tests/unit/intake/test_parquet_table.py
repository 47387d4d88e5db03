"""What a Parquet file can be, and the sentence that says so."""

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.unit.intake.typed_files import HEADER, ROWS, arrives


@pytest.mark.thorough
def test_a_parquet_file_and_a_folder_of_parts_give_the_same_pupils(delivery):
    expected = delivery.read().pupils
    frame = pd.DataFrame(ROWS, columns=HEADER)
    frame.to_parquet(arrives(delivery, "l.parquet"))
    assert delivery.read().pupils.equals(expected)
    folder = arrives(delivery, "delen")
    folder.mkdir()
    frame[:1].to_parquet(folder / "deel-1.parquet")
    frame[1:].to_parquet(folder / "deel-2.parquet")
    assert delivery.read().pupils.equals(expected)


def test_half_a_parquet_file(delivery):
    path = arrives(delivery, "l.parquet")
    pd.DataFrame(ROWS, columns=HEADER).to_parquet(path)
    path.write_bytes(path.read_bytes()[:200])
    assert delivery.sentences() == ["l.parquet: this is not a whole Parquet file."]


def test_a_column_of_lists_does_not_fit_a_cell(delivery):
    table = pa.table({name: [row[place] for row in ROWS] for place, name in enumerate(HEADER[:3])})
    table = table.append_column("school", pa.array([["Oost"], ["West"]]))
    pq.write_table(table, arrives(delivery, "l.parquet"))
    (sentence,) = delivery.sentences()
    assert sentence.startswith('l.parquet: the column "school" holds list<')
    assert sentence.endswith("which is not one value per row.")
