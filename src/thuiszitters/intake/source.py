"""From the files of a cohort to the three canonical tables, with every problem at once."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from thuiszitters.base import batches, engine, sql
from thuiszitters.base.engine import Connection
from thuiszitters.base.errors import DataError, Problem, raise_problems
from thuiszitters.base.io import read_table, write_table
from thuiszitters.codebook import Codebook
from thuiszitters.intake.identifiers import cohort_key, digests
from thuiszitters.intake.incoming import Incoming, incoming_table
from thuiszitters.intake.scan import steady
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
        return codes_asked(self.intake)

    def present(self) -> Iterator[tuple[TableName, pd.DataFrame]]:
        """The tables that the cohort has."""
        yield "pupils", self.pupils
        if self.classifications is not None:
            yield "classifications", self.classifications
        if self.absences is not None:
            yield "absences", self.absences


def codes_asked(intake: Mapping[str, Any]) -> frozenset[str] | None:
    """Codes that a wide file has a column for; None where every code could be recorded."""
    facts = intake.get("files", {}).get("classifications", {})
    return frozenset(facts["code_columns"].values()) if "code_columns" in facts else None


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


def read_source(spec: CohortSpec, codebook: Codebook | None, root: str | Path) -> SourceTables:
    """Read, map and check every file of a cohort, into memory.

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
    with engine.working_folder(root) as folder:
        targets = {name: folder / f"{name}.parquet" for name in TABLE_NAMES}
        intake = write_source(spec, codebook, root, targets)
        return source_tables(
            {name: read_table(path) for name, path in targets.items()}, spec, intake
        )


def write_source(
    spec: CohortSpec,
    codebook: Codebook | None,
    root: str | Path,
    targets: Mapping[TableName, Path],
) -> dict[str, Any]:
    """Read, map and check every file of a cohort, and write the canonical tables as Parquet.

    Parameters
    ----------
    targets
        Table to the file it is written to; a table that the cohort does not have is empty.

    Returns
    -------
    dict
        Counts only: read, mapped, left out and why.

    Raises
    ------
    DataError
        With every problem of every file; then nothing is written.
    """
    with engine.database(root) as connection, engine.working_folder(root) as folder:
        arrived = arrive(connection, spec, codebook, Path(root), folder)
        key = cohort_key(spec.name, Path(root)) if spec.pseudonymise else None
        for table in TABLE_NAMES:
            if table in arrived:
                _write_table(arrived[table], key, targets[table])
            else:
                write_table(_empty_table(table), targets[table])
        return intake_counts(spec, codebook, arrived)


def arrive(
    connection: Connection,
    spec: CohortSpec,
    codebook: Codebook | None,
    root: Path,
    folder: Path,
) -> dict[TableName, Incoming]:
    """Every table of a cohort in the database, mapped and checked, each row once.

    Identifiers are those of the files.

    Parameters
    ----------
    folder
        Where text files are kept as columns for the while.

    Raises
    ------
    DataError
        With every problem of every file.
    """
    if codebook is not None:
        codebook = codebook.for_cohort(spec)
    unreadable: dict[TableName, tuple[Problem, ...]] = {}
    arrived: dict[TableName, Incoming] = {}
    for table, file in spec.files:
        try:
            with steady(root, file):
                table_in = incoming_table(
                    connection, root, table, file, codebook, spec.identifier_width, folder
                )
        except DataError as error:
            unreadable[table] = error.problems
            continue
        if not table_in.problems:
            _CHECKS[table](table_in, spec, codebook)
        arrived[table] = table_in
    _link(arrived, spec)
    found = {
        **unreadable,
        **{table: tuple(table_in.problems) for table, table_in in arrived.items()},
    }
    raise_problems([p for table in TABLE_NAMES for p in found.get(table, ())], DataError)
    for table in arrived:
        # Two lessons of one day are two registrations, however alike: their hours add up.
        if table != "pupils" and "hours" not in arrived[table].columns:
            _once(arrived[table])
    return arrived


def _once(table_in: Incoming) -> None:
    """Rows that are the same in every column count once."""
    before, columns = table_in.n_rows, sql.names(table_in.columns)
    table_in.connection.execute(
        f"CREATE OR REPLACE TABLE {table_in.table} AS "
        f"SELECT {columns} FROM {table_in.table} GROUP BY {columns}"
    )
    table_in.note("repeated_row", before - table_in.n_rows)


