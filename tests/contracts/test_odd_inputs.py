"""Inputs that once ended in a traceback, ran without end, or printed a pupil's value."""

import os
import stat
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from openpyxl import Workbook, load_workbook

from thuiszitters.base import engine
from thuiszitters.base.errors import DataError, PlanError
from thuiszitters.base.io import existing_file, write_bytes
from thuiszitters.base.text import Text
from thuiszitters.base.yaml_file import read_yaml
from thuiszitters.cohort.flow import eligibility_problems
from thuiszitters.cohort.people import people_of
from thuiszitters.intake.service_numbers import bsn_evidence, passes_eleven_test
from thuiszitters.plan.cohort import DerivedColumn, EligibilityRule
from thuiszitters.plan.plain_values import plain_value_problems
from thuiszitters.tables.csv import csv_text
from thuiszitters.tables.excel import excel_bytes
from thuiszitters.tables.html import html_page
from thuiszitters.tables.latex import latex_text
from thuiszitters.tables.table import Cell, Column, Note, Row, Table
from thuiszitters.tables.word import word_bytes

TEXT = Text("Proef", "Trial")
HOSTILE = (
    "=1+1",
    "+1+1",
    "-1+a",
    "@SUM(A1)",
    "<script>alert(1)</script>",
    "#let x = 1",
    "$x$",
    "\\input{a}",
    "{{ 7 * 7 }}",
    "{0}",
    'a "quoted" b',
    "\N{RIGHT-TO-LEFT MARK}abc",
    "a\N{ZERO WIDTH SPACE}b",
    "%s",
)


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("a: " + "[" * 3000 + "]" * 3000, "levels of lists and mappings"),
        ("a: " + "[" * 60 + "]" * 60, "levels of lists and mappings"),
        ("a: &a [*a]", "an alias stands inside what it names"),
        (
            "a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1]\n"
            + "".join(
                f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n"
                for old, new in zip("abcdefgh", "bcdefghi", strict=True)
            ),
            "its aliases stand for more than",
        ),
        ("a: " + "x" * 6_000_000, "characters"),
    ],
    ids=["very deep", "deep", "circle", "multiplying", "long"],
)
def test_yaml_without_end_gets_a_sentence(tmp_path, content, found):
    path = tmp_path / "plan.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match=found):
        read_yaml(path)


def test_numbers_without_end_and_control_signs_are_refused_wherever_they_stand():
    content = {"a": [1.0, float("inf")], "b\x1b": {"c": "x\u202ey"}, "d": float("nan"), "e": "é\n"}
    found = [str(problem) for problem in plain_value_problems(content, "plan.yaml")]
    assert [text.split(": found")[0].split(": the")[0] for text in found] == [
        "plan.yaml: a.1",
        "plan.yaml",
        "plan.yaml: b\\u001b.c",
        "plan.yaml: d",
    ]


@pytest.mark.parametrize("values", [["secret", "hush"], ["2010-01-31", "2011-02-01"]])
def test_bounds_and_bins_of_words_are_refused_without_a_value(spec_of_words, values):
    pupils = pd.DataFrame({"pupil_id": ["1", "2"], "note": pd.Series(values, dtype="str")})
    rule = EligibilityRule("old", TEXT, "note", minimum=12.0)
    derived = DerivedColumn("group", "note", bins=(4.0, 12.0), labels=("a", "b"))
    spec = replace(spec_of_words, eligibility=(rule,), derived=(derived,))
    with engine.database() as connection:
        engine.view(connection, "pupils", pupils)
        people = people_of(connection, "pupils", spec)
        found = [*people.problems, *eligibility_problems(people, spec)]
    said = "".join(map(str, found))
    assert said.count('the column "note" holds no numbers') == 2
    assert not any(value in said for value in values)


@pytest.fixture
def spec_of_words(delivery):
    from thuiszitters.plan.cohort_file import cohort_spec

    return cohort_spec(delivery.cohort, "proef")


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


def service_numbers(count: int) -> list[str]:
    rng = np.random.default_rng(20261127)
    numbers = [f"{number}" for number in rng.integers(10**8, 10**9, 30 * count)]
    return list(np.array(numbers)[passes_eleven_test(numbers)][:count])


@pytest.mark.parametrize(
    ("write", "evidence"),
    [
        (lambda number: number, "certain"),
        (lambda number: f"NL{number}", "certain"),
        (lambda number: f"{int(number):.8E}", "certain"),
        (lambda number: f"{int(number) / 1e8:.8f}E8".replace(".", ","), "certain"),
        (lambda number: f"{number[:4]}.{number[4:6]}.{number[6:]}", "certain"),
        (lambda number: f"pupil with number {number}, see file", "certain"),
        (lambda number: f"1{number}", ""),
        (lambda number: f"0.{number}", ""),
    ],
    ids=["plain", "prefixed", "scientific", "comma", "dots", "in a text", "ten digits", "decimals"],
)
def test_service_numbers_are_found_however_they_are_written(write, evidence):
    cells = pd.Series([write(number) for number in service_numbers(40)], dtype="str")
    assert bsn_evidence(cells) == evidence


