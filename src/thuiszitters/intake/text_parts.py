"""Text files as the database reads them: copied into columns, part by part, never as a whole."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from thuiszitters.base.errors import DataError, Problem, raise_problems
from thuiszitters.intake.parquet_parts import ParquetParts
from thuiszitters.intake.parts import Part, differing_part
from thuiszitters.intake.raw import RawTable, raw_table
from thuiszitters.intake.text_table import (
    TextLayout,
    first_columns,
    read_text_table,
    row_batches,
    text_layout,
)
from thuiszitters.plan.cohort import FileSpec


def text_parts(
    path: Path, files: Sequence[Path], spec: FileSpec, asked: Sequence[str] | None, target: Path
) -> ParquetParts:
    """Copy the wanted columns of text files into one Parquet file, as trimmed texts.

    Parameters
    ----------
    path, files
        The file or folder, and its parts in order. Each part has its own encoding, separator
        and order of columns.
    target
        The Parquet file.

    Raises
    ------
    DataError
        When a part is no CSV, has rows with more or fewer cells, or lacks a column.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    layouts = text_layouts(path, files, spec, asked)
    wanted = [name for name in layouts[0].header if name] if asked is None else list(asked)
    schema = pa.schema([(name, pa.string()) for name in wanted])
    parts, start = [], 0
    with pq.ParquetWriter(target, schema, compression="snappy") as writer:
        for layout in layouts:
            parts.append(text_part(path, layout, start))
            for batch in trimmed_batches(layout, wanted):
                start += batch.num_rows
                writer.write_batch(batch)
            layout.refuse_change()
    return ParquetParts(
        files=(target,),
        parts=tuple(parts),
        schema=schema,
        header=tuple(layouts[0].header),
        n_rows=start,
        facts=layouts[0].facts,
        unasked=_unasked(layouts, wanted),
    )


def _part_name(path: Path, file: Path) -> str:
    return file.relative_to(path).as_posix() if path.is_dir() else file.name


def text_layouts(
    path: Path, files: Sequence[Path], spec: FileSpec, asked: Sequence[str] | None
) -> list[TextLayout]:
    """How each part is laid out, all of them with the columns of the first.

    Parameters
    ----------
    asked
        Names of the columns that are read; None for all.

    Raises
    ------
    DataError
        When a part is no CSV, or lacks a column.
    """
    layouts = [_layout(path, file, spec, asked if file == files[0] else None) for file in files]
    wanted = list(layouts[0].header) if asked is None else list(asked)
    raise_problems(_differences(path, layouts, spec, wanted, asked), DataError)
    return layouts


def text_part(path: Path, layout: TextLayout, start: int) -> Part:
    """A part by its name, with the place of its first record."""
    return Part(_part_name(path, layout.found.path), start, layout.spec.header_row + 1)


def _layout(path: Path, file: Path, spec: FileSpec, wanted: Sequence[str] | None) -> TextLayout:
    """The layout of one part; problems name it. Columns that later parts lack come together."""
    if path.is_dir():
        spec = replace(spec, path=f"{spec.path}: {_part_name(path, file)}")
    return text_layout(file, spec, wanted)[0]


def _differences(
    path: Path,
    layouts: Sequence[TextLayout],
    spec: FileSpec,
    wanted: Sequence[str],
    asked: Sequence[str] | None,
) -> list[Problem]:
    """Columns that later parts lack, and those they have more where nobody says what counts."""
    problems = []
    for layout in layouts[1:]:
        part = _part_name(path, layout.found.path)
        lacks = [name for name in wanted if name not in layout.header]
        more = [name for name in layout.header if name not in wanted] if asked is None else []
        problems += [differing_part(spec.path, part, name, missing=True) for name in lacks]
        problems += [differing_part(spec.path, part, name, missing=False) for name in more]
    return problems


def trimmed_batches(layout: TextLayout, wanted: Sequence[str]) -> Iterator[Any]:
    """Some rows at a time, their cells trimmed; the first batch is empty."""
    import pyarrow as pa
    import pyarrow.compute as compute

    schema = pa.schema([(name, pa.string()) for name in wanted])
    places = [layout.header.index(name) for name in wanted]
    for batch in row_batches(layout, places):
        columns = [compute.utf8_trim_whitespace(column) for column in batch.columns]
        yield pa.RecordBatch.from_arrays(columns, schema=schema)


def _unasked(
    layouts: Sequence[TextLayout], wanted: Sequence[str]
) -> tuple[tuple[str, "pd.Series[str]"], ...]:
    """First rows of the columns that nobody asked for, in the first part that has them.

    A name may stand there twice, as nobody asked for it.
    """
    seen, found = set(wanted), []
    for layout in layouts:
        places = [place for place, name in enumerate(layout.header) if name not in seen]
        found += first_columns(layout, places)
        seen.update(layout.header)
    return tuple(found)


def read_text_folder(
    path: Path,
    files: Sequence[Path],
    spec: FileSpec,
    wanted: Sequence[str] | None,
    *,
    unasked: bool = False,
) -> RawTable:
    """Text files of a folder as one table in memory.

    Raises
    ------
    DataError
        When a part cannot be read, or has other columns than the first.
    """
    tables: list[RawTable] = []
    for file in files:
        part = replace(spec, path=f"{spec.path}: {_part_name(path, file)}")
        tables.append(read_text_table(file, part, wanted, unasked=unasked))
    first = tables[0]
    # Where columns were asked for, each part has them; what else it has does not matter.
    problems = (
        []
        if wanted is not None
        else [
            differing_part(spec.path, _part_name(path, file), name, missing=missing)
            for file, table in zip(files[1:], tables[1:], strict=True)
            for missing, names in (
                (True, set(first.header) - set(table.header)),
                (False, set(table.header) - set(first.header)),
            )
            for name in sorted(names)
        ]
    )
    raise_problems(problems, DataError)
    cells = pd.concat([table.cells[list(first.cells)] for table in tables], ignore_index=True)
    return raw_table(
        spec.path,
        cells,
        first.header,
        first.facts,
        first_row=first.first_row,
        unasked=first.unasked,
    )
