"""Reading SPSS (.sav, .zsav) and Stata (.dta), with what the file says about its values."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from thuiszitters.base.errors import DataError, Problem, raise_problems
from thuiszitters.intake.header import header_problems
from thuiszitters.intake.raw import UNASKED_ROWS, RawTable, raw_table
from thuiszitters.intake.typed_text import as_cell, is_day
from thuiszitters.plan.cohort import FileSpec

#: First row of a file that numbers its cases from 1.
FIRST_CASE = 1


def read_statistics_file(
    path: Path,
    spec: FileSpec,
    kind: Literal["spss", "stata"],
    wanted: Sequence[str] | None = None,
    *,
    unasked: bool = False,
) -> RawTable:
    """Read the columns a cohort file names; rows are numbered as cases, from 1.

    Values that the file declares as missing (user-missing values and ranges) are empty.
    With ``value_labels: true`` a labelled value is read as its label.

    Raises
    ------
    DataError
        When the file cannot be opened or a column is missing.
    """
    header = _columns(path, spec, kind)
    chosen = list(header) if wanted is None else list(dict.fromkeys(wanted))
    raise_problems(header_problems(header, chosen, spec.path), DataError)
    if not chosen:
        return raw_table(spec.path, pd.DataFrame(), header, {})
    table, meta = _read(path, spec, kind, usecols=chosen)
    labels = {
        column: {as_cell(value, spec.decimal): str(label) for value, label in known.items()}
        for column, known in meta.variable_value_labels.items()
    }
    others = [name for name in header if unasked and name not in chosen]
    cells, days = {}, []
    for column in chosen:
        values = table[column].tolist()
        texts = [as_cell(value, spec.decimal) for value in values]
        if spec.labels:
            known = labels.get(column, {})
            texts = [known.get(text, text).strip() for text in texts]
        if any(is_day(value) for value in values):
            days.append(column)
        cells[column] = texts
    return raw_table(
        spec.path,
        pd.DataFrame(cells, columns=chosen, dtype="str"),
        header,
        {"format": kind},
        first_row=FIRST_CASE,
        iso_dates=days,
        value_labels={} if spec.labels else labels,
        unasked=_first_cells(path, spec, kind, others),
    )


def _first_cells(path: Path, spec: FileSpec, kind: str, columns: Sequence[str]) -> pd.DataFrame:
    if not columns:
        return pd.DataFrame()
    table, _ = _read(path, spec, kind, usecols=list(columns), row_limit=UNASKED_ROWS)
    cells = {name: [as_cell(value, spec.decimal) for value in table[name]] for name in columns}
    return pd.DataFrame(cells, columns=list(columns), dtype="str")


def column_labels(path: Path, spec: FileSpec, kind: Literal["spss", "stata"]) -> dict[str, str]:
    """The label of every column that has one."""
    _, meta = _read(path, spec, kind, metadataonly=True)
    return {name: label for name, label in meta.column_names_to_labels.items() if label}


def declared_missing(path: Path, spec: FileSpec) -> dict[str, int]:
    """Column of an SPSS file to the number of its cells that the file declares as missing.

    They are read as empty, so that nothing in the table tells them from cells left open.
    """
    _, about = _read(path, spec, "spss", metadataonly=True, user_missing=True)
    ranges = {name: found for name, found in about.missing_ranges.items() if found}
    if not ranges:
        return {}
    table, _ = _read(path, spec, "spss", usecols=list(ranges), user_missing=True)
    counts = {
        name: sum(any(_within(value, part) for part in found) for value in table[name].tolist())
        for name, found in ranges.items()
    }
    return {name: count for name, count in counts.items() if count}


def _within(value: Any, part: dict[str, Any]) -> bool:
    try:
        return bool(part["lo"] <= value <= part["hi"])
    except TypeError:  # a text held against a number, or an empty cell
        return False


def _columns(path: Path, spec: FileSpec, kind: Literal["spss", "stata"]) -> tuple[str, ...]:
    _, meta = _read(path, spec, kind, metadataonly=True)
    return tuple(meta.column_names)


def _read(path: Path, spec: FileSpec, kind: str, **options: Any) -> tuple[pd.DataFrame, Any]:
    import pyreadstat

    read = pyreadstat.read_sav if kind == "spss" else pyreadstat.read_dta
    try:
        table, meta = read(str(path), apply_value_formats=False, **options)
    except OverflowError as error:
        found = "it holds a date outside the years 1 to 9999"
        advice = "Look for a number in a column that is formatted as a date"
        raise DataError(Problem(spec.path, found, advice=advice)) from error
    except (pyreadstat.ReadstatError, UnicodeDecodeError, ValueError) as error:
        name = "SPSS" if kind == "spss" else "Stata"
        found = f"this is not a whole {name} file"
        advice = f"Export it again from {name}"
        raise DataError(Problem(spec.path, found, advice=advice)) from error
    return table, meta
