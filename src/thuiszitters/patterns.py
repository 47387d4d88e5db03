"""Distinct rows with counts: after this stage nothing sees a pupil or an identifier."""

import pandas as pd

from thuiszitters.plan.analysis import Plan


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