def test_one_service_number_among_many_texts_is_a_question(delivery):
    texts = [f"text {number}" for number in range(59)] + [f"see {service_numbers(1)[0]}"]
    assert bsn_evidence(pd.Series(texts, dtype="str")) == "possible"
    pupils = f"nummer;geslacht;geboren;school;noot\n001;m;03-09-2006;Oost;{texts[-1]}\n"
    delivery.write("pupils", pupils + "002;v;14-02-2007;West;\n")
    assert delivery.read().intake["files"]["pupils"]["may_hold_bsn"] == ["noot"]


def test_other_numbers_of_nine_digits_are_left_alone():
    rng = np.random.default_rng(3)
    seen = {
        bsn_evidence(pd.Series([f"{n}" for n in rng.integers(10**8, 10**9, 300)], dtype="str"))
        for _ in range(20)
    }
    assert "certain" not in seen


def test_a_pipe_is_no_file(tmp_path):
    os.mkfifo(tmp_path / "data.csv")
    with pytest.raises(DataError, match="this is no file"):
        existing_file(tmp_path, "data.csv")


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="only Linux has such files")
def test_a_file_that_opens_and_cannot_be_read():
    with pytest.raises(DataError, match=r"^mem: the file cannot be read \("):
        existing_file("/proc/self", "mem")


def test_restricted_folders_are_for_their_owner_whatever_the_umask(tmp_path):
    before = os.umask(0)
    try:
        (tmp_path / "data/derived/a").mkdir(parents=True)  # as the workflow does before a job
        write_bytes(tmp_path / "data/derived/a/b/c.parquet", b"x")
        write_bytes(tmp_path / "results/a/c.parquet", b"x")
    finally:
        os.umask(before)
    for folder in ("data/derived", "data/derived/a", "data/derived/a/b"):
        assert stat.S_IMODE((tmp_path / folder).stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "results/a").stat().st_mode) == 0o777


def hostile_table(text: str) -> Table:
    """A table in which one text stands in every place that can hold one."""
    columns = (Column("name", text, numeric=False), Column("value", text, spanner=text))
    rows = (Row((Cell(text), Cell(text)), "group"), Row((Cell(text), Cell("1.0", (1.0,)))))
    long = pd.DataFrame({"name": [text], "value": [1.0]})
    return Table("t", "en", text, columns, rows, (Note(text, "a"), Note(text)), long)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_of_a_user_stays_a_text_in_every_format(text):
    table = hostile_table(text)
    sheet = load_workbook(BytesIO(excel_bytes(table))).active
    cells = [cell for line in sheet.iter_rows() for cell in line if isinstance(cell.value, str)]
    assert cells
    assert {cell.data_type for cell in cells} == {"s"}
    second = csv_text(table).splitlines()[1]
    assert not second.startswith(("=", "+", "@", "-"))
    page = html_page(table)
    assert "<script" not in page
    assert "Content-Security-Policy" in page
    latex = latex_text(table)
    assert "\\input" not in latex
    assert "$x$" not in latex
    word = zipfile.ZipFile(BytesIO(word_bytes(table))).read("word/document.xml").decode()
    assert "<script" not in word


def test_odds_writes_nothing_below_a_file(tmp_path):
    from thuiszitters.odds.output import check_output
    from thuiszitters.odds.request import request_from

    (tmp_path / "taken").write_text("x")
    request = request_from("a.csv", "y", "x", out=tmp_path / "taken" / "below" / "it")
    with pytest.raises(PlanError, match="is a file"):
        check_output(request)


@pytest.mark.thorough
def test_control_signs_in_a_table_reach_every_format_of_odds_as_their_number(tmp_path):
    from thuiszitters.odds.command import answer
    from thuiszitters.odds.request import FORMATS, request_from

    rng = np.random.default_rng(1)
    groups = np.array(["a\x07", "b\u202e", "=c"])[rng.integers(0, 3, 200)]
    lines = [f"{y},{group}" for y, group in zip(rng.integers(0, 2, 200), groups, strict=True)]
    path = tmp_path / "data.csv"
    path.write_text("\n".join(["y,group", *lines]), encoding="utf-8")
    answer(request_from(str(path), "y", "group", out=tmp_path / "out", formats=FORMATS))
    written = {file.name for file in Path(tmp_path / "out").iterdir()}
    assert {"odds_ratios.en.docx", "odds_ratios.en.xlsx", "odds_ratios.en.tex"} <= written
    page = (tmp_path / "out/odds_ratios.en.html").read_text(encoding="utf-8")
    assert "a\\u0007" in page
    assert "\x07" not in page
