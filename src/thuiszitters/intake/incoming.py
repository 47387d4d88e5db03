"""One table on its way in: read, mapped, rid of what may not come along."""

from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

import numpy as np
import pandas as pd

from thuiszitters.base.errors import DataError, Problem, raise_problems
from thuiszitters.codebook import Codebook
from thuiszitters.intake.identifiers import padded, written_as_number
from thuiszitters.intake.layouts import code_columns, long_layout, unknown_code_columns
from thuiszitters.intake.personal import personal_kind
from thuiszitters.intake.raw import RawTable, count_text
from thuiszitters.intake.reading import file_header, read_raw
from thuiszitters.intake.service_numbers import bsn_evidence, bsn_problem
from thuiszitters.intake.value_labels import label_problems
from thuiszitters.intake.values import read_column
from thuiszitters.plan.cohort import ColumnSpec, FileSpec, TableName
from thuiszitters.plan.cohort_check import CANONICAL

_REASONS = ("authorised", "enrolled", "exempt")


@dataclass(frozen=True)
class Incoming:
    """A table on its way in, beside the file it came from.

    Attributes
    ----------
    table
        Values so far.
    problems
        What is wrong with them; added to by every check.
    left_out
        Reason to the number of rows that were left out.
    dropped
        Column of the file that was dropped, to what it says about a person.
    doubtful
        Columns of the file in which numbers stand that may be citizen service numbers.
    """

    spec: FileSpec
    raw: RawTable
    table: pd.DataFrame
    problems: list[Problem]
    left_out: dict[str, int] = field(default_factory=dict)
    dropped: dict[str, str] = field(default_factory=dict)
    doubtful: tuple[str, ...] = ()

    @property
    def where(self) -> str:
        return self.spec.path

    def column(self, name: str) -> ColumnSpec:
        found = self.spec.column(name)
        assert found is not None
        return found

    def place(self, name: str) -> str:
        return f'{self.where}: column "{self.column(name).source}"'

    def keep(self, mask: "np.typing.NDArray[np.bool_]") -> "Incoming":
        """The same with some of its rows, which keep their row numbers."""
        origin = np.arange(len(self.table)) if self.raw.origin is None else self.raw.origin
        table = self.table[mask].reset_index(drop=True)
        return replace(self, table=table, raw=replace(self.raw, origin=origin[mask]))

    def note(self, reason: str, count: int) -> None:
        if count:
            self.left_out[reason] = self.left_out.get(reason, 0) + count


def incoming_table(
    root: Path, table: TableName, file: FileSpec, codebook: Codebook | None, width: int | None
) -> Incoming:
    """Read and map one file.

    Parameters
    ----------
    root
        Folder that the path starts from.
    table
        Which canonical table the file becomes.
    file
        The file and its columns.
    codebook
        Code list, by which columns of a wide layout are recognised.
    width
        Width to which identifiers of digits are filled up; None leaves them.

    Raises
    ------
    DataError
        When the file cannot be read at all, or holds citizen service numbers.
    """
    if table == "classifications":
        raw, file = _read_codes(root, file, codebook)
    else:
        raw = read_raw(root, file, _sources(file), unasked=True)
    doubtful = _refuse_bsn(raw, file)
    dropped = _personal_columns(raw, file, table)
    values, problems = {}, []
    for column in file.columns:
        if column.source not in dropped:
            values[column.name], found = read_column(raw, column, file)
            problems += found + label_problems(raw, column)
    order = [name for name in CANONICAL[table] if name in values]
    order += [name for name in values if name not in order]
    frame = pd.DataFrame({name: values[name] for name in order})
    frame["pupil_id"] = padded(frame["pupil_id"], width)
    if table == "absences":
        frame = _with_reasons(frame)
    # The cells have been read; what is still asked of the file are its rows and their numbers.
    raw = replace(raw, cells=raw.cells.iloc[:0], unasked=pd.DataFrame())
    arrived = Incoming(file, raw, frame, problems, dropped=dropped, doubtful=doubtful)
    arrived.note("empty_row", len(raw.blank_rows))
    _check_identifiers(arrived)
    return arrived


def _sources(file: FileSpec) -> list[str]:
    return [column.source for column in file.columns if column.source is not None]


def _read_codes(root: Path, file: FileSpec, codebook: Codebook | None) -> tuple[RawTable, FileSpec]:
    """Classifications of any layout, as one record per pupil and code."""
    codes: dict[str, str] = {}
    if file.layout == "wide":
        header = file_header(root, file)
        codes = code_columns(header, file, codebook)
        if codebook is not None and not file.code_columns:
            raise_problems(unknown_code_columns(header, file, codebook), DataError)
        if not codes:
            allowed = "columns named by a code or its label"
            advice = 'Name the columns under "code_columns"'
            raise DataError(Problem(file.path, "no column is a code of the list", allowed, advice))
    raw = read_raw(root, file, [*_sources(file), *codes], unasked=True)
    return long_layout(raw, file, codes)


def _refuse_bsn(raw: RawTable, file: FileSpec) -> tuple[str, ...]:
    """No column may hold them, also not one that the cohort file does not name.

    Returns the columns that may hold some, which is a question and no reason to stop.
    """
    asked = raw.cells[[*dict.fromkeys(_sources(file))]]
    columns = [(str(name), cells) for name, cells in chain(asked.items(), raw.unasked.items())]
    evidence = {name: bsn_evidence(cells) for name, cells in columns}
    raise_problems(
        [bsn_problem(file.path, name) for name, found in evidence.items() if found == "certain"],
        DataError,
    )
    return tuple(name for name, found in evidence.items() if found == "possible")


def _personal_columns(raw: RawTable, file: FileSpec, table: TableName) -> dict[str, str]:
    """Columns that say who a pupil is; those with a place in the canonical table stay."""
    kinds = {
        column.source: personal_kind(column.source, raw.cells[column.source])
        for column in file.columns
        if column.source is not None
        and column.kind == "text"
        and column.name not in CANONICAL[table]
        and not column.keep
    }
    return {source: kind for source, kind in kinds.items() if kind}


def _with_reasons(frame: pd.DataFrame) -> pd.DataFrame:
    """Absences always carry their three reasons; what is not told is unknown."""
    known = {
        name: frame[name].fillna("unknown") if name in frame else "unknown" for name in _REASONS
    }
    return frame.assign(**known).astype(dict.fromkeys(_REASONS, "str"))


def _check_identifiers(arrived: Incoming) -> None:
    """Every row names a pupil, in a way that no spreadsheet has changed."""
    identifiers = arrived.table["pupil_id"]
    missing = identifiers.isna().to_numpy()
    if missing.any():
        found = f"{count_text(int(missing.sum()), len(missing))} without an identifier"
        rows = arrived.raw.rows_text(missing)
        arrived.problems.append(Problem(arrived.place("pupil_id"), f"{found} ({rows})"))
    odd = written_as_number(identifiers)
    if odd.any():
        found = f"{count_text(int(odd.sum()), len(odd))} an identifier written as a number"
        arrived.problems.append(
            Problem(
                arrived.place("pupil_id"),
                f"{found} with a decimal or an exponent ({arrived.raw.rows_text(odd)})",
                "identifiers as they stand in the source system",
                "A spreadsheet has changed them; export the file again with this column as text",
            )
        )
