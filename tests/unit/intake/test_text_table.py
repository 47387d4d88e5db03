"""What a text file can be, and the sentence that says so."""

import pytest

from thuiszitters.intake import text_table

PUPILS = "nummer;geslacht;geboren;school\n001;m;03-09-2006;Oost\n002;v;14-02-2007;West\n"


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("separator", "encoding"),
    [(";", "utf-8"), (",", "utf-8-sig"), ("\t", "cp1252"), ("|", "utf-16")],
)
def test_every_separator_and_encoding_gives_the_same_table(delivery, separator, encoding):
    expected = delivery.write("pupils", PUPILS.replace("Oost", "Café")).read().pupils
    text = PUPILS.replace("Oost", "Café").replace(";", separator)
    found = delivery.write("pupils", text, encoding).read().pupils
    assert found.equals(expected)


CASES = {
    "an empty file": (b"", "leerlingen.csv: the file is empty (0 bytes)."),
    "a header only": (
        b"nummer;geslacht;geboren;school\n",
        "leerlingen.csv: the file has a header but no rows. Allowed: at least one pupil.",
    ),
    "a header only, with a column that nobody mapped": (
        b"nummer;geslacht;geboren;school;extra\n",
        "leerlingen.csv: the file has a header but no rows. Allowed: at least one pupil.",
    ),
    "a zip file renamed": (
        b"PK\x03\x04 and so on",
        (
            "leerlingen.csv: this is not a workbook that can be opened. "
            "Allowed: .xlsx, .xls or .ods. Open it in a spreadsheet program and save it again."
        ),
    ),
    "a PDF renamed": (
        b"%PDF-1.7 and so on",
        (
            "leerlingen.csv: this is not a text file but a PDF file. "
            "Allowed: CSV: text with separators. "
            "Open it in the program that wrote it, and save the table as CSV, Parquet, "
            ".xlsx or .sav."
        ),
    ),
    "NUL bytes": (
        b"nummer;geslacht;geboren;school\n001;m;\x00;Oost\n",
        (
            "leerlingen.csv: line 2 holds a NUL, a sign that stands in no text. Allowed: a file "
            "that was copied whole, or one of the encodings utf-8, utf-16, windows-1252, "
            "iso-8859-1. "
            "Copy or export the file again, in UTF-8."
        ),
    ),
    "a row with too many cells": (
        b"nummer;geslacht;geboren;school\n001;m;03-09-2006;Oost;extra\n",
        (
            "leerlingen.csv: row 2 has 5 cells, the header has 4. "
            "Put texts that hold the separator or a line break between quotation marks."
        ),
    ),
    "a misspelt column": (
        b"nummer;geslagt;geboren;school\n001;m;03-09-2006;Oost\n",
        (
            'leerlingen.csv: the column "geslacht" is missing. '
            'Allowed: nummer, geslagt, geboren, school. Did you mean "geslagt"?'
        ),
    ),
    "a column twice": (
        b"nummer;geslacht;geboren;school;geslacht\n001;m;03-09-2006;Oost;m\n",
        'leerlingen.csv: the column "geslacht" stands in the header 2 times. Rename one of them.',
    ),
    "columns that differ in case only": (
        b"nummer;geslacht;geboren;school;Geslacht\n001;m;03-09-2006;Oost;m\n",
        (
            'leerlingen.csv: the column "geslacht" differs in case only from another column. '
            "Rename one of them."
        ),
    ),
    "a quotation mark that stays open": (
        b'nummer;geslacht;geboren;school\n001;m;03-09-2006;"Oost\n002;v;14-02-2007;West\n',
        (
            "leerlingen.csv: a quotation mark is opened and never closed. "
            "Look for the row from which cells run together."
        ),
    ),
}


@pytest.mark.thorough
@pytest.mark.parametrize("case", CASES)
def test_a_bad_text_file_gives_its_sentence(delivery, case):
    content, sentence = CASES[case]
    assert delivery.write("pupils", content).sentences() == [sentence]


