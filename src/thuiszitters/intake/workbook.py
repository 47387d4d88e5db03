"""Reading one sheet of an Excel or OpenDocument workbook."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zipfile import is_zipfile

import pandas as pd

from thuiszitters.base.errors import DataError, Problem, nearest_name, raise_problems
from thuiszitters.intake.header import header_problems
from thuiszitters.intake.raw import UNASKED_ROWS, RawTable, raw_table
from thuiszitters.intake.typed_text import as_cell, is_day
from thuiszitters.intake.workbook_safety import holds_workbook, refuse_unsafe_workbook
from thuiszitters.plan.cohort import FileSpec


def read_workbook(
    path: Path, spec: FileSpec, wanted: Sequence[str] | None = None, *, unasked: bool = False
) -> RawTable:
    """Read the columns a cohort file names from a sheet; of a formula, its stored result.

    Raises
    ------
    DataError
        When the workbook cannot be opened, or the sheet or a column is missing.
    """
    rows = sheet_rows(path, spec)
    if len(rows) < spec.header_row or not any(rows[spec.header_row - 1]):
        raise DataError(
            Problem(
                spec.path,
                f"row {spec.header_row} holds no column names",
                advice='Set "header_row" to the row that does',
            )
        )
    header = [as_cell(name) for name in rows[spec.header_row - 1]]
    chosen = [name for name in header if name] if wanted is None else list(dict.fromkeys(wanted))
    raise_problems(header_problems(header, chosen, spec.path, spec.header_row), DataError)
    body = rows[spec.header_row :]
    columns = {name: [row[header.index(name)] for row in body] for name in chosen}
    cells = {
        name: [as_cell(value, spec.decimal) for value in values] for name, values in columns.items()
    }
    days = [name for name, values in columns.items() if any(map(is_day, values))]
    others = [place for place, name in enumerate(header) if unasked and name not in chosen]
    return raw_table(
        spec.path,
        pd.DataFrame(cells, columns=chosen, dtype="str"),
        header,
        {"format": "excel"},
        first_row=spec.header_row + 1,
        iso_dates=days,
        unasked=_first_cells(body, header, others, spec.decimal),
    )


def _first_cells(
    body: list[list[Any]], header: Sequence[str], places: Sequence[int], decimal: str
) -> pd.DataFrame:
    first = body[:UNASKED_ROWS]
    cells = {place: [as_cell(row[place], decimal) for row in first] for place in places}
    return pd.DataFrame(cells, dtype="str").set_axis([header[place] for place in places], axis=1)


def sheet_rows(path: Path, spec: FileSpec) -> list[list[Any]]:
    """Every row of the sheet, empty ones included.

    Raises
    ------
    DataError
        When the workbook cannot be opened, or has no such sheet.
    """
    with _opened(path, spec.path) as book:
        name = spec.sheet or book.sheet_names[0]
        if name not in book.sheet_names:
            raise DataError(_no_sheet(spec.path, name, list(book.sheet_names)))
        rows: list[list[Any]] = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return rows


def sheet_names(path: Path, where: str) -> list[str]:
    """Names of the sheets of a workbook, in their order.

    Raises
    ------
    DataError
        When the workbook cannot be opened; `where` names it.
    """
    with _opened(path, where) as book:
        return list(book.sheet_names)


@contextmanager
def _opened(path: Path, where: str) -> Iterator[Any]:
    """A workbook that is safe to open; what goes wrong in it becomes a sentence."""
    from python_calamine import CalamineError, PasswordError

    refuse_unsafe_workbook(path, where)
    try:
        with _whatever_its_name(path) as book:
            yield book
    except PasswordError as error:
        raise DataError(
            Problem(where, "the workbook has a password", advice="Save it without one")
        ) from error
    except (CalamineError, IndexError) as error:
        if is_zipfile(path) and not holds_workbook(path):
            found, advice = "this is a zip file without a workbook in it", "Unpack it first"
            raise DataError(Problem(where, found, "a table", advice)) from error
        raise DataError(
            Problem(
                where,
                "this is not a workbook that can be opened",
                ".xlsx, .xls or .ods",
                "Open it in a spreadsheet program and save it again",
            )
        ) from error


def _whatever_its_name(path: Path) -> Any:
    """A workbook by what its file holds, where its name says another kind."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        return CalamineWorkbook.from_path(path)
    except PasswordError:
        raise
    except CalamineError:
        with path.open("rb") as stream:
            return CalamineWorkbook.from_filelike(stream)


def _no_sheet(where: str, name: str, sheets: list[str]) -> Problem:
    found = f'there is no sheet "{name}"'
    return Problem(where, found, ", ".join(sheets), nearest_name(name, sheets))
