"""Under rounded counts every other number is made from a cohort that has the rounded counts.

A number that is made from exact counts undoes their rounding. So no such number leaves: the stages
are run again on a cohort that has the shown counts and some changed pupils, and what they
give takes the place of what the run gave. What cannot be made again does not leave.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from thuiszitters.base.randomness import Streams
from thuiszitters.plan import Plan
from thuiszitters.release.apply import apply
from thuiszitters.release.audited import INSIDE, Audited, Named, Steps, named
from thuiszitters.release.fits_held import predictors_held
from thuiszitters.release.rounded.making import Made, make_again
from thuiszitters.release.suppressed import ROUNDING, Rounded, Suppressed
from thuiszitters.release.system.counts import COHORT
from thuiszitters.results.catalogue import TABLES
from thuiszitters.results.schema import ResultTable, Role

#: Numbers that are no counts, and what is said of them.
_STATISTICS = (
    *(Role.CONTRAST, Role.ERROR, Role.FAMILY, Role.TEST, Role.LIKELIHOOD, Role.DISCRIMINATION),
    *(Role.DIAGNOSTIC, Role.FRACTION, Role.SUMMARY, Role.BY_OUTCOME, Role.RATIO, Role.BAND),
)
#: Counts are those of the run, and rounded one by one.
_OF_RUN = (Role.COUNT, Role.JOINT)
Row = dict[Any, Any]


def with_rounded_numbers(s: Suppressed, plan: Plan | None, chance: Streams | None) -> Suppressed:
    """What is suppressed, and the tables with numbers that say no more than the rounded counts.

    Parameters
    ----------
    s
        What is suppressed, with the tables of the run and its patterns.
    plan
        With the codes that count for its constructs; without it nothing is made again.
    chance
        The streams of the run.
    """
    made = Made(nothing="no_plan")
    if plan is not None and "patterns" in s.tables:
        made = make_again(s, plan, chance or Streams(0))
    merged = {
        name: _with_counts(TABLES[name], frame, s.tables[name])
        for name, frame in made.tables.items()
        if name in s.tables
    }
    s = replace(s, tables={**s.tables, **merged})
    s = replace(s, held=predictors_held(s.tables["estimates"]))
    hidden, kept = dict[str, dict[Named, Steps]](), dict[str, None]()
    left_out = dict[tuple[str, str], str]()
    for name, rows in _leaving(s).items():
        for row in rows:
            model = COHORT if pd.isna(row.get("model")) else str(row["model"])
            if reason := made.lacks(name, model, str(row.get("predictor"))):
                hidden.setdefault(name, {})[named(TABLES[name], row)] = INSIDE
                left_out.setdefault((model, name), reason)
            else:
                kept[model] = None
    models = tuple(model for model in kept if model != COHORT)
    audited = Audited(hidden, rule=ROUNDING)
    return replace(s, audited=audited, rounded=Rounded(models, left_out))


def _leaving(s: Suppressed) -> dict[str, list[Row]]:
    """Table to its rows of which a number leaves that is no count, nor made from shown ones."""
    found = {}
    for name, table in TABLES.items():
        columns = [one.name for one in table.released if one.role in _STATISTICS]
        if name not in s.tables or not columns:
            continue
        shown = apply(table, s.tables[name], s)
        told = shown[columns].notna() & (shown[columns] != "")
        if "model" in table.names:
            told = told[shown["model"].notna()]  # else it is about something that was not measured
        rows = shown.loc[told.index[told.any(axis=1)]].to_dict("records")
        if own := [row for row in rows if not _of_shown_counts(row)]:
            found[name] = own
    return found


def _of_shown_counts(row: Row) -> bool:
    """Crude contrasts of levels are made from the counts that leave (`rounded.contrasts`)."""
    return row.get("model_kind") == "crude" and "term" in row and not pd.isna(row["level"])


def _with_counts(table: ResultTable, made: pd.DataFrame, run: pd.DataFrame) -> pd.DataFrame:
    """Rows of the cohort that was made, with the counts of the run where these have such a row."""
    counts = [name for name in table.of_role(*_OF_RUN) if name in run]
    if not counts:
        return made
    by_name: Mapping[Named, Row] = {named(table, row): row for row in run.to_dict("records")}
    rows = [by_name.get(named(table, row), row) for row in made.to_dict("records")]
    shown = made.copy()
    for name in counts:
        shown[name] = pd.array([row[name] for row in rows], dtype="Int64")
    return shown