def test_a_comma_file_where_semicolons_were_declared(delivery):
    delivery.file("pupils")["separator"] = "semicolon"
    delivery.write("pupils", PUPILS.replace(";", ","))
    assert delivery.sentences() == [
        (
            "leerlingen.csv: the header has one column when it is split at the semicolon. "
            'Allowed: 4 columns or more. Set "separator: comma".'
        )
    ]


def test_characters_of_another_encoding_are_named_by_line(delivery):
    delivery.file("pupils")["encoding"] = "utf-8"
    delivery.write("pupils", PUPILS.replace("West", "Coöperatie"), "cp1252")
    assert delivery.sentences() == [
        (
            "leerlingen.csv: line 3 holds characters that are not utf-8. "
            "Allowed: detect, utf-8, utf-16, windows-1252, iso-8859-1. "
            "One file must have one encoding; save it again, or set another encoding."
        )
    ]


def test_a_byte_order_mark_contradicts_the_cohort_file(delivery):
    delivery.file("pupils")["encoding"] = "windows-1252"
    delivery.write("pupils", PUPILS, "utf-8-sig")
    assert delivery.sentences() == [
        (
            "leerlingen.csv: the file says of itself that it is utf-8, the cohort file says "
            'windows-1252. Set "encoding: utf-8".'
        )
    ]


@pytest.mark.thorough
def test_separators_and_line_breaks_inside_quotes_belong_to_the_cell(delivery):
    delivery.write("pupils", PUPILS.replace("Oost", '"Oost; bij\nhet park"'))
    assert delivery.read().pupils["site"].tolist() == ["Oost; bij\nhet park", "West"]


def test_titles_above_the_header_are_passed_over(delivery):
    delivery.file("pupils")["header_row"] = 3
    delivery.write("pupils", "Export uit het systeem\n\n" + PUPILS.replace("14-02", "31-02"))
    assert "(row 5)" in delivery.sentences()[0]


@pytest.mark.thorough
def test_words_that_other_programs_take_for_missing_stay_words(delivery):
    delivery.write("pupils", PUPILS.replace("Oost", "NA").replace("West", "None"))
    assert delivery.read().pupils["site"].tolist() == ["NA", "None"]


@pytest.mark.thorough
def test_an_empty_row_is_counted_and_row_numbers_stay_right(delivery):
    lines = PUPILS.splitlines()
    delivery.write("pupils", "\n".join([*lines[:2], "", lines[2].replace("14-02", "30-02")]))
    assert "(row 4)" in delivery.sentences()[0]
    delivery.write("pupils", "\n".join([*lines[:2], "", lines[2]]))
    assert delivery.read().intake["files"]["pupils"]["left_out"] == {"empty_row": 1}


def test_a_file_that_changes_while_it_is_read(delivery, monkeypatch):
    import pyarrow.csv

    genuine = pyarrow.csv.open_csv

    def read_slowly(path, **options):
        stream = genuine(path, **options)
        path.write_text(path.read_text() + "003;m;03-09-2006;Oost\n")
        return stream

    monkeypatch.setattr(pyarrow.csv, "open_csv", read_slowly)
    delivery.cohort["files"] = {"pupils": delivery.file("pupils")}
    delivery.cohort["outcome"] = {
        "recorded": {"column": "x", "label": "x", "meaning": "x"},
    }
    assert delivery.sentences() == [
        "leerlingen.csv: the file changed while it was read. Run again when it is done."
    ]


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


def test_an_empty_line_above_the_header(delivery):
    assert delivery.write("pupils", "\n" + PUPILS).sentences() == [
        'leerlingen.csv: row 1 holds no column names. Set "header_row" to the row that does.'
    ]


@pytest.mark.thorough
def test_classifications_with_a_header_only(delivery):
    assert delivery.write("classifications", "nummer;code\n").sentences() == [
        (
            "codes.csv: the file has a header but no rows. "
            "Allowed: at least one row; without classifications leave the file out."
        )
    ]
