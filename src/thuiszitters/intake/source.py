"""From the files of a cohort to the three canonical tables, with every problem at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from thuiszitters.codebook import Codebook
from thuiszitters.errors import DataError, Problem, raise_problems
from thuiszitters.intake.raw import RawTable
from thuiszitters.intake.tables import (
    Draft,
    check_absences,
    check_classifications,
    check_pupils,
    known_pupils,
)
from thuiszitters.intake.text_table import read_text_table
from thuiszitters.intake.values import read_column
from thuiszitters.io import existing_file
from thuiszitters.plan.cohort import TABLE_NAMES, CohortSpec, FileSpec, TableName
from thuiszitters.plan.cohort_check import CANONICAL, REQUIRED

_SORTED_BY: dict[TableName, list[str]] = {
    "pupils": ["pupil_id"],
    "classifications": ["pupil_id", "code", "start_date", "main_problem"],
    "absences": ["pupil_id", "start_date", "end_date", "authorised", "enrolled", "exempt"],
}


@dataclass(frozen=True)
class SourceTables:
    """What a cohort brings, in the canonical form of ``data/README.md``.

    Attributes
    ----------
    classifications, absences
        None when the cohort file names no such file.
    intake
        Counts only: read, mapped, left out and why. It may be published.
    """

    pupils: pd.DataFrame
    classifications: pd.DataFrame | None
    absences: pd.DataFrame | None
    intake: dict[str, Any] = field(default_factory=dict)

    def tables(self) -> dict[str, pd.DataFrame]:
        """All three tables; one that the cohort does not have is empty."""
        return {
            "pupils": self.pupils,
            "classifications": _or_empty(self.classifications, "classifications"),
            "absences": _or_empty(self.absences, "absences"),
        }


def source_tables(tables: Mapping[str, pd.DataFrame], spec: CohortSpec) -> SourceTables:
    """The canonical tables as they were stored; those the cohort does not have are None."""
    return SourceTables(
        pupils=tables["pupils"],
        classifications=tables["classifications"] if spec.file("classifications") else None,
        absences=tables["absences"] if spec.file("absences") else None,
    )


def _or_empty(table: pd.DataFrame | None, name: TableName) -> pd.DataFrame:
    columns = dict.fromkeys(REQUIRED[name], "str")
    return pd.DataFrame(columns=list(columns)).astype(columns) if table is None else table


def read_source(spec: CohortSpec, codebook: Codebook | None, root: str | Path) -> SourceTables:
    """Read, map and check every file of a cohort.

    Parameters
    ----------
    spec
        The cohort file.
    codebook
        Code list of the plan; local codes of the cohort are added here.
    root
        Folder that the paths of the cohort file start from.

    Raises
    ------
    DataError
        With every problem of every file.
    """
    if codebook is not None:
        codebook = codebook.with_local(spec.local_codes, f"config/cohorts/{spec.name}.yaml")
    unreadable: dict[TableName, tuple[Problem, ...]] = {}
    drafts: dict[TableName, Draft] = {}
    for table, file in spec.files:
        try:
            draft = _draft(Path(root), table, file)
        except DataError as error:
            unreadable[table] = error.problems
            continue
        if not draft.problems:
            _CHECKS[table](draft, spec, codebook)
        drafts[table] = draft
    drafts = _linked(drafts, spec)
    found = {**unreadable, **{table: tuple(draft.problems) for table, draft in drafts.items()}}
    raise_problems([p for table in TABLE_NAMES for p in found.get(table, ())], DataError)
    tables = {table: _sorted(draft.table, table) for table, draft in drafts.items()}
    return SourceTables(
        pupils=tables["pupils"],
        classifications=tables.get("classifications"),
        absences=tables.get("absences"),
        intake=_intake(spec, drafts, tables),
    )


def _draft(root: Path, table: TableName, file: FileSpec) -> Draft:
    path = existing_file(root, file.path)
    wanted = [column.source for column in file.columns if column.source is not None]
    raw: RawTable = read_text_table(path, file, wanted)
    columns, problems = {}, []
    for column in file.columns:
        columns[column.name], found = read_column(raw, column, file)
        problems += found
    order = [name for name in CANONICAL[table] if name in columns]
    order += [name for name in columns if name not in order]
    frame = pd.DataFrame({name: columns[name] for name in order})
    if table == "absences":
        frame = _with_reasons(frame)
    draft = Draft(file, raw, frame, problems)
    draft.note("empty_row", len(raw.blank_rows))
    return draft


def _with_reasons(frame: pd.DataFrame) -> pd.DataFrame:
    """Absences always carry their three reasons; what is not told is unknown."""
    reasons = ("authorised", "enrolled", "exempt")
    known = {
        name: frame[name].fillna("unknown") if name in frame else "unknown" for name in reasons
    }
    return frame.assign(**known).astype(dict.fromkeys(reasons, "str"))


def _pupils(draft: Draft, _spec: CohortSpec, _codebook: Codebook | None) -> None:
    check_pupils(draft)


def _classifications(draft: Draft, _spec: CohortSpec, codebook: Codebook | None) -> None:
    check_classifications(draft, codebook)


def _absences(draft: Draft, spec: CohortSpec, _codebook: Codebook | None) -> None:
    check_absences(draft, spec)


_CHECKS: dict[TableName, Callable[[Draft, CohortSpec, Codebook | None], None]] = {
    "pupils": _pupils,
    "classifications": _classifications,
    "absences": _absences,
}


def _linked(drafts: dict[TableName, Draft], spec: CohortSpec) -> dict[TableName, Draft]:
    """Rows of the other tables tied to pupils, once the pupils themselves are in order."""
    pupils = drafts.get("pupils")
    if pupils is None or pupils.problems:
        return drafts
    known = pupils.table["pupil_id"]
    linked = {
        table: draft if table == "pupils" or draft.problems else known_pupils(draft, known, spec)
        for table, draft in drafts.items()
    }
    return {table: _distinct(draft, table) for table, draft in linked.items()}


def _distinct(draft: Draft, table: TableName) -> Draft:
    if table == "pupils" or draft.problems:
        return draft
    distinct = draft.table.drop_duplicates(ignore_index=True)
    draft.note("repeated_row", len(draft.table) - len(distinct))
    return Draft(draft.spec, draft.raw, distinct, draft.problems, draft.left_out)


def _sorted(table: pd.DataFrame, name: TableName) -> pd.DataFrame:
    by = [column for column in _SORTED_BY[name] if column in table]
    return table.sort_values(by, kind="stable", na_position="last", ignore_index=True)


def _intake(
    spec: CohortSpec, drafts: dict[TableName, Draft], tables: dict[TableName, pd.DataFrame]
) -> dict[str, Any]:
    return {
        "cohort": spec.name,
        "synthetic": spec.synthetic,
        "files": {
            table: _file_counts(drafts[table], tables[table])
            for table in TABLE_NAMES
            if table in drafts
        },
    }


def _file_counts(draft: Draft, table: pd.DataFrame) -> dict[str, Any]:
    sources = {column.source for column in draft.spec.columns}
    return {
        "path": draft.spec.path,
        **draft.raw.facts,
        "rows_read": len(draft.raw.cells) + len(draft.raw.blank_rows),
        "rows_kept": len(table),
        "left_out": dict(sorted(draft.left_out.items())),
        "columns_read": {
            column.name: column.source for column in draft.spec.columns if column.source
        },
        "columns_not_read": sum(name not in sources for name in draft.raw.header),
        "not_known": {
            name: int(table[name].isna().sum()) for name in table if table[name].isna().any()
        },
    }
