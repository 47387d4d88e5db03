"""A predictor may not be read from the column that gives the outcome."""

from collections.abc import Mapping
from typing import Any

from thuiszitters.base.errors import Problem

#: Where a derived column names the columns it is made from.
_KEYS = ("from", "minus")


def same_column_problems(
    cohort: Mapping[str, Any], plan: Mapping[str, Any], where: str
) -> list[Problem]:
    """Predictors of a plan that are the outcome itself under another name.

    Parameters
    ----------
    cohort, plan
        Content of a cohort file and of its plan, which fit their schemas.
    where
        Name of the cohort file, for messages.

    Notes
    -----
    A column derived from the outcome's column, and a second name for the same column of the
    file, count as the same. Such a predictor separates the outcome perfectly and says nothing.
    """
    outcome = cohort["outcome"]
    part = outcome.get("recorded") or outcome.get("count") or {}
    column = part.get("column")
    if column is None:
        return []
    columns = cohort["files"].get("pupils", {}).get("columns", {})
    derived = cohort.get("derived", {})
    source = _source(column, columns)
    return [
        Problem(
            f"{where}: outcome",
            f'the predictor "{name}" of the plan is made from the column "{column}", '
            "which is the outcome itself",
            advice=f'List "{name}" under "not_measured", or name another column in the plan',
        )
        for name, predictor in plan["predictors"].items()
        if name not in cohort["not_measured"]
        and (read := predictor.get("column")) is not None
        and source in {_source(one, columns) for one in _origins(read, derived)}
    ]


def _origins(name: str, derived: Mapping[str, Any]) -> set[str]:
    """Columns of the table that a column is made from, through any number of steps."""
    origins, seen = {name}, set[str]()
    while more := (origins & set(derived)) - seen:
        seen |= more
        origins |= {
            part[key] for part in (derived[one] for one in more) for key in _KEYS if key in part
        }
    return (origins - seen) | {name}


def _source(name: str, columns: Mapping[str, Any]) -> str:
    """Column of the file that a column of the table is read from."""
    part = columns.get(name, name)
    found = part.get("from", name) if isinstance(part, Mapping) else part
    return str(found)
