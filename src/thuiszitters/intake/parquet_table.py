"""Reading Parquet: one file, or a folder whose parts belong together."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from thuiszitters.base.errors import DataError, Problem, raise_problems
from thuiszitters.intake.header import header_problems
from thuiszitters.intake.raw import UNASKED_ROWS, RawTable, raw_table
from thuiszitters.plan.cohort import FileSpec

if TYPE_CHECKING:
    import pandas as pd

#: Rows are numbered from 1: a Parquet file has no header row.
FIRST_ROW = 1


def read_parquet_table(
    path: Path, spec: FileSpec, wanted: Sequence[str] | None = None, *, unasked: bool = False
) -> RawTable:
    """Read the columns a cohort file names, as text; parts are read in order of their names.

    Raises
    ------
    DataError
        When the file is no Parquet, a column is missing, or holds lists or other values
        that do not fit a cell.
    """
    import pandas as pd
    import pyarrow as pa
    import pyarrow.dataset as dataset

    parts = sorted(path.rglob("*.parquet")) if path.is_dir() else [path]
    if not parts:
        raise DataError(Problem(spec.path, "the folder holds no Parquet files", "*.parquet"))
    try:
        found = dataset.dataset([str(part) for part in parts], format="parquet")
        header = found.schema.names
        chosen = list(header) if wanted is None else list(dict.fromkeys(wanted))
        raise_problems(header_problems(header, chosen, spec.path), DataError)
        table = found.to_table(columns=chosen)
        others = [name for name in header if unasked and name not in chosen]
        first = _first_cells(found, others, spec)
    except (pa.ArrowInvalid, pa.ArrowTypeError, OSError) as error:
        advice = "" if path.is_file() else "Every part must have the same columns"
        raise DataError(
            Problem(spec.path, "this is not a whole Parquet file", advice=advice)
        ) from error
    cells, days = {}, []
    for name in chosen:
        cells[name] = text_column(table[name], name, spec).to_pandas()
        if pa.types.is_temporal(table[name].type):
            days.append(name)
    return raw_table(
        spec.path,
        pd.DataFrame(cells, columns=chosen, dtype="str"),
        header,
        {"format": "parquet"},
        first_row=FIRST_ROW,
        iso_dates=days,
        unasked=first,
    )


def _first_cells(found: Any, columns: Sequence[str], spec: FileSpec) -> "pd.DataFrame":
    """First rows of columns with one value per row; the others cannot be looked at as text."""
    import pandas as pd

    if not columns:
        return pd.DataFrame()
    flat = [name for name in columns if not is_nested(found.schema.field(name).type)]
    table = found.head(UNASKED_ROWS, columns=flat)
    cells = {name: text_column(table[name], name, spec).to_pandas() for name in flat}
    return pd.DataFrame(cells, columns=flat, dtype="str")


def is_nested(kind: Any) -> bool:
    """Whether values of a type are no single value: lists, records, bytes."""
    import pyarrow as pa

    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    return bool(pa.types.is_nested(kind) or pa.types.is_binary(kind))


def refuse_nested(kind: Any, name: str, spec: FileSpec) -> None:
    """Refuse a column whose cells hold lists, records or bytes.

    Raises
    ------
    DataError
        When `is_nested`.
    """
    if is_nested(kind):
        found = f'the column "{name}" holds {kind}, which is not one value per row'
        raise DataError(Problem(spec.path, found))


def text_column(column: Any, name: str, spec: FileSpec) -> Any:
    """The cells of a column as trimmed text; an empty cell is an empty text."""
    import pyarrow as pa
    import pyarrow.compute as compute

    kind = column.type
    if pa.types.is_dictionary(kind):
        column = column.cast(kind.value_type)
        kind = column.type
    refuse_nested(kind, name, spec)
    if pa.types.is_boolean(kind):
        column = column.cast(pa.int8())
    elif pa.types.is_timestamp(kind):
        column = column.cast(pa.date32(), safe=False)
    text = column.cast(pa.string())
    if (pa.types.is_floating(kind) or pa.types.is_decimal(kind)) and spec.decimal != ".":
        text = compute.replace_substring(text, ".", spec.decimal)
    return compute.fill_null(compute.utf8_trim_whitespace(text), "")
