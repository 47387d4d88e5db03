"""Reports as PDF."""

import re

import pytest
from tests.report.pages import pages_of

from thuiszitters.figures.figure import Figure
from thuiszitters.report.document import Document, FigureBlock, Paragraph, Section, TableBlock
from thuiszitters.report.typst import pdf_bytes, typst_source
from thuiszitters.tables.table import Cell, Column, Row, Table


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
