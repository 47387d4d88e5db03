"""Reading CSV: any separator, one encoding, quoted line breaks, and every bad row named."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from thuiszitters.base.errors import DataError, Problem, raise_problems
from thuiszitters.intake.encoding import TextFile, inspect_text
from thuiszitters.intake.header import header_problems
from thuiszitters.intake.raw import UNASKED_ROWS, RawTable, raw_table, rows_text
from thuiszitters.plan.cohort import FileSpec

if TYPE_CHECKING:
    import pandas as pd

#: Separators that are recognised, in order of preference.
SEPARATORS = {";": "semicolon", ",": "comma", "\t": "tab", "|": "bar"}
#: A record longer than this is taken for a quotation mark that was never closed.
LONGEST_RECORD = 1 << 24


def read_text_table(
    path: Path, spec: FileSpec, wanted: Sequence[str] | None = None, *, unasked: bool = False
) -> RawTable:
    """Read the columns a cohort file names from a CSV file.

    Parameters
    ----------
    path
        The file.
    spec
        Encoding, separator and row of the header, declared or ``detect``.
    wanted
        Names of the columns to read; None reads them all.
    unasked
        Whether to look at the first rows of the other columns as well.

    Raises
    ------
    DataError
        When the file is no CSV, a column is missing or stands there twice, or rows have
        more or fewer cells than the header.
    """
    import pandas as pd

    layout, chosen = text_layout(path, spec, wanted)
    header = layout.header
    if not chosen:
        return raw_table(spec.path, pd.DataFrame(), header, {})
    places = dict.fromkeys(header.index(name) for name in chosen)
    cells = _trimmed(read_rows(layout, list(places)), [header[place] for place in places])
    others = [place for place in range(len(header)) if unasked and place not in places]
    first = first_cells(layout, others)
    layout.refuse_change()
    first_row = spec.header_row + 1
    return raw_table(spec.path, cells, header, layout.facts, first_row=first_row, unasked=first)


def text_layout(
    path: Path, spec: FileSpec, wanted: Sequence[str] | None
) -> "tuple[TextLayout, tuple[str, ...]]":
    """How a text file is laid out, and which of its columns are read.

    Raises
    ------
    DataError
        When the file is no CSV, or a column is missing or stands there twice.
    """
    found = inspect_text(path, spec.path, spec.encoding)
    if found.open_quote:
        advice = "Look for the row from which cells run together"
        raise DataError(
            Problem(spec.path, "a quotation mark is opened and never closed", advice=advice)
        )
    lines = _first_lines(found, spec)
    separator = _separator(lines[-1], spec)
    header, header_lines = _header(found, separator, spec)
    chosen = tuple(filter(None, header)) if wanted is None else tuple(wanted)
    one_column = _other_separator(header, chosen, spec, separator)
    raise_problems(
        [one_column] if one_column else header_problems(header, chosen, spec.path, spec.header_row),
        DataError,
    )
    return TextLayout(found, spec, separator, header, header_lines), chosen


def _other_separator(
    header: Sequence[str], wanted: Sequence[str], spec: FileSpec, separator: str
) -> Problem | None:
    if len(header) > 1 or len(wanted) < 2:
        return None
    better = [sign for sign in SEPARATORS if sign != separator and sign in header[0]]
    advice = f'Set "separator: {SEPARATORS[better[0]]}"' if better else ""
    name = SEPARATORS.get(separator, separator)
    found = f"the header has one column when it is split at the {name}"
    return Problem(spec.path, found, f"{len(wanted)} columns or more", advice)


def _first_lines(found: TextFile, spec: FileSpec) -> list[str]:
    with found.path.open(encoding=_codec(found), newline=None) as stream:
        lines = [stream.readline(LONGEST_RECORD) for _ in range(spec.header_row)]
    if not lines[-1].strip():
        empty = f"row {spec.header_row} holds no column names"
        advice = 'Set "header_row" to the row that does'
        raise DataError(Problem(spec.path, empty, advice=advice))
    return lines


def _codec(found: TextFile) -> str:
    return "utf-8-sig" if found.codec == "utf-8" else found.codec


def _separator(header_line: str, spec: FileSpec) -> str:
    named = {name: sign for sign, name in SEPARATORS.items()}
    if spec.separator != "detect":
        return named.get(spec.separator, spec.separator)
    outside = "".join(header_line.split('"')[::2])
    counts = {sign: outside.count(sign) for sign in SEPARATORS}
    best = max(counts, key=lambda sign: counts[sign])
    return best if counts[best] else ";"


def _header(found: TextFile, separator: str, spec: FileSpec) -> tuple[list[str], int]:
    """Column names, and how many lines of the file they and the title rows take."""
    with found.path.open(encoding=_codec(found), newline="") as stream:
        start = stream.read(LONGEST_RECORD)
    text = io.StringIO(start, newline=None)
    titles = [text.readline() for _ in range(spec.header_row - 1)]
    reader = csv.reader(text, delimiter=separator)
    names = [name.strip() for name in next(reader)]
    return names, len(titles) + reader.line_num


@dataclass(frozen=True)
class TextLayout:
    """What the rows of a file look like, and where they begin."""

    found: TextFile
    spec: FileSpec
    separator: str
    header: Sequence[str]
    header_lines: int

    @property
    def facts(self) -> dict[str, str]:
        return {
            "format": "csv",
            "encoding": self.found.encoding,
            "separator": SEPARATORS.get(self.separator, self.separator),
        }

    def refuse_change(self) -> None:
        """Refuse a file that changed since it was inspected."""
        after = self.found.path.stat()
        if (after.st_size, after.st_mtime_ns) != (self.found.size, self.found.changed):
            found, advice = "the file changed while it was read", "Run again when it is done"
            raise DataError(Problem(self.spec.path, found, advice=advice))

    def options(
        self, places: Sequence[int], bad_row: Callable[[Any], str], block_size: int
    ) -> dict[str, Any]:
        """Arrow's options: every cell a text, columns by place, as names may stand there twice."""
        import pyarrow as pa
        import pyarrow.csv as arrow_csv

        names = [f"{place}" for place in range(len(self.header))]
        return {
            "read_options": arrow_csv.ReadOptions(
                use_threads=False,
                column_names=names,
                skip_rows=self.header_lines,
                encoding=self.found.codec,
                block_size=block_size,
            ),
            "parse_options": arrow_csv.ParseOptions(
                delimiter=self.separator,
                newlines_in_values=True,
                ignore_empty_lines=False,
                invalid_row_handler=bad_row,
            ),
            "convert_options": arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                include_columns=[f"{place}" for place in places],
                strings_can_be_null=False,
            ),
        }


