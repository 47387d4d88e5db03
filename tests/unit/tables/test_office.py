"""An Office file holds no moment of its making."""

import io
import zipfile

from thuiszitters.tables.office import without_clock

CORE = "<a><dcterms:created x='y'>2026-01-02</dcterms:created><b>kept</b></a>"


def made(moment):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(zipfile.ZipInfo("docProps/core.xml", moment), CORE)
        archive.writestr(zipfile.ZipInfo("word/a.xml", moment), CORE)
    return file.getvalue()


def test_two_files_of_other_moments_are_the_same():
    first, second = made((2020, 1, 1, 0, 0, 0)), made((2026, 5, 6, 7, 8, 10))
    assert first != second
    assert without_clock(first) == without_clock(second)


def test_only_the_moments_are_left_out():
    archive = zipfile.ZipFile(io.BytesIO(without_clock(made((2026, 5, 6, 7, 8, 10)))))
    assert archive.read("docProps/core.xml") == b"<a><b>kept</b></a>"
    assert archive.read("word/a.xml") == CORE.encode()
