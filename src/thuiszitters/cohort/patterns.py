"""Distinct rows with counts: after this stage nothing sees a pupil or an identifier."""

from collections.abc import Mapping, Sequence

import pandas as pd

from thuiszitters.plan.analysis import Plan


def count_all(tables: Mapping[str, pd.DataFrame], plan: Plan) -> dict[str, pd.DataFrame]:
    """Stage: the patterns of a cohort, and those of its codes when the plan screens them.

    Parameters
    ----------
    tables
        ``analysis`` and ``codes`` of the cohort stage.
    """
    adjust_for = plan.screen.adjust_for if plan.screen else ()
    codes = tables["codes"] if plan.screen else tables["codes"].iloc[:0]
    return {
        "patterns": count_patterns(tables["analysis"], plan),
        "codes": count_code_patterns(tables["analysis"], codes, adjust_for),
    }


def count_patterns(analysis: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """Count the pupils behind every distinct combination of outcome, predictors and site.

    Parameters
    ----------
    analysis
        One row per pupil, from `thuiszitters.cohort.build_cohort`.
    plan
        Its predictors become the columns, in the plan's order.

    Returns
    -------
    DataFrame
        ``outcome``, the predictors, ``site`` where the cohort has one, and ``n_pupils``;
        sorted by these columns, missing values first.
    """
    columns = ["outcome", *(predictor.name for predictor in plan.predictors)]
    columns += ["site"] if "site" in analysis else []
    return _counted(analysis[columns], columns, "count(*)")


def count_code_patterns(
    analysis: pd.DataFrame, codes: pd.DataFrame, adjust_for: Sequence[str]
) -> pd.DataFrame:
    """Count pupils with and without each code, by outcome and a few predictors.

    One small table per code, so that a long code list does not multiply the patterns.

    Parameters
    ----------
    analysis
        One row per pupil.
    codes
        ``pupil_id`` and ``code``, each pair once.
    adjust_for
        Predictors every code is adjusted for.

    Returns
    -------
    DataFrame
        ``code``, ``has_code`` (no, yes), ``outcome``, the predictors, ``n_pupils``.
    """
    columns = ["outcome", *adjust_for]
    everyone = _counted(analysis[columns], columns, "count(*)")
    having = codes.merge(analysis[["pupil_id", *columns]], on="pupil_id")
    with_code = _counted(having, ["code", *columns], "count(*)")
    parts = []
    for code, part in with_code.groupby("code", sort=True):
        both = everyone.merge(part, on=columns, how="left", suffixes=("", "_with"))
        n_with = both["n_pupils_with"].fillna(0).astype("int64")
        for level, count in (("no", both["n_pupils"] - n_with), ("yes", n_with)):
            parts.append(both[columns].assign(code=code, has_code=level, n_pupils=count))
    order = ["code", "has_code", *columns, "n_pupils"]
    if not parts:
        return everyone.iloc[:0].assign(code="", has_code="")[order]
    stacked = pd.concat(parts, ignore_index=True)[order]
    return stacked[stacked["n_pupils"] > 0].reset_index(drop=True)


def merge_patterns(parts: list[pd.DataFrame]) -> pd.DataFrame:
    """One table of patterns out of several with the same columns; counts add up."""
    stacked = pd.concat(parts, ignore_index=True)
    columns = [str(column) for column in stacked if column != "n_pupils"]
    return _counted(stacked, columns, "sum(n_pupils)")


def _counted(rows: pd.DataFrame, columns: list[str], count: str) -> pd.DataFrame:
    import duckdb

    names = ", ".join(f'"{column}"' for column in columns)
    order = ", ".join(f'"{column}" NULLS FIRST' for column in columns)
    # Names come from the plan, whose schema allows letters, digits and underscores only.
    query = (
        f"SELECT {names}, CAST({count} AS BIGINT) AS n_pupils "  # noqa: S608
        f"FROM source_rows GROUP BY {names} ORDER BY {order}"
    )
    with duckdb.connect() as connection:
        connection.register("source_rows", rows)
        counted: pd.DataFrame = connection.sql(query).df()
    kinds = {column: rows[column].dtype for column in columns}
    return counted.astype(kinds)
