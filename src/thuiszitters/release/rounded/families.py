"""Predictors that are moved together, and the groups that tables count of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from thuiszitters.base.arrays import Bools, Ints, as_places
from thuiszitters.plan import Plan, PredictorSpec
from thuiszitters.release.suppressed import Suppressed
from thuiszitters.release.system.counts import COHORT, MISSING, Counts, Group

#: Combinations of levels of related predictors, at most: one number with many values has as many.
MOST_LABELS = 2000
#: Pupils that two levels would share, were they unrelated, from which none is no chance.
EXPECTED = 10.0


@dataclass(frozen=True, slots=True)
class Family:
    """Related predictors: whoever gets a level of one gets all, as some pupil has them.

    They are made from the same columns or codes, or have levels that never occur together.

    Attributes
    ----------
    names
        The predictors, in the plan's order.
    labels
        Every combination of their values, one row each.
    code
        Number of the combination of each row of the patterns.
    groups
        Groups of the cohort that tables count, with the combinations that are in them.
    """

    names: tuple[str, ...]
    labels: pd.DataFrame
    code: Ints
    groups: Mapping[Group, Bools]


def families_of(s: Suppressed, plan: Plan) -> list[Family]:
    """Every family of which tables count a group, in the plan's order."""
    patterns = s.tables["patterns"].reset_index(drop=True)
    found = (_family(patterns, plan, names, s.mask.counts) for names in _together(s, plan))
    return [one for one in found if one.groups]


def _together(s: Suppressed, plan: Plan) -> list[tuple[str, ...]]:
    """Names of related predictors, numbers included, each predictor once."""
    sets: list[set[str]] = []
    apart = _never_together(s.tables["patterns"], plan)
    for spec in plan.predictors:
        own = {spec.name, *s.mask.counts.family(spec.name), *apart[spec.name]}
        own |= {*s.background.related.get(spec.name, ())}
        touching = [one for one in sets if one & own]
        sets = [one for one in sets if not one & own] + [own.union(*touching)]
    every = [tuple(spec.name for spec in plan.predictors if spec.name in one) for one in sets]
    order = {spec.name: place for place, spec in enumerate(plan.predictors)}
    return sorted(every, key=lambda names: order[names[0]])


def _never_together(patterns: pd.DataFrame, plan: Plan) -> dict[str, set[str]]:
    """To each predictor those of which a level never occurs with one of its own.

    A pupil of six at a secondary school would tell the ages of schools from the schools, which
    nobody else does: coefficients would rest on that pupil alone.
    """
    found: dict[str, set[str]] = {spec.name: set() for spec in plan.predictors}
    names = [spec.name for spec in plan.predictors if spec.kind != "numeric"]
    places = {name: pd.factorize(patterns[name]) for name in names}
    pupils = patterns["n_pupils"].to_numpy(dtype=np.float64)
    for one, other in combinations(names, 2):
        (first, of_first), (second, of_second) = places[one], places[other]
        known = (first >= 0) & (second >= 0)
        cell = first[known] * len(of_second) + second[known]
        size = len(of_first) * len(of_second)
        both = np.bincount(as_places(cell), pupils[known], minlength=size)
        both = both.reshape(len(of_first), len(of_second))
        expected = both.sum(axis=1, keepdims=True) * both.sum(axis=0) / max(both.sum(), 1.0)
        if ((both == 0) & (expected >= EXPECTED)).any():
            found[one].add(other)
            found[other].add(one)
    return found


def _family(patterns: pd.DataFrame, plan: Plan, names: tuple[str, ...], counts: Counts) -> Family:
    own = patterns[list(names)]
    code = own.groupby(list(names), dropna=False, sort=True).ngroup().to_numpy(dtype=np.int64)
    first = np.unique(code, return_index=True)[1]
    labels = own.iloc[first].reset_index(drop=True)
    for name in names:
        labels = _with_empty_levels(labels, plan.predictor(name), counts)
    return Family(names, labels, np.asarray(code), dict(_groups(labels, plan, names, counts)))


def _with_empty_levels(labels: pd.DataFrame, spec: PredictorSpec, counts: Counts) -> pd.DataFrame:
    """A level that nobody has gets the combinations it could have: nobody can tell it is empty."""
    if spec.kind == "numeric":
        return labels
    for level in spec.levels:
        if (labels[spec.name] == level).any() or Group(
            COHORT, spec.name, level
        ) not in counts.pupils:
            continue
        like = labels[labels[spec.name].notna()].copy()
        like[spec.name] = level
        labels = pd.concat([labels, like.drop_duplicates()], ignore_index=True)
    return labels


def _groups(
    labels: pd.DataFrame, plan: Plan, names: tuple[str, ...], counts: Counts
) -> Iterator[tuple[Group, Bools]]:
    for name in names:
        values = labels[name]
        if plan.predictor(name).kind == "numeric":
            within = {"__number__": values.notna(), MISSING: values.isna()}
        else:
            within = {level: values == level for level in plan.predictor(name).levels}
            within[MISSING] = values.isna()
        for level, own in within.items():
            group = Group(COHORT, name, level)
            if group in counts.pupils:
                yield group, own.to_numpy(dtype=bool, na_value=False)
