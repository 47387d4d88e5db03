"""Published effects, on the scale of an odds ratio where they can be put on it."""

import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from thuiszitters.base.errors import DataError, Problem, nearest_name, raise_problems
from thuiszitters.plan.topics import TOPICS
from thuiszitters.results.schema import Type, build
from thuiszitters.results.tables_further import LITERATURE

#: Numbers as published; on the scale of an odds ratio they are computed.
VALUES = ("value", "low", "high")
MEASURES = ("odds_ratio", "correlation", "rate_ratio")
#: Whether the number was seen with its context, or only in part.
EVIDENCE = ("seen", "partly")


def odds_ratio_of_correlation(r: float) -> float:
    """The odds ratio that goes with a correlation, by way of a standardised difference.

    Parameters
    ----------
    r
        Between -1 and 1.

    Notes
    -----
    d = 2r / sqrt(1 - r²) and log odds ratio = d pi / sqrt(3): both groups are taken to follow a
    logistic distribution of the same spread. It is a translation, not a reanalysis.

    References
    ----------
    Borenstein, M. et al. (2009). Introduction to Meta-Analysis, chapter 7.

    Examples
    --------
    >>> round(odds_ratio_of_correlation(0.237), 2), odds_ratio_of_correlation(0.0)
    (2.42, 1.0)
    """
    return math.exp(math.pi / math.sqrt(3) * 2 * r / math.sqrt(1 - r * r))


def read_literature(path: str | Path) -> pd.DataFrame:
    """Published effects from ``config/literature.csv``.

    Parameters
    ----------
    path
        CSV (comma, UTF-8). ``value``, ``low`` and ``high`` are as published: of a correlation
        the interval is that of Fisher's z.

    Returns
    -------
    DataFrame
        The columns of the file, and ``odds_ratio``, ``ci_low``, ``ci_high``: converted from a
        correlation, as published for an odds ratio, NaN for a ratio of rates.

    Raises
    ------
    DataError
        With every row that cannot be used.
    """
    try:
        table = pd.read_csv(path, dtype="str", keep_default_na=False)
    except (OSError, UnicodeDecodeError, pd.errors.ParserError) as error:
        problem = Problem(str(path), "cannot be read as a table of published effects")
        raise DataError(problem) from error
    raise_problems(list(_problems(table, str(path))), DataError)
    for name in VALUES:
        table[name] = pd.to_numeric(table[name].replace("", None)).astype("float64")
    rows = table[["measure", *VALUES]].itertuples(index=False, name=None)
    converted = [_as_odds_ratio(*row) for row in rows]
    table[["odds_ratio", "ci_low", "ci_high"]] = pd.DataFrame(
        converted, index=table.index, columns=["odds_ratio", "ci_low", "ci_high"], dtype="float64"
    )
    return build(LITERATURE, table[[name for name in LITERATURE.names if name in table]])


def _as_odds_ratio(
    measure: str, value: float, low: float, high: float
) -> tuple[float, float, float]:
    if measure == "odds_ratio":
        return value, low, high
    if measure == "rate_ratio":
        return math.nan, math.nan, math.nan
    low, high = (odds_ratio_of_correlation(math.tanh(end)) for end in (low, high))
    return odds_ratio_of_correlation(value), low, high


def _texts() -> tuple[str, ...]:
    return tuple(column.name for column in LITERATURE.columns if column.type is Type.TEXT)


def _problems(table: pd.DataFrame, where: str) -> Iterator[Problem]:
    missing = [name for name in (*_texts(), *VALUES) if name not in table.columns]
    for name in missing:
        advice = nearest_name(name, [str(column) for column in table.columns])
        yield Problem(where, f'the column "{name}" is missing', advice=advice)
    if missing:
        return
    allowed = {"measure": MEASURES, "evidence": EVIDENCE, "topic": ("", *TOPICS)}
    for number, row in enumerate(table.to_dict("records"), start=2):
        for name, values in allowed.items():
            if row[name] not in values:
                found = f'row {number}: "{row[name]}" is no {name}'
                yield Problem(where, found, ", ".join(filter(None, values)))
        for name in VALUES:
            if not _is_number(row[name], empty=name != "value"):
                yield Problem(where, f'row {number}: "{row[name]}" in {name} is not a number')
        if row["measure"] == "correlation" and _outside(row["value"]):
            yield Problem(where, f"row {number}: a correlation lies between -1 and 1")


def _is_number(text: str, *, empty: bool) -> bool:
    if not text:
        return empty
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def _outside(text: str) -> bool:
    return _is_number(text, empty=False) and not -1 < float(text) < 1


def literature_for(plan: Mapping[str, Any], path: str | Path) -> dict[str, pd.DataFrame]:
    """Published effects to show beside a cohort's own: where its plan has expectations."""
    return {"literature": read_literature(path)} if plan["hypotheses"] else {}
