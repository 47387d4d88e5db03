"""One incomplete predictor drawn, from the outcome and the other predictors."""

from dataclasses import dataclass, replace

import numpy as np

from thuiszitters.base.arrays import Bools, Floats, Ints, as_places
from thuiszitters.logit.coding import CodedTable, collapse
from thuiszitters.logit.drawing_levels import LevelModels, choose, learn_levels, level_odds
from thuiszitters.logit.imputed_numbers import Comparison, compare
from thuiszitters.logit.matching import match_mean
from thuiszitters.logit.rank import find_rank
from thuiszitters.logit.relations import Relations


@dataclass(frozen=True, slots=True)
class Target:
    """One predictor to be imputed.

    Attributes
    ----------
    position
        Its column of the codes.
    missing
        Rows without a value.
    followers
        Predictors drawn after it, which must not explain it.
    """

    position: int
    missing: np.ndarray
    followers: tuple[int, ...]


def in_order(missing: Bools, related: Relations) -> list[Target]:
    """Predictors with the fewest missing values first; whoever follows comes behind its leader."""
    waiting = [
        Target(int(i), missing[:, i], related.followers(int(i)))
        for i in np.flatnonzero(missing.any(axis=0))
    ]
    waiting.sort(key=lambda target: (int(target.missing.sum()), target.position))
    ordered: list[Target] = []
    while waiting:
        free = (one for one in waiting if not any(one.position in o.followers for o in waiting))
        # Leading is never circular; were it, the first in order would lead.
        ordered.append(next(free, waiting[0]))
        waiting.remove(ordered[-1])
    return ordered


def compared_numbers(table: CodedTable, codes: Ints, x: Floats, target: Target) -> Comparison:
    """Compare the numbers just drawn with the known ones, given what explains them."""
    values, seen = table.distinct[target.position], ~target.missing
    assert values is not None
    name = table.predictors[target.position].name
    numbers = values[codes]
    return compare(name, numbers[seen], table.counts[seen], x, seen, numbers[target.missing])


def possible(codes: Ints, known: Ints, target: Target, related: Relations) -> Bools:
    """Levels a pupil can have; rows to learn from are read as if their followers were unknown."""
    seen = ~target.missing
    known = np.where(seen[:, None], -1, known)
    return np.asarray(related.possible(codes, target.position, known))


def draw_observed(
    table: CodedTable, target: Target, allowed: Bools, rng: np.random.Generator
) -> Ints:
    """Start from the known values of other pupils, among those that are possible."""
    observed = table.codes[~target.missing, target.position]
    weight = table.counts[~target.missing]
    if table.distinct[target.position] is not None:
        chosen = rng.choice(len(observed), size=int(target.missing.sum()), p=weight / weight.sum())
        return np.asarray(observed[chosen])
    pupils = np.bincount(as_places(observed), weights=weight, minlength=allowed.shape[1])
    return choose(np.tile(pupils, (int(target.missing.sum()), 1)), allowed[target.missing], rng)


def explaining_columns(table: CodedTable, codes: Ints, outcome: Floats, target: Target) -> Floats:
    """Intercept, outcome and every other predictor that is not drawn from this one."""
    columns = [np.ones(len(codes)), outcome]
    for position, spec in enumerate(table.predictors):
        values = table.distinct[position]
        if position == target.position or position in target.followers:
            continue
        if values is not None:
            columns.append(values[codes[:, position]])
        else:
            columns += [
                (codes[:, position] == level).astype(np.float64)
                for level in range(1, len(spec.levels))
            ]
    return np.column_stack(columns)


def columns_of_known(table: CodedTable, codes: Ints, outcome: Floats, target: Target) -> Floats:
    """`explaining_columns` of all rows, without those that say nothing of rows with a value."""
    x = explaining_columns(table, codes, outcome, target)
    return x[:, list(find_rank(x[~target.missing]).kept)]


def draw_numbers(
    table: CodedTable, codes: Ints, x: Floats, target: Target, rng: np.random.Generator
) -> Ints:
    """A known value for each row without one, by predictive mean matching on columns `x`."""
    values, seen = table.distinct[target.position], ~target.missing
    assert values is not None
    return match_mean(values, codes[seen], table.counts[seen], x[seen], x[target.missing], rng)


def draw_levels(
    table: CodedTable,
    codes: Ints,
    outcome: Floats,
    target: Target,
    allowed: Bools,
    rng: np.random.Generator,
    learned: dict[int, LevelModels],
) -> Ints:
    """A level for each row without one, by its odds given the outcome and the other predictors.

    Parameters
    ----------
    allowed
        Levels a row can have, shape (rows, levels).
    learned
        Models by position, which are used where they are there, and kept.
    """
    # Where only one level is possible nothing is drawn, and nothing learned.
    open_rows = allowed.sum(axis=1) > 1
    weights = np.ones(allowed.shape)
    learn, wanted = ~target.missing & open_rows, target.missing & open_rows
    if wanted.any() and learn.any():
        if target.position not in learned:
            pupils, seen = _alike(table, codes, outcome, target, learn)
            x = explaining_columns(table, pupils.codes[:], seen, target)
            learned[target.position] = learn_levels(
                pupils.codes[:, target.position], pupils.counts, x
            )
        x = explaining_columns(table, codes[wanted], outcome[wanted], target)
        weights[wanted] = level_odds(learned[target.position], x, allowed.shape[1], rng)
    return choose(weights[target.missing], allowed[target.missing], rng)


def _alike(
    table: CodedTable, codes: Ints, outcome: Floats, target: Target, learn: Bools
) -> tuple[CodedTable, Floats]:
    """Pupils to learn a level from, counted where they are alike in all that is read of them.

    Of 100,000 pupils with a dozen yes/no predictors a fifth of the rows remain.

    Returns
    -------
    tuple
        Their table, and the outcome of each row.
    """
    read = codes[learn]
    read[:, list(target.followers)] = 0
    counts = table.counts[learn]
    # Pupils with and without the outcome are told apart as those of two clusters are.
    apart = outcome[learn].astype(np.int64)
    found = collapse(replace(table, codes=read, events=counts, counts=counts, cluster=apart))
    assert found.cluster is not None
    return found, found.cluster.astype(np.float64)
