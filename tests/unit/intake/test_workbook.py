"""What a workbook can be, and the sentence that says so."""

import datetime
import io
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest
from tests.unit.intake.typed_files import HEADER, ROWS, arrives

FILES = Path(__file__).parent / "files"


def workbook(path, rows, sheet="Blad1"):
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    book.save(path)
    book.close()


@pytest.mark.thorough
def test_a_workbook_gives_the_same_pupils_as_the_text_file(delivery):
    expected = delivery.read().pupils
    workbook(arrives(delivery, "leerlingen.xlsx"), [HEADER, *ROWS])
    assert delivery.read().pupils.equals(expected)


@pytest.mark.thorough
def test_titles_above_the_header_of_a_workbook_are_passed_over(delivery):
    path = arrives(delivery, "leerlingen.xlsx")
    workbook(path, [["Export 2021"], [], HEADER, *ROWS])
    (sentence,) = delivery.sentences()
    assert sentence.startswith("leerlingen.xlsx: row 1 does not hold the names of the columns")
    delivery.file("pupils")["header_row"] = 3
    assert len(delivery.read().pupils) == 2
    delivery.file("pupils")["header_row"] = 2
    assert delivery.sentences() == [
        'leerlingen.xlsx: row 2 holds no column names. Set "header_row" to the row that does.'
    ]


def test_a_misspelt_sheet_names_the_nearest(delivery):
    delivery.file("pupils")["sheet"] = "Leerling"
    workbook(arrives(delivery, "leerlingen.xlsx"), [HEADER, *ROWS], sheet="Leerlingen")
    assert delivery.sentences() == [
        (
            'leerlingen.xlsx: there is no sheet "Leerling". Allowed: Leerlingen. '
            'Did you mean "Leerlingen"?'
        )
    ]


def test_merged_header_cells_leave_columns_without_a_name(delivery):
    path = arrives(delivery, "leerlingen.xlsx")
    book = openpyxl.Workbook()
    for row in ([*HEADER[:2], "gegevens", None], *ROWS):
        book.active.append(row)
    book.active.merge_cells("C1:D1")
    book.save(path)
    book.close()
    assert [sentence.split(". ")[0] for sentence in delivery.sentences()] == [
        'leerlingen.xlsx: the column "geboren" is missing',
        'leerlingen.xlsx: the column "school" is missing',
    ]


def test_a_column_twice_in_a_workbook(delivery):
    rows = [[*HEADER, "school"], *([*row, "x"] for row in ROWS)]
    workbook(arrives(delivery, "leerlingen.xlsx"), rows)
    assert delivery.sentences() == [
        'leerlingen.xlsx: the column "school" stands in the header 2 times. Rename one of them.'
    ]


def test_of_a_formula_the_stored_result_is_read(delivery):
    path = arrives(delivery, "leerlingen.xlsx")
    workbook(path, [HEADER, [*ROWS[0][:3], '="Oo"&"st"'], ROWS[1]])
    stored = path.with_name("stored.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(stored, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            new.writestr(
                name, text.replace("<v></v>", "<v>Oost</v>").replace("<v />", "<v>Oost</v>")
            )
    shutil.move(stored, path)
    assert delivery.read().pupils["site"][0] == "Oost"


@pytest.mark.thorough
def test_excel_days_as_numbers_are_refused_until_declared(delivery):
    rows = [[row[0], row[1], 38963, row[3]] for row in ROWS]
    workbook(arrives(delivery, "leerlingen.xlsx"), [HEADER, *rows])
    assert delivery.sentences() == [
        (
            'leerlingen.xlsx: column "geboren": 2 of 2 rows are not a date (rows 2 and 3). '
            "Allowed: dd-mm-yyyy between 1900 and 2100, or empty. "
            'Correct the file, or add the format under "date_formats".'
        )
    ]
    delivery.file("pupils")["date_formats"] = ["excel"]
    assert delivery.read().pupils["birth_date"][0] == datetime.date(2006, 9, 3)


def test_a_workbook_with_a_password(delivery):
    shutil.copy(FILES / "password.xlsx", arrives(delivery, "leerlingen.xlsx"))
    assert delivery.sentences() == [
        "leerlingen.xlsx: the workbook has a password. Save it without one."
    ]


@pytest.mark.thorough
@pytest.mark.parametrize("name", ["leerlingen.ods", "leerlingen.xls"])
def test_other_workbooks_give_the_same_pupils(delivery, name):
    expected = delivery.read().pupils
    shutil.copy(FILES / name, arrives(delivery, name))
    assert delivery.read().pupils.equals(expected)


def test_a_text_file_where_a_workbook_was_declared(delivery):
    delivery.file("pupils")["format"] = "excel"
    assert delivery.sentences() == [
        (
            "leerlingen.csv: this is a text file, the cohort file says a workbook. "
            'Set "format: csv", or name the right file.'
        )
    ]


PUPILS = "nummer;geslacht;geboren;school\n001;m;03-09-2006;Oost\n002;v;14-02-2007;West\n"


def test_a_zip_file_with_the_name_of_a_workbook(delivery):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("leerlingen.csv", PUPILS)
    delivery.file("pupils")["path"] = "leerlingen.xlsx"
    assert delivery.write("pupils", packed.getvalue()).sentences() == [
        (
            "leerlingen.xlsx: this is a zip file without a workbook in it. Allowed: a table. "
            "Unpack it first."
        )
    ]
