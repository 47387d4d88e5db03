"""What the machine does to a file: no permission, no space, lines without end."""

import errno
import os
from pathlib import Path

import pytest

from thuiszitters.base.errors import DataError
from thuiszitters.base.io import write_bytes
from thuiszitters.intake import text_table

PUPILS = "nummer;geslacht;geboren;school\n001;m;03-09-2006;Oost\n002;v;14-02-2007;West\n"


def test_a_file_that_may_not_be_read(delivery, monkeypatch):
    path, genuine = delivery.path("pupils"), Path.open

    def refuse(self, *arguments, **options):
        if self == path:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return genuine(self, *arguments, **options)

    monkeypatch.setattr(Path, "open", refuse)
    assert delivery.sentences() == ["leerlingen.csv: the file cannot be read (permission denied)."]


def test_a_record_without_end(delivery, monkeypatch):
    monkeypatch.setattr(text_table, "LONGEST_RECORD", 1000)
    delivery.write("pupils", PUPILS + "003;m;03-09-2006;" + "x" * 5000 + "\n")
    assert delivery.sentences() == [
        (
            "leerlingen.csv: the rows cannot be told apart. "
            "Look for a quotation mark that is opened and never closed."
        )
    ]


def test_a_file_of_two_encodings_is_named_by_line(delivery):
    one, two = PUPILS.replace("West", "Coöperatie").splitlines(), "003;m;03-09-2006;Café\n"
    content = ("\n".join(one) + "\n").encode("utf-8") + two.encode("cp1252")
    assert delivery.write("pupils", content).sentences() == [
        (
            "leerlingen.csv: some characters are UTF-8 and others Windows-1252; "
            "line 3 holds the first in UTF-8. Allowed: one encoding in the whole file. "
            "Export the file again in one go."
        )
    ]


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
