"""Files are written whole or not at all."""

import os
import stat
from pathlib import Path

import pandas as pd
import pytest

from thuiszitters.base.errors import DataError
from thuiszitters.base.io import (
    existing_file,
    files_below,
    read_json,
    read_table,
    write_bytes,
    write_table,
    write_text,
)


def test_a_table_comes_back_as_it_was(tmp_path):
    table = pd.DataFrame({"level": ["a", None], "n_pupils": pd.array([3, None], dtype="Int64")})
    write_table(table, tmp_path / "deep" / "table.parquet")
    back = read_table(tmp_path / "deep" / "table.parquet")
    assert back["level"].tolist()[0] == "a"
    assert back["level"].isna().tolist() == [False, True]
    assert back["n_pupils"].isna().tolist() == [False, True]


def test_equal_tables_are_equal_bytes(tmp_path):
    table = pd.DataFrame({"x": [0.1, 0.2], "level": ["a", "b"]})
    write_table(table, tmp_path / "one.parquet")
    write_table(table.copy(), tmp_path / "two.parquet")
    assert (tmp_path / "one.parquet").read_bytes() == (tmp_path / "two.parquet").read_bytes()


def test_a_stopped_write_leaves_the_earlier_file_and_nothing_beside_it(tmp_path, monkeypatch):
    write_text(tmp_path / "a.txt", "earlier")

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", fail)
    with pytest.raises(DataError, match="No space left on device"):
        write_bytes(tmp_path / "a.txt", b"later")
    assert (tmp_path / "a.txt").read_text() == "earlier"
    assert [file.name for file in tmp_path.iterdir()] == ["a.txt"]


def test_what_may_hold_pupils_is_for_its_owner_only(tmp_path):
    write_text(tmp_path / "data" / "derived" / "x.txt", "restricted")
    write_text(tmp_path / "results" / "x.txt", "released")
    modes = [
        stat.S_IMODE((tmp_path / top / "x.txt").stat().st_mode)
        for top in ("data/derived", "results")
    ]
    assert modes == [0o600, 0o644]


def test_a_file_that_is_not_parquet_is_a_sentence(tmp_path):
    (tmp_path / "x.parquet").write_text("no")
    with pytest.raises(DataError, match="not a Parquet file"):
        read_table(tmp_path / "x.parquet")


def test_files_below_are_sorted_and_leave_out_what_is_hidden(tmp_path):
    for name in ("b.txt", "a.txt", ".snakemake_timestamp"):
        (tmp_path / name).write_text("x")
    assert [path.rsplit("/", 1)[1] for path in files_below([tmp_path])] == ["a.txt", "b.txt"]


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(DataError, match=r"the file cannot be written .* Name another folder"):
        write_text(tmp_path / "file" / "deep" / "a.txt", "content")
    with pytest.raises(DataError, match="the file cannot be written"):
        write_text(tmp_path / ("a" * 300), "content")


def test_a_pipe_is_no_file(tmp_path):
    os.mkfifo(tmp_path / "data.csv")
    with pytest.raises(DataError, match="this is no file"):
        existing_file(tmp_path, "data.csv")


@pytest.mark.parametrize("to", ["data.csv", "gone.csv"])
def test_a_link_that_leads_nowhere_is_no_misspelled_name(tmp_path, to):
    (tmp_path / "data.csv").symlink_to(to)
    with pytest.raises(DataError, match="this link leads to no file"):
        existing_file(tmp_path, "data.csv")


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="only Linux has such files")
def test_a_file_that_opens_and_cannot_be_read():
    with pytest.raises(DataError, match=r"^mem: the file cannot be read \("):
        existing_file("/proc/self", "mem")


def test_restricted_folders_are_for_their_owner_whatever_the_umask(tmp_path):
    before = os.umask(0)
    try:
        (tmp_path / "data/derived/a").mkdir(parents=True)  # as the workflow does before a job
        write_bytes(tmp_path / "data/derived/a/b/c.parquet", b"x")
        write_bytes(tmp_path / "results/a/c.parquet", b"x")
    finally:
        os.umask(before)
    for folder in ("data/derived", "data/derived/a", "data/derived/a/b"):
        assert stat.S_IMODE((tmp_path / folder).stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "results/a").stat().st_mode) == 0o777


def test_a_name_that_no_system_holds_is_a_sentence(tmp_path):
    with pytest.raises(DataError, match=r"cannot be read \(file name too long\)"):
        existing_file(tmp_path, "a" * 5_000)


@pytest.mark.parametrize("content", ["{", "[1]", "", "[" * 100_000])
def test_json_that_the_program_did_not_write_is_a_sentence(tmp_path, content):
    file = tmp_path / "a.json"
    file.write_text(content)
    with pytest.raises(DataError, match="JSON"):
        read_json(file)


@pytest.mark.parametrize("kind", ["pipe", "folder", "link"])
def test_a_part_that_is_no_file_is_named_and_not_waited_for(tmp_path, kind):
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts/a.csv").write_text("a\n1\n")
    made = {"pipe": os.mkfifo, "folder": Path.mkdir, "link": lambda path: path.symlink_to("b")}
    made[kind](tmp_path / "parts/b.csv")
    with pytest.raises(
        DataError, match=r"^parts: b\.csv: this (is no file|is a folder|link leads)"
    ):
        existing_file(tmp_path, "parts")
