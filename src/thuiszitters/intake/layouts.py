"""Classifications in three layouts, brought to one: a row per pupil and code."""

import re
from dataclasses import replace

import numpy as np
import pandas as pd

from thuiszitters.base.errors import DataError, Problem, raise_problems
from thuiszitters.codebook import Codebook
from thuiszitters.intake.raw import RawTable, count_text
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


def long_layout(raw: RawTable, spec: FileSpec, codes: dict[str, str]) -> tuple[RawTable, FileSpec]:
    """The same classifications with one record per pupil and code.

    Parameters
    ----------
    raw
        The file as it was read.
    spec
        Its layout.
    codes
        Layout wide: column to code.

    Returns
    -------
    RawTable, FileSpec
        Records in long layout, which still know their row in the file.
    """
    if spec.layout == "wide":
        return _from_wide(raw, spec, codes)
    if spec.layout == "cell":
        return _from_cells(raw, spec), spec
    return raw, spec


def _from_wide(raw: RawTable, spec: FileSpec, codes: dict[str, str]) -> tuple[RawTable, FileSpec]:
    meanings = dict(spec.code_values)
    rows, recorded, problems = [], [], []
    for column, code in codes.items():
        places, texts = pd.factorize(raw.cells[column])
        level = np.array([_recorded(str(text), meanings, spec) for text in texts], dtype=object)
        if (level == "unreadable").any():
            problems.append(_unreadable(raw, column, (level == "unreadable")[places], meanings))
        yes = np.flatnonzero((level == "yes")[places]) if len(texts) else np.array([], dtype=int)
        rows.append(yes)
        recorded.append(np.full(len(yes), code, dtype=object))
    raise_problems(problems, DataError)
    origin = np.concatenate(rows) if rows else np.array([], dtype=int)
    kept = [column.source for column in spec.columns if column.source is not None]
    cells = raw.cells[kept].iloc[origin].reset_index(drop=True)
    cells[CODE] = pd.Series(np.concatenate(recorded) if recorded else [], dtype="str")
    others = tuple(part for part in spec.columns if part.name != CODE)
    columns = (*others, ColumnSpec(CODE, CODE))
    raw = replace(raw, cells=cells, origin=origin, code_columns=dict(codes))
    return raw, replace(spec, columns=columns)


def _recorded(text: str, meanings: dict[str, str], spec: FileSpec) -> str:
    if text == "" or text in spec.code_missing:
        return "no"
    return meanings.get(text, "unreadable")


def _unreadable(
    raw: RawTable, column: str, mask: "np.typing.NDArray[np.bool_]", meanings: dict[str, str]
) -> Problem:
    count = count_text(int(mask.sum()), len(mask))
    return Problem(
        f'{raw.where}: column "{column}"',
        f"{count} not a value that code_values lists ({raw.rows_text(mask)})",
        f"{', '.join(meanings)} or empty",
        'Add the value to "code_values", or list it under "code_missing"',
    )


def _from_cells(raw: RawTable, spec: FileSpec) -> RawTable:
    source = next(column.source for column in spec.columns if column.name == CODE)
    assert source is not None
    cells = raw.cells.assign(**{source: raw.cells[source].str.split(spec.code_separator)})
    cells = cells.explode(source)
    cells[source] = cells[source].fillna("").str.strip().astype("str")
    # A pupil with an empty cell was looked at and has no code: no record. So has "A103;;".
    cells = cells[cells[source] != ""]
    return replace(raw, cells=cells.reset_index(drop=True), origin=cells.index.to_numpy())
