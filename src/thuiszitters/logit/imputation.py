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

from thuiszitters.base.errors import EstimationError, Problem, raise_problems
from thuiszitters.logit.coding import CodedTable, Floats, Ints, collapse
from thuiszitters.logit.fitted_likelihood import fit_likelihood
from thuiszitters.logit.likelihood import probabilities
from thuiszitters.logit.matching import match_mean
from thuiszitters.logit.rank import find_rank

ROUNDS = 10
#: As many imputations as there are incomplete pupils in a hundred, but not fewer than this.
LEAST_IMPUTATIONS = 20


def n_imputations(table: CodedTable) -> int:
    """How many imputations: 20, or the percentage of incomplete pupils when that is more.

    References
    ----------
    White, I. R., Royston, P. and Wood, A. M. (2011). Multiple imputation using chained
    equations. Statistics in Medicine 30, 377-399, section 7.
    """
    incomplete = float(table.counts[(table.codes < 0).any(axis=1)].sum())
    return max(LEAST_IMPUTATIONS, int(np.ceil(100.0 * incomplete / table.n_pupils)))


def impute(
    table: CodedTable,
    rng: np.random.Generator,
    *,
    m: int | None = None,
    rounds: int = ROUNDS,
) -> list[CodedTable]:
    """Completed tables; the table itself when nothing is missing.

    Parameters
    ----------
    table
        Coded with `keep_incomplete`.
    rng
        One stream per imputation is split off, so imputation 3 is the same whatever m.
    m
        Number of imputations; `n_imputations` when not given.

    Raises
    ------
    EstimationError
        When a predictor has no value at all.
    """
    missing = table.codes < 0
    if not missing.any():
        return [table]
    empty = np.asarray(missing.all(axis=0), dtype=bool)
    raise_problems(
        [
            Problem(
                f'patterns, column "{spec.name}"', "every value is missing", advice="Leave it out"
            )
            for spec, all_missing in zip(table.specs, empty, strict=True)
            if all_missing
        ],
        EstimationError,
    )
    apart = _take_apart(table)
    size = n_imputations(table) if m is None else m
    return [_complete(apart, stream, rounds) for stream in rng.spawn(size)]


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
    """One predictor to be imputed."""

    position: int
    missing: np.ndarray


def _complete(table: CodedTable, rng: np.random.Generator, rounds: int) -> CodedTable:
    missing = table.codes < 0
    targets = [_Target(int(i), missing[:, i]) for i in np.flatnonzero(missing.any(axis=0))]
    targets.sort(key=lambda target: (int(target.missing.sum()), target.position))
    codes = table.codes.copy()
    for target in targets:
        codes[target.missing, target.position] = _draw_observed(table, target, rng)
    outcome = (table.events > 0).astype(np.float64)
    for _ in range(rounds):
        for target in targets:
            x = _explaining_columns(table, codes, outcome, target.position)
            drawn = _draw(table, codes[:, target.position], x, target, rng)
            codes[target.missing, target.position] = drawn
    return collapse(replace(table, codes=codes))


def _draw_observed(table: CodedTable, target: _Target, rng: np.random.Generator) -> Ints:
    observed = table.codes[~target.missing, target.position]
    weight = table.counts[~target.missing]
    chosen = rng.choice(len(observed), size=int(target.missing.sum()), p=weight / weight.sum())
    return np.asarray(observed[chosen])


def _explaining_columns(table: CodedTable, codes: Ints, outcome: Floats, target: int) -> Floats:
    """Intercept, outcome and every other predictor."""
    columns = [np.ones(len(codes)), outcome]
    for position, spec in enumerate(table.specs):
        values = table.distinct[position]
        if position == target:
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
    table: CodedTable, codes: Ints, x: Floats, target: _Target, rng: np.random.Generator
) -> Ints:
    seen, counts = ~target.missing, table.counts[~target.missing]
    x = x[:, list(find_rank(x[seen]).kept)]
    values = table.distinct[target.position]
    if values is not None:
        return match_mean(values, codes[seen], counts, x[seen], x[target.missing], rng)
    return _draw_level(codes[seen], counts, x[seen], x[target.missing], rng)


def _draw_level(
    codes: Ints, counts: Floats, x: Floats, x_missing: Floats, rng: np.random.Generator
) -> Ints:
    """Draw a level from logistic models of each level against the most common one."""
    pupils = np.bincount(codes, weights=counts)
    common = int(pupils.argmax())
    levels = [level for level in np.flatnonzero(pupils) if level != common]
    odds = [np.ones(len(x_missing))]
    for level in levels:
        rows = (codes == level) | (codes == common)
        part = x[rows]
        kept = list(find_rank(part).kept)
        events = counts[rows] * (codes[rows] == level)
        fitted = fit_likelihood(part[:, kept], events, counts[rows], firth=True)
        spread = np.linalg.cholesky(fitted.covariance)
        beta = fitted.beta + spread @ rng.standard_normal(len(kept))
        p = probabilities(x_missing[:, kept] @ beta)
        odds.append(p / np.maximum(1.0 - p, 1e-300))
    shares = np.cumsum(np.column_stack(odds), axis=1)
    threshold = rng.random(len(x_missing))[:, None] * shares[:, -1:]
    chosen = (shares < threshold).sum(axis=1)
    names: Ints = np.array([common, *levels], dtype=np.int64)
    return np.asarray(names[chosen], dtype=np.int64)
