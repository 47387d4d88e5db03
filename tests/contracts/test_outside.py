"""What comes from outside the program: files of other kinds, other versions, a full disk."""

import bz2
import errno
import gzip
import io
import json
import lzma
import os
import shutil
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from thuiszitters.base.errors import AnalysisError, DataError, PlanError, Problem
from thuiszitters.base.faults import sentence_or_raise
from thuiszitters.base.io import read_table, write_table
from thuiszitters.base.outlet import write_together
from thuiszitters.odds.output import check_output
from thuiszitters.odds.reading import read_columns
from thuiszitters.odds.request import request_from
from thuiszitters.release.review.command import explanation
from thuiszitters.results.read import read_numbers
from thuiszitters.setup.new_project import new_project

CSV = b"y,a\n1,2.5\n0,3.5\n"
ROOT = Path(__file__).parents[2]


def zipped(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return stream.getvalue()


#: Name and content of a file that is no table we read, what it is called, and what is advised.
OTHER_KINDS = {
    "t.csv.gz": (gzip.compress(CSV), "compressed with gzip", "Unpack it"),
    "t.csv.bz2": (bz2.compress(CSV), "compressed with bzip2", "Unpack it"),
    "t.csv.xz": (lzma.compress(CSV), "compressed with xz", "Unpack it"),
    "t.csv.zst": (b"\x28\xb5\x2f\xfd\x04", "compressed with Zstandard", "Unpack it"),
    "t.zip": (zipped(table=CSV), "a zip file without a workbook", "Unpack it"),
    "t.rds": (gzip.compress(b"X\n\x00\x00"), "as .csv.gz and .rds of R are", "Unpack it"),
    "t.RData": (b"RDX3\n\x00", "a file of R", "save the table as CSV"),
    "t.sas7bdat": (bytes(12) + b"\xc2\xea\x81\x60\xb3", "a SAS file", "save the table as CSV"),
    "t.xpt": (b"HEADER RECORD*******LIBRARY", "a SAS transport", "save the table as CSV"),
    "t.por": (b"ASCII SPSS PORT FILE" + b" " * 20, "an SPSS transport", "save the table as CSV"),
    "t.mdb": (b"\x00\x01\x00\x00Standard Jet DB", "an Access", "save the table as CSV"),
    "t.pkl": (b"\x80\x04\x95\x00", "a pickle of Python", "save the table as CSV"),
    "t.png": (b"\x89PNG\r\n\x1a\n", "a picture", "save the table as CSV"),
    "t.feather": (b"ARROW1\x00\x00", "a file of Arrow or Feather", "save the table as CSV"),
    "t.json": (b'{"y": [0]}', "a JSON file", "save the table as CSV"),
}


@pytest.mark.parametrize("name", OTHER_KINDS)
def test_a_file_of_another_kind_is_called_by_its_name(name, tmp_path, monkeypatch):
    content, kind, advice = OTHER_KINDS[name]
    monkeypatch.chdir(tmp_path)
    Path(name).write_bytes(content)
    with pytest.raises(DataError) as caught:
        read_columns(name, ["y", "a"])
    said = str(caught.value)
    assert said.startswith(f"{name}: ")
    assert kind in said
    assert advice in said


@pytest.mark.parametrize("name", ["t.csv", "t.xlsx", "t.xls", "t.sav", "t.dta", "t.parquet", "t"])
@pytest.mark.parametrize("kind", ["csv", "excel", "stata", "parquet"])
def test_a_table_is_read_whatever_its_name_says(kind, name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    table = pd.DataFrame({"y": [1, 0], "a": [2.5, 3.5]})
    if kind == "csv":
        Path("made").write_bytes(CSV)
    elif kind == "excel":
        table.to_excel("made", index=False, engine="openpyxl")
    elif kind == "stata":
        table.to_stata("made", write_index=False)
    else:
        table.to_parquet("made")
    shutil.move("made", name)
    assert read_columns(name, ["a"]).columns["a"].numbers.tolist() == [2.5, 3.5]


def test_a_name_that_is_no_text_beside_the_file_does_not_hide_the_sentence(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path(os.fsdecode(b"pupils\xff.csv")).write_bytes(CSV)
    with pytest.raises(DataError) as caught:
        read_columns("pupils.csv", ["y"])
    assert "Did you mean" in str(caught.value).encode().decode()
    assert "\ud800" not in str(Problem("a\ud800", "x"))


def test_a_name_that_is_no_text_gets_a_sentence(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    name = os.fsdecode(b"pupils\xff.csv")
    Path(name).write_bytes(CSV)
    with pytest.raises(DataError, match="this name holds bytes that are no text"):
        read_columns(name, ["y"])
    with pytest.raises(PlanError, match="this name holds bytes that are no text"):
        check_output(request_from("t.csv", "y", ["a"], out=Path(name)))


def test_a_file_without_a_name_is_said_so():
    with pytest.raises(DataError, match="file: no name is given"):
        read_columns("", ["y"])


def test_a_file_that_goes_while_it_is_read_is_no_fault_of_the_program():
    gone = FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), "data/raw/a.csv")
    said = sentence_or_raise(gone)
    assert said.startswith("data/raw/a.csv: this file was there when the work began")
    assert "fault" not in said


FILES = {"odds.json": "new", "odds_ratios.csv": "new", "forest.en.png": b"new"}


def test_files_that_belong_together_are_written_together_or_not_at_all(tmp_path, monkeypatch):
    (tmp_path / "odds.json").write_text("earlier")
    genuine, written = Path.write_bytes, []

    def full_after_two(self, data):
        written.append(self)
        if len(written) > 2:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return genuine(self, data)

    monkeypatch.setattr(Path, "write_bytes", full_after_two)
    with pytest.raises(DataError, match=r"forest\.en\.png: the file cannot be written \(No space"):
        write_together(tmp_path, FILES)
    assert [path.name for path in tmp_path.iterdir()] == ["odds.json"]
    assert (tmp_path / "odds.json").read_text() == "earlier"
    monkeypatch.undo()
    assert [path.name for path in write_together(tmp_path, FILES)] == list(FILES)
    assert {path.read_text() for path in tmp_path.iterdir()} == {"new"}


def test_a_folder_in_the_place_of_a_file_is_said_before_any_is_written(tmp_path):
    (tmp_path / "forest.en.png").mkdir()
    with pytest.raises(DataError, match="this is a folder"):
        write_together(tmp_path, FILES)
    assert [path.name for path in tmp_path.iterdir()] == ["forest.en.png"]


@pytest.mark.parametrize("there", [True, False])
def test_half_a_project_does_not_stay_behind(there, tmp_path, monkeypatch):
    target = tmp_path / "project"
    if there:
        target.mkdir()
    said, genuine = os.strerror(errno.ENOSPC), shutil.copytree

    def full(*arguments, **options):
        """As a folder is copied: to its end, with what could not be copied as one error."""
        genuine(*arguments, **options)
        raise shutil.Error([("a", "b", f"[Errno {errno.ENOSPC}] {said}: 'b'")])

    monkeypatch.setattr(shutil, "copytree", full)
    with pytest.raises(DataError) as caught:
        new_project(target)
    assert "the project cannot be written here (no space left on device)" in str(caught.value)
    assert target.exists() is there
    monkeypatch.undo()
    assert new_project(target)


NOTHING_READ = "this was changed by hand, or written by another version of the program"


@pytest.fixture
def released(tmp_path):
    """What the smallest release holds that `explain` reads."""
    from tests.unit.release.review.explained import NOTHING, STUDY

    folder = tmp_path / "results/demo/numbers"
    folder.mkdir(parents=True)
    (folder / "release.json").write_text(json.dumps(NOTHING), encoding="utf-8")
    (folder / "study.json").write_text(json.dumps(STUDY), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("file", ["release.json", "study.json"])
@pytest.mark.parametrize("value", ["gone", None, 3, "x", [1]])
def test_records_of_another_version_get_a_sentence(file, value, released):
    """Every key at the top, gone or holding something else: read, or one sentence."""
    path = released / "results/demo/numbers" / file
    content = json.loads(path.read_text(encoding="utf-8"))
    refused = 0
    for key in content:
        other = {**content, key: value}
        if value == "gone":
            del other[key]
        path.write_text(json.dumps(other), encoding="utf-8")
        try:
            assert explanation("demo", "en", released)
        except AnalysisError as error:
            refused += 1
            assert NOTHING_READ in str(error)  # noqa: PT017 - some keys may be missing
            assert file in str(error)  # noqa: PT017
    assert refused


@pytest.mark.parametrize("content", [b"", b"PAR1", b"PAR1" + bytes(40) + b"PAR1", None])
def test_a_damaged_table_gets_a_sentence(content, tmp_path):
    path = tmp_path / "fits.parquet"
    write_table(pd.DataFrame({"a": [1.0] * 50}), path)
    path.write_bytes(path.read_bytes()[:-20] if content is None else content)
    with pytest.raises(DataError, match="this is not a Parquet file, or not a whole one"):
        read_table(path)


def test_a_results_folder_with_a_damaged_table_gets_a_sentence(released):
    folder = released / "results/demo/numbers"
    for name in ("flow", "characteristics", "estimates", "global_tests", "fits", "blocks"):
        write_table(
            pd.DataFrame({"level": ["x"], "n_pupils": ["many"]}), folder / f"{name}.parquet"
        )
    with pytest.raises(DataError, match=NOTHING_READ):
        read_numbers(folder)
