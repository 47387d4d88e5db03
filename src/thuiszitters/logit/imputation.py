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

from thuiszitters.base.arrays import Floats, Ints
from thuiszitters.base.errors import EstimationError, Problem, raise_problems
from thuiszitters.logit.coding import CodedTable, collapse
from thuiszitters.logit.drawing import (
    columns_of_known,
    compared_numbers,
    draw_levels,
    draw_numbers,
    draw_observed,
    in_order,
    possible,
)
from thuiszitters.logit.drawing_levels import LevelModels
from thuiszitters.logit.imputed_numbers import Comparison, NumberCheck, over_imputations
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
    targets = in_order(table.codes < 0, related)
    known = table.codes[:]
    codes = known.copy()
    for target in targets:
        allowed = possible(codes, known, target, related)
        codes[target.missing, target.position] = draw_observed(table, target, allowed, rng)
    outcome = (table.events > 0).astype(np.float64)
    # One incomplete predictor depends on nothing drawn: a second round would replace the first.
    rounds = rounds if len(targets) > 1 else 1
    compared: list[Comparison] = []
    for rounds_left in reversed(range(rounds)):
        for target in targets:
            if table.distinct[target.position] is None:
                allowed = possible(codes, known, target, related)
                kept = {} if learned is None else learned
                drawn = draw_levels(table, codes, outcome, target, allowed, rng, kept)
                codes[target.missing, target.position] = drawn
                continue
            x = columns_of_known(table, codes, outcome, target)
            drawn = draw_numbers(table, codes[:, target.position], x, target, rng)
            codes[target.missing, target.position] = drawn
            if not rounds_left:
                compared.append(compared_numbers(table, codes[:, target.position], x, target))
    return collapse(replace(table, codes=codes)), compared
