"""A cohort with given counts, from the cohort itself: some pupils drawn by lot get other answers.

Whoever knows everything about the cohort that is made does not know how the cohort was: each count
within the rounding could have led to it. Data swapping (Dalenius and Reiss 1982) with the counts as
they are shown in place of the counts as they are.
"""

import hashlib
from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint
from scipy.sparse import csr_array, hstack

from thuiszitters.base.arrays import Ints
from thuiszitters.base.quiet import integer_program
from thuiszitters.release.rounded.counts import Wanted
from thuiszitters.release.rounded.families import Family
from thuiszitters.release.system.counts import Quantity


def lot_of(patterns: pd.DataFrame, seed: int) -> np.random.Generator:
    """Where chance comes from: the seed, and every pupil of the cohort.

    The same cohort gets the same lot; who does not know it does not know the lot.
    """
    names = [str(name) for name in patterns if name != "n_pupils"]
    text = _counted(patterns[[*names, "n_pupils"]], names).to_csv(index=False)
    digest = hashlib.sha256(text.encode()).digest()
    return np.random.default_rng([seed, *np.frombuffer(digest, dtype=np.uint32).tolist()])


def cohort_with(
    patterns: pd.DataFrame, families: Sequence[Family], wanted: Wanted, lot: np.random.Generator
) -> pd.DataFrame:
    """Patterns of a cohort that has the wanted counts.

    Parameters
    ----------
    patterns
        Distinct rows of outcome and predictors with `n_pupils`.
    families
        Those of which groups are counted; each is moved by itself.
    wanted
        The counts.
    lot
        Draws the pupils.

    Returns
    -------
    DataFrame
        Columns and types of `patterns`, rows in the order of their values.
    """
    patterns = patterns.reset_index(drop=True)
    row = np.repeat(np.arange(len(patterns)), patterns["n_pupils"].to_numpy(dtype=np.int64))
    outcome = patterns["outcome"].to_numpy(dtype=np.int64)[row]
    label = np.stack([family.code[row] for family in families])
    _change_outcomes(outcome, wanted.with_outcome, lot)
    kept, added = _with_total(outcome, wanted.without, lot)
    # Who is added is like nobody in particular.
    strangers = np.stack([lot.permuted(one)[: len(added)] for one in label[:, outcome == 0]])
    row, outcome = (
        np.concatenate([row[kept], row[added]]),
        np.concatenate([outcome[kept], outcome[added]]),
    )
    label = np.concatenate([label[:, kept], strangers], axis=1)
    for place, family in enumerate(families):
        _move(family, label[place], outcome, wanted, lot)
    made = patterns.iloc[row].assign(outcome=outcome, n_pupils=1)
    for place, family in enumerate(families):
        for name in family.names:
            made[name] = family.labels[name].array.take(label[place])
    names = [str(name) for name in patterns if name != "n_pupils"]
    made = _counted(made, names)[[*patterns]]
    return made.astype(patterns.dtypes.to_dict())


def _counted(frame: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """Distinct rows with the number of pupils, in the order of their values."""
    grouped = frame.groupby(list(names), dropna=False, sort=True, observed=True)
    return grouped["n_pupils"].sum().reset_index()


def _change_outcomes(outcome: Ints, wanted: int, lot: np.random.Generator) -> None:
    """Let so many pupils have the outcome as wanted; the fewest change."""
    more = wanted - int(outcome.sum())
    who = np.flatnonzero(outcome == (0 if more > 0 else 1))
    chosen = lot.choice(who, abs(more), replace=False)
    outcome[chosen] = 1 - outcome[chosen]


def _with_total(outcome: Ints, wanted: int, lot: np.random.Generator) -> tuple[Ints, Ints]:
    """Places of the pupils who stay, and of those who are there twice: all without the outcome."""
    who = np.flatnonzero(outcome == 0)
    more = wanted - len(who)
    chosen = lot.choice(who, abs(more), replace=more > len(who))
    every = np.arange(len(outcome))
    if more < 0:
        return np.setdiff1d(every, chosen), chosen[:0]
    return every, chosen


def _move(
    family: Family, label: Ints, outcome: Ints, wanted: Wanted, lot: np.random.Generator
) -> None:
    """Give the fewest pupils another label; which, and which label, is drawn."""
    table = np.zeros((len(family.labels), 2), dtype=np.int64)
    np.add.at(table, (label, outcome), 1)
    change = _fewest(family, table, wanted, lot) - table
    for one in (0, 1):
        who = [
            lot.choice(np.flatnonzero((label == place) & (outcome == one)), -n, replace=False)
            for place, n in enumerate(change[:, one])
            if n < 0
        ]
        if who:
            new = np.repeat(np.arange(len(change)), np.maximum(change[:, one], 0))
            label[np.concatenate(who)] = lot.permuted(new)


def _fewest(family: Family, table: Ints, wanted: Wanted, lot: np.random.Generator) -> Ints:
    """The table with the wanted counts that the fewest pupils have to move for."""
    n = len(table)
    groups = [np.ones(n, dtype=bool), *family.groups.values()]
    totals = (wanted.without, wanted.with_outcome)
    made = np.empty_like(table)
    for outcome in (0, 1):
        values = [totals[outcome]]
        for group in family.groups:
            pupils, events = (wanted.counts[Quantity(group, m)] for m in ("n_pupils", "n_events"))
            values.append(events if outcome else pupils - events)
        own = table[:, outcome]
        sums = csr_array(np.array(groups, dtype=float))
        short = np.array(values) - sums @ own
        # More pupils in a cell, and fewer, at costs that differ by less than a pupil.
        answer = integer_program(
            1 + lot.random(2 * n),
            constraints=LinearConstraint(hstack([sums, -sums]), short, short),
            integrality=np.ones(2 * n),
            bounds=Bounds(0, np.concatenate([np.full(n, np.inf), own])),
            options={"mip_rel_gap": 0.0},
        )
        assert answer.status == 0, "the wanted counts are those of a table of this family"
        more, fewer = np.round(answer.x).astype(np.int64).reshape(2, n)
        made[:, outcome] = own + more - fewer
    return made
