"""Excel, Word, LaTeX and PDF hold what the HTML holds, and come out the same each time."""

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn
from openpyxl import load_workbook

from thuiszitters.figures.figure import Figure
from thuiszitters.report.document import Document, FigureBlock, Paragraph, Section, TableBlock
from thuiszitters.report.typst import pdf_bytes, typst_source
from thuiszitters.report.word import docx_bytes
from thuiszitters.tables import make_tables
from thuiszitters.tables.csv import csv_text
from thuiszitters.tables.excel import excel_bytes, workbook_bytes
from thuiszitters.tables.journal import JOURNALS, in_style, without_p_values
from thuiszitters.tables.latex import latex_text
from thuiszitters.tables.odds_ratios import odds_ratio_table
from thuiszitters.tables.steps import steps_table
from thuiszitters.tables.table import Cell, Column, Row, Table
from thuiszitters.tables.word import word_bytes

LATEX = shutil.which("tectonic") or shutil.which("pdflatex")


@pytest.fixture(scope="module")
def tables(released):
    return make_tables(released["quine"], "nl")


def test_excel_keeps_numbers_as_unrounded_numbers(tables):
    sheet = load_workbook(io.BytesIO(excel_bytes(tables["odds_ratios"]))).active
    row = next(row for row in sheet.iter_rows(values_only=True) if row[1] == 69)
    stored = tables["odds_ratios"].long
    wanted = stored[(stored["term"] == "aboriginal=yes") & (stored["model_kind"] == "adjusted")]
    assert any(value == pytest.approx(wanted["odds_ratio"].item(), rel=1e-14) for value in row[5:])
    assert sheet.freeze_panes == "B5"


def test_excel_of_suppressed_numbers_holds_no_number(released):
    table = odds_ratio_table(released["suppressed"], "nl")
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


@pytest.mark.parametrize("name", ["altra_demo", "suppressed"])
@pytest.mark.parametrize("audience", ["policy", "research", "student"])
def test_a_pdf_meets_pdf_ua_and_comes_out_the_same(documents, pdfs, name, audience):
    first = pdfs[name, "nl", audience]  # typst refuses what does not meet PDF/UA-1
    assert b"pdfuaid" in first
    assert pdf_bytes(documents[name, "nl", audience]) == first


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
    source = typst_source(documents["altra_demo", "nl", "policy"])
    assert '#"Altra-demo' in source


def test_a_word_report_has_headings_tables_and_alternative_texts(documents, word_files):
    data = word_files["altra_demo", "nl", "research"]
    made = docx.Document(io.BytesIO(data))
    heads = [part.text for part in made.paragraphs if part.style.name == "Heading 1"]
    assert "Wat dit niet zegt" in heads
    assert len(made.tables) >= 6
    pictures = made.inline_shapes
    assert len(pictures) >= 3
    for picture in pictures:
        assert picture._inline.docPr.get("descr")
    assert docx_bytes(documents["altra_demo", "nl", "research"]) == data


def test_excel_shows_what_the_table_prints(released):
    made = make_tables(released["line"], "nl")
    sheet = load_workbook(io.BytesIO(excel_bytes(made["risks"]))).active
    heads = [cell.value or "" for cell in sheet[3]]
    place = next(i for i, head in enumerate(heads) if head.startswith("Verschil in procentpunten"))
    cells = [
        row[place] for row in sheet.iter_rows(min_row=5) if isinstance(row[place].value, float)
    ]
    stored = released["line"].more["risks"]["difference"].iloc[0]
    assert cells[0].value == pytest.approx(100 * stored)
    assert cells[0].number_format == "0.0"
    screen = load_workbook(io.BytesIO(excel_bytes(made["screen"]))).active
    formats = {cell.number_format for row in screen.iter_rows(min_row=5) for cell in row}
    assert {"0.00", "0.0%", "#,##0"} <= formats
    assert any("<0.001" in one for one in formats)


def test_one_workbook_holds_every_table_after_its_contents(released):
    made = tuple(table for table in make_tables(released["line"], "en").values() if table.rows)
    book = load_workbook(io.BytesIO(workbook_bytes(made, "All tables")))
    assert book.sheetnames == ["All tables", *(table.name for table in made)]
    listed = [row[0].value for row in book["All tables"].iter_rows(min_row=2)]
    assert listed == [table.name for table in made]


@pytest.mark.parametrize(
    ("journal", "interval", "p"),
    [("plain", "2.91 (1.36 to 6.44)", "0.006"), ("bmj", "2.91 (1.36 to 6.44)", "0.006"),
     ("jama", "2.91 (1.36-6.44)", ".006"), ("apa", "2.91 [1.36, 6.44]", ".006")],
)  # fmt: skip
def test_a_journal_has_its_own_intervals_and_p_values(released, journal, interval, p):
    table = in_style(odds_ratio_table(released["quine"], "en"), journal)
    texts = {cell.text for row in table.rows for cell in row.cells}
    assert {interval, p} <= texts


