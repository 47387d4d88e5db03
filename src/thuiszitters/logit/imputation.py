"""Filling in missing predictors, several times, by chained equations.

Each incomplete predictor is modelled on the outcome and all other predictors, drawn, and used for
the next one; ten rounds make one completed table. Only incomplete pupils are taken apart;
complete ones stay counted patterns.

Two levels: logistic regression with its coefficients drawn. More levels: one such regression per
level against the most common one (Begg and Gray). Numbers: predictive mean matching (`matching`).
The logistic models carry Jeffreys' penalty, so a perfectly predicted level cannot derail them.

References
----------
van Buuren, S. (2018). Flexible imputation of missing data, 2nd edition, algorithms 3.4 (logistic)
and 4.3 (chained equations).
Begg, C. B. and Gray, R. (1984). Calculation of polychotomous logistic regression parameters using
individualized regressions. Biometrika 71, 11-18.
"""

from dataclasses import dataclass, replace

import numpy as np

from thuiszitters.base.arrays import Bools, Floats, Ints, as_places
from thuiszitters.base.errors import EstimationError, Problem, raise_problems
from thuiszitters.logit.coding import CodedTable, collapse
from thuiszitters.logit.drawing_levels import LevelModels, choose, learn_levels, level_odds
from thuiszitters.logit.imputed_numbers import Comparison, NumberCheck, compare, over_imputations
from thuiszitters.logit.matching import match_mean
from thuiszitters.logit.rank import find_rank
from thuiszitters.logit.relations import Relations

ROUNDS = 10
#: As many imputations as there are incomplete pupils in a hundred, but not fewer than this.
LEAST_IMPUTATIONS = 20
#: Up to the next ten, since the number is told: of 100 pupils it would count the incomplete ones.
IMPUTATION_STEP = 10


def n_imputations(table: CodedTable) -> int:
    """How many imputations: 20, or the percentage of incomplete pupils, up to the next ten.

    References
    ----------
    White, I. R., Royston, P. and Wood, A. M. (2011). Multiple imputation using chained
    equations. Statistics in Medicine 30, 377-399, section 7.
    """
    incomplete = float(table.counts[(table.codes < 0).any(axis=1)].sum())
    tens = np.ceil(100.0 * incomplete / table.n_obs / IMPUTATION_STEP)
    return max(LEAST_IMPUTATIONS, IMPUTATION_STEP * int(tens))


@dataclass(frozen=True, slots=True)
class Imputations:
    """Completed tables, and how imputed numbers compare with known ones.

    Attributes
    ----------
    tables
        One per imputation; the table itself when nothing is missing.
    numbers
        One per imputed number.
    """

    tables: tuple[CodedTable, ...]
    numbers: tuple[NumberCheck, ...] = ()


def impute(
    table: CodedTable,
    rng: np.random.Generator,
    *,
    m: int | None = None,
    rounds: int = ROUNDS,
    related: Relations | None = None,
) -> list[CodedTable]:
    """Completed tables; the table itself when nothing is missing. See `imputations`."""
    return list(imputations(table, rng, m=m, rounds=rounds, related=related).tables)


def imputations(
    table: CodedTable,
    rng: np.random.Generator,
    *,
    m: int | None = None,
    rounds: int = ROUNDS,
    related: Relations | None = None,
) -> Imputations:
    """Complete a table several times, and compare imputed numbers with known ones.

    Parameters
    ----------
    table
        Coded with `keep_incomplete`.
    rng
        One stream per imputation is split off, so imputation 3 is the same whatever m.
    m
        Number of imputations; `n_imputations` when not given.
    related
        Which levels go together, where predictors are made from the same parts.

    Raises
    ------
    EstimationError
        When a predictor has no value at all.
    """
    missing = table.codes < 0
    if not missing.any():
        return Imputations((table,))
    empty = np.asarray(missing.all(axis=0), dtype=bool)
    raise_problems(
        [
            Problem(
                f'patterns, column "{spec.name}"', "every value is missing", advice="Leave it out"
            )
            for spec, all_missing in zip(table.predictors, empty, strict=True)
            if all_missing
        ],
        EstimationError,
    )
    apart = _take_apart(table)
    size = n_imputations(table) if m is None else m
    related = related or Relations(tuple(({},) * len(one.levels) for one in table.predictors))
    # One incomplete predictor is learned from known values alone: from the same in every table.
    learned: dict[int, LevelModels] | None = {} if missing.any(axis=0).sum() == 1 else None
    made = [_complete(apart, stream, rounds, related, learned) for stream in rng.spawn(size)]
    compared = over_imputations([comparisons for _, comparisons in made])
    return Imputations(tuple(completed for completed, _ in made), compared)


def _take_apart(table: CodedTable) -> CodedTable:
    """One row per incomplete pupil; complete rows split by outcome."""
    rows: list[Ints] = []
    outcome: list[Floats] = []
    counts: list[Floats] = []
    incomplete = (table.codes < 0).any(axis=1)
    for value, amount in ((1.0, table.events), (0.0, table.counts - table.events)):
        together = np.flatnonzero(~incomplete & (amount > 0))
        singly = np.repeat(np.flatnonzero(incomplete), amount[incomplete].astype(int))
        rows += [together, singly]
        counts += [amount[together], np.ones(len(singly))]
        outcome.append(np.full(len(together) + len(singly), value))
    place, n = np.concatenate(rows), np.concatenate(counts)
    return replace(
        table,
        codes=table.codes[place],
        events=n * np.concatenate(outcome),
        counts=n,
        cluster=None if table.cluster is None else table.cluster[place],
    )


