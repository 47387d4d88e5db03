"""A source stays the same while it is read."""

from types import SimpleNamespace

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from thuiszitters.base import engine
from thuiszitters.intake import scan
from thuiszitters.intake.parquet_parts import parquet_parts


@pytest.mark.thorough
def test_both_kinds_of_folder_give_the_pupils_of_one_file(delivery, request):
    expected = delivery.read().pupils
    for kind in ("parquet", "years"):
        assert request.getfixturevalue(kind).read().pupils.equals(expected)


@pytest.mark.parametrize("kind", ["parquet", "years"])
def test_a_part_that_changes_while_it_is_read(kind, request, monkeypatch):
    delivery, genuine = request.getfixturevalue(kind), scan._of_parquet
    folder = delivery.root / delivery.file("pupils")["path"]

    def read_slowly(*arguments):
        part = sorted(folder.iterdir())[1]
        cells = genuine(*arguments)
        part.write_bytes(part.read_bytes() + b" ")
        return cells

    monkeypatch.setattr(scan, "_of_parquet", read_slowly)
    delivery.cohort["files"] = {"pupils": delivery.file("pupils")}
    words = {"nl": "x", "en": "x"}
    delivery.cohort["outcome"] = {"recorded": {"column": "x", "label": words, "meaning": words}}
    (sentence,) = delivery.sentences()
    assert sentence.endswith("the file changed while it was read. Run again when it is done.")
    assert sentence.startswith(f"{folder.name}: {sorted(folder.iterdir())[1].name}")


def written_with(delivery, column, values):
    """The pupils as Parquet, one column of another type."""
    path = delivery.path("pupils")
    frame = pd.read_csv(path, sep=";", dtype="str")
    table = pa.Table.from_pandas(frame, preserve_index=False)
    place = table.column_names.index(column)
    table = table.set_column(place, column, values(table[column]))
    delivery.file("pupils")["path"] = "pupils.parquet"
    for key in ("separator", "encoding", "format"):
        delivery.file("pupils").pop(key, None)
    pq.write_table(table, path.with_name("pupils.parquet"))


def test_a_time_that_is_too_far_away_is_a_sentence(delivery):
    def far(column):
        return pa.array([10**15] * len(column), pa.timestamp("s"))

    written_with(delivery, "school", far)
    (said,) = delivery.sentences()
    assert said.startswith("pupils.parquet: it holds a time or a number that is too far away")


def test_texts_of_the_newest_kind_are_texts(delivery):
    expected = delivery.read().pupils
    written_with(delivery, "nummer", lambda column: column.cast(pa.string_view()))
    assert delivery.read().pupils.equals(expected)


@pytest.mark.parametrize("name", ["other", "File_Row_Number"])
def test_places_go_on_over_the_parts_whatever_columns_are_called(tmp_path, name):
    for part, values in enumerate(([7, 8, 9], [5], [6, 6])):
        pq.write_table(pa.table({name: values}), tmp_path / f"part-{part}.parquet")
    files = sorted(tmp_path.iterdir())
    spec = SimpleNamespace(path="folder", decimal=".")
    with engine.database() as connection:
        for given, expected in ((files, range(6)), (files[2:], range(2))):
            found = parquet_parts(tmp_path, given, spec, [name])
            cells = scan._of_parquet(connection, found, spec, f"of {len(given)}")
            query = f'SELECT {scan.PLACE} FROM "{cells.view}" ORDER BY 1'
            assert engine.column_values(connection, query) == list(expected)
