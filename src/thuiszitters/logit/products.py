"""Designs in which the association of one predictor may differ by another."""

from dataclasses import replace

import numpy as np

from thuiszitters.base.arrays import Floats, as_places
from thuiszitters.logit.coding import CodedTable
from thuiszitters.logit.design import Column, Design


def product_name(first: str, second: str) -> str:
    """What the columns of two predictors together are named after."""
    return f"{first}:{second}"


def with_interaction(design: Design, first: str, second: str) -> Design:
    """Add the products of all columns of two predictors."""
    columns, x, products = list(design.columns), [design.x], list(design.products)
    for i in design.positions(first):
        for j in design.positions(second):
            product = design.column(i) * design.column(j)
            columns.append(_product_column(design, i, j, product != 0))
            x.append(product[:, None])
            products.append((len(columns) - 1, i, j))
    return replace(
        design, columns=tuple(columns), rows=np.column_stack(x), products=tuple(products)
    )


def _product_column(design: Design, i: int, j: int, both: np.ndarray) -> Column:
    first, second = design.columns[i], design.columns[j]
    levels = [level for level in (first.level, second.level) if level is not None]
    numbers = first.level is None and second.level is None
    return Column(
        product_name(first.predictor, second.predictor),
        ":".join(levels) or None,
        ":".join(r for r in (first.reference, second.reference) if r is not None) or None,
        design.n_obs if numbers else round(float(design.counts[both].sum())),
        design.n_events if numbers else round(float(design.events[both].sum())),
    )


def within_levels(design: Design, predictor: str, by: str) -> Design:
    """The same model with one coefficient of a predictor per level of another.

    The columns of `predictor` make way for their products with every level of `by`, the reference
    included. Fitted values are those of `with_interaction`; every coefficient is now the log odds
    ratio within one level, so that it has an interval, a test and a status as any other term.

    Parameters
    ----------
    design
        Without products.
    predictor
        Levels or a number.
    by
        A predictor with levels.

    Returns
    -------
    Design
        With columns named ``predictor:by`` of level ``level:level of by``, by level of `by` first;
        a number has an empty level.

    Examples
    --------
    >>> from thuiszitters.logit.coding import Predictor
    >>> from thuiszitters.logit.design import build_design
    >>> two = [Predictor(name, "binary", ("no", "yes")) for name in ("late", "girl")]
    >>> table = CodedTable(
    ...     tuple(two), np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), (None, None),
    ...     np.array([1.0, 2.0, 3.0, 4.0]), np.full(4, 10.0),
    ... )
    >>> inside = within_levels(build_design(table), "late", "girl")
    >>> [column.term for column in inside.columns]
    ['(Intercept)', 'girl=yes', 'late:girl=yes:no', 'late:girl=yes:yes']
    >>> inside.x[:, 2:].tolist()
    [[0.0, 0.0], [0.0, 0.0], [1.0, 0.0], [0.0, 1.0]]
    """
    own = design.positions(predictor)
    kept = [i for i in range(len(design.columns)) if i not in own]
    columns, x = [design.columns[i] for i in kept], [design.x[:, kept]]
    for level, here in _levels_of(design, by):
        for i in own:
            x.append((design.column(i) * here)[:, None])
            columns.append(_inner_column(design, i, by, level, here))
    return replace(design, columns=tuple(columns), rows=np.column_stack(x))


def _levels_of(design: Design, by: str) -> list[tuple[str, Floats]]:
    """Every level of a predictor with the rows that have it, the reference first."""
    places = design.positions(by)
    references = [one for one in design.reference_columns if one.predictor == by]
    place = [spec.name for spec in design.table.predictors].index(by)
    rest = (design.table.codes[:, place] == 0).astype(np.float64)  # not those without a value
    others = [(str(design.columns[i].level), design.column(i)) for i in places]
    return [*((str(one.level), rest) for one in references), *others]


def _inner_column(design: Design, i: int, by: str, level: str, here: Floats) -> Column:
    column = design.columns[i]
    group = here > 0
    if column.level is not None:
        group = group & (design.column(i) > 0)
    return Column(
        product_name(column.predictor, by),
        f"{column.level or ''}:{level}",
        f"{column.reference or ''}:{level}",
        round(float(design.counts[group].sum())),
        round(float(design.events[group].sum())),
    )


def smallest_joint_group(table: CodedTable, predictors: tuple[str, ...]) -> tuple[int, int]:
    """Pupils, and pupils with the outcome, in the group with fewest of one outcome.

    Groups are the combinations of levels of these predictors, empty ones included; a number has no
    levels and a pupil without a value is in no group.

    Returns
    -------
    tuple
        Of the group with the fewest pupils of either outcome.
    """
    names = [spec.name for spec in table.predictors]
    places = [i for i in map(names.index, predictors) if table.predictors[i].kind != "numeric"]
    sizes = [len(table.predictors[i].levels) for i in places]
    codes = table.codes[:, places]
    known = (codes >= 0).all(axis=1)
    cell = np.ravel_multi_index(tuple(as_places(codes[known]).T), sizes)
    n_cells = int(np.prod(sizes))
    pupils = np.bincount(cell, weights=table.counts[known], minlength=n_cells)
    events = np.bincount(cell, weights=table.events[known], minlength=n_cells)
    fewest = int(np.argmin(np.minimum(events, pupils - events)))
    return round(float(pupils[fewest])), round(float(events[fewest]))