def _write_table(table_in: Incoming, key: bytes | None, target: str | Path) -> None:
    """Sorted and pseudonymous; what is not known comes last."""
    connection, columns = table_in.connection, sql.names(table_in.columns)
    rows = f"SELECT {columns} FROM {table_in.table}"
    known = [column for column in _SORTED_BY[table_in.table] if column in table_in.columns]
    by = [*known, *(column for column in table_in.columns if column not in known)]
    by = by[:1] if table_in.table == "pupils" else by
    order = ", ".join(f"{one} NULLS LAST" for one in engine.plain(connection, rows, by))
    if key is not None:
        # Only the identifiers leave the database for it: what is a place in a list stays one.
        numbered = f"SELECT rowid AS number, pupil_id FROM {table_in.table}"
        changed = batches.restated(connection, numbered, partial(_pseudonymous, key=key))
        connection.register("changed", changed)
        connection.execute("CREATE OR REPLACE TEMP TABLE pseudonyms AS SELECT * FROM changed")
        connection.unregister("changed")
        others = "".join(f", t.{sql.name(one)}" for one in table_in.columns if one != "pupil_id")
        rows = (
            f"SELECT s.pupil_id{others} FROM {table_in.table} t "
            "JOIN pseudonyms s ON t.rowid = s.number"
        )
    batches.write_parquet(connection, f"SELECT {columns} FROM ({rows}) ORDER BY {order}", target)


def _pseudonymous(table: Any, key: bytes) -> Any:
    place = table.schema.get_field_index("pupil_id")
    return table.set_column(place, "pupil_id", digests(table["pupil_id"], key))


_CHECKS: dict[TableName, Callable[[Incoming, CohortSpec, Codebook | None], None]] = {
    "pupils": check_pupils,
    "classifications": check_classifications,
    "absences": check_absences,
}


def _link(arrived: dict[TableName, Incoming], spec: CohortSpec) -> None:
    """Tie the rows of the other tables to pupils, once the pupils themselves are in order."""
    pupils = arrived.get("pupils")
    if pupils is None or pupils.problems:
        return
    for table, table_in in arrived.items():
        if table != "pupils" and not table_in.problems:
            known_pupils(table_in, pupils.table, spec)


def _empty_table(name: TableName) -> pd.DataFrame:
    columns = dict.fromkeys(REQUIRED[name], "str")
    return pd.DataFrame(columns=list(columns)).astype(columns)


def intake_counts(
    spec: CohortSpec, codebook: Codebook | None, arrived: Mapping[TableName, Incoming]
) -> dict[str, Any]:
    """What was read, mapped and left out, and why: counts only, so that it may be published."""
    if codebook is not None:
        codebook = codebook.for_cohort(spec)
    return {
        "cohort": spec.name,
        "synthetic": spec.synthetic,
        "codebook": None if codebook is None else codebook.name,
        "codebook_version": None if codebook is None else codebook.version,
        "files": {table: _file_counts(arrived[table]) for table in TABLE_NAMES if table in arrived},
    }


def _file_counts(table_in: Incoming) -> dict[str, Any]:
    cells, columns = table_in.cells, table_in.columns
    sources = {column.source for column in table_in.spec.columns}
    sources |= {*cells.code_columns, *table_in.spec.more_codes}
    missing = ", ".join(f"count(*) - count({sql.name(name)})" for name in columns)
    query = f"SELECT count(*), {missing} FROM {table_in.table}"
    n_rows, *n_missing = engine.one_row(table_in.connection, query)
    return {
        "path": table_in.spec.path,
        **cells.facts,
        "rows_read": cells.n_rows,
        "rows_kept": n_rows,
        "left_out": dict(sorted(table_in.left_out.items())),
        **({"respelled": dict(table_in.respelled)} if table_in.respelled else {}),
        "columns_read": {
            column.name: column.source
            for column in table_in.spec.columns
            if column.source and column.source not in table_in.dropped
        },
        **({"code_columns": cells.code_columns} if cells.code_columns else {}),
        "columns_dropped": dict(table_in.dropped),
        **({"may_hold_bsn": list(table_in.doubtful)} if table_in.doubtful else {}),
        "columns_not_read": sum(name not in sources for name in cells.header),
        "not_known": {name: count for name, count in zip(columns, n_missing, strict=True) if count},
    }
