"""A cohort counted in parts: each by a job of its own, and the counts added up.

Pupils are cut into parts of one size in the order of their identifiers, so that a part is the same
amount of work whatever the files were, and no pupil is in two of them. A part leaves counts only.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from thuiszitters.base import batches, engine, sql
from thuiszitters.base.engine import Connection
from thuiszitters.base.io import read_json, read_table, write_json, write_table
from thuiszitters.cohort.absence import YEAR_COLUMNS, first_absence, is_observed
from thuiszitters.cohort.outcome import refuse_single_value
from thuiszitters.cohort.patterns import COUNTS, count_queries, rising, write_counts
from thuiszitters.cohort.slices import build_tables
from thuiszitters.plan.analysis import Plan
from thuiszitters.plan.cohort import CohortSpec
from thuiszitters.plan.reading import plan_of_sections

#: Counts of episodes; every other table counts pupils.
_EPISODE_SUMS = ("n", "n_long", "pupils", "pupils_long", "pupils_short")


def count_part(
    place: tuple[int, int],
    name: str,
    slices: Mapping[str, Any],
    tables: Mapping[str, str | Path],
    codebooks: Sequence[str],
    intake: Mapping[str, Any],
    targets: Mapping[str, str | Path],
) -> None:
    """Build one part of a cohort and count it; no row per pupil is written.

    Parameters
    ----------
    place
        Number of the part, from 1, and of how many.
    name, tables, codebooks, intake
        As for `thuiszitters.cohort.build_from_slices`.
    slices
        As there, with ``screen`` of the plan (or None) and its ``clusters``.
    targets
        Files to write: those of `COUNTS`, ``flow``, and ``facts``.

    Raises
    ------
    DataError
        When the part cannot be built; its sentences count the pupils of the part.
    """
    plan = plan_of_sections(predictors=slices["predictors"], screen=slices["screen"])
    with engine.database(Path()) as connection:
        _take(connection, place, tables)
        flow = build_tables(connection, name, slices, codebooks, intake, whole=False)
        for count, query in count_queries(connection, plan, slices["clusters"]).items():
            batches.write_parquet(connection, query, targets[count])
        first = first_absence(connection)
    write_table(flow, targets["flow"])
    write_json(targets["facts"], {"first_absence": None if first is None else first.isoformat()})


def _take(connection: Connection, place: tuple[int, int], tables: Mapping[str, str | Path]) -> None:
    """The canonical tables of one part: a range of the pupils, and what is said of them."""
    number, parts = place
    scans = {name: engine.scan(Path(tables[name])) for name in ("classifications", "absences")}
    pupils = sql.text(str(tables["pupils"]))
    (total,) = engine.one_row(connection, f"SELECT count(*) FROM read_parquet({pupils})")
    start, end = (total * one // parts for one in (number - 1, number))
    connection.execute(
        "CREATE TABLE pupils AS SELECT * EXCLUDE (file_row_number) "
        f"FROM read_parquet({pupils}, file_row_number = true) "
        f"WHERE file_row_number >= {start} AND file_row_number < {end} ORDER BY file_row_number"
    )
    for name, rows in scans.items():
        own = "pupil_id IN (SELECT pupil_id FROM pupils)"
        connection.execute(f"CREATE TABLE {name} AS SELECT * FROM {rows} WHERE {own}")


def merge_parts(
    spec: CohortSpec,
    plan: Plan,
    parts: Mapping[str, Sequence[str | Path]],
    targets: Mapping[str, str | Path],
) -> None:
    """Add up the counts of all parts; the tables are those of one job, to the byte.

    Parameters
    ----------
    spec, plan
        The cohort file; its predictors and its screen.
    parts
        Of every table that `count_part` wrote, the files of all parts in their order.
    targets
        Files to write: those of `thuiszitters.cohort.patterns.count_all`, and ``flow``.

    Raises
    ------
    DataError
        When every pupil of the cohort has the same outcome; then nothing is written.
    """
    with engine.database(Path()) as connection:
        queries = {name: _summed(connection, name, parts[name]) for name in COUNTS}
        if not _observed(spec, parts["facts"]):
            queries["absence_patterns"] = _without_year(connection, parts["absence_patterns"])
        counts = f"SELECT sum(n_pupils), sum(n_pupils * outcome) FROM ({queries['patterns']})"
        n_pupils, n_events = engine.one_row(connection, counts)
        refuse_single_value(int(n_pupils or 0), int(n_events or 0), spec)
        write_counts(connection, queries, plan, targets)
    write_table(added_flow([read_table(path) for path in parts["flow"]]), targets["flow"])


def _summed(connection: Connection, name: str, files: Sequence[str | Path]) -> str:
    """The rows of all parts, each combination once."""
    return _regrouped(connection, name, f"SELECT * FROM {engine.scan(map(Path, files))}")


def _without_year(connection: Connection, files: Sequence[str | Path]) -> str:
    """Absence without the last school year, whose start no part has on record."""
    empty = ", ".join(f"CAST(NULL AS {kind}) AS {name}" for name, kind in YEAR_COLUMNS.items())
    rows = f"SELECT * REPLACE ({empty}) FROM {engine.scan(map(Path, files))}"
    return _regrouped(connection, "absence_patterns", rows)


def _regrouped(connection: Connection, name: str, rows: str) -> str:
    sums = _EPISODE_SUMS if name == "episode_counts" else ("n_pupils",)
    keys = [column for column in engine.columns(connection, f"({rows})") if column not in sums]
    added = ", ".join(f"CAST(sum({sql.name(one)}) AS BIGINT) AS {sql.name(one)}" for one in sums)
    grouped = f"SELECT {sql.names(keys)}, {added} FROM ({rows}) GROUP BY {sql.names(keys)}"
    return f"SELECT * FROM ({grouped}) ORDER BY {rising(connection, grouped, keys)}"


def _observed(spec: CohortSpec, facts: Sequence[str | Path]) -> bool:
    """Whether the record of all parts together holds the last school year."""
    found = [read_json(path)["first_absence"] for path in facts]
    first = min((date.fromisoformat(one) for one in found if one is not None), default=None)
    return spec.extraction_date is None or is_observed(first, spec.extraction_date)


def added_flow(flows: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """The flow of a cohort from those of its parts, which have the same steps.

    Examples
    --------
    >>> from thuiszitters.cohort.flow import flow_table
    >>> parts = [flow_table(10, [("too_young", 3)]), flow_table(5, [("too_young", 0)])]
    >>> added_flow(parts)[["reason", "n_excluded", "n_remaining"]]
          reason  n_excluded  n_remaining
    0       read           0           15
    1  too_young           3           12
    """
    total = flows[0].copy()
    for column in ("n_excluded", "n_remaining"):
        total[column] = sum(flow[column] for flow in flows)
    return total
