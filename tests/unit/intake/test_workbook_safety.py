"""Workbooks that once ran without end get a sentence."""

import zipfile
from io import BytesIO

import pytest
from openpyxl import Workbook

from thuiszitters.base.errors import DataError


def workbook(change) -> bytes:
    book = Workbook()
    sheet = book.active
    for row in (["nummer", "geslacht", "geboren", "school"], ["001", "m", "03-09-2006", "Oost"]):
        sheet.append(row)
    plain, changed = BytesIO(), BytesIO()
    book.save(plain)
    with zipfile.ZipFile(plain) as before, zipfile.ZipFile(changed, "w") as after:
        for name in before.namelist():
            after.writestr(name, change(name, before.read(name)))
    return changed.getvalue()


def in_sheet(old: bytes, new: bytes):
    def change(name: str, data: bytes) -> bytes:
        assert name != "xl/worksheets/sheet1.xml" or old in data
        return data.replace(old, new) if name == "xl/worksheets/sheet1.xml" else data

    return change


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("change", "found"),
    [
        (in_sheet(b'r="A2"', b'r="XFD1048576"'), "a sheet reaches to row 1,048,576"),
        (in_sheet(b'r="A2"', b'r="A99999999999"'), "a sheet reaches to row 99,999,999,999"),
        (in_sheet(b'r="A2"', b'r="ZZZZZ2"'), "and column 12,356,630"),
        (
            in_sheet(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "&b;&b;">]><worksheet'),
            "declares entities of its own",
        ),
        (
            lambda name, data: (
                b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///x">]>' + data
                if name == "xl/workbook.xml"
                else data
            ),
            "declares entities of its own",
        ),
        (lambda _name, data: data[:150], "this is not a workbook that can be opened"),
    ],
    ids=["far corner", "no such row", "no such column", "entities", "external entity", "cut"],
)
def test_a_workbook_that_would_not_end_gets_a_sentence(delivery, change, found):
    delivery.file("pupils")["path"] = "leerlingen.xlsx"
    delivery.write("pupils", workbook(change))
    (sentence, *_) = delivery.sentences()
    assert found in sentence


def test_the_last_cell_of_an_opendocument_sheet_counts_repeated_rows(tmp_path):
    from thuiszitters.intake.workbook_safety import refuse_unsafe_workbook

    empty = b"<table:table-cell/></table:table-row>"
    row = b'<table:table-row table:number-rows-repeated="1048575">' + empty
    cell = b'<table:table-cell office:value-type="float" office:value="1"/>'
    wide = b'<table:table-cell table:number-columns-repeated="16383"/>' + cell
    for content, far in ((row + b"<table:table-row>" + wide, True), (row, False)):
        with zipfile.ZipFile(tmp_path / "a.ods", "w") as packed:
            packed.writestr("content.xml", b"<table>" + content + b"</table:table-row></table>")
        if far:
            with pytest.raises(DataError, match="row 1,048,576 and column 16,384"):
                refuse_unsafe_workbook(tmp_path / "a.ods", "a.ods")
        else:
            refuse_unsafe_workbook(tmp_path / "a.ods", "a.ods")
