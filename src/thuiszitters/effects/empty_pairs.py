"""Combinations of two levels that no pupil has, over which a standardised risk still reaches.

A standardised risk gives every pupil the same level of one predictor and leaves the others as they
are. Where nobody with some level of another predictor has that level, this is a prediction about
pupils who do not exist: the model extrapolates, and the data cannot contradict it.

References
----------
Westreich, D. and Cole, S. R. (2010). Invited commentary: positivity in practice. American Journal
of Epidemiology 171, 674-677.
"""

from collections.abc import Iterable
from itertools import combinations

import numpy as np

from thuiszitters.logit.coding import CodedTable
from thuiszitters.models.coding import code_patterns
from thuiszitters.models.fitted import FittedPlan

#: Predictor and level of one, predictor and level of the other, in the order of the model.
Pair = tuple[tuple[str, str], tuple[str, str]]


def empty_pairs(table: CodedTable) -> tuple[Pair, ...]:
    """Pairs of levels that occur, but not together.

    Parameters
    ----------
    table
        Pupils by level number; a predictor that is unknown of a pupil has -1 there, and the pupil
        then counts for the other pairs. Numbers have no levels and are passed over.

    Returns
    -------
    tuple of Pair
        In the order of the table's predictors and their levels.

    Examples
    --------
    Two pupils in the second class, neither of whom has the problem:

    >>> import numpy as np
    >>> from thuiszitters.logit.coding import CodedTable, Predictor
    >>> problem = Predictor("problem", "binary", ("no", "yes"))
    >>> grade = Predictor("grade", "factor", ("first", "second"))
    >>> codes, n = np.array([[0, 0], [1, 0], [0, 1]]), np.array([5.0, 4.0, 2.0])
    >>> empty_pairs(CodedTable((problem, grade), codes, (None, None), 0 * n, n))
    ((('problem', 'yes'), ('grade', 'second')),)
    """
    places = [place for place, spec in enumerate(table.predictors) if spec.levels]
    found: list[Pair] = []
    for i, j in combinations(places, 2):
        first, second = table.predictors[i], table.predictors[j]
        known = (table.codes[:, [i, j]] >= 0).all(axis=1)
        cells = np.zeros((len(first.levels), len(second.levels)))
        np.add.at(cells, tuple(table.codes[known][:, [i, j]].T), table.counts[known])
        occurs = cells.sum(axis=1)[:, None] * cells.sum(axis=0)[None, :] > 0
        found += [
            ((first.name, first.levels[a]), (second.name, second.levels[b]))
            for a, b in np.argwhere(occurs & (cells == 0))
        ]
    return tuple(found)


def empty_pairs_of(fitted: FittedPlan, model: str) -> tuple[Pair, ...]:
    """The empty pairs of the pupils whom a model counts.

    Where missing values are imputed these are pairs that are seen of no pupil.
    """
    if not fitted.imputes(model):
        return empty_pairs(fitted.table(model))
    specs = [fitted.plan.predictor(name) for name in fitted.plan.model(model).predictors]
    columns = {"outcome": fitted.columns.outcome, "count": fitted.columns.count}
    return empty_pairs(code_patterns(fitted.patterns, specs, keep_incomplete=True, **columns))


def pairs_behind(pairs: Iterable[Pair], predictor: str, *levels: object) -> str:
    """The pairs that one contrast reaches over, as the released column writes them.

    Parameters
    ----------
    predictor, levels
        The predictor of the contrast, its level and its reference.

    Examples
    --------
    >>> pairs = [(("problem", "yes"), ("grade", "second"))]
    >>> pairs_behind(pairs, "grade", "second", "first")
    'problem=yes & grade=second'
    >>> pairs_behind(pairs, "grade", "third", "first")
    ''
    """
    own = {(predictor, level) for level in levels}
    return "; ".join(
        " & ".join(f"{name}={level}" for name, level in pair) for pair in pairs if own & set(pair)
    )