def read_rows(layout: TextLayout, places: Sequence[int]) -> Any:
    """The columns at `places`, of every row; a row with more or fewer cells is refused."""
    import pyarrow as pa

    batches = list(row_batches(layout, places))
    return pa.Table.from_batches(batches[1:], schema=batches[0].schema)


def row_batches(layout: TextLayout, places: Sequence[int]) -> Iterator[Any]:
    """The columns at `places`, some rows at a time; the first batch is empty.

    Raises
    ------
    DataError
        After the last batch, when rows have more or fewer cells than the header.
    """
    import pyarrow as pa
    import pyarrow.csv as arrow_csv

    bad: list[tuple[int, int]] = []
    spec, above = layout.spec, layout.spec.header_row - layout.header_lines

    def remember(row: Any) -> str:
        bad.append((row.number + above, row.actual_columns))
        return "skip"

    try:
        options = layout.options(places, remember, LONGEST_RECORD)
        with arrow_csv.open_csv(layout.found.path, **options) as stream:
            # Made of nulls, since from a list Arrow would load pandas to see what the list is.
            none = [pa.nulls(0, column.type) for column in stream.schema]
            yield pa.RecordBatch.from_arrays(none, schema=stream.schema)
            yield from stream
    except pa.ArrowInvalid as error:
        if _ends_with_header(layout):
            yield pa.RecordBatch.from_arrays(
                [pa.nulls(0, pa.string()) for _ in places], list(map(str, places))
            )
            return
        raise DataError(
            Problem(
                spec.path,
                "the rows cannot be told apart",
                advice="Look for a quotation mark that is opened and never closed",
            )
        ) from error
    if bad:
        rows = rows_text([row for row, _ in bad])
        verb = "has" if len(bad) == 1 else "have"
        found = f"{rows} {verb} {bad[0][1]} cells, the header has {len(layout.header)}"
        advice = "Put texts that hold the separator or a line break between quotation marks"
        raise DataError(Problem(spec.path, found, advice=advice))


def _ends_with_header(layout: TextLayout) -> bool:
    """Whether nothing follows the column names, not even the end of their line."""
    with layout.found.path.open(encoding=_codec(layout.found), newline=None) as stream:
        for _ in range(layout.header_lines):
            stream.readline(LONGEST_RECORD)
        return not stream.read(1)


def first_cells(layout: TextLayout, places: Sequence[int]) -> "pd.DataFrame":
    """The first rows of the columns at `places`, trimmed."""
    return _trimmed(_first_rows(layout, places), [layout.header[place] for place in places])


def first_columns(layout: TextLayout, places: Sequence[int]) -> "list[tuple[str, pd.Series[str]]]":
    """The same, one by one: a frame of ten thousand columns takes longer than its file."""
    names = [layout.header[place] for place in places]
    return list(zip(names, _trimmed_columns(_first_rows(layout, places)), strict=True))


def _first_rows(layout: TextLayout, places: Sequence[int]) -> Any:
    """The columns at `places`, of the first rows of a file that has been read once already."""
    import pyarrow as pa
    import pyarrow.csv as arrow_csv

    if not places:
        return pa.table({})
    options = layout.options(places, lambda _row: "skip", LONGEST_RECORD)
    with arrow_csv.open_csv(layout.found.path, **options) as stream:
        first = next(iter(stream), None)
    if first is None:
        return stream.schema.empty_table()
    return pa.Table.from_batches([first]).slice(0, UNASKED_ROWS)


def _trimmed(table: Any, names: list[str]) -> "pd.DataFrame":
    import pandas as pd

    cells = dict(enumerate(_trimmed_columns(table)))
    return pd.DataFrame(cells, dtype="str").set_axis(names, axis=1)


def _trimmed_columns(table: Any) -> "list[pd.Series[str]]":
    import pyarrow.compute as compute

    return [compute.utf8_trim_whitespace(column).to_pandas() for column in table.columns]
