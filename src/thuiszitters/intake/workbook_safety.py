"""What a workbook may not be before it is opened: a bomb of zip or XML, or a sheet without end.

The reader of workbooks makes room for every cell up to the last one, so a single cell in the far
corner of a sheet asks for hundreds of gigabytes; and it follows no rule about entities of its own.
A scan of the parts inside finds all of these before it begins.
"""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from thuiszitters.base.errors import DataError, Problem

#: Largest size of a workbook once unpacked.
MOST_BYTES = 4 << 30
#: Most cells of a sheet, empty ones between others included.
MOST_CELLS = 60_000_000
#: Last row and column of a sheet in any spreadsheet program.
MOST_ROWS, MOST_COLUMNS = 1 << 20, 1 << 14
_CHUNK = 1 << 20
#: Longest piece that may be cut in two at the border of a chunk.
_OVERLAP = 200
_CELL = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{0,30})(\d{1,30})["']""")
_REPEATED = re.compile(
    rb"<table:table-row(?P<row>[^>]{0,180})>|<table:(?:covered-)?table-cell(?P<cell>[^>]{0,180})>"
)
_ROWS = re.compile(rb'number-rows-repeated="(\d+)"')
_COLUMNS = re.compile(rb'number-columns-repeated="(\d+)"')
_FILLED = re.compile(rb"office:value|calcext:value-type")


def refuse_unsafe_workbook(path: Path, where: str) -> None:
    """Refuse a workbook that would not be read to its end.

    Parameters
    ----------
    path
        The file; one that is no zip file (the old .xls) is left to its reader.
    where
        Its name in messages.

    Raises
    ------
    DataError
        When it is too large once unpacked, declares entities, or has a cell far from all others.
    """
    if not zipfile.is_zipfile(path):
        return
    try:
        with zipfile.ZipFile(path) as packed:
            _check_parts(packed, where)
    except (zipfile.BadZipFile, RuntimeError, EOFError):
        return  # the reader says what is wrong with the file, or that it has a password


def holds_workbook(path: Path) -> bool:
    """Whether a zip file has the parts of a workbook."""
    with zipfile.ZipFile(path) as packed:
        names = packed.namelist()
    return any(name == "content.xml" or name.startswith("xl/") for name in names)


def _check_parts(packed: zipfile.ZipFile, where: str) -> None:
    parts = packed.infolist()
    if sum(part.file_size for part in parts) > MOST_BYTES:
        found = f"the workbook is larger than {MOST_BYTES >> 30} GB once unpacked"
        raise DataError(Problem(where, found, advice="Save the sheet as CSV or Parquet"))
    for part in parts:
        if part.filename.endswith((".xml", ".rels")) and _declares_entities(packed, part):
            found = "the workbook declares entities of its own, which no spreadsheet program does"
            raise DataError(Problem(where, found, advice="Open it in one and save it again"))
        if part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml"):
            _refuse_far_cells(where, *_xlsx_size(packed, part))
        elif part.filename == "content.xml":
            _refuse_far_cells(where, *_ods_size(packed, part))


def _declares_entities(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """A document type stands before the first element, so near the beginning, also in UTF-16."""
    with packed.open(part) as stream:
        start = stream.read(_CHUNK).replace(b"\x00", b"")
    return b"<!DOCTYPE" in start or b"<!ENTITY" in start


def _refuse_far_cells(where: str, rows: int, columns: int) -> None:
    if rows * columns > MOST_CELLS or rows > MOST_ROWS or columns > MOST_COLUMNS:
        found = f"a sheet reaches to row {rows:,} and column {columns:,}"
        allowed = f"at most {MOST_CELLS:,} cells, the empty ones between others included"
        advice = "Delete the cell that stands far from all others, or save the table as CSV"
        raise DataError(Problem(where, found, allowed, advice))


def _chunks(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The content in pieces; a match that a border would cut is whole in one of them."""
    rest = b""
    with packed.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            yield rest + chunk
            rest = chunk[-_OVERLAP:]


def _xlsx_size(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> tuple[int, int]:
    """Last row and last column with a cell."""
    rows, letters = 0, set[bytes]()
    for chunk in _chunks(packed, part):
        for name, row in _CELL.findall(chunk):
            rows = max(rows, int(row))
            letters.add(name.upper())
    return rows, max((_column_number(name) for name in letters), default=0)


def _column_number(letters: bytes) -> int:
    """The number of a column, from 1.

    Examples
    --------
    >>> _column_number(b"A"), _column_number(b"AA"), _column_number(b"XFD")
    (1, 27, 16384)
    """
    number = 0
    for letter in letters:
        number = 26 * number + letter - 64
    return number


def _ods_size(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> tuple[int, int]:
    """Last row and last column with a value; rows and cells of OpenDocument can be repeated."""
    row, repeat, column, rows, columns = 0, 0, 0, 0, 0
    rest = b""
    with packed.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            text = rest + chunk
            end = text.rfind(b"<")
            rest, text = (text[end:], text[:end]) if end > 0 else (b"", text)
            for found in _REPEATED.finditer(text):
                if (start := found["row"]) is not None:
                    row, column = row + repeat, 0
                    repeat = _number(_ROWS, start)
                    continue
                column += _number(_COLUMNS, found["cell"])
                if _FILLED.search(found["cell"]):
                    rows, columns = max(rows, row + repeat), max(columns, column)
    return rows, columns


def _number(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    found = pattern.search(attributes)
    return int(found[1]) if found else 1
