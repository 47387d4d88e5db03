"""Any file with a table: its columns as distinct values, whatever program wrote it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from thuiszitters.base.errors import AnalysisError, DataError, Problem
from thuiszitters.base.io import existing_file
from thuiszitters.intake.raw import rows_text
from thuiszitters.odds.counted import count_records
from thuiszitters.odds.made_columns import column_from_texts
from thuiszitters.odds.table import Table
from thuiszitters.odds.typed import column_from_arrow_texts, labelled
from thuiszitters.plan.cohort import FileSpec

_SAVE = "Save the table as CSV in UTF-8, with one separator and one row of column names"
#: A text file of more bytes is counted while it is read, and so is a folder of them.
FEW_BYTES = 1 << 23


def read_columns(data: str, wanted: Sequence[str]) -> Table:
    """Read some columns of a file.

    Parameters
    ----------
    data
        The file, as it was named; a folder of parts is one file.
    wanted
        Names of the columns; others are not looked at.

    Returns
    -------
    Table
        Equal rows are one record where there are many rows and many of them are equal.

    Raises
    ------
    DataError
        When the file cannot be read, or a column is not there or stands there twice.
    """
    from thuiszitters.intake.reading import file_kind

    path = existing_file(Path(), data)
    kind = file_kind(path)
    if kind == "parquet":
        from thuiszitters.odds.parquet import read_parquet

        return read_parquet(path, data, wanted)
    try:
        return count_records(_of_text(path, kind, data, wanted))
    except DataError as error:
        raise DataError(_for_this_command(error)) from error


def _small_text(path: Path, spec: FileSpec, wanted: Sequence[str]) -> Table:
    """A text file that fits in memory, without a frame: most of the time it would cost is loading.

    A row without a cell in any of the columns is no row.
    """
    from thuiszitters.intake.text_table import read_rows, text_layout

    layout, chosen = text_layout(path, spec, wanted)
    places = list(dict.fromkeys(layout.header.index(name) for name in chosen))
    rows = read_rows(layout, places)
    layout.refuse_change()
    names = [layout.header[place] for place in places]
    cells = zip(names, rows.columns, strict=True)
    found = {name: column_from_arrow_texts(name, column) for name, column in cells}
    filled = np.logical_or.reduce([column.present for column in found.values()])
    numbers = np.flatnonzero(filled) + spec.header_row + 1
    return Table(
        spec.path,
        len(numbers),
        {name: replace(found[name], codes=found[name].codes[filled]) for name in wanted},
        lambda places, total: rows_text(numbers[list(places)].tolist(), total),
    )


def _of_text(path: Path, kind: str, data: str, wanted: Sequence[str]) -> Table:
    """A file whose cells are read as texts."""
    from thuiszitters.intake.parts import source_parts
    from thuiszitters.intake.reading import read_raw

    spec = FileSpec(path=data, columns=())
    if kind == "csv":
        files = source_parts(path, data)
        if path.is_dir() or path.stat().st_size > FEW_BYTES:
            from thuiszitters.odds.text import read_text

            return read_text(path, files, spec, wanted)
        return _small_text(path, spec, wanted)
    raw = read_raw(Path(), spec, wanted)
    columns = {
        name: labelled(
            column_from_texts(name, raw.cells[name]),
            raw.value_labels.get(name, {}),
            dates=name in raw.iso_dates,
        )
        for name in wanted
    }
    return Table(
        raw.where,
        len(raw.cells),
        columns,
        lambda places, total: rows_text(raw.row_numbers(places), total),
    )


def _for_this_command(error: AnalysisError) -> Iterator[Problem]:
    """Advice about a cohort file does not help someone who has none."""
    for problem in error.problems:
        aimed = "cohort file" in problem.advice or problem.advice.startswith("Set ")
        yield replace(problem, advice=_SAVE) if aimed else problem
