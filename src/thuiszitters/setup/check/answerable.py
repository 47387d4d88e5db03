"""Which questions of a plan a cohort can answer under its disclosure profile, and which not."""

from collections.abc import Mapping, Sequence
from typing import Any


def answerable(report: Mapping[str, Any]) -> list[str]:
    """A line per predictor and per model of the plan, from what the profile suppresses.

    Parameters
    ----------
    report
        Result of `check_cohort`: ``characteristics``, ``suppressed`` and ``models``.

    Returns
    -------
    list of str
        Nothing when no count is suppressed and every model has enough events.
    """
    suppressed: dict[str, set[str]] = {}
    for row in report["suppressed"]:
        suppressed.setdefault(row["predictor"], set()).add(row["level"])
    whole = [row for row in report["suppressed"] if row["predictor"] == row["level"]]
    models = [_model(row) for row in report["models"] if row["caution"]]
    if whole:
        return [
            "Nothing: even the number of pupils with the outcome is suppressed. Only more pupils,",
            "an outcome that more of them have, or a profile with another threshold change that.",
        ]
    if not suppressed and not models:
        return []
    levels = _levels(report["characteristics"])
    groups = {"wholly": [], "in part": [], "not": []}  # type: dict[str, list[str]]
    for predictor, named in levels.items():
        hidden = suppressed.get(predictor, set()) & set(named)
        groups[_how_far(len(named), len(hidden))].append(predictor)
    lines = [
        f"{title}: {', '.join(groups[key]) or 'none'}"
        for key, title in (
            ("wholly", "Shown in full"),
            ("in part", "Shown in part, some of its levels suppressed"),
            ("not", "Not shown: no two of its levels can be compared"),
        )
    ]
    return lines + models


def _how_far(n_levels: int, n_hidden: int) -> str:
    """What can be compared: with fewer than two levels left, nothing can."""
    if not n_hidden:
        return "wholly"
    return "in part" if n_levels - n_hidden > 1 else "not"


def _levels(rows: Sequence[Mapping[str, Any]]) -> dict[str, list[str]]:
    """Predictor to its levels; a number has one row of its own."""
    found: dict[str, list[str]] = {}
    for row in rows:
        if row["row"] in ("level", "number"):
            found.setdefault(row["predictor"], []).append(row["level"] or "__number__")
    return found


def _model(row: Mapping[str, Any]) -> str:
    per = row["events_per_parameter"]
    strength = "too few to rest on" if row["caution"] == "very_few_events" else "few"
    events = f"{per:.1f} events per parameter" if per is not None else "no parameter"
    return f"The model {row['name']}: {events}, {strength}"
