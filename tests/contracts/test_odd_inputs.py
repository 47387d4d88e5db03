"""Inputs that once ended in a traceback, ran without end, or printed a pupil's value."""

import zipfile
from dataclasses import replace
from io import BytesIO

import pandas as pd
import pytest
from openpyxl import load_workbook

from thuiszitters.base import engine
from thuiszitters.base.text import Text
from thuiszitters.cohort.flow import eligibility_problems
from thuiszitters.cohort.people import people_of
from thuiszitters.plan.cohort import DerivedColumn, EligibilityRule
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
