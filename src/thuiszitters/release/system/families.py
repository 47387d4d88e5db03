"""Predictors that are made from the same thing give each other's counts away.

A problem profile and the constructs it is made of, home problems and their parts, two
predictors from one column: the counts of one are sums of the joint cells of all. Whoever
judges them one at a time overlooks what subtraction shows.
"""

from collections.abc import Iterable, Mapping

import pandas as pd

from thuiszitters.codebook import Codebook
from thuiszitters.plan import Plan, PredictorSpec
from thuiszitters.plan.cohort import DerivedColumn
from thuiszitters.plan.disclosure import DisclosureProfile
from thuiszitters.release.system.counts import COHORT, MISSING, Cell, Group

#: A number with at most this many values is a factor to whoever knows its mean.
FEW_VALUES = 3
#: Of a number with at most this many values, mean and spread by outcome leave few tables.
TABULATED_VALUES = 6


def families(
    plan: Plan, codebook: Codebook | None, derived: Iterable[DerivedColumn] = ()
) -> list[tuple[str, ...]]:
    """Predictors that share a column, a construct or a code, in the plan's order.

    Parameters
    ----------
    derived
        Columns of the cohort that are made from others: who knows advice and level of a pupil
        knows the difference.

    Returns
    -------
    list of tuple
        Only families of two or more.
    """
    origins = _origins(derived)
    sources = {spec.name: _sources(spec, plan, codebook, origins) for spec in plan.predictors}
    groups: list[tuple[set[str], set[str]]] = []
    for name, own in sources.items():
        touching = [group for group in groups if group[1] & own]
        members, shared = {name}, set(own)
        for group in touching:
            members |= group[0]
            shared |= group[1]
            groups.remove(group)
        groups.append((members, shared))
    order = {spec.name: place for place, spec in enumerate(plan.predictors)}
    return [tuple(sorted(found, key=order.__getitem__)) for found, _ in groups if len(found) > 1]


def related_cells(
    patterns: pd.DataFrame, plan: Plan, found: Iterable[tuple[str, ...]]
) -> dict[Group, tuple[Cell, ...]]:
    """Cells of every group whose predictor has relatives, in the cohort and in every model.

    Parameters
    ----------
    patterns
        Distinct rows of outcome and predictors with `n_pupils`.
    plan
        Its models say which pupils are complete.
    found
        Families, from `families`.

    Returns
    -------
    dict
        Group to the combinations it is made of. A level that nobody has gets the
        combinations it could have had, so that its zero is not taken for known.
    """
    parts: dict[Group, tuple[Cell, ...]] = {}
    universes = {COHORT: patterns}
    for model in plan.models:
        universes[model.name] = patterns.dropna(subset=list(model.predictors))
    for family in found:
        levelled = [name for name in family if plan.predictor(name).kind != "numeric"]
        if len(levelled) < 2:
            continue
        for universe, rows in universes.items():
            distinct = rows[levelled].fillna(MISSING).drop_duplicates()
            combinations = list(distinct.itertuples(index=False, name=None))
            for place, name in enumerate(levelled):
                for level in (*plan.predictor(name).levels, MISSING):
                    own = _with_level(combinations, place, level)
                    if own:
                        title = "+".join(family)
                        cells = tuple((universe, title, "|".join(row)) for row in own)
                        parts[Group(universe, name, level)] = cells
    return parts


def related_numbers(plan: Plan, found: Iterable[tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Numeric predictors that share a column with others, and those others."""
    return {
        name: tuple(other for other in family if other != name)
        for family in found
        for name in family
        if plan.predictor(name).kind == "numeric"
    }


def few_valued_numbers(
    patterns: pd.DataFrame, plan: Plan, profile: DisclosureProfile
) -> frozenset[str]:
    """Numeric predictors with so few values that their mean gives a small count away."""
    names = []
    for spec in plan.predictors:
        if spec.kind != "numeric" or patterns[spec.name].nunique() > FEW_VALUES:
            continue
        cells = patterns.groupby([spec.name, "outcome"])["n_pupils"].sum()
        if any(profile.is_small(int(count)) for count in cells):
            names.append(spec.name)
    return frozenset(names)


def tabulated_numbers(patterns: pd.DataFrame, plan: Plan) -> frozenset[str]:
    """Numeric predictors with so few values that their mean and spread are a table."""
    return frozenset(
        spec.name
        for spec in plan.predictors
        if spec.kind == "numeric" and patterns[spec.name].nunique() <= TABULATED_VALUES
    )


def predictors_of_codes(plan: Plan, codebook: Codebook | None) -> dict[str, tuple[str, ...]]:
    """Code to the predictors that count it or a code below it."""
    if codebook is None:
        return {}
    sources = {spec.name: _sources(spec, plan, codebook) for spec in plan.predictors}
    found = {}
    for code in codebook.by_code:
        below = {f"code:{one}" for one in codebook.covered(frozenset({code}))}
        found[code] = tuple(name for name, own in sources.items() if own & below)
    return {code: names for code, names in found.items() if names}


def _origins(derived: Iterable[DerivedColumn]) -> dict[str, frozenset[str]]:
    """Derived column to the columns of the file it is made from, in the order they are made."""
    origins: dict[str, frozenset[str]] = {}
    for one in derived:
        made_from = (origins.get(source, frozenset({source})) for source in one.sources)
        origins[one.name] = frozenset().union(*made_from)
    return origins


def _sources(
    spec: PredictorSpec,
    plan: Plan,
    codebook: Codebook | None,
    origins: Mapping[str, frozenset[str]] | None = None,
) -> set[str]:
    if spec.column is not None:
        columns = (origins or {}).get(spec.column, frozenset({spec.column}))
        return {f"column:{column}" for column in columns}
    sources = {f"construct:{name}" for name in spec.constructs}
    for name in spec.constructs:
        if codebook is None:
            break
        construct = plan.construct(name)
        left_out = codebook.covered(codebook.resolve(construct.except_codes))
        counted = codebook.covered(codebook.resolve(construct.codes)) - left_out
        sources |= {f"code:{code}" for code in counted}
    return sources


def _with_level(
    combinations: list[tuple[str, ...]], place: int, level: str
) -> list[tuple[str, ...]]:
    """Combinations with a level; of a level without pupils, those it could have had."""
    own = [row for row in combinations if row[place] == level]
    if own or level == MISSING:
        return own
    return list(dict.fromkeys((*row[:place], level, *row[place + 1 :]) for row in combinations))
