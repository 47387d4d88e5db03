"""A workbook with several sheets under title rows becomes all three tables, tied by their key."""

from datetime import date, timedelta

import numpy as np
import openpyxl
import pytest
import yaml

from thuiszitters.base.errors import DataError
from thuiszitters.intake import read_source
from thuiszitters.plan.cohort import plain_values
from thuiszitters.plan.cohort_file import cohort_spec
from thuiszitters.setup.draft import draft_cohort

CODES = ("A 103", "d405", "A1O2; A202.", "E103, C102", "D205")


def written(root, sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(root / "export.xlsx")
    book.close()


def sheets(
    key=("Leerlingnummer", "Llnr", "Leerlingnummer"),
    zeros="03d",
    reason="Soort",
    reasons=("ZK", "OA"),
):
    rng = np.random.default_rng(8)
    names = [f"{number:03d}" for number in range(60)]
    pupils = [["Overzicht leerlingen"], [], [key[0], "Geslacht", "Geboortedatum", "Locatie"]]
    pupils += [
        [name, "MV"[n % 2], date(2005, 1, 1) + timedelta(days=17 * n), "Oost"]
        for n, name in enumerate(names)
    ]
    codes = [["Export CAP-J"], [key[1], "Code"]]
    codes += [[f"{n:{zeros}}", CODES[n % 5]] for n in range(60)]
    spells = [["Verzuim"], ["schooljaar 2021/2022"], [key[2], "Van", "T/m", reason]]
    for n in rng.choice(60, 25, replace=False):
        start = date(2021, 9, 6) + timedelta(days=int(n))
        spells.append([names[n], start, start + timedelta(days=120), reasons[n % 2]])
    return {
        "Toelichting": [["Gemaakt door de school"]],
        "Leerlingen": pupils,
        "CAP-J": codes,
        "Verzuim": spells,
    }


def drafted(capj, root):
    text = draft_cohort(["export.xlsx"], capj, name="proef", root=root)
    return text, plain_values(yaml.safe_load(text))


def test_every_sheet_becomes_a_table_and_reads(capj, root):
    # "Soort" names nothing: that it holds reasons of absence shows from its values.
    written(root, sheets())
    text, content = drafted(capj, root)
    parts = content["files"]
    assert {table: part["sheet"] for table, part in parts.items()} == {
        "pupils": "Leerlingen",
        "classifications": "CAP-J",
        "absences": "Verzuim",
    }
    assert [parts[table]["header_row"] for table in parts] == [3, 2, 3]
    assert parts["absences"]["columns"]["authorised"]["values"] == {"ZK": "yes", "OA": "no"}
    assert "Which reasons are valid ones (yes)?" in text
    assert "# classifications: 60 of 60 different identifiers are in the pupils table" in text
    source = read_source(cohort_spec(content, "proef"), capj, root)
    assert (len(source.pupils), len(source.absences)) == (60, 25)
    assert source.classifications["code"].value_counts().to_dict() == dict.fromkeys(
        ["A103", "D405", "A102", "A202", "E103", "C102", "D205"], 12
    )


def test_a_word_that_says_whether_a_reason_is_valid_is_not_asked_about(capj, root):
    written(root, sheets(reasons=("geoorloofd", "ongeoorloofd")))
    text, content = drafted(capj, root)
    meanings = content["files"]["absences"]["columns"]["authorised"]["values"]
    assert meanings == {"geoorloofd": "yes", "ongeoorloofd": "no"}
    assert "valid ones" not in text


def test_a_key_of_another_name_and_other_zeros_ties_the_sheets(capj, root):
    written(root, sheets(key=("Leerlingnummer", "Kenmerk", "Wie"), zeros="d"))
    _, content = drafted(capj, root)
    assert content["files"]["classifications"]["columns"]["pupil_id"] == "Kenmerk"
    assert content["files"]["absences"]["columns"]["pupil_id"] == "Wie"
    assert content["identifier_width"] == 3
    source = read_source(cohort_spec(content, "proef"), capj, root)
    assert source.classifications["pupil_id"].nunique() == 60


def test_a_sheet_that_is_no_table_about_pupils_is_named(capj, root):
    legend = [["Code", "Betekenis"], ["ZK", "Ziek"], ["OA", "Ongeoorloofd"]]
    written(root, {**sheets(), "Legenda": legend})
    text, _ = drafted(capj, root)
    assert '# left out: export.xlsx, sheet "Legenda", no table about pupils' in text


def test_a_workbook_without_identifiers_is_refused(capj, root):
    written(root, {"Een": [["kleur", "maat"], ["rood", 1], ["blauw", 2]], "Twee": []})
    with pytest.raises(DataError, match="no column looks like an identifier"):
        drafted(capj, root)
