"""Reading CSV: any separator, one encoding, quoted line breaks, and every bad row named."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from thuiszitters.errors import DataError, Problem, raise_problems
from thuiszitters.intake.encoding import TextFile, inspect_text
from thuiszitters.intake.header import header_problems
from thuiszitters.intake.raw import RawTable, raw_table, rows_text
from thuiszitters.plan.cohort import FileSpec

#: Separators that are recognised, in order of preference.
SEPARATORS = {";": "semicolon", ",": "comma", "\t": "tab", "|": "bar"}
#: A record longer than this is taken for a quotation mark that was never closed.
LONGEST_RECORD = 1 << 24


def read_text_table(path: Path, spec: FileSpec, wanted: Sequence[str] | None = None) -> RawTable:
    """Read the columns a cohort file names from a CSV file.

    Parameters
    ----------
    path
        The file.
    spec
        Encoding, separator and row of the header, declared or ``detect``.
    wanted
        Names of the columns to read; None reads them all. Others are never read.

    Raises
    ------
    DataError
        When the file is no CSV, a column is missing or stands there twice, or rows have
        more or fewer cells than the header.
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
    chosen = tuple(header) if wanted is None else tuple(wanted)
    one_column = _other_separator(header, chosen, spec, separator)
    raise_problems(
        [one_column] if one_column else header_problems(header, chosen, spec.path, spec.header_row),
        DataError,
    )
    if not chosen:
        return raw_table(spec.path, pd.DataFrame(), header, {})
    table = _read_rows(found, spec, separator, header, header_lines, chosen)
    _refuse_change(found, spec.path)
    facts = {
        "format": "csv",
        "encoding": found.encoding,
        "separator": SEPARATORS.get(separator, separator),
    }
    cells = _trimmed(table, header, chosen)
    return raw_table(spec.path, cells, header, facts, first_row=spec.header_row + 1)


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


def _read_rows(
    found: TextFile,
    spec: FileSpec,
    separator: str,
    header: Sequence[str],
    header_lines: int,
    wanted: Sequence[str],
) -> Any:
    import pyarrow as pa
    import pyarrow.csv as arrow_csv

    places = [f"{place}" for place in range(len(header))]
    chosen = [places[header.index(name)] for name in wanted]
    bad: list[tuple[int, int]] = []

    def remember(row: Any) -> str:
        bad.append((row.number + spec.header_row - header_lines, row.actual_columns))
        return "skip"

    try:
        table = arrow_csv.read_csv(
            found.path,
            arrow_csv.ReadOptions(
                use_threads=False,
                column_names=places,
                skip_rows=header_lines,
                encoding=found.codec,
                block_size=LONGEST_RECORD,
            ),
            arrow_csv.ParseOptions(
                delimiter=separator,
                newlines_in_values=True,
                ignore_empty_lines=False,
                invalid_row_handler=remember,
            ),
            arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(places, pa.string()),
                include_columns=list(dict.fromkeys(chosen)),
                strings_can_be_null=False,
            ),
        )
    except pa.ArrowInvalid as error:
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
        found_text = f"{rows} {verb} {bad[0][1]} cells, the header has {len(header)}"
        advice = "Put texts that hold the separator or a line break between quotation marks"
        raise DataError(Problem(spec.path, found_text, advice=advice))
    return table


def _trimmed(table: Any, header: Sequence[str], wanted: Sequence[str]) -> pd.DataFrame:
    import pyarrow.compute as compute

    names = list(dict.fromkeys(wanted))
    columns = {
        name: compute.utf8_trim_whitespace(table[f"{header.index(name)}"]).to_pandas()
        for name in names
    }
    return pd.DataFrame(columns, columns=names, dtype="str")


def _refuse_change(found: TextFile, where: str) -> None:
    after = found.path.stat()
    if (after.st_size, after.st_mtime_ns) != (found.size, found.changed):
        raise DataError(
            Problem(where, "the file changed while it was read", advice="Run again when it is done")
        )
