"""What kind of file it is."""

import pytest


def test_a_missing_file_names_the_nearest(delivery):
    delivery.file("pupils")["path"] = "leerling.csv"
    assert delivery.sentences() == [
        'leerling.csv: there is no such file. Did you mean "leerlingen.csv"?'
    ]


def test_a_folder_is_not_a_file(delivery):
    (delivery.root / "map").mkdir()
    delivery.file("pupils")["path"] = "map"
    assert delivery.sentences() == [
        "map: this is a folder. Allowed: a file, or a folder of Parquet or CSV parts."
    ]


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        ("<html><table>", "a web page, as some systems export it under the name of a workbook"),
        ("<!DOCTYPE html>", "a web page, as some systems export it under the name of a workbook"),
        ('<?xml version="1.0"?>', "an XML file"),
    ],
)
def test_a_web_page_with_the_name_of_a_workbook(delivery, start, kind):
    delivery.file("pupils")["path"] = "leerlingen.xls"
    assert delivery.write("pupils", f"{start}<tr><td>nummer").sentences() == [
        (
            f"leerlingen.xls: this is not a text file but {kind}. "
            "Allowed: CSV: text with separators. "
            "Open it in the program that wrote it, and save the table as CSV, Parquet, "
            ".xlsx or .sav."
        )
    ]
