"""Whole lines of a text file counted before they are cut into cells.

Most of the time of a large text goes into cutting and trimming cells, millions of times the same
ones. Where no row goes on over a line break, equal lines are equal rows, and only different lines
have to be cut. Cut one after another, different lines give as many rows as there are lines exactly
when each of them is a row by itself; then each is one wherever it stands.
"""

from collections.abc import Sequence
from typing import Any

from thuiszitters.intake.text_table import LONGEST_RECORD, TextLayout
from thuiszitters.odds.counted import ROWS, are_few, count_column, count_stacked

#: Parts nothing, so that a line is one cell; a line that holds it is refused by Arrow.
_IN_NO_TEXT = "\x01"
_LINE = "line"


def count_lines(layouts: Sequence[TextLayout], wanted: Sequence[str]) -> tuple[Any, ...] | None:
    """Different rows of each part, cut into trimmed cells, with their number of rows as `ROWS`.

    Parameters
    ----------
    layouts, wanted
        Parts in order, and names of the columns.

    Returns
    -------
    tuple of Table, or None
        Of Arrow, in the order in which rows first appear. None where lines cannot be counted: few
        of them are equal, a cell holds a line break, or a row has more or fewer cells than the
        header, which reading row by row names.
    """
    parts = []
    for layout in layouts:
        lines = _different_lines(layout)
        cells = None if lines is None else _cells(lines, layout, wanted)
        if cells is None:
            return None
        parts.append(cells)
    return tuple(parts)


def _different_lines(layout: TextLayout) -> Any | None:
    import pyarrow as pa
    import pyarrow.csv as arrow_csv

    read = arrow_csv.ReadOptions(
        use_threads=False,
        column_names=[_LINE],
        skip_rows=layout.header_lines,
        encoding=layout.found.codec,
        block_size=LONGEST_RECORD,
    )
    parse = arrow_csv.ParseOptions(
        delimiter=_IN_NO_TEXT, quote_char=False, ignore_empty_lines=False
    )
    convert = arrow_csv.ConvertOptions(column_types={_LINE: pa.string()}, strings_can_be_null=False)
    counted = []
    try:
        with arrow_csv.open_csv(layout.found.path, read, parse, convert) as stream:
            for batch in stream:
                lines = count_column(pa.Table.from_batches([batch]), _LINE)
                if not are_few(lines.num_rows, batch.num_rows):
                    return None
                counted.append(lines)
    except pa.ArrowInvalid:  # a line without end, or no line at all: reading row by row says so
        return None
    return count_stacked(counted, [_LINE]) if counted else None


def _cells(lines: Any, layout: TextLayout, wanted: Sequence[str]) -> Any | None:
    """The wanted cells of different lines; None when one of them is no row."""
    import pyarrow as pa
    import pyarrow.compute as compute
    import pyarrow.csv as arrow_csv

    places = [layout.header.index(name) for name in wanted]
    options = layout.options(places, lambda _row: "skip", LONGEST_RECORD)
    # An empty line stands for the header, so that no first line is taken for a byte order mark,
    # and a row of empty cells ends the text: a quotation mark left open would take it along.
    options["read_options"].skip_rows, options["read_options"].encoding = 1, "utf-8"
    end = layout.separator * (len(layout.header) - 1)
    text = "\n".join(["", *lines[_LINE].to_pylist(), end, ""]).encode()
    try:
        table = arrow_csv.read_csv(pa.BufferReader(text), **options)
    except pa.ArrowInvalid:
        return None
    if table.num_rows != lines.num_rows + 1:
        return None
    trimmed = [compute.utf8_trim_whitespace(column) for column in table[: lines.num_rows].columns]
    return pa.table([*trimmed, lines[ROWS]], names=[*wanted, ROWS])
