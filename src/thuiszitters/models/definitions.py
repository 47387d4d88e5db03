"""The main model under every named definition of the outcome, on the same pupils.

Who counts as long-term absent is a choice of whoever counts. Each definition is applied to the same
spells of the same pupils, and the main model is fitted anew: by the estimator, the intervals and
the clusters of the plan, on pupils complete on its predictors (nothing is imputed, so that no
definition has values filled in that another has not). The row of the cohort's own definition is
therefore that of the complete cases, where values were imputed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from thuiszitters.base.arrays import Ints
from thuiszitters.cohort.definitions import PREFIX, definition_columns
from thuiszitters.logit.coding import CodedTable, same_pupils
from thuiszitters.logit.design import INTERCEPT
from thuiszitters.logit.results import LogitFit
from thuiszitters.models.coding import Columns, code_outcomes
from thuiszitters.models.fitted import FittedPlan, fit_coded
from thuiszitters.models.sites import with_sites
from thuiszitters.models.tables import Row, estimate_rows
from thuiszitters.plan import Plan
from thuiszitters.plan.analysis import ModelSpec
from thuiszitters.results.schema import build
from thuiszitters.results.tables_definitions import DEFINITION_ESTIMATES, DEFINITIONS


def definition_tables(
    patterns: pd.DataFrame | None, plan: Plan, own: FittedPlan | None = None
) -> dict[str, pd.DataFrame]:
    """How many pupils each definition counts, whom two of them share, and what the model says.

    Parameters
    ----------
    patterns
        Distinct rows of predictors with a column per definition and `n_pupils`; none, or without
        such columns, where the cohort brings no spells.
    plan
        Its first confirmatory model is fitted.
    own
        The plan fitted to the outcome of the cohort: a definition that counts the same pupils as
        that has its estimates.

    Returns
    -------
    dict
        ``definitions``: pupils by definition, and for two definitions how many of those counted
        under one are counted under the other. ``definition_estimates``: the adjusted odds ratios
        of the main model under each.
    """
    columns = definition_columns([] if patterns is None else list(patterns.columns))
    if patterns is None or not columns or patterns.empty:
        return {
            "definitions": build(DEFINITIONS, []),
            "definition_estimates": build(DEFINITION_ESTIMATES, []),
        }
    main = next((one for one in plan.models if one.role == "confirmatory"), plan.models[0])
    return {
        "definitions": build(DEFINITIONS, list(_counts(patterns, columns))),
        "definition_estimates": build(
            DEFINITION_ESTIMATES, list(_estimates(patterns, columns, plan, main, own))
        ),
    }


def _counts(patterns: pd.DataFrame, columns: Sequence[str]) -> Iterator[Row]:
    smallest = smallest_part(patterns, columns)
    pupils = patterns["n_pupils"]
    for first in columns:
        known = patterns[first].notna()
        having = patterns[first] == 1
        yield {
            "kind": "definition",
            "definition": first.removeprefix(PREFIX),
            "n_pupils": int(pupils[known].sum()),
            "n_events": int(pupils[having].sum()),
            "smallest_part": smallest,
        }
        for other in columns:
            if other == first:
                continue
            both_known = having & patterns[other].notna()
            yield {
                "kind": "overlap",
                "definition": first.removeprefix(PREFIX),
                "other": other.removeprefix(PREFIX),
                "n_pupils": int(pupils[both_known].sum()),
                "n_events": int(pupils[both_known & (patterns[other] == 1)].sum()),
                "smallest_part": smallest,
            }


def smallest_part(patterns: pd.DataFrame, columns: Sequence[str]) -> int:
    """Pupils in the smallest group that the definitions tell apart.

    Two pupils are in one group when every definition counts both or neither. Whatever a reader
    works out by subtracting counts of definitions is a sum of such groups.

    Examples
    --------
    >>> rows = {"a": [1, 1, 0], "b": [1, 0, 0], "n_pupils": [40, 3, 60]}
    >>> smallest_part(pd.DataFrame(rows), ["a", "b"])
    3
    """
    parts = patterns.groupby(list(columns), dropna=False)["n_pupils"].sum()
    parts = parts[parts > 0]
    return int(parts.min()) if len(parts) else 0


def _estimates(
    patterns: pd.DataFrame,
    columns: Sequence[str],
    plan: Plan,
    main: ModelSpec,
    own: FittedPlan | None,
) -> Iterator[Row]:
    complete = patterns[patterns[list(main.predictors)].notna().all(axis=1)]
    estimation = replace(plan.estimation, missing_values="complete_cases")
    reduced = with_sites(replace(plan, models=(main,), estimation=estimation), patterns)
    # Where all have the outcome or none has it there is nothing to estimate.
    told = [column for column in columns if complete[column].nunique() == 2]
    if not told:
        return
    smallest = _SmallestParts(complete, columns)
    specs = [plan.predictor(name) for name in main.predictors]
    cluster = reduced.estimation.cluster_column
    kept = {column.name for column in DEFINITION_ESTIMATES.columns}
    for column, coded in zip(
        told, code_outcomes(complete, specs, told, cluster=cluster), strict=True
    ):
        names: Row = {"definition": column.removeprefix(PREFIX), "model": main.name}
        for row in estimate_rows(_fitted(complete, coded, reduced, own)):
            if row["predictor"] != INTERCEPT:
                some = {name: value for name, value in row.items() if name in kept}
                yield {**names, **some, "smallest_part": smallest.about(row)}


class _SmallestParts:
    """`smallest_part` of all pupils and of those at a level, with every column read once."""

    def __init__(self, complete: pd.DataFrame, columns: Sequence[str]) -> None:
        parts = complete.groupby(list(columns), dropna=False)
        self._complete, self._part = complete, parts.ngroup().to_numpy()
        self._n_parts, self._pupils = parts.ngroups, complete["n_pupils"].to_numpy(dtype=float)
        self._found: dict[str | None, dict[object, int]] = {None: self._by_level(None)}

    def about(self, row: Row) -> int:
        """Of the pupils a row of an estimate is about."""
        if row["level"] is None:
            return self._found[None][None]
        predictor = str(row["predictor"])
        if predictor not in self._found:
            self._found[predictor] = self._by_level(predictor)
        return self._found[predictor].get(row["level"], 0)

    def _by_level(self, predictor: str | None) -> dict[object, int]:
        place: Ints = np.zeros(len(self._part), dtype=np.intp)
        levels: list[object] = [None]
        if predictor is not None:
            place, distinct = pd.factorize(self._complete[predictor])
            levels = distinct.tolist()
        size = len(levels) * self._n_parts
        held = np.bincount(place * self._n_parts + self._part, self._pupils, size)
        return {
            level: round(float(some[some > 0].min())) if (some > 0).any() else 0
            for level, some in zip(levels, held.reshape(len(levels), -1), strict=True)
        }


def _fitted(
    complete: pd.DataFrame, coded: CodedTable, plan: Plan, own: FittedPlan | None
) -> LogitFit:
    """The model under one definition, or that of the plan where it counts the same pupils."""
    (model,) = (one.name for one in plan.models)
    if own is not None and same_pupils(coded, own.table(model, clustered=True)):
        return own.complete_case(model)
    columns = Columns(cluster=plan.estimation.cluster_column)
    # Nothing is imputed, so nothing is drawn.
    chance = np.random.default_rng(0)
    return fit_coded(plan, lambda: complete, coded, chance, columns=columns).complete_case(model)
