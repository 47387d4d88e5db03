"""Absence described: how often, how long, of which kind and when, with what goes together."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from thuiszitters.cohort.absence_counts import LAST_YEAR, LENGTHS, MOST_EPISODES
from thuiszitters.logit.shares import wilson_interval
from thuiszitters.plan import Plan
from thuiszitters.plan.analysis import PredictorSpec
from thuiszitters.results.schema import build
from thuiszitters.results.tables_absence import ABSENCES, PERIODS, WEEKS

#: Level of a factor that is not known of a pupil.
UNKNOWN = "missing"
#: Levels of every topic, in the order of the table.
LEVELS: Mapping[str, tuple[str, ...]] = {
    "number": tuple(map(str, range(MOST_EPISODES + 1))),
    "length": (*LENGTHS, "more"),
    "kind": ("yes", "no", "unknown", "not_enrolled", "exempt"),
    "end": ("ended", "open"),
    "period": tuple(PERIODS),
    "week": tuple(map(str, range(1, WEEKS + 1))),
    "transfer": tuple(map(str, range(LAST_YEAR + 1))),
    "early": ("none", "some", "still"),
    "recorded": ("before", "both", "after", "none"),
}
#: Topics that count episodes; the others count pupils.
OF_SPELLS = ("length", "kind", "end", "period", "week")
#: Topics of pupils: what they are grouped by, and what the two counts within it are.
_OF_PUPILS = {
    "number": ("n_episodes", "", "has_long"),
    "transfer": ("school_year", "in_year", "long_in_year"),
    "early": ("early", "later", "long_later"),
}

Row = dict[str, object]


def describe_absence(
    patterns: pd.DataFrame | None, episodes: pd.DataFrame | None, plan: Plan, level: float
) -> pd.DataFrame:
    """The table `ABSENCES`; without rows where a cohort brings no spells.

    Parameters
    ----------
    patterns
        Distinct rows of pupils with their absence and ``n_pupils``
        (`thuiszitters.cohort.absence_counts.absence_patterns_query`).
    episodes
        Episodes counted by topic (`thuiszitters.cohort.absence_counts.episode_counts`).
    plan
        Its main model names the factors that are looked at.
    level
        Confidence of the intervals.

    Returns
    -------
    DataFrame
        A row per topic and level. Episodes of one pupil are not independent, so that shares of
        episodes have no interval.
    """
    if patterns is None or episodes is None or patterns.empty:
        return build(ABSENCES, [])
    rows: list[Row] = []
    for topic in LEVELS:
        if topic == "recorded":
            rows += _of_records(patterns)
            continue
        rows += _of_spells(topic, episodes) if topic in OF_SPELLS else _of_pupils(topic, patterns)
    for factor in main_factors(plan):
        rows += _of_factor(factor, patterns)
    return build(ABSENCES, with_shares(pd.DataFrame(rows).assign(confidence=level)))


def main_factors(plan: Plan) -> tuple[PredictorSpec, ...]:
    """The predictors with levels of the main model."""
    if not plan.models:
        return ()
    named = (plan.predictor(name) for name in plan.main_model.predictors)
    return tuple(one for one in named if one.kind != "numeric")


def with_shares(frame: pd.DataFrame) -> pd.DataFrame:
    """The shares that follow from the counts of a table, with Wilson's intervals for pupils."""
    made, level = frame.copy(), float(frame["confidence"].iloc[0])
    for key in ("part", "long"):
        part, whole = (frame[name].to_numpy(dtype="float64") for name in (f"n_{key}", "n"))
        whole = np.where(whole > 0, whole, np.nan)
        pupils = (frame["unit"] == "pupils").to_numpy()
        low, high = wilson_interval(part, whole, level=level)
        made[f"share_{key}"] = part / whole
        made[f"{key}_low"] = np.where(pupils, low, np.nan)
        made[f"{key}_high"] = np.where(pupils, high, np.nan)
    return made


def _of_spells(topic: str, episodes: pd.DataFrame) -> Iterator[Row]:
    own = episodes[episodes["topic"] == topic].set_index("level")
    counts = ("n", "n_long", "pupils", "pupils_long", "pupils_short")
    for level in LEVELS[topic]:
        found = {name: int(own[name].get(level, 0)) for name in counts}
        if topic == "length":  # every spell of a length is long, or none is
            found |= {"pupils_long": 0, "pupils_short": found["pupils"]}
            del found["n_long"]
        yield {"topic": topic, "level": level, "unit": "spells", **found}


def _of_pupils(topic: str, patterns: pd.DataFrame) -> Iterator[Row]:
    column, part, long = _OF_PUPILS[topic]
    values = patterns[column]
    if values.isna().all():
        return
    known = values.dropna().index
    texts = values.map(lambda one: one if isinstance(one, str) else str(int(one)), "ignore")
    texts = texts.astype("object").fillna(UNKNOWN)
    levels = (*LEVELS[topic], *((UNKNOWN,) if len(known) < len(values) else ()))
    yield from _counted({"topic": topic}, texts, levels, patterns, (part, long))


def _of_records(patterns: pd.DataFrame) -> Iterator[Row]:
    """Pupils with a long absence by when their problems were recorded; none without any day."""
    known, pupils = patterns["recorded"], patterns["n_pupils"]
    if not known.isin(["before", "both", "after"]).any():
        return
    for level in LEVELS["recorded"]:
        n = int(pupils[known == level].sum())
        held = {"pupils": n, "pupils_long": 0, "pupils_short": n}  # all of them were long absent
        yield {"topic": "recorded", "level": level, "unit": "pupils", "n": n, **held}


def _of_factor(factor: PredictorSpec, patterns: pd.DataFrame) -> Iterator[Row]:
    texts = patterns[factor.name].astype("object")
    levels = (*factor.levels, *((UNKNOWN,) if texts.isna().any() else ()))
    texts = texts.where(texts.notna(), UNKNOWN)
    named = {"topic": "factor", "predictor": factor.name}
    yield from _counted(named, texts, levels, patterns, ("has_short", "has_long"))


def _counted(
    named: Mapping[str, str],
    texts: "pd.Series[str]",
    levels: Sequence[str],
    patterns: pd.DataFrame,
    within: tuple[str, str],
) -> Iterator[Row]:
    """A row per level: pupils, and those of them for whom each of two columns holds."""
    pupils = patterns["n_pupils"]
    for level in levels:
        own = texts == level
        n = int(pupils[own].sum())
        row: Row = {**named, "level": level, "unit": "pupils", "n": n, "pupils": n}
        for key, name in zip(("part", "long"), within, strict=True):
            if name:
                held = own & patterns[name].fillna(False).astype(bool)
                row[f"n_{key}"] = row[f"pupils_{key}"] = int(pupils[held].sum())
        row["pupils_short"] = n - int(str(row["n_long"]))
        yield row
