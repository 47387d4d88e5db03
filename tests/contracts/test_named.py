"""Inputs that issue 3 names and that no other file here tries, with the sentence of each."""

import io
import zipfile
from datetime import date

import pytest

from thuiszitters.base.errors import DataError
from thuiszitters.cohort import build_cohort
from thuiszitters.intake.service_numbers import passes_eleven_test
from thuiszitters.plan.analysis import EstimationSpec, Plan
from thuiszitters.plan.cohort_file import cohort_spec

PUPILS = "nummer;geslacht;geboren;school\n001;m;03-09-2006;Oost\n002;v;14-02-2007;West\n"
SPELLS = "nummer;van;tot;geoorloofd\n001;01-10-2020;15-03-2021;nee\n002;05-10-2020;09-10-2020;ja\n"


def test_a_zip_file_with_the_name_of_a_workbook(delivery):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("leerlingen.csv", PUPILS)
    delivery.file("pupils")["path"] = "leerlingen.xlsx"
    assert delivery.write("pupils", packed.getvalue()).sentences() == [
        (
            "leerlingen.xlsx: this is not a workbook that can be opened. "
            "Allowed: .xlsx, .xls or .ods. Open it in a spreadsheet program and save it again."
        )
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
            'Name the right file, or set "format" in the cohort file.'
        )
    ]


def test_an_empty_line_above_the_header(delivery):
    assert delivery.write("pupils", "\n" + PUPILS).sentences() == [
        'leerlingen.csv: row 1 holds no column names. Set "header_row" to the row that does.'
    ]


def test_classifications_with_a_header_only(delivery):
    assert delivery.write("classifications", "nummer;code\n").sentences() == [
        (
            "codes.csv: the file has a header but no rows. "
            "Allowed: at least one row; without classifications leave the file out."
        )
    ]


def test_two_formats_in_one_column_of_which_one_is_listed(delivery):
    assert delivery.write("pupils", PUPILS.replace("14-02-2007", "2007/02/14")).sentences() == [
        (
            'leerlingen.csv: column "geboren": 1 of 2 rows is not a date (row 3). '
            "Allowed: dd-mm-yyyy between 1900 and 2100, or empty. "
            'Correct the file, or add the format under "date_formats".'
        )
    ]


@pytest.mark.parametrize(("sign", "place"), [("%", "2 and 3"), ("days", "2 and 3")])
def test_a_unit_behind_a_number(delivery, sign, place):
    delivery.file("pupils")["columns"]["site"] = {"from": "school", "kind": "number"}
    delivery.file("pupils")["columns"]["share"] = delivery.file("pupils")["columns"].pop("site")
    text = PUPILS.replace("Oost", f"12 {sign}").replace("West", f"7 {sign}")
    assert delivery.write("pupils", text).sentences() == [
        (
            f'leerlingen.csv: column "school": 2 of 2 rows are not a number (rows {place}). '
            "Allowed: digits with a decimal point, or empty. "
            'Correct the file, or list the value under "missing" of this column.'
        )
    ]


def aged(delivery, *ages):
    columns = delivery.file("pupils")["columns"]
    del columns["birth_date"]
    columns["age_years"] = "leeftijd"
    rows = "".join(f"{n:03d};m;Oost;{age}\n" for n, age in enumerate(ages, 1))
    return delivery.write("pupils", f"nummer;geslacht;school;leeftijd\n{rows}")


def test_ages_of_3_and_35_are_read_and_look_odd(delivery):
    assert aged(delivery, 3, 35).read().pupils["age_years"].tolist() == [3.0, 35.0]
    assert delivery.odd()[0] == "2 pupils are younger than 4 or older than 23"


def test_an_age_that_nobody_has(delivery):
    assert aged(delivery, -3, 350).sentences() == [
        (
            'leerlingen.csv: column "leeftijd": 2 of 2 rows are no age (rows 2 and 3). '
            "Allowed: 0 to 120, or empty."
        )
    ]


def test_a_pupil_born_after_the_extraction(delivery):
    assert delivery.write("pupils", PUPILS.replace("2007", "2027")).sentences() == [
        (
            'leerlingen.csv: column "geboren": 1 of 2 rows is later than the data themselves '
            "(row 3). Correct the file, or the dates of the cohort (2021-07-31)."
        )
    ]


@pytest.mark.parametrize("word", ["Totaal", "TOTAL", "Gemiddelde"])
def test_a_row_with_totals_is_no_pupil(delivery, word):
    assert delivery.write("pupils", PUPILS + f"{word};;;2\n").sentences() == [
        (
            'leerlingen.csv: column "nummer": 1 of 3 rows is a total (row 4). '
            "Allowed: one row per pupil. Take the rows with totals out of the file."
        )
    ]


