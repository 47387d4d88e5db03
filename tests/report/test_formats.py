"""Excel, Word, LaTeX and PDF hold what the HTML holds, and come out the same each time."""

import io
import zipfile

import docx
import pytest
from docx.oxml.ns import qn
from openpyxl import load_workbook

from thuiszitters.figures import read_figures
from thuiszitters.report.document import Document, Section, TableBlock
from thuiszitters.report.typst import pdf_bytes, typst_source
from thuiszitters.report.word import docx_bytes
from thuiszitters.report.write import make_document
from thuiszitters.tables import make_tables
from thuiszitters.tables.excel import excel_bytes
from thuiszitters.tables.latex import latex_text
from thuiszitters.tables.table import Cell, Column, Row, Table
from thuiszitters.tables.word import word_bytes


@pytest.fixture(scope="module")
def tables(released):
    return make_tables(released["quine"], "nl")


@pytest.fixture(scope="module")
def documents(figure_folders, released):
    made = {}
    for name in ("altra_demo", "masked"):
        figures = read_figures(figure_folders[name], "nl")
        for audience in ("policy", "research", "student"):
            made[name, audience] = make_document(released[name], figures, "nl", audience)
    return made


def test_excel_keeps_numbers_as_unrounded_numbers(tables):
    sheet = load_workbook(io.BytesIO(excel_bytes(tables["odds_ratios"]))).active
    row = next(row for row in sheet.iter_rows(values_only=True) if row[1] == 69)
    stored = tables["odds_ratios"].long
    wanted = stored[(stored["term"] == "aboriginal=yes") & (stored["model_kind"] == "adjusted")]
    assert any(value == pytest.approx(wanted["odds_ratio"].item(), rel=1e-14) for value in row[5:])
    assert sheet.freeze_panes == "B5"


def test_excel_of_withheld_numbers_holds_no_number(released):
    table = make_tables(released["masked"], "nl")["odds_ratios"]
    sheet = load_workbook(io.BytesIO(excel_bytes(table))).active
    rows = [row for row in sheet.iter_rows(values_only=True) if row[0] and "F1" in str(row[0])]
    assert rows
    assert not any(isinstance(value, int | float) for row in rows for value in row)


def test_word_tables_repeat_their_heading_and_keep_rows_whole(tables):
    document = docx.Document(io.BytesIO(word_bytes(tables["odds_ratios"])))
    rows = document.tables[0].rows
    for row in rows[:2]:
        assert row._tr.trPr.find(qn("w:tblHeader")) is not None
    assert rows[2]._tr.trPr.find(qn("w:tblHeader")) is None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows)


def test_latex_escapes_signs_and_closes_what_it_opens(tables):
    text = latex_text(tables["odds_ratios"])
    assert text.count(r"\begin{longtable}") == text.count(r"\end{longtable}") == 1
    assert "42,0\\%" in text
    assert "²" not in latex_text(tables["model_fit"])


@pytest.mark.parametrize("maker", [excel_bytes, word_bytes])
def test_office_files_do_not_know_the_time(tables, maker):
    first, second = (maker(tables["blocks"]) for _ in range(2))
    assert first == second
    for entry in zipfile.ZipFile(io.BytesIO(first)).infolist():
        assert entry.date_time[0] == 1980


@pytest.mark.parametrize("name", ["altra_demo", "masked"])
@pytest.mark.parametrize("audience", ["policy", "research", "student"])
def test_a_pdf_meets_pdf_ua_and_comes_out_the_same(documents, name, audience):
    document = documents[name, audience]
    first = pdf_bytes(document)  # typst refuses what does not meet PDF/UA-1
    assert b"pdfuaid" in first
    assert pdf_bytes(document) == first


@pytest.mark.parametrize(
    "kinds",
    [
        "section section data", "group group data", "group section data", "section", "data section",
        "section group data data group data section group data", "section group section data group",
    ],
)  # fmt: skip
def test_headings_of_rows_stand_in_any_order(kinds):
    rows = tuple(
        Row((Cell(f"{kind} {place}"), Cell("1" if kind == "data" else "")), kind)
        for place, kind in enumerate(kinds.split())
    )
    columns = (Column("label", "Label", numeric=False), Column("n", "n"))
    section = Section("s", "S", (TableBlock(Table("t", "en", "T", columns, rows)),))
    words = ("kicker", "title", (), (section,), "footer")
    assert pdf_bytes(Document("en", "research", "x", *words)).startswith(b"%PDF")


def test_a_label_cannot_become_markup_of_typst(documents):
    source = typst_source(documents["altra_demo", "policy"])
    assert '#"Altra-demo' in source


def test_a_word_report_has_headings_tables_and_alternative_texts(documents):
    data = docx_bytes(documents["altra_demo", "research"])
    made = docx.Document(io.BytesIO(data))
    heads = [part.text for part in made.paragraphs if part.style.name == "Heading 1"]
    assert "Wat dit niet zegt" in heads
    assert len(made.tables) >= 6
    pictures = made.inline_shapes
    assert len(pictures) >= 4
    for picture in pictures:
        assert picture._inline.docPr.get("descr")
    assert docx_bytes(documents["altra_demo", "research"]) == data
