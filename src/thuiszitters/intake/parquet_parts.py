"""Parquet as the database reads it: one file, or parts that have the same columns."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from thuiszitters.base.arrays import holds_texts
from thuiszitters.base.errors import DataError, Problem, raise_problems
from thuiszitters.intake.header import header_problems
from thuiszitters.intake.parquet_table import FIRST_ROW, is_nested, refuse_nested, text_column
from thuiszitters.intake.parts import Part, differing_part
from thuiszitters.intake.raw import UNASKED_ROWS
from thuiszitters.plan.cohort import FileSpec


@dataclass(frozen=True)
class ParquetParts:
    """Files the database can read as one table.

    Attributes
    ----------
    schema
        Of the columns that were asked for.
    header
        Column names of the source, in order.
    mixed
        True when parts store a column in another type or order, such as numbers of other width.
    """

    files: tuple[Path, ...]
    parts: tuple[Part, ...]
    schema: Any
    header: tuple[str, ...]
    n_rows: int
    mixed: bool = False
    facts: dict[str, str] = field(default_factory=lambda: {"format": "parquet"})
    iso_dates: frozenset[str] = frozenset()
    unasked: tuple[tuple[str, "pd.Series[str]"], ...] = ()


def parquet_parts(
    path: Path, files: Sequence[Path], spec: FileSpec, asked: Sequence[str] | None
) -> ParquetParts:
    """Look at the footers of Parquet files, and at the first rows of columns nobody asked for.

    Raises
    ------
    DataError
        When a file is no Parquet, a column is missing, holds lists or the like, or a part has
        other columns than the first.
    """
    import pyarrow as pa

    schemas, parts, start = [], [], 0
    for file in files:
        name = file.relative_to(path).as_posix() if path.is_dir() else file.name
        schema, n_rows = _footer(file, f"{spec.path}: {name}" if path.is_dir() else spec.path)
        schemas.append(schema)
        parts.append(Part(name, start, FIRST_ROW))
        start += n_rows
    first = schemas[0]
    wanted = list(first.names) if asked is None else asked
    raise_problems(header_problems(first.names, wanted, spec.path), DataError)
    for name in wanted:
        refuse_nested(first.field(name).type, name, spec)
    problems = [
        problem
        for part, schema in zip(parts[1:], schemas[1:], strict=True)
        for problem in _differences(spec.path, part.name, first, schema, wanted)
        + (_more(spec.path, part.name, first, schema) if asked is None else [])
    ]
    raise_problems(problems, DataError)
    kinds = [tuple(schema.field(name).type for name in wanted) for schema in schemas]
    days = (name for name in wanted if pa.types.is_temporal(first.field(name).type))
    return ParquetParts(
        files=tuple(files),
        parts=tuple(parts),
        schema=_common(schemas, wanted),
        header=tuple(first.names),
        n_rows=start,
        mixed=len(set(kinds)) > 1,
        iso_dates=frozenset(days),
        unasked=_unasked(files, schemas, wanted, spec),
    )


def _footer(file: Path, where: str) -> tuple[Any, int]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(file) as found:
            return found.schema_arrow, found.metadata.num_rows
    except (pa.ArrowInvalid, OSError) as error:
        raise DataError(Problem(where, "this is not a whole Parquet file")) from error


def _differences(
    where: str, part: str, first: Any, other: Any, wanted: Sequence[str]
) -> list[Problem]:
    problems = [
        differing_part(where, part, name, missing=True)
        for name in wanted
        if name not in other.names
    ]
    for name in wanted:
        if name not in other.names:
            continue
        here, there = _family(other.field(name).type), _family(first.field(name).type)
        if here != there:
            found = f'the column "{name}" holds {here}, in the first part it holds {there}'
            advice = "Export the parts again in one way"
            problems.append(Problem(f"{where}: {part}", found, advice=advice))
    return problems


def _more(where: str, part: str, first: Any, other: Any) -> list[Problem]:
    """Columns that the first part does not have, where nobody says which ones count."""
    more = [name for name in other.names if name not in first.names]
    return [differing_part(where, part, name, missing=False) for name in more]


def _family(kind: Any) -> str:
    """What the values of a type are, whatever their width."""
    import pyarrow as pa

    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    if pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind):
        return "numbers"
    if pa.types.is_date(kind) or pa.types.is_timestamp(kind):
        return "dates"
    if holds_texts(kind):
        return "texts"
    return str(kind)


def _common(schemas: Sequence[Any], wanted: Sequence[str]) -> Any:
    """The types of the first part, and doubles where another part has fractions."""
    import pyarrow as pa

    def kind(name: str) -> Any:
        found = [schema.field(name).type for schema in schemas]
        fractions = [one for one in found if pa.types.is_floating(one) or pa.types.is_decimal(one)]
        return found[0] if len(set(found)) == 1 or not fractions else pa.float64()

    return pa.schema([(name, kind(name)) for name in wanted])


def _unasked(
    files: Sequence[Path], schemas: Sequence[Any], wanted: Sequence[str], spec: FileSpec
) -> tuple[tuple[str, "pd.Series[str]"], ...]:
    """First rows of the columns with one value per row that nobody asked for.

    They are looked at in the first part that has them.
    """
    import pyarrow.parquet as pq

    seen, found = set(wanted), []
    for file, schema in zip(files, schemas, strict=True):
        flat = [one.name for one in schema if one.name not in seen and not is_nested(one.type)]
        seen.update(schema.names)
        if not flat:
            continue
        with pq.ParquetFile(file) as source:
            batch = next(source.iter_batches(UNASKED_ROWS, columns=flat), None)
        if batch is not None:
            found += [
                (name, text_column(batch[name], name, spec).to_pandas().astype("str"))
                for name in flat
            ]
    return tuple(found)
