"""Distinct rows with counts: after this stage nothing sees a pupil or an identifier."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pandas as pd

from thuiszitters.base import batches, engine, sql
from thuiszitters.base.engine import Connection
from thuiszitters.base.io import write_table
from thuiszitters.cohort.absence import ABSENT
from thuiszitters.cohort.absence_counts import absence_patterns_query, episode_counts_query
from thuiszitters.cohort.definitions import definition_columns
from thuiszitters.plan.analysis import Plan

#: Counts from which the tables of this stage are made; those of parts of a cohort add up.
COUNTS = ("patterns", "definitions", "everyone", "with_code", "absence_patterns", "episode_counts")
#: Tables of the cohort stage, and the files that hold them.
_FILES = {"analysis": "analysis", "codes": "codes", ABSENT: "absence", "episodes": "episodes"}
#: The pupils grouped by all that the patterns and the definitions are told apart by.
_GROUPED = "grouped"


def count_all(
    tables: Mapping[str, str | Path],
    plan: Plan,
    clusters: str,
    targets: Mapping[str, str | Path],
) -> None:
    """Stage: the patterns of a cohort, and those of its codes when the plan screens them.

    Parameters
    ----------
    tables
        Parquet files ``analysis``, ``codes``, ``absence`` and ``episodes`` of the cohort stage.
    plan
        Its predictors and its screen.
    clusters
        As in the plan: ``none``, or whether pupils of one site may be alike (``auto``, ``site``).
    targets
        Files to write: ``patterns``, ``codes``, and ``definitions``: the patterns with the outcome
        under each named definition; ``absence_patterns`` and ``episode_counts``: absence counted.
        These three have no rows where the cohort has no spells.
    """
    with engine.database(Path()) as connection:
        for name, file in _FILES.items():
            engine.view(connection, name, Path(tables[file]))
        write_counts(connection, count_queries(connection, plan, clusters), plan, targets)


def count_queries(connection: Connection, plan: Plan, clusters: str) -> dict[str, str]:
    """A query for each of `COUNTS`, over the tables of the cohort stage.

    The pupils are grouped once; patterns without the definitions are added up from that.
    """
    columns = pattern_columns(connection, plan, clusters)
    named = definition_columns(list(engine.columns(connection, "analysis")))
    with_all = {**columns, **_as_named(named)}
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {_GROUPED} AS {_grouped_query('analysis', with_all)}"
    )
    screened = ["outcome", *(plan.screen.adjust_for if plan.screen else ())]
    having = "(SELECT a.*, c.code FROM codes c JOIN analysis a USING (pupil_id))"
    unasked = "" if plan.screen else " LIMIT 0"
    return {
        "patterns": _added_query(connection, columns),
        "definitions": _added_query(connection, with_all) + ("" if named else " LIMIT 0"),
        "everyone": _added_query(connection, screened),
        "with_code": counted_query(connection, having, _as_named(["code", *screened])) + unasked,
        "absence_patterns": absence_patterns_query(connection, plan),
        "episode_counts": episode_counts_query(),
    }


def write_counts(
    connection: Connection,
    queries: Mapping[str, str],
    plan: Plan,
    targets: Mapping[str, str | Path],
) -> None:
    """Write the tables of this stage from the `COUNTS` of a cohort."""
    tables = {
        name: _frame(connection, query)
        for name, query in queries.items()
        if name not in ("everyone", "with_code")
    }
    for name, table in tables.items():
        write_table(table, targets[name])
    everyone, with_code = (_frame(connection, queries[name]) for name in ("everyone", "with_code"))
    adjust_for = plan.screen.adjust_for if plan.screen else None
    write_table(_code_patterns(everyone, with_code, adjust_for), targets["codes"])


def _added_query(connection: Connection, columns: Iterable[str]) -> str:
    """`counted_query` of pupils who are grouped already, by these columns and more."""
    names = sql.names(columns)
    added = (
        f"SELECT {names}, CAST(sum(n_pupils) AS BIGINT) AS n_pupils "
        f"FROM {_GROUPED} GROUP BY {names}"
    )
    return f"SELECT * FROM ({added}) ORDER BY {rising(connection, added, columns)}"


def _as_named(columns: Sequence[str]) -> dict[str, str]:
    return {name: sql.name(name) for name in columns}


def pattern_columns(connection: Connection, plan: Plan, clusters: str) -> dict[str, str]:
    """Columns of the patterns of ``analysis``, with an expression for each.

    The site is among them only where the plan allows for pupils of one site being alike: with
    hundreds of sites nearly every pupil is a pattern of its own.
    """
    columns = {"outcome": "outcome"}
    # As they are stored: the database groups the places of a file's values, and not the values.
    columns |= _as_named([predictor.name for predictor in plan.predictors])
    known = engine.columns(connection, "analysis")
    return columns | ({"site": "site"} if clusters != "none" and "site" in known else {})


def count_patterns(analysis: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """Count the pupils behind every distinct combination of outcome and predictors.

    Parameters
    ----------
    analysis
        One row per pupil, from `thuiszitters.cohort.build.build_cohort`.
    plan
        Its predictors become the columns, in the plan's order.

    Returns
    -------
    DataFrame
        ``outcome``, the predictors, ``site`` where the cohort has sites and the plan does not say
        ``clusters: none``, and ``n_pupils``; sorted by these columns, missing
        values first.
    """
    with engine.database() as connection:
        engine.view(connection, "analysis", analysis)
        columns = pattern_columns(connection, plan, plan.estimation.clusters)
        return counted(connection, "analysis", columns)


def _code_patterns(
    everyone: pd.DataFrame, with_code: pd.DataFrame, adjust_for: Sequence[str] | None
) -> pd.DataFrame:
    """Count pupils with and without each code, by outcome and a few predictors.

    One small table per code, so that a long code list does not multiply the patterns.

    Parameters
    ----------
    everyone, with_code
        Pupils by outcome and these predictors: all of them, and those with each ``code``.
    adjust_for
        Predictors every code is adjusted for; None when the plan does not look at codes.

    Returns
    -------
    DataFrame
        ``code``, ``has_code`` (no, yes), ``outcome``, the predictors, ``n_pupils``.
    """
    columns = ["outcome", *(adjust_for or ())]
    order = ["code", "has_code", *columns, "n_pupils"]
    parts = []
    for code, part in with_code.groupby("code", sort=True):
        both = everyone.merge(part, on=columns, how="left", suffixes=("", "_with"))
        n_with = both["n_pupils_with"].fillna(0).astype("int64")
        for level, count in (("no", both["n_pupils"] - n_with), ("yes", n_with)):
            parts.append(both[columns].assign(code=code, has_code=level, n_pupils=count))
    if not parts:
        return everyone.iloc[:0].assign(code="", has_code="")[order]
    stacked = pd.concat(parts, ignore_index=True)[order]
    return stacked[stacked["n_pupils"] > 0].reset_index(drop=True)


def counted(
    connection: Connection, rows: str, columns: Mapping[str, str], pupils: str = "count(*)"
) -> pd.DataFrame:
    """The answer to a `counted_query`."""
    return _frame(connection, counted_query(connection, rows, columns, pupils))


def counted_query(
    connection: Connection, rows: str, columns: Mapping[str, str], pupils: str = "count(*)"
) -> str:
    """Distinct combinations of some expressions, sorted, with the rows that have each.

    Parameters
    ----------
    rows
        A relation in the database.
    columns
        Name to expression.
    pupils
        Their number: of rows, or the sum of the numbers of rows that are groups already.
    """
    grouped = _grouped_query(rows, columns, pupils)
    return f"SELECT * FROM ({grouped}) ORDER BY {rising(connection, grouped, columns)}"


def _grouped_query(rows: str, columns: Mapping[str, str], pupils: str = "count(*)") -> str:
    selected = ", ".join(f"{value} AS {sql.name(name)}" for name, value in columns.items())
    names = sql.names(columns)
    number = "" if pupils == "count(*)" else ", n_pupils"
    return (
        f"SELECT {names}, CAST({pupils} AS BIGINT) AS n_pupils "
        f"FROM (SELECT {selected}{number} FROM {rows}) GROUP BY {names}"
    )


def rising(connection: Connection, query: str, columns: Iterable[str]) -> str:
    """What the rows of a query are sorted by, missing values first."""
    return ", ".join(f"{one} NULLS FIRST" for one in engine.plain(connection, query, columns))


def _frame(connection: Connection, query: str) -> pd.DataFrame:
    table = batches.frame(connection, query)
    return table.astype({"outcome": "int8"}) if "outcome" in table else table
