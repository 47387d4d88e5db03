"""The audit of fits of which a predictor has a suppressed count.

For every such count a second cohort is exhibited: other pupils with the same shown counts, in which
the count differs by the width that the profile asks. It is fitted as the cohort is, and a number
leaves to the digits that both give. What is found is so shown, not argued: from numbers that two
cohorts give nobody can tell which of the two they came from.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from thuiszitters.base.randomness import Streams
from thuiszitters.describe.characteristics import characteristics
from thuiszitters.describe.co_occurrence import count_combinations
from thuiszitters.models.sites import with_sites
from thuiszitters.plan import Plan
from thuiszitters.release.apply import apply
from thuiszitters.release.audit.agreement import agreed_steps, compared_columns, is_compared
from thuiszitters.release.audit.exhibits import make_exhibits
from thuiszitters.release.audit.second import second_tables
from thuiszitters.release.audit.sides import Exhibit, counts_in
from thuiszitters.release.audit.windows import Windows, windows_of
from thuiszitters.release.audited import INSIDE, Audited, Named, Steps, named
from thuiszitters.release.precision import with_precision
from thuiszitters.release.suppressed import Suppressed
from thuiszitters.release.system.counts import EVERYONE, Quantity
from thuiszitters.release.system.suppression import LP_TOLERANCE
from thuiszitters.results.catalogue import TABLES
from thuiszitters.results.schema import Column, ResultTable, Role, Type, declared, released
from thuiszitters.results.tables_cohort import CHARACTERISTICS, COMBINATIONS
from thuiszitters.results.tables_models import ESTIMATES

#: Distinct rows of a cohort, at most: every fit takes its time from them.
MOST_ROWS = 5_000


def audit_numbers(s: Suppressed, plan: Plan, chance: Streams | None = None) -> Audited:
    """Audit the numbers of adjusted fits that leave although a count behind them is suppressed.

    Parameters
    ----------
    s
        What is suppressed, with the tables of the run and its patterns.
    plan
        With the codes that count for its constructs, as the models stage has it.
    chance
        The streams of the run. Without them models over imputations are not audited.

    Returns
    -------
    Audited
        Empty where nothing is suppressed. A table that no second cohort was made for keeps the
        rows of these models inside.
    """
    every = s.to_audit()
    refused = {model: reason for model in every if (reason := _refused(model, s, chance))}
    models = [model for model in every if model not in refused]
    if not models:
        return Audited(reasons=refused)
    patterns = s.tables["patterns"]
    decided = with_sites(plan, patterns)
    targets = _targets(s, decided, models)
    source = chance.of_imputation if chance and s.imputed & {*models} else None
    exhibits = make_exhibits(
        targets, decided, s, {one.model: one for one in _windows(s, models)}, source
    )
    made = exhibits.made()
    if not _described_alike([one.patterns for one in made], decided, s):
        return Audited(reasons={**refused, **dict.fromkeys(models, "other_tables")})
    cohorts = [patterns, *(one.patterns for one in made)]
    for target, values in zip(targets, _values(targets, cohorts, decided), strict=True):
        if max(values) - min(values) < s.profile.required_width - LP_TOLERANCE:
            exhibits.failed.setdefault(target, "too_narrow")
    for model in models:
        if reason := exhibits.lost(decided.model(model).predictors, s):
            refused[model] = reason
    kept = [model for model in models if model not in refused]
    rows = _compared(s, decided, kept, made, chance)
    for name, hidden in _crude(s, decided, kept, exhibits.staying).items():
        rows[name] = {**rows.get(name, {}), **hidden}
    return Audited(rows, tuple(kept), refused)


def _compared(
    s: Suppressed,
    plan: Plan,
    models: Sequence[str],
    made: Sequence[Exhibit],
    chance: Streams | None,
) -> dict[str, dict[Named, Steps]]:
    """Rows about audited models to the digits that every cohort gives."""
    leaving = {
        name: rows
        for name, table in TABLES.items()
        if name in s.tables and (rows := _leaving(table, s, models))
    }
    found: dict[str, dict[Named, Steps]] = {name: {} for name in leaving}
    run = {
        name: {named(TABLES[name], row): row for row in s.tables[name].to_dict("records")}
        for name in leaving
    }
    others: list[dict[str, pd.DataFrame]] = []
    for one in made:
        # What one cohort tells apart is not computed of the next.
        asked = {name: _left(TABLES[name], rows, found[name]) for name, rows in leaving.items()}
        others.append(second_tables(one.patterns, plan, chance, asked, one.fitted))
        for name, left in asked.items():
            table = TABLES[name]
            told = [other.get(name) for other in others]
            found[name] |= agreed_steps(table, left, run[name], told, s.profile)
    return {name: rows for name, rows in found.items() if rows}


def _left(
    table: ResultTable, rows: Sequence[Mapping[Any, Any]], found: Mapping[Named, Steps]
) -> list[Mapping[Any, Any]]:
    """Rows that no cohort has told apart yet."""
    return [row for row in rows if found.get(named(table, row)) != INSIDE]


def _crude(
    s: Suppressed, plan: Plan, models: Sequence[str], staying: Collection[str]
) -> dict[str, dict[Named, Steps]]:
    """Crude rows that are not the same in every cohort, which are suppressed.

    Pupils keep their outcome and all other predictors, and shown counts stay; so do crude odds
    ratios. With clusters or imputations those of the moved predictors rest on more than counts,
    and so does what is about complete pupils only.
    """
    if plan.estimation.clusters == "none" and not s.imputed & {*models}:
        return {}
    names = {target.group.predictor for target in s.mask.protected}
    moved = {name for one in names for name in s.mask.counts.family(one)} - {*staying}
    found: dict[str, dict[Named, Steps]] = {}
    for name in ("estimates", "complete_cases", "global_tests", "fits"):
        table, frame = TABLES[name], s.tables[name]
        own = frame[frame["model"].isin(models) & (frame["model_kind"] == "crude")]
        for row in own.to_dict("records"):
            imputed = name != "complete_cases" and row["model"] in s.imputed
            if row["predictor"] in moved or not imputed:
                found.setdefault(name, {})[named(table, row)] = INSIDE
    return found


def _leaving(table: ResultTable, s: Suppressed, models: Sequence[str]) -> list[dict[Any, Any]]:
    """Rows about some models, crude ones left out, of which a number leaves."""
    frame = s.tables[table.name]
    if "model" not in table.names and table.name != "problem_count":
        return []
    own = _about(frame, models)
    numbers = [one.name for one in compared_columns(table) if one.type is not Type.TEXT]
    if not any(own[name].notna().any() for name in numbers if name in own):
        return []
    # Rows are judged one by one, but for joint groups and what differs from an earlier release.
    alone = not table.of_role(Role.JOINT) and not s.differing_rows.get(table.name)
    # Found again by what they are about: a table may leave with fewer rows, in another order.
    shown = _about(apply(table, own if alone else frame, s), models)
    return [row for row in shown.to_dict("records") if is_compared(table, row)]


def _about(frame: pd.DataFrame, models: Sequence[str]) -> pd.DataFrame:
    """Rows about some models, crude ones left out; every row of a table without models."""
    own = frame[frame["model"].isin(models)] if "model" in frame else frame
    return own[own["model_kind"] != "crude"] if "model_kind" in own else own


def _refused(model: str, s: Suppressed, chance: Streams | None) -> str:
    """Why a model is not looked at; empty when it is."""
    if model in s.imputed and chance is None:
        return "imputed"
    if "patterns" not in s.tables:
        return "no_plan"
    return "too_large" if len(s.tables["patterns"]) > MOST_ROWS else ""


def _targets(s: Suppressed, plan: Plan, models: Sequence[str]) -> list[Quantity]:
    """Counts to protect of predictors that are in an audited model, or of their relatives."""
    held = {name for model in models for name in plan.model(model).predictors}
    return [
        target
        for target in s.mask.protected
        if target.group.predictor != EVERYONE
        and s.mask.counts.family(target.group.predictor) & held
    ]


def _windows(s: Suppressed, models: Sequence[str]) -> Iterator[Windows]:
    """Released numbers of adjusted fits, as windows."""
    for model in models:
        table, frame = ESTIMATES, s.tables["estimates"]
        own = frame[
            (frame["model"] == model)
            & (frame["model_kind"] == "adjusted")
            & (frame["status"] == "ok")
            & (frame["predictor"] != "(Intercept)")
        ]
        leaves = [not s.contrast(s.placed(table, row)) for row in own.to_dict("records")]
        shown = own[np.array(leaves, dtype=bool)]
        if len(shown):
            yield windows_of(shown, model, s.profile)


def _values(
    targets: Sequence[Quantity], cohorts: Sequence[pd.DataFrame], plan: Plan
) -> Iterator[tuple[int, ...]]:
    """Values of every count in every cohort."""
    return zip(*(counts_in(patterns, plan, targets) for patterns in cohorts), strict=True)


def _described_alike(others: Sequence[pd.DataFrame], plan: Plan, s: Suppressed) -> bool:
    """Whether the described cohorts are the same wherever numbers of the cohort leave."""
    makers = {CHARACTERISTICS: characteristics, COMBINATIONS: count_combinations}
    for table, make in makers.items():
        own = s.tables.get(table.name)
        if own is None:
            continue
        # A table from a file has other types than one just made.
        same = declared(table, own).reset_index(drop=True).equals
        described = [declared(table, make(other, plan)) for other in others]
        differ = [made for made in described if not same(made)]
        shown = apply(table, own, s) if differ else own
        if not all(_shown_alike(table, shown, other, s) for other in differ):
            return False
    return True


def _shown_alike(
    table: ResultTable, shown: pd.DataFrame, other: pd.DataFrame, s: Suppressed
) -> bool:
    found = with_precision(table, released(table, other), s.profile)
    keys = [*table.keys]
    found = shown[keys].merge(found.drop_duplicates(keys), on=keys, how="left")
    return all(_same(column, shown, found, s.profile.round_to) for column in table.released)


def _same(column: Column, shown: pd.DataFrame, found: pd.DataFrame, round_to: int) -> bool:
    """Whether a column holds the same wherever it leaves."""
    if column.type is Type.TEXT:
        return True
    was, now = (
        frame[column.name].to_numpy(dtype=float, na_value=np.nan) for frame in (shown, found)
    )
    if column.type is Type.WHOLE and round_to > 1:
        now = round_to * np.floor(now / round_to + 0.5)
    return bool((np.isnan(was) | (was == now)).all())
