"""A Word report survives LibreOffice: what it reads and writes again holds everything ours held."""

import io
import re
import shutil
import subprocess

import docx
import pytest
from docx.oxml.ns import qn

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
NUMERAL = re.compile(r"\d+(?:[.,]\d+)*")

pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")


@pytest.fixture(scope="module", params=["policy", "research"])
def both(request, word_files, tmp_path_factory):
    """A report as we write it, and the same after LibreOffice opened and saved it."""
    folder = tmp_path_factory.mktemp("office")
    data = word_files["altra_demo", "nl", request.param]
    (folder / "ours.docx").write_bytes(data)
    (folder / "out").mkdir()
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [SOFFICE, "--headless", profile, "--convert-to", "docx:MS Word 2007 XML"]
    command += ["--outdir", str(folder / "out"), str(folder / "ours.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    saved = (folder / "out" / "ours.docx").read_bytes()
    return tuple(docx.Document(io.BytesIO(one)) for one in (data, saved))


def _headings(document):
    kept = [part for part in document.paragraphs if part.style.name.startswith("Heading")]
    return [(part.style.name, part.text) for part in kept]


def _cells(row):
    """The texts of a row; a merged cell counts once."""
    return ["".join(t.text or "" for t in cell.iter(qn("w:t"))) for cell in row._tr.tc_lst]


def test_headings_survive_libreoffice(both):
    ours, saved = map(_headings, both)
    assert ours
    assert saved == ours


def test_tables_keep_their_rows_and_repeated_headings_in_libreoffice(both):
    ours, saved = both
    assert len(saved.tables) == len(ours.tables)
    for before, after in zip(ours.tables, saved.tables, strict=True):
        heads = [
            [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows]
            for table in (before, after)
        ]
        assert any(heads[0])
        assert heads[0] == heads[1]
        assert [_cells(row) for row in before.rows] == [_cells(row) for row in after.rows]


def test_pictures_keep_their_alternative_texts_in_libreoffice(both):
    ours, saved = (
        sorted(mark.get("descr", "") for mark in document.element.body.iter(qn("wp:docPr")))
        for document in both
    )
    assert ours
    assert all(ours)
    assert saved == ours


def test_every_numeral_survives_libreoffice(both):
    ours, saved = (
        NUMERAL.findall("\n".join(mark.text or "" for mark in document.element.iter(qn("w:t"))))
        for document in both
    )
    assert ours
    assert saved == ours
