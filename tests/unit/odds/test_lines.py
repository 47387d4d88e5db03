"""Whole lines counted first give the records that cells counted row by row give."""

import numpy as np
import pytest
from tests.unit.odds.equal_lines import WANTED

from thuiszitters.base.errors import DataError
from thuiszitters.odds import text
from thuiszitters.plan.cohort import FileSpec

#: Rows below a header of y, n and place.
COUNTED = {
    "plain": "1,5,east\n0,5,west\n1,5,east\n",
    "no line break at the end": "1,5,east\n0,5,west\n1,5,east",
    "lines of another system": "1,5,east\r\n0,5,west\r\n1,5,east\r\n",
    "blanks that are trimmed": "1,5, east\n1,5,east \n0,5,west\n",
    "a column that is not wanted": "1,1,east\n1,2,east\n0,3,west\n",
    "quoted cells": '"1","5","east, far"\n0,5,"west ""side"""\n1,5,"east, far"\n',
    "rows without a cell": "1,5,east\n,,\n, ,\n0,5,west\n,,\n",
    "an empty line": "1,5,east\n\n0,5,west\n\n",
    "a mark inside a row": "1,5,east\n\ufeff1,5,east\n0,5,w\u00ebst\n",
}
#: Rows that are more or less than a line, or hold the sign that parts nothing.
NOT_COUNTED = {
    "a line break in a cell": '1,5,"ea\nst"\n0,5,west\n1,5,"ea\nst"\n',
    "a quotation mark within a cell": '1,5,ea"st\n0,5"6,"we\nst"\n1,5,east\n',
    "a control character": "1,5,ea\x01st\n0,5,west\n",
}
REFUSED = {
    "a cell too many": "1,5,east\n0,5,west,6\n1,5,east\n0,5,west,6\n",
    "a cell too few": "1,5,east\n0,5\n",
}


@pytest.fixture
def written(tmp_path):
    def write(rows: str):
        path = tmp_path / "rows.csv"
        path.write_bytes(f"y,n,place\n{rows}".encode())
        return path

    return write


def records(path):
    table = text.read_text(path, [path], FileSpec(path=path.name, columns=()), WANTED)
    columns = [(one.texts, one.codes.tolist()) for one in table.columns.values()]
    return columns, np.asarray(table.rows).tolist(), table.named_rows([0, 2], 2)


def by_cells(path, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(text, "count_lines", lambda *_: None)
        return records(path)


@pytest.mark.parametrize("rows", COUNTED.values(), ids=COUNTED.keys())
def test_lines_give_the_records_of_cells(written, monkeypatch, rows):
    path = written(rows)
    expected = by_cells(path, monkeypatch)
    monkeypatch.setattr(text, "count_batches", lambda *_: pytest.fail("cells were counted"))
    assert records(path) == expected


@pytest.mark.parametrize("rows", NOT_COUNTED.values(), ids=NOT_COUNTED.keys())
def test_rows_that_are_no_lines_are_read_by_cell(written, monkeypatch, rows):
    path, counted = written(rows), []
    expected = by_cells(path, monkeypatch)
    count_lines = text.count_lines
    monkeypatch.setattr(
        text, "count_lines", lambda *given: counted.append(count_lines(*given)) or counted[-1]
    )
    assert records(path) == expected
    assert counted == [None]


@pytest.mark.parametrize("rows", REFUSED.values(), ids=REFUSED.keys())
def test_a_bad_row_is_named_as_before(written, monkeypatch, rows):
    path = written(rows)
    with pytest.raises(DataError) as cells:
        by_cells(path, monkeypatch)
    with pytest.raises(DataError) as lines:
        records(path)
    assert str(lines.value) == str(cells.value)
    assert "row 3" in str(lines.value) or "rows 3 and 5" in str(lines.value)


def test_lines_of_which_few_are_equal_are_read_by_cell(written, monkeypatch):
    path = written("".join(f"{i % 2},{i},east\n" for i in range(9)))
    monkeypatch.setattr("thuiszitters.odds.counted.FEW_ROWS", 0)
    layouts = text.text_layouts(path, [path], FileSpec(path="rows.csv", columns=()), WANTED)
    assert text.count_lines(layouts, WANTED) is None
    assert records(path)[1] == [5, 4]
