"""The row with the column names: in a table with titles above it, the first of the fullest."""

from itertools import islice
from pathlib import Path

from thuiszitters.base.io import existing_file
from thuiszitters.intake.encoding import inspect_text
from thuiszitters.intake.parts import source_parts
from thuiszitters.intake.reading import file_kind
from thuiszitters.intake.text_table import SEPARATORS
from thuiszitters.intake.typed_text import as_cell
from thuiszitters.intake.workbook import sheet_rows
from thuiszitters.plan.cohort import FileSpec

#: The header is looked for in so many first rows.
FIRST_ROWS = 15


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
        rows = sheet_rows(path, spec)[:FIRST_ROWS]
        widths = [sum(bool(as_cell(value)) for value in row) for row in rows]
    elif kind == "csv":
        found = inspect_text(path, spec.path, spec.encoding)
        with path.open(encoding=found.codec) as stream:
            lines = list(islice(stream, FIRST_ROWS))
        widths = _text_widths(lines)
    else:
        return 1
    return widths.index(max(widths)) + 1 if widths else 1


def _text_widths(lines: list[str]) -> list[int]:
    """Cells per line, split at the sign that occurs in most lines."""
    sign = max(SEPARATORS, key=lambda sign: sum(sign in line for line in lines))
    return ["".join(line.split('"')[::2]).count(sign) for line in lines]
