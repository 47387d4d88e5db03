"""The row with the column names: in a table with titles above it, the first of the fullest."""

import csv
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path

from thuiszitters.base.errors import DataError, Problem
from thuiszitters.base.io import existing_file
from thuiszitters.intake.encoding import inspect_text
from thuiszitters.intake.header import looks_like_value
from thuiszitters.intake.parts import source_parts
from thuiszitters.intake.reading import file_kind
from thuiszitters.intake.text_table import SEPARATORS
from thuiszitters.intake.typed_text import as_cell
from thuiszitters.intake.workbook import sheet_rows
from thuiszitters.plan.cohort import FileSpec
from thuiszitters.setup.draft.counts import ColumnCounts

#: The header is looked for in so many first rows.
FIRST_ROWS = 15
#: Share of the cells of the fullest row that a row of names has at least.
_NEARLY_FULL = 0.6


def find_header_row(root: Path, spec: FileSpec) -> int:
    """Number of the row with the column names; the first row of a file is 1.

    Raises
    ------
    DataError
        When the file cannot be read at all.
    """
    path = existing_file(root, spec.path)
    if path.is_dir():
        path = source_parts(path, spec.path)[0]
    kind = file_kind(path)
    if kind == "excel":
        rows = [[as_cell(cell) for cell in row] for row in sheet_rows(path, spec)[:FIRST_ROWS]]
        widths = [sum(map(bool, row)) for row in rows]
    elif kind == "csv":
        found = inspect_text(path, spec.path, spec.encoding)
        with path.open(encoding=found.codec) as stream:
            rows = _text_rows(list(islice(stream, FIRST_ROWS)))
        widths = [len(row) for row in rows]
    else:
        return 1
    return _place(rows, widths) + 1


def _place(rows: Sequence[Sequence[str]], widths: Sequence[int]) -> int:
    """The first of the fullest rows, or a row above it when that one holds numbers or dates.

    Cells of a header that were merged are empty but one, and the row of a pupil is then fuller.
    """
    if not widths:
        return 0
    fullest = widths.index(max(widths))
    if any(map(looks_like_value, rows[fullest])):
        for place in range(fullest):
            enough = widths[place] >= max(2, _NEARLY_FULL * widths[fullest])
            if enough and not any(map(looks_like_value, rows[place])):
                return place
    return fullest


def _text_rows(lines: list[str]) -> list[list[str]]:
    """Cells of every line, split at the sign that occurs in most lines.

    Cells of a record that goes on over several lines count at its first: the line after a name
    with a line break in it is no header, and neither is the record of a pupil below.
    """
    sign = max(SEPARATORS, key=lambda sign: sum(sign in line for line in lines))
    rows: list[list[str]] = [[] for _ in lines]
    first, reader = 0, csv.reader(lines, delimiter=sign)
    try:
        for record in reader:
            rows[first] = [cell.strip() for cell in record]
            first = reader.line_num
    except csv.Error:  # a cell longer than any title or name
        return [line.split(sign) for line in lines]
    return rows


def refuse_record(columns: Mapping[str, ColumnCounts], path: str, row: int) -> None:
    """Refuse a row of names that is about a pupil: names that are values of their own columns.

    Raises
    ------
    DataError
        Without a cell of that row.
    """
    own = [
        name
        for name, column in columns.items()
        if column.n_distinct > 1 and name in column.counts.index
    ]
    if len(own) > 1 and (any(map(looks_like_value, columns)) or 2 * len(own) >= len(columns)):
        raise DataError(
            Problem(
                path,
                f"row {row} holds no names of columns: they are values of the rows below it "
                "(it is not shown here, because it may be about a pupil)",
                advice="Put a row with the names of the columns above the data",
            )
        )
