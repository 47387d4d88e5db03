"""Large text files: counted batch by batch while they are read."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from thuiszitters.base.arrays import Ints
from thuiszitters.intake.parts import Part, places_text
from thuiszitters.intake.text_parts import text_layouts, text_part, trimmed_batches
from thuiszitters.intake.text_table import TextLayout
from thuiszitters.odds.counted import ROWS, count_batches, count_stacked, filled, rows_of
from thuiszitters.odds.lines import count_lines
from thuiszitters.odds.made_columns import column_from_texts
from thuiszitters.odds.table import Column, Table
from thuiszitters.plan.cohort import FileSpec


def read_text(path: Path, files: Sequence[Path], spec: FileSpec, wanted: Sequence[str]) -> Table:
    """The wanted columns of text files, equal rows as one record.

    Raises
    ------
    DataError
        When a part is no CSV, lacks a column, or changes while it is read.
    """
    layouts = text_layouts(path, files, spec, wanted)
    parts: list[Part] = []
    counted = _by_lines(path, layouts, wanted, parts)
    if counted is None:
        counted = count_batches(_batches(path, layouts, wanted, parts), wanted)
    rows = rows_of(counted)
    columns = {name: _column(name, counted[name], rows) for name in wanted}
    return Table(
        spec.path,
        len(rows),
        columns,
        lambda places, total: places_text(parts, places, total),
        rows,
        lambda name: _whole(path, layouts, wanted, name),
    )


def _by_lines(
    path: Path, layouts: Sequence[TextLayout], wanted: Sequence[str], parts: list[Part]
) -> Any | None:
    """Combinations where whole lines could be counted; `parts` is filled then."""
    import pyarrow.compute as compute

    counted = count_lines(layouts, wanted)
    if counted is None:
        return None
    start = 0
    for layout, rows in zip(layouts, counted, strict=True):
        layout.refuse_change()
        parts.append(text_part(path, layout, start))
        start += compute.sum(rows[ROWS]).as_py()
    return count_stacked([filled(rows, wanted) for rows in counted], wanted)


def _column(name: str, cells: Any, rows: Ints | None = None) -> Column:
    return replace(column_from_texts(name, cells.to_pandas()), rows=rows)


def _batches(
    path: Path, layouts: Sequence[TextLayout], wanted: Sequence[str], parts: list[Part]
) -> Iterator[Any]:
    """Batches of all parts in order; `parts` is filled on the way."""
    start = 0
    for layout in layouts:
        parts.append(text_part(path, layout, start))
        for batch in trimmed_batches(layout, wanted):
            start += batch.num_rows
            yield batch
        layout.refuse_change()


def _whole(
    path: Path, layouts: Sequence[TextLayout], wanted: Sequence[str], name: str
) -> tuple[Column, Ints]:
    """A column row by row, and the places of its rows, which leave out empty ones."""
    import pyarrow as pa
    import pyarrow.compute as compute

    cells, places, start = [], [], 0
    for batch in _batches(path, layouts, wanted, []):
        filled = np.zeros(batch.num_rows, dtype=bool)
        for column in batch.columns:
            filled |= compute.not_equal(column, "").to_numpy(zero_copy_only=False)
        kept = np.flatnonzero(filled)
        cells.append(batch.column(name).take(pa.array(kept)))
        places.append(kept + start)
        start += batch.num_rows
    return _column(name, pa.chunked_array(cells)), np.concatenate(places)
