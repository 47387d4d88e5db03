"""Tables and reports in Word."""

import io

import docx
from docx.oxml.ns import qn

from thuiszitters.plan import LANGUAGES
from thuiszitters.report.word import docx_bytes
from thuiszitters.tables.risks import risks_table
from thuiszitters.tables.word import word_bytes


def test_an_interval_stays_on_one_line_in_word(released):
    for language in LANGUAGES:
        table = risks_table(released["line"], language)
        widths = grid_widths(docx.Document(io.BytesIO(word_bytes(table))).tables[0])
        longest = [max(len(row.cells[place].text) for row in table.rows) for place in range(1, 5)]
        per_letter = [width / n for width, n in zip(widths[1:], longest, strict=True)]
        assert min(per_letter) > 83  # twentieths of a point, of which a numeral takes 82


def grid_widths(table):
    return [column.width.twips for column in table.columns]


def test_word_tables_repeat_their_heading_and_keep_rows_whole(tables):
    document = docx.Document(io.BytesIO(word_bytes(tables["odds_ratios"])))
    rows = document.tables[0].rows
    for row in rows[:2]:
        assert row._tr.trPr.find(qn("w:tblHeader")) is not None
    assert rows[2]._tr.trPr.find(qn("w:tblHeader")) is None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows)


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
