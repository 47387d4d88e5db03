"""What the machine does to a file: no permission, no space, lines without end."""

import errno
import os
from pathlib import Path

import pytest

from thuiszitters.base.errors import DataError
from thuiszitters.base.io import write_bytes


def test_a_file_that_may_not_be_read(delivery, monkeypatch):
    path, genuine = delivery.path("pupils"), Path.open

    def refuse(self, *arguments, **options):
        if self == path:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return genuine(self, *arguments, **options)

    monkeypatch.setattr(Path, "open", refuse)
    assert delivery.sentences() == ["leerlingen.csv: the file cannot be read (permission denied)."]


def test_a_full_disk_leaves_the_earlier_file_as_it_was(tmp_path, monkeypatch):
    target = tmp_path / "data" / "pupils.parquet"
    write_bytes(target, b"earlier")

    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(DataError) as caught:
        write_bytes(target, b"later")
    said = f"{target}: the file cannot be written (No space left on device). Name another folder"
    assert str(caught.value).startswith(said)
    assert target.read_bytes() == b"earlier"
    assert [path.name for path in target.parent.iterdir()] == ["pupils.parquet"]
