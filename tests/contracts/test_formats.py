"""Workbooks, SPSS, Stata and Parquet: what they can be, and the sentence that says so."""

import datetime
import shutil
import zipfile
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyreadstat
import pytest

FILES = Path(__file__).parent / "files"
HEADER = ["nummer", "geslacht", "geboren", "school"]
ROWS = [
    ["001", "m", datetime.date(2006, 9, 3), "Oost"],
    ["002", "v", datetime.date(2007, 2, 14), "West"],
]


def workbook(path, rows, sheet="Blad1"):
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    book.save(path)
    book.close()


def arrives(delivery, name):
    delivery.file("pupils")["path"] = name
    return delivery.root / name


def test_a_workbook_gives_the_same_pupils_as_the_text_file(delivery):
    expected = delivery.read().pupils
    workbook(arrives(delivery, "leerlingen.xlsx"), [HEADER, *ROWS])
    assert delivery.read().pupils.equals(expected)


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


def spss(path, frame, **options):
    pyreadstat.write_sav(frame, str(path), **options)


def sav_frame(**changes):
    columns = {
        "nummer": ["001", "002"],
        "geslacht": [1.0, 2.0],
        "geboren": [row[2] for row in ROWS],
        "school": ["Oost", "West"],
    }
    return pd.DataFrame({**columns, **changes})


@pytest.fixture
def numbered(delivery):
    """A delivery whose sex is coded 1 and 2."""
    delivery.file("pupils")["columns"]["sex"]["values"] = {"1": "boy", "2": "girl"}
    return delivery


def test_an_spss_file_gives_the_same_pupils_as_the_text_file(delivery, numbered):
    labels = {"geslacht": {1: "jongen", 2: "meisje"}}
    spss(arrives(delivery, "l.sav"), sav_frame(), variable_value_labels=labels)
    assert delivery.read().pupils["sex"].tolist() == ["boy", "girl"]


def test_a_compressed_spss_file_is_read(delivery, numbered):
    spss(arrives(delivery, "l.zsav"), sav_frame(), compress=True)
    assert len(delivery.read().pupils) == 2


def test_labels_are_read_in_place_of_values_where_the_cohort_file_says_so(delivery):
    labels = {"geslacht": {1: "jongen", 2: "meisje"}}
    spss(arrives(delivery, "l.sav"), sav_frame(), variable_value_labels=labels)
    delivery.file("pupils")["value_labels"] = True
    delivery.file("pupils")["columns"]["sex"]["values"] = {"jongen": "boy", "meisje": "girl"}
    assert delivery.read().pupils["sex"].tolist() == ["boy", "girl"]


def test_values_and_ranges_that_spss_declares_missing_are_missing(delivery, numbered):
    delivery.file("pupils")["columns"]["score"] = {"from": "score", "kind": "number"}
    spss(
        arrives(delivery, "l.sav"),
        sav_frame(geslacht=[1.0, 9.0], score=[950.0, 12.5]),
        missing_ranges={"geslacht": [9], "score": [{"lo": 900, "hi": 999}]},
    )
    pupils = delivery.read().pupils
    assert pupils["sex"].isna().tolist() == [False, True]
    np.testing.assert_equal(pupils["score"].to_numpy(), [np.nan, 12.5])


def test_a_label_that_contradicts_its_value(delivery, numbered):
    labels = {"geslacht": {1: "Meisje", 2: "Jongen"}}
    spss(arrives(delivery, "l.sav"), sav_frame(), variable_value_labels=labels)
    assert delivery.sentences() == [
        (
            'l.sav: column "geslacht": the file labels the value 1 "Meisje", '
            'the cohort file reads it as "boy". '
            'Correct "values" in the cohort file, or ask the supplier.'
        ),
        (
            'l.sav: column "geslacht": the file labels the value 2 "Jongen", '
            'the cohort file reads it as "girl". '
            'Correct "values" in the cohort file, or ask the supplier.'
        ),
    ]


def test_half_an_spss_file(delivery, numbered):
    path = arrives(delivery, "l.sav")
    spss(path, sav_frame())
    path.write_bytes(path.read_bytes()[:300])
    assert delivery.sentences() == [
        "l.sav: this is not a whole SPSS file. Export it again from SPSS."
    ]


def test_a_misspelt_column_of_an_spss_file(delivery, numbered):
    spss(arrives(delivery, "l.sav"), sav_frame().rename(columns={"school": "schol"}))
    assert delivery.sentences() == [
        (
            'l.sav: the column "school" is missing. Allowed: nummer, geslacht, geboren, schol. '
            'Did you mean "schol"?'
        )
    ]


def test_a_stata_file_gives_the_same_pupils(delivery, numbered):
    frame = sav_frame(geboren=pd.to_datetime([row[2] for row in ROWS]))
    frame.to_stata(arrives(delivery, "l.dta"), write_index=False, convert_dates={"geboren": "td"})
    assert delivery.read().pupils["birth_date"].tolist() == [row[2] for row in ROWS]


def test_a_text_file_named_dta(delivery, numbered):
    arrives(delivery, "l.dta").write_text("nummer;geslacht\n")
    assert delivery.sentences() == [
        "l.dta: this is not a whole Stata file. Export it again from Stata."
    ]


def test_a_parquet_file_and_a_folder_of_parts_give_the_same_pupils(delivery):
    expected = delivery.read().pupils
    frame = pd.DataFrame(ROWS, columns=HEADER)
    frame.to_parquet(arrives(delivery, "l.parquet"))
    assert delivery.read().pupils.equals(expected)
    folder = arrives(delivery, "delen")
    folder.mkdir()
    frame[:1].to_parquet(folder / "deel-1.parquet")
    frame[1:].to_parquet(folder / "deel-2.parquet")
    assert delivery.read().pupils.equals(expected)


def test_half_a_parquet_file(delivery):
    path = arrives(delivery, "l.parquet")
    pd.DataFrame(ROWS, columns=HEADER).to_parquet(path)
    path.write_bytes(path.read_bytes()[:200])
    assert delivery.sentences() == ["l.parquet: this is not a whole Parquet file."]


def test_a_column_of_lists_does_not_fit_a_cell(delivery):
    table = pa.table({name: [row[place] for row in ROWS] for place, name in enumerate(HEADER[:3])})
    table = table.append_column("school", pa.array([["Oost"], ["West"]]))
    pq.write_table(table, arrives(delivery, "l.parquet"))
    (sentence,) = delivery.sentences()
    assert sentence.startswith('l.parquet: the column "school" holds list<')
    assert sentence.endswith("which is not one value per row.")