def test_tables_without_p_values_keep_their_intervals_and_tests_keep_their_p(released):
    made = make_tables(released["line"], "en")
    table = made["odds_ratios"]
    bare = without_p_values(table)
    assert [column.key for column in bare.columns] == ["label", "n", "events", "crude", "adjusted"]
    assert all(len(row.cells) == 5 for row in bare.rows)
    assert not any("p-value" in note.text for note in bare.notes)
    assert csv_text(bare) == csv_text(table)
    for name in ("blocks", "checks", "interactions", "subgroups", "hypotheses", "model_fit"):
        assert without_p_values(made[name]) is made[name]


def test_latex_columns_are_together_as_wide_as_the_text(tables):
    columns = latex_text(tables["odds_ratios"]).split("\\caption")[0]
    shares = re.findall(r"dimexpr ([\d.]+).linewidth", columns)
    assert len(shares) == len(tables["odds_ratios"].columns)
    assert sum(map(float, shares)) == pytest.approx(1, abs=0.001)


@pytest.mark.skipif(LATEX is None, reason="no TeX is installed")
@pytest.mark.parametrize("journal", JOURNALS)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_latex_compiles_and_fits_the_page(released, language, journal, tmp_path):
    """Every table of a cohort that has all of them, in one document."""
    tables = make_tables(released["line"], language).values()
    text = "\n".join(latex_text(in_style(table, journal)) for table in tables)
    head = "\\documentclass[a4paper]{article}\\usepackage[utf8]{inputenc}"
    head += "\\usepackage{array,booktabs,longtable,pdflscape}\\begin{document}"
    (tmp_path / "t.tex").write_text(f"{head}\n{text}\n\\end{{document}}\n", encoding="utf-8")
    assert LATEX is not None
    run = subprocess.run(
        [LATEX, "t.tex"],
        cwd=tmp_path, capture_output=True, text=True, errors="replace", check=False,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout[-2000:]
    wide = re.findall(r"Overfull .hbox \(([\d.]+)pt", run.stdout)
    assert max(map(float, wide), default=0.0) < 3


def test_latex_breaks_a_head_over_narrow_columns_and_knows_the_signs_of_formulas(released):
    table = steps_table(released["altra_demo"], "nl")
    steps = latex_text(replace(table, title="π/√3 ≤ 2"))
    assert "$\\pi$/$\\surd$3 $\\leq$ 2" in steps
    assert "\\multicolumn{1}{c}" not in steps
    # One head per column of numbers, as wide as that column.
    rooms = re.findall(r"p\{(\\dimexpr .*?\\relax)\}", steps.split("\\toprule")[0])
    heads = re.findall(r"multicolumn\{1\}.*?p\{(\\dimexpr .*?\\relax)\}", steps)
    assert heads == 2 * rooms[1:]


@pytest.mark.parametrize("section", [False, True], ids=["main", "supplement"])
def test_a_figure_goes_on_one_page_with_its_heading_and_its_caption(section):
    """A drawing twice as high as wide, with a caption of six lines, leaves no heading alone."""
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="500pt" height="1000pt"></svg>'
    figure = Figure("tall", "en", "Tall", "What it says. " * 45, "", svg)
    block = FigureBlock(figure, number="Figure 1")
    first = Section("first", "First", (Paragraph("Words. " * 900),))
    made = Section("tall", "Tall figure", (block,), supplement=section)
    after = Section("after", "After", (Paragraph("The end."),), supplement=section)
    document = Document(
        "en", "research", "one", "kicker", "Title", (), (first, made, after), ("x",)
    )
    pages = pages_of(pdf_bytes(document))
    (under,) = [text for text in pages if re.search(r"^\s*Tall figure$", text, re.MULTILINE)]
    assert under.count("What it says.") == 45


def pages_of(data):
    """Pages of a PDF, as text."""
    command = ["pdftotext", "-layout", "-", "-"]
    text = subprocess.run(command, input=data, capture_output=True, check=True).stdout.decode()
    return text.split("\f")[:-1]


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("case", ["line", "quine"])
def test_policy_is_two_pages_with_definitions_and_research_nine_with_its_supplement_behind(
    pdfs, case, language
):
    policy = pages_of(pdfs[case, language, "policy"])
    head = {"nl": "Begrippen", "en": "Terms"}[language]
    first = next(place for place, text in enumerate(policy, 1) if head in text)
    assert first <= 3
    assert len(policy) <= 3
    research = pages_of(pdfs[case, language, "research"])
    later = {"nl": "Bijlage", "en": "Supplement"}[language]
    starts = [n for n, text in enumerate(research, 1) if text.lstrip().startswith(later)]
    assert starts
    assert starts[0] - 1 <= 9
