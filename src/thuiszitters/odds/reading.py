"""Any file with a table: its columns as distinct values, whatever program wrote it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from thuiszitters.base.errors import AnalysisError, DataError, Problem, nearest_name, raise_problems
from thuiszitters.base.io import existing_file
from thuiszitters.odds.table import Column, Table, column_from_numbers, column_from_texts
from thuiszitters.plan.cohort import FileSpec

_SAVE = "Save the table as CSV in UTF-8, with one separator and one row of column names"


def read_columns(data: str, wanted: Sequence[str]) -> Table:
    """Read some columns of a file.

    Parameters
    ----------
    data
        The file, as it was named; a folder of Parquet parts is one file.
    wanted
        Names of the columns; others are not looked at.

    Raises
    ------
    DataError
        When the file cannot be read, or a column is not there or stands there twice.
    """
    from thuiszitters.intake.reading import file_kind, read_raw

    path = existing_file(Path(), data)
    if file_kind(path) == "parquet":
        return _parquet(path, data, wanted)
    try:
        raw = read_raw(Path(), FileSpec(path=data, columns=()), wanted)
    except DataError as error:
        raise DataError(_for_this_command(error)) from error
    columns = {
        name: _labelled(
            column_from_texts(name, raw.cells[name]),
            raw.value_labels.get(name, {}),
            dates=name in raw.iso_dates,
        )
        for name in wanted
    }
    return Table(raw.where, len(raw.cells), columns, lambda row: raw.row_numbers([row])[0])


def _for_this_command(error: AnalysisError) -> Iterator[Problem]:
    """Advice about a cohort file does not help someone who has none."""
    for problem in error.problems:
        aimed = "cohort file" in problem.advice or problem.advice.startswith("Set ")
        yield replace(problem, advice=_SAVE) if aimed else problem


def _labelled(column: Column, labels: dict[str, str], *, dates: bool) -> Column:
    """A column of SPSS or Stata as its labels, when every value has one of its own.

    Where only some values have a label, such as 99 for "unknown", they are kept as values and
    the labels are remembered, so that the user can be told.
    """
    if dates:
        return replace(column, kind="dates")
    known = {value: labels[value].strip() for value in column.texts if value in labels}
    complete = len(known) == len(column.texts) == len(set(known.values()))
    if not known or not complete or not column.all_numbers:
        return replace(column, labels=tuple(known.items()))
    order = np.argsort(column.numbers, kind="stable")
    place = np.append(np.argsort(order), -1)
    return replace(
        column,
        codes=place[column.codes],
        texts=tuple(known[column.texts[i]] for i in order),
        numbers=column.numbers[order],
        ordered=True,
        values=tuple(column.texts[i] for i in order),
    )


def _parquet(path: Path, data: str, wanted: Sequence[str]) -> Table:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        names = pq.ParquetDataset(path).schema.names
        raise_problems(name_problems(data, names, wanted), DataError)
        arrow = pq.read_table(path, columns=list(wanted))
    except (pa.ArrowInvalid, OSError) as error:
        raise DataError(Problem(data, "this is not a whole Parquet file")) from error
    return table_from_arrow(arrow, data, wanted)


def table_from_arrow(arrow: Any, where: str, wanted: Sequence[str]) -> Table:
    """Columns of an Arrow table, in which every wanted name stands once.

    Parameters
    ----------
    arrow
        A `pyarrow.Table`.
    where
        What messages call the table.

    Raises
    ------
    DataError
        With every column whose type is none that can be used.
    """
    columns, problems = {}, []
    for name in wanted:
        column = _from_arrow(name, arrow[name])
        if column is None:
            found = f"holds values of type {arrow[name].type}"
            allowed = "numbers, texts, categories or true/false"
            problems.append(Problem(f'{where}: column "{name}"', found, allowed))
        else:
            columns[name] = column
    raise_problems(problems, DataError)
    return Table(where, arrow.num_rows, columns, lambda row: row + 1)


def name_problems(data: str, names: Sequence[str], wanted: Sequence[str]) -> list[Problem]:
    """Wanted columns that a table has not, or has more than once."""
    problems = []
    for name in wanted:
        if name not in names:
            advice = nearest_name(name, list(names))
            found = f'the column "{name}" is missing'
            problems.append(Problem(data, found, ", ".join(names), advice))
        elif list(names).count(name) > 1:
            found = f'the column "{name}" stands there {list(names).count(name)} times'
            problems.append(Problem(data, found, advice="Rename one of them"))
    return problems


def _from_arrow(name: str, values: Any) -> Column | None:
    """A typed column; None when its type is none this command knows."""
    import pyarrow as pa

    kind = values.type
    if pa.types.is_dictionary(kind) and kind.value_type in (pa.string(), pa.large_string()):
        return _from_categories(name, values)
    if pa.types.is_boolean(kind):
        return column_from_texts(name, values.cast(pa.string()).to_pandas())
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return column_from_texts(name, values.to_pandas().str.strip())
    if pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind):
        numbers = values.cast(pa.float64(), safe=False).to_pandas()
        return column_from_numbers(name, numbers.to_numpy(dtype=float))
    if pa.types.is_temporal(kind):
        return replace(column_from_texts(name, values.cast(pa.string()).to_pandas()), kind="dates")
    if pa.types.is_null(kind):
        return column_from_numbers(name, np.full(len(values), np.nan))
    return None


def _from_categories(name: str, values: Any) -> Column:
    """Categories in the order the file gives them; those nobody has are left out."""
    categorical = values.to_pandas().cat
    column = column_from_texts(name, values.to_pandas().astype("str").str.strip())
    order = {str(category).strip(): place for place, category in enumerate(categorical.categories)}
    rank = np.argsort([order[text] for text in column.texts])
    place = np.append(np.argsort(rank), -1)
    return replace(
        column,
        codes=place[column.codes],
        texts=tuple(column.texts[i] for i in rank),
        numbers=column.numbers[rank],
        ordered=True,
    )
