"""Classifications in three layouts, brought to one: a row per pupil and code."""

import re
from collections.abc import Sequence
from dataclasses import replace

from thuiszitters.base import sql
from thuiszitters.base.engine import Connection
from thuiszitters.base.errors import DataError, Problem, raise_problems
from thuiszitters.codebook import Codebook
from thuiszitters.intake.cell_expressions import trimmed
from thuiszitters.intake.raw import count_text
from thuiszitters.intake.scan import PLACE, Cells, distinct_cells, first_places
from thuiszitters.plan.cohort import ColumnSpec, FileSpec

CODE = "code"


def code_columns(
    header: tuple[str, ...], spec: FileSpec, codebook: Codebook | None
) -> dict[str, str]:
    """Layout wide: column in the file to code, as mapped, or named by a code or its label."""
    if spec.code_columns:
        return dict(spec.code_columns)
    if codebook is None:
        return {}
    labels = {
        label.casefold(): code.code
        for code in codebook.codes
        for label in (code.label.nl, code.label.en)
        if label
    }
    mapped = {column.source for column in spec.columns}
    found = {
        name: name if name in codebook else labels.get(name.casefold())
        for name in header
        if name not in mapped
    }
    return {name: code for name, code in found.items() if code is not None}


def unknown_code_columns(
    header: tuple[str, ...], spec: FileSpec, codebook: Codebook
) -> list[Problem]:
    """Columns of a wide file that are written like a code and are not in the list.

    Passed over in silence, a misspelt one would make every pupil a pupil without that code.
    """
    mapped = {column.source for column in spec.columns}
    shapes = {shape for code in codebook.by_code if "9" in (shape := _shape(code))}
    return [
        Problem(
            f'{spec.path}: column "{name}"',
            f'this is written like a code, and is not in the code list "{codebook.name}"',
            advice=f"{codebook.nearest(name)} Correct the name, add the code under "
            '"local_codes", or list the columns that count under "code_columns"'.strip(),
        )
        for name in header
        if name not in mapped and name not in codebook and _shape(name) in shapes
    ]


def _shape(name: str) -> str:
    """Letters and digits of a name without which ones they are: ``A103`` is like ``C101``.

    Examples
    --------
    >>> _shape("A103") == _shape("c101"), _shape("A103") == _shape("q1")
    (True, False)
    """
    return re.sub(r"[0-9]", "9", re.sub(r"[A-Za-z]", "A", name.strip()))


def long_layout(
    connection: Connection, cells: Cells, spec: FileSpec, codes: dict[str, str]
) -> tuple[Cells, FileSpec]:
    """The same classifications with one record per pupil and code.

    Parameters
    ----------
    cells
        The source as it was read.
    spec
        Its layout.
    codes
        Layout wide: column to code.

    Returns
    -------
    Cells, FileSpec
        Records in long layout, which still know their row in the file.
    """
    if spec.layout == "wide":
        return _from_wide(connection, cells, spec, codes)
    if spec.layout == "cell":
        return _from_cells(connection, cells, spec), spec
    return cells, spec


def _from_wide(
    connection: Connection, cells: Cells, spec: FileSpec, codes: dict[str, str]
) -> tuple[Cells, FileSpec]:
    kept = [column.source for column in spec.columns if column.source is not None]
    made = CODE
    while made in map(str.casefold, kept):
        made += "_"  # a column of the file has this name: that of the pupils' codes, say
    selects, problems = [], []
    for number, (column, code) in enumerate(codes.items()):
        listed = f"recorded_{number}"
        problems += _list_recorded(connection, cells, spec, column, listed)
        selected = sql.names([*dict.fromkeys(kept)])
        selects.append(
            f"SELECT {selected}, {sql.text(code)} AS {made}, {PLACE} "
            f"FROM {sql.name(cells.view)} c JOIN {listed} r "
            f"ON c.{sql.name(column)} = r.cell AND r.level = 'yes'"
        )
    raise_problems(problems, DataError)
    view = f"{cells.view} by code"
    connection.execute(f"CREATE VIEW {sql.name(view)} AS {' UNION ALL '.join(selects)}")
    others = tuple(part for part in spec.columns if part.name != CODE)
    columns = (*others, ColumnSpec(CODE, made))
    return _as_texts(cells, view, made, dict(codes)), replace(spec, columns=columns)


def _list_recorded(
    connection: Connection, cells: Cells, spec: FileSpec, column: str, listed: str
) -> list[Problem]:
    """Every different cell of a code column beside yes or no; the problem of those with neither."""
    import pyarrow as pa

    found = distinct_cells(connection, cells, column, spec)
    assert found is not None
    meanings = dict(spec.code_values)
    levels = [_recorded(text, meanings, spec) for text in found[1]]
    connection.register("levels_read", pa.table({"cell": found[0], "level": levels}))
    connection.execute(f"CREATE TEMP TABLE {listed} AS SELECT * FROM levels_read")
    connection.unregister("levels_read")
    if "unreadable" not in levels:
        return []
    total, places = first_places(
        connection,
        f"(SELECT c.{PLACE} FROM {sql.name(cells.view)} c JOIN {listed} r "
        f"ON c.{sql.name(column)} = r.cell AND r.level = 'unreadable')",
    )
    return [_unreadable(cells, column, total, places, meanings)]


def _as_texts(cells: Cells, view: str, column: str, codes: dict[str, str]) -> Cells:
    """The same source in another view, in which one column is made of texts."""
    import pyarrow as pa

    kinds = {**cells.kinds, column: pa.string()}
    return replace(cells, view=view, kinds=kinds, code_columns=codes)


def _recorded(text: str, meanings: dict[str, str], spec: FileSpec) -> str:
    if text == "" or text in spec.code_missing:
        return "no"
    return meanings.get(text, "unreadable")


def _unreadable(
    cells: Cells, column: str, total: int, places: Sequence[int], meanings: dict[str, str]
) -> Problem:
    count = count_text(total, cells.n_records)
    return Problem(
        f'{cells.where}: column "{column}"',
        f"{count} not a value that code_values lists ({cells.rows_text(places, total)})",
        f"{', '.join(meanings)} or empty",
        'Add the value to "code_values", or list it under "code_missing"',
    )


def _from_cells(connection: Connection, cells: Cells, spec: FileSpec) -> Cells:
    """A record per code in a cell, and in the cells beside it that hold codes as well.

    A pupil with an empty cell was looked at and has no code: no record. So has "A103;;".
    """
    source = next(column.source for column in spec.columns if column.name == CODE)
    assert source is not None
    kept = [column.source for column in spec.columns if column.source not in (None, source)]
    view = f"{cells.view} by code"
    between = sql.text("|".join(map(re.escape, spec.code_separators)))
    others = "".join(f"{sql.name(str(name))}, " for name in dict.fromkeys(kept))
    code = sql.name(source)
    split = [
        f"regexp_split_to_array({cells.text(name)}, {between})"
        for name in (source, *spec.more_codes)
    ]
    pieces = f"unnest(flatten([{', '.join(split)}]))"
    connection.execute(
        f"CREATE VIEW {sql.name(view)} AS SELECT * FROM ("
        f"SELECT {others}{trimmed(pieces)} AS {code}, {PLACE} FROM {sql.name(cells.view)} c"
        f") WHERE {code} <> ''"
    )
    return _as_texts(cells, view, source, {})
