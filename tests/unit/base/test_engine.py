import os
import stat

import pandas as pd
import pytest

from thuiszitters.base import batches, engine
from thuiszitters.base.errors import DataError


@pytest.mark.parametrize("umask", [0o000, 0o077])
def test_only_its_owner_opens_the_spill_folder_and_nothing_of_it_is_left(tmp_path, umask):
    before = os.umask(umask)
    try:
        with engine.working_folder(tmp_path) as folder:
            modes = [stat.S_IMODE(place.stat().st_mode) for place in (folder, folder.parent)]
    finally:
        os.umask(before)
    assert modes == [0o700, 0o700]
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_was_there_keeps_its_rights_and_stays(tmp_path, monkeypatch):
    own = tmp_path / "own"
    own.mkdir(mode=0o755)
    monkeypatch.setenv(engine.SPILL, str(own))
    with engine.working_folder(tmp_path / "project") as folder:
        assert folder.parent == own
    assert stat.S_IMODE(own.stat().st_mode) == 0o755
    assert list(own.iterdir()) == []


def test_a_spill_folder_that_cannot_be_made_is_a_sentence(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(engine.SPILL, "file/spill")
    with (
        pytest.raises(DataError, match='Name another folder under "spill"'),
        engine.database(tmp_path),
    ):
        pass


@pytest.mark.thorough
def test_more_rows_than_memory_holds_are_sorted_by_way_of_the_spill_folder(tmp_path, monkeypatch):
    monkeypatch.setenv(engine.MEMORY, "64MB")
    rows = "SELECT md5(CAST(i AS VARCHAR)) AS x FROM range(2000000) r(i)"
    with engine.database(tmp_path) as connection:
        connection.execute(f"CREATE TABLE unsorted AS {rows}")
        path = tmp_path / "sorted.parquet"
        assert (
            batches.write_parquet(connection, "SELECT x FROM unsorted ORDER BY x", path)
            == 2_000_000
        )
    assert pd.read_parquet(path)["x"].is_monotonic_increasing


def test_too_little_memory_is_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setenv(engine.MEMORY, "5MB")
    query = "SELECT list(i) FROM range(5000000) r(i)"
    with pytest.raises(DataError) as caught, engine.database(tmp_path) as connection:
        engine.column_values(connection, query)
    assert str(caught.value) == (
        'config/config.yaml: memory: 5MB is too little for these data. Raise "memory".'
    )


def test_memory_that_is_no_amount_is_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setenv(engine.MEMORY, "a lot")
    with pytest.raises(DataError, match='memory: found "a lot"'), engine.database(tmp_path):
        pass


def test_work_in_memory_writes_nothing_and_shares_nothing(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with engine.database() as connection:
        connection.execute("CREATE TABLE pupils AS SELECT 1 AS x")
        with engine.database() as other:
            assert engine.column_values(other, "SHOW TABLES") == []
    with engine.database() as connection:
        assert engine.column_values(connection, "SHOW TABLES") == []
    assert list(tmp_path.iterdir()) == []


def test_equal_answers_give_equal_bytes(tmp_path):
    with engine.database() as connection:
        query = "SELECT i, CAST(i % 3 AS VARCHAR) AS x FROM range(1000) r(i) ORDER BY i"
        for name in ("a", "b"):
            batches.write_parquet(connection, query, tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
