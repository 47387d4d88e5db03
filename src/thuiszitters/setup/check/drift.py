"""How one cohort differs from another in who is in it."""

from collections.abc import Mapping, Sequence
from typing import Any

#: From this standardised difference on, a shift is worth a look (Austin 2009).
NOTABLE = 0.2


def drift_between(report: Mapping[str, Any], against: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Standardised differences between two cohorts under the same plan, largest first.

    Parameters
    ----------
    report, against
        What `check_cohort` returned for each.

    Returns
    -------
    list of dict
        ``predictor``, ``level``, ``value``, ``value_against`` (a proportion among the known,
        or a mean) and ``standardised_difference``, for what both cohorts have.
    """
    here, there = (_values(each["characteristics"]) for each in (report, against))
    rows = [
        {
            "predictor": key[0],
            "level": key[1],
            "value": here[key][0],
            "value_against": there[key][0],
            "standardised_difference": _standardised(here[key], there[key]),
        }
        for key in here
        if key in there
    ]
    return sorted(rows, key=lambda row: -abs(row["standardised_difference"] or 0.0))


def _values(rows: Sequence[Mapping[str, Any]]) -> dict[tuple[str, str], tuple[float, float]]:
    """Mean and variance of every number and level."""
    known: dict[str, int] = {}
    for row in rows:
        if row["row"] == "level":
            known[row["predictor"]] = known.get(row["predictor"], 0) + row["n_pupils"]
    values = {}
    for row in rows:
        key = (row["predictor"], row["level"] or "")
        if row["row"] == "level" and known[row["predictor"]]:
            share = row["n_pupils"] / known[row["predictor"]]
            values[key] = (share, share * (1 - share))
        elif row["row"] == "number" and row["sd"] is not None:
            values[key] = (row["mean"], row["sd"] ** 2)
        elif row["row"] == "all" and row["n_pupils"]:
            share = row["n_events"] / row["n_pupils"]
            values[("outcome", "")] = (share, share * (1 - share))
    return values


def _standardised(one: tuple[float, float], other: tuple[float, float]) -> float | None:
    spread = ((one[1] + other[1]) / 2) ** 0.5
    return float((one[0] - other[0]) / spread) if spread else None
