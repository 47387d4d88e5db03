"""Tables in Excel."""

import io

import pandas as pd
import pytest
from openpyxl import load_workbook

from thuiszitters.tables.excel import excel_bytes, workbook_bytes
from thuiszitters.tables.make import make_tables
from thuiszitters.tables.odds_ratios import odds_ratio_table


def test_excel_keeps_numbers_as_unrounded_numbers(tables):
    sheet = load_workbook(io.BytesIO(excel_bytes(tables["odds_ratios"]))).active
    row = next(row for row in sheet.iter_rows(values_only=True) if row[1] == 69)
    stored = pd.DataFrame(tables["odds_ratios"].long)
    wanted = stored[(stored["term"] == "aboriginal=yes") & (stored["model_kind"] == "adjusted")]
    assert any(value == pytest.approx(wanted["odds_ratio"].item(), rel=1e-14) for value in row[5:])
    assert sheet.freeze_panes == "B5"


def test_excel_of_suppressed_numbers_holds_no_number(released):
    table = odds_ratio_table(released["suppressed"], "nl")
    sheet = load_workbook(io.BytesIO(excel_bytes(table))).active
    rows = [row for row in sheet.iter_rows(values_only=True) if row[0] and "F1" in str(row[0])]
    assert rows
    assert not any(isinstance(value, int | float) for row in rows for value in row)


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
