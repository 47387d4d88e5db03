"""From the files of a cohort to the three canonical tables, with every problem at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd

from thuiszitters.base.errors import DataError, Problem, raise_problems
from thuiszitters.codebook import Codebook
from thuiszitters.intake.identifiers import cohort_key, digests
from thuiszitters.intake.incoming import Incoming, incoming_table
from thuiszitters.intake.matching import places
from thuiszitters.intake.sorting import distinct_rows
from thuiszitters.intake.tables import (
    check_absences,
    check_classifications,
    check_pupils,
    known_pupils,
)
from thuiszitters.plan.cohort import TABLE_NAMES, CohortSpec, TableName
from thuiszitters.plan.cohort_check import REQUIRED

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

    @property
    def codes_asked(self) -> frozenset[str] | None:
        """Codes that a wide file has a column for; None where every code could be recorded."""
        facts = self.intake.get("files", {}).get("classifications", {})
        return frozenset(facts["code_columns"].values()) if "code_columns" in facts else None

    def tables(self) -> dict[str, pd.DataFrame]:
        """All three tables; one that the cohort does not have is empty."""
        return {
            "pupils": self.pupils,
            "classifications": _or_empty(self.classifications, "classifications"),
            "absences": _or_empty(self.absences, "absences"),
        }


def source_tables(
    tables: Mapping[str, pd.DataFrame], spec: CohortSpec, intake: Mapping[str, Any]
) -> SourceTables:
    """The canonical tables as they were stored; those the cohort does not have are None."""
    return SourceTables(
        pupils=tables["pupils"],
        classifications=tables["classifications"] if spec.file("classifications") else None,
        absences=tables["absences"] if spec.file("absences") else None,
        intake=dict(intake),
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
        Code list of the plan; the cohort's version is chosen and its own codes added here.
    root
        Folder that the paths of the cohort file start from.

    Raises
    ------
    DataError
        With every problem of every file.
    """
    if codebook is not None:
        codebook = codebook.for_cohort(spec)
    root = Path(root)
    unreadable: dict[TableName, tuple[Problem, ...]] = {}
    arrived: dict[TableName, Incoming] = {}
    for table, file in spec.files:
        try:
            table_in = incoming_table(root, table, file, codebook, spec.identifier_width)
        except DataError as error:
            unreadable[table] = error.problems
            continue
        if not table_in.problems:
            table_in = _CHECKS[table](table_in, spec, codebook)
        arrived[table] = table_in
    arrived = _linked(arrived, spec)
    found = {
        **unreadable,
        **{table: tuple(table_in.problems) for table, table_in in arrived.items()},
    }
    raise_problems([p for table in TABLE_NAMES for p in found.get(table, ())], DataError)
    tables = _final_tables(arrived, cohort_key(spec.name, root) if spec.pseudonymise else None)
    return SourceTables(
        pupils=tables["pupils"],
        classifications=tables.get("classifications"),
        absences=tables.get("absences"),
        intake=_intake(spec, codebook, arrived, tables),
    )


def _final_tables(
    arrived: dict[TableName, Incoming], key: bytes | None
) -> dict[TableName, pd.DataFrame]:
    """Sorted, distinct and pseudonymous; each table on its way in is let go as soon as possible."""
    known = arrived["pupils"].table["pupil_id"]
    replaced = known if key is None else digests(known, key)
    tables = {}
    for name in list(arrived):
        table = arrived[name].table
        arrived[name] = replace(arrived[name], table=table.iloc[:0])
        if key is not None:
            place = places(table["pupil_id"], known)
            table = table.assign(pupil_id=replaced.take(place).reset_index(drop=True))
        tables[name] = distinct_rows(table, _SORTED_BY[name])
        arrived[name].note("repeated_row", len(table) - len(tables[name]))
    return tables


_CHECKS: dict[TableName, Callable[[Incoming, CohortSpec, Codebook | None], Incoming]] = {
    "pupils": check_pupils,
    "classifications": check_classifications,
    "absences": check_absences,
}


def _linked(arrived: dict[TableName, Incoming], spec: CohortSpec) -> dict[TableName, Incoming]:
    """Rows of the other tables tied to pupils, once the pupils themselves are in order."""
    pupils = arrived.get("pupils")
    if pupils is None or pupils.problems:
        return arrived
    known = pupils.table["pupil_id"]
    return {
        table: table_in
        if table == "pupils" or table_in.problems
        else known_pupils(table_in, known, spec)
        for table, table_in in arrived.items()
    }


def _intake(
    spec: CohortSpec,
    codebook: Codebook | None,
    arrived: dict[TableName, Incoming],
    tables: dict[TableName, pd.DataFrame],
) -> dict[str, Any]:
    return {
        "cohort": spec.name,
        "synthetic": spec.synthetic,
        "codebook": None if codebook is None else codebook.name,
        "codebook_version": None if codebook is None else codebook.version,
        "files": {
            table: _file_counts(arrived[table], tables[table])
            for table in TABLE_NAMES
            if table in arrived
        },
    }


def _file_counts(table_in: Incoming, table: pd.DataFrame) -> dict[str, Any]:
    sources = {column.source for column in table_in.spec.columns}
    sources |= set(table_in.raw.code_columns)
    return {
        "path": table_in.spec.path,
        **table_in.raw.facts,
        "rows_read": table_in.raw.n_rows,
        "rows_kept": len(table),
        "left_out": dict(sorted(table_in.left_out.items())),
        "columns_read": {
            column.name: column.source
            for column in table_in.spec.columns
            if column.source and column.source not in table_in.dropped
        },
        **({"code_columns": table_in.raw.code_columns} if table_in.raw.code_columns else {}),
        "columns_dropped": dict(table_in.dropped),
        **({"may_hold_bsn": list(table_in.doubtful)} if table_in.doubtful else {}),
        "columns_not_read": sum(name not in sources for name in table_in.raw.header),
        "not_known": {
            name: int(table[name].isna().sum()) for name in table if table[name].isna().any()
        },
    }
