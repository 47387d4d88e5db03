"""The row with the column names, below whatever stands above it."""

import openpyxl
import pytest

from thuiszitters.plan.cohort import FileSpec
from thuiszitters.setup.draft.header_row import find_header_row


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("a;b;c\n1;2;3\n", 1),
        ("Uitdraai 2020\n\na;b;c\n1;2;3\n", 3),
        ('Uitdraai;\na;b;c\n"x;y;z;q";2;3\n', 2),
        ("a,b\n1,2\n", 1),
        ('nr,"school\nyear",age\nP1,m,9\nP2,v,9\n', 1),
        ("a;b\n" + "x" * 200_000 + ";2\n", 1),
    ],
)
def test_of_a_text_file(tmp_path, text, row):
    (tmp_path / "file.csv").write_text(text, encoding="utf-8")
    assert find_header_row(tmp_path, FileSpec(path="file.csv", columns=())) == row


def test_of_a_sheet(tmp_path):
    book = openpyxl.Workbook()
    for cells in (["Uitdraai"], [], ["nr", "sex", "age"], ["1", "m", 9]):
        book.active.append(cells)
    book.save(tmp_path / "file.xlsx")
    assert find_header_row(tmp_path, FileSpec(path="file.xlsx", columns=())) == 3


def test_a_row_with_merged_names_stands_above_the_fuller_row_of_a_pupil(tmp_path):
    book = openpyxl.Workbook()
    for cells in (["nr", "sex", None, "age"], ["P1", "m", "x", 9], ["P2", "v", "y", 9]):
        book.active.append(cells)
    book.save(tmp_path / "file.xlsx")
    assert find_header_row(tmp_path, FileSpec(path="file.xlsx", columns=())) == 1