@dataclass(frozen=True, slots=True)
class _Target:
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


def _targets(missing: Bools, related: Relations) -> list[_Target]:
    """Predictors with the fewest missing values first; whoever follows comes behind its leader."""
    waiting = [
        _Target(int(i), missing[:, i], related.followers(int(i)))
        for i in np.flatnonzero(missing.any(axis=0))
    ]
    waiting.sort(key=lambda target: (int(target.missing.sum()), target.position))
    ordered: list[_Target] = []
    while waiting:
        free = (one for one in waiting if not any(one.position in o.followers for o in waiting))
        # Leading is never circular; were it, the first in order would lead.
        ordered.append(next(free, waiting[0]))
        waiting.remove(ordered[-1])
    return ordered


def _complete(
    table: CodedTable,
    rng: np.random.Generator,
    rounds: int,
    related: Relations,
    learned: dict[int, LevelModels] | None,
) -> tuple[CodedTable, list[Comparison]]:
    """One completed table, with its imputed numbers compared in the last round.

    Models of levels that are kept in `learned` are taken from there; without, made every time.
    """
    targets = _targets(table.codes < 0, related)
    known = table.codes[:]
    codes = known.copy()
    for target in targets:
        allowed = _possible(codes, known, target, related)
        codes[target.missing, target.position] = _draw_observed(table, target, allowed, rng)
    outcome = (table.events > 0).astype(np.float64)
    # One incomplete predictor depends on nothing drawn: a second round would replace the first.
    compared: list[Comparison] = []
    for _ in range(rounds if len(targets) > 1 else 1):
        compared = []
        for target in targets:
            x = _explaining_columns(table, codes, outcome, target)
            allowed = _possible(codes, known, target, related)
            kept = {} if learned is None else learned
            drawn = _draw(table, codes[:, target.position], x, target, allowed, rng, kept)
            codes[target.missing, target.position] = drawn
            if table.distinct[target.position] is not None:
                compared.append(_compare(table, codes[:, target.position], x, target))
    return collapse(replace(table, codes=codes)), compared


def _compare(table: CodedTable, codes: Ints, x: Floats, target: _Target) -> Comparison:
    """Compare the numbers just drawn with the known ones, given what explains them."""
    values, seen = table.distinct[target.position], ~target.missing
    assert values is not None
    x = x[:, list(find_rank(x[seen]).kept)]
    name = table.predictors[target.position].name
    numbers = values[codes]
    return compare(name, numbers[seen], table.counts[seen], x, seen, numbers[target.missing])


def _possible(codes: Ints, known: Ints, target: _Target, related: Relations) -> Bools:
    """Levels a pupil can have; rows to learn from are read as if their followers were unknown."""
    seen = ~target.missing
    known = np.where(seen[:, None], -1, known)
    return np.asarray(related.possible(codes, target.position, known))


def _draw_observed(
    table: CodedTable, target: _Target, allowed: Bools, rng: np.random.Generator
) -> Ints:
    """Start from the known values of other pupils, among those that are possible."""
    observed = table.codes[~target.missing, target.position]
    weight = table.counts[~target.missing]
    if table.distinct[target.position] is not None:
        chosen = rng.choice(len(observed), size=int(target.missing.sum()), p=weight / weight.sum())
        return np.asarray(observed[chosen])
    pupils = np.bincount(as_places(observed), weights=weight, minlength=allowed.shape[1])
    return choose(np.tile(pupils, (int(target.missing.sum()), 1)), allowed[target.missing], rng)


def _explaining_columns(table: CodedTable, codes: Ints, outcome: Floats, target: _Target) -> Floats:
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


def _draw(
    table: CodedTable,
    codes: Ints,
    x: Floats,
    target: _Target,
    allowed: Bools,
    rng: np.random.Generator,
    learned: dict[int, LevelModels],
) -> Ints:
    seen, counts = ~target.missing, table.counts
    values = table.distinct[target.position]
    if values is not None:
        x = x[:, list(find_rank(x[seen]).kept)]
        missing = x[target.missing]
        return match_mean(values, codes[seen], counts[seen], x[seen], missing, rng)
    # Where only one level is possible nothing is drawn, and nothing learned.
    open_rows = allowed.sum(axis=1) > 1
    weights = np.ones(allowed.shape)
    learn, wanted = seen & open_rows, target.missing & open_rows
    if wanted.any() and learn.any():
        columns = x[:, list(find_rank(x[learn]).kept)]
        if target.position not in learned:
            learned[target.position] = learn_levels(codes[learn], counts[learn], columns[learn])
        models = learned[target.position]
        weights[wanted] = level_odds(models, columns[wanted], allowed.shape[1], rng)
    return choose(weights[target.missing], allowed[target.missing], rng)