def test_a_negative_number_of_days(delivery):
    text = {"nl": "Lang afwezig", "en": "Long absent"}
    delivery.cohort["outcome"] = {
        "count": {"column": "days", "at_least": 20, "label": text, "meaning": text}
    }
    delivery.cohort["files"] = {"pupils": delivery.file("pupils")}
    delivery.file("pupils")["columns"]["days"] = {"from": "school", "kind": "number"}
    del delivery.file("pupils")["columns"]["site"]
    delivery.write("pupils", PUPILS.replace("Oost", "-3").replace("West", "40"))
    source, spec = delivery.read(), cohort_spec(delivery.cohort, "proef")
    plan = Plan("proef", spec.title, spec.title, None, (), (), (), EstimationSpec())
    with pytest.raises(DataError) as caught:
        build_cohort(source, spec, plan, None, None)
    assert str(caught.value) == (
        "config/cohorts/proef.yaml: outcome.count: 1 of 2 pupils is below 0. Allowed: 0 or more."
    )


def test_overlapping_repeated_and_late_spells_are_read_once_and_look_odd(delivery):
    more = "001;01-03-2021;01-09-2021;nee\n001;01-10-2020;15-03-2021;nee\n"
    source = delivery.write("absences", SPELLS + more).read()
    assert source.intake["files"]["absences"]["left_out"] == {"repeated_row": 1}
    assert delivery.odd()[-2:] == [
        "1 spell ends after the extraction; what comes later is cut off",
        "1 spell overlaps another one of the same pupil; the days count once",
    ]


def test_an_open_spell_that_starts_after_the_extraction(delivery):
    assert delivery.write("absences", SPELLS + "002;01-08-2021;;nee\n").sentences() == [
        (
            'verzuim.csv: column "van": 1 of 3 spells is later than the extraction (row 4). '
            'Correct the file, or "extraction_date" (2021-07-31).'
        )
    ]


def test_a_spell_that_starts_on_the_day_of_extraction_is_open(delivery):
    delivery.write("absences", SPELLS + "002;31-07-2021;;nee\n")
    assert delivery.read().absences["start_date"].iloc[-1] == date(2021, 7, 31)


@pytest.mark.parametrize(
    ("unclassified", "treated"),
    [("zero", "as having no problem"), ("missing", "as missing")],
)
def test_a_pupil_without_classification_counts_as_the_cohort_file_says(
    delivery, unclassified, treated
):
    delivery.cohort["pupils_without_classification"] = unclassified
    delivery.write("classifications", "nummer;code\n001;A103\n")
    assert f"1 pupil has no classification, which counts {treated}" in delivery.odd()


def test_a_wide_file_with_ja_nee_and_9_names_every_column(delivery):
    part = delivery.file("classifications")
    del part["columns"]["code"]
    part["layout"] = "wide"
    delivery.write("classifications", "nummer;A103;D405\n001;ja;0\n002;9;nee\n")
    tail = (
        'Allowed: 1, 0 or empty. Add the value to "code_values", or list it under "code_missing".'
    )
    assert delivery.sentences() == [
        (
            'codes.csv: column "A103": 2 of 2 rows are not a value that code_values lists '
            f"(rows 2 and 3). {tail}"
        ),
        (
            'codes.csv: column "D405": 1 of 2 rows is not a value that code_values lists '
            f"(row 3). {tail}"
        ),
    ]


@pytest.mark.parametrize(
    "written",
    [
        lambda number: f"{number[:4]}.{number[4:6]}.{number[6:]}",
        lambda number: f"{number[:3]} {number[3:6]} {number[6:]}",
        lambda number: number.lstrip("0"),
        lambda number: f"{number}.0",
    ],
    ids=["with dots", "with spaces", "without its first zero", "as a number"],
)
def test_citizen_service_numbers_in_another_form_stop_the_run(delivery, written):
    numbers = (f"{number:09d}" for number in range(23_456_700, 23_500_000))
    proof = [number for number in numbers if passes_eleven_test([number])[0]][:20]
    rows = "".join(f"{written(number)};m;03-09-2006;Oost\n" for number in proof)
    delivery.write("pupils", "nummer;geslacht;geboren;school\n" + rows)
    (sentence,) = (text for text in delivery.sentences() if text.startswith("leerlingen.csv"))
    assert sentence.startswith(
        'leerlingen.csv: column "nummer": this looks like citizen service numbers (BSN)'
    )
