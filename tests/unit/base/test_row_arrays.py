"""Arrays in files are arrays, leave nothing behind, and are let go of."""

import errno
import gc
import os
from pathlib import Path

import numpy as np
import pytest

from thuiszitters.base import row_arrays
from thuiszitters.base.errors import DataError
from thuiszitters.base.row_arrays import (
    array_in_file,
    count_rows,
    each_row,
    ends_of,
    in_file,
    let_go,
    places_among,
    rows_where,
    spill_folder,
    stretches_of,
    sum_rows,
    sums_by_code,
    total,
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv(row_arrays.SPILL, str(tmp_path / "spill"))
    monkeypatch.setattr(row_arrays, "ROWS", 7)
    return tmp_path / "spill"


def in_a_file(values):
    made = array_in_file(len(values), values.dtype)
    made[:] = values
    return made


@pytest.mark.usefixtures("folder")
def test_what_is_made_of_a_file_is_what_is_made_of_memory():
    rng = np.random.default_rng(2)
    values, codes = rng.normal(size=40), rng.integers(0, 3, 40).astype(np.int8)
    kept = rng.random(40) < 0.5
    there, coded, marks = in_a_file(values), in_a_file(codes), in_a_file(kept)
    double = each_row(lambda x, c: 2.0 * x + c, np.float64, there, coded)
    assert in_file(double)
    assert in_file(double[3:])
    np.testing.assert_array_equal(double, 2.0 * values + codes)
    assert count_rows(lambda x: x > 0, there) == np.count_nonzero(values > 0)
    assert ends_of(there) == (values.min(), values.max())
    assert total(there) == pytest.approx(values.sum(), rel=1e-14)
    assert sum_rows(np.square, there) == pytest.approx((values**2).sum(), rel=1e-14)
    np.testing.assert_array_equal(rows_where(marks, there), values[kept])
    np.testing.assert_array_equal(rows_where(kept, values), values[kept])
    np.testing.assert_array_equal(places_among(marks), places_among(kept))
    expected = np.bincount(codes, weights=values, minlength=4)
    np.testing.assert_allclose(sums_by_code(coded, there, 4), expected, rtol=1e-13)


def test_a_file_has_no_name_and_its_folder_goes(folder):
    made = array_in_file(10, np.int32)
    made[:] = 3
    assert not folder.exists()
    folder.mkdir()
    other = array_in_file(10, np.int32)
    assert list(folder.iterdir()) == []
    assert (made + other).tolist() == [3] * 10


def test_what_was_written_stays_when_pages_are_let_go(folder):
    made = array_in_file(100_000, np.float64)
    made[:] = np.arange(100_000)
    before = _resident()
    let_go()
    if before:
        assert _resident() < before - 500
    np.testing.assert_array_equal(made, np.arange(100_000))
    assert not folder.exists()


def _resident():
    """Kilobytes of files in this process; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    lines = status.read_text("utf-8").splitlines() if status.exists() else []
    return sum(int(line.split()[1]) for line in lines if line.startswith("RssFile"))


def test_walking_lets_go(folder, monkeypatch):
    released = []
    monkeypatch.setattr(row_arrays, "let_go", lambda: released.append(1))
    monkeypatch.setattr(row_arrays, "KEPT_ROWS", 14)
    gc.collect()
    made = array_in_file(30, np.int8)
    assert [rows.stop for rows in stretches_of(len(made))] == [7, 14, 21, 28, 30]
    assert released
    assert not folder.exists()


def test_a_full_disk_is_said_before_anything_is_written(folder, monkeypatch):
    def refuse(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(row_arrays, "_take_room", refuse)
    with pytest.raises(DataError, match="no space left on device") as caught:
        array_in_file(10, np.int8)
    assert row_arrays.SPILL in str(caught.value)
    assert folder.as_posix() in str(caught.value)
    assert not folder.exists() or list(folder.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_said(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setenv(row_arrays.SPILL, str(tmp_path / "file" / "spill"))
    with pytest.raises(DataError, match="cannot be written here"):
        array_in_file(10, np.int8)


def test_files_are_made_where_the_user_says(monkeypatch, tmp_path):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.delenv(row_arrays.SPILL, raising=False)
    monkeypatch.setattr(row_arrays.tempfile, "gettempdir", lambda: str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert spill_folder() == tmp_path
    (tmp_path / "config").mkdir()
    (tmp_path / "config/config.yaml").touch()
    assert spill_folder() == Path("data/derived/.spill")
    monkeypatch.setenv(row_arrays.SPILL, "elsewhere")
    assert spill_folder() == Path("elsewhere")


def test_in_a_project_only_the_owner_enters_the_folders_that_are_made(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(row_arrays.SPILL, raising=False)
    (tmp_path / "config").mkdir()
    (tmp_path / "config/config.yaml").touch()
    array_in_file(3, np.int8)
    assert (tmp_path / "data/derived").stat().st_mode & 0o077 == 0
