"""Rows of a fit with everyone at another level, as the fitted rows and what changes in them.

A level changes few columns. Making all of them anew, on the basis of the likelihood, takes several
copies of the table for each of its levels; a table of many rows is therefore left where it is.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from thuiszitters.base.arrays import Floats
from thuiszitters.logit.design import Design
from thuiszitters.logit.made_rows import Rows, product, weighted_sum
from thuiszitters.logit.results import LogitFit


@dataclass(frozen=True, slots=True, eq=False)
class MovedRows:
    """A matrix of which products are asked: the rows of `given`, each moved.

    Attributes
    ----------
    given
        Shape (rows, k).
    change
        How far each row moves along each direction, shape (m, rows).
    along
        The directions, shape (m, k).

    Examples
    --------
    >>> moved = MovedRows(np.eye(2), np.array([[0.0, 2.0]]), np.array([[1.0, 0.0]]))
    >>> (moved @ np.array([1.0, 10.0])).tolist(), (np.array([1.0, 1.0]) @ moved).tolist()
    ([1.0, 12.0], [3.0, 1.0])
    """

    given: Rows
    change: Floats
    along: Floats
    #: So that numpy leaves products with it to this class.
    __array_ufunc__: ClassVar[None] = None

    def __matmul__(self, coefficients: Floats) -> Floats:
        return np.asarray(
            product(self.given, coefficients) + (self.along @ coefficients) @ self.change
        )

    def __rmatmul__(self, weights: Floats) -> Floats:
        return np.asarray(weighted_sum(self.given, weights) + (self.change @ weights) @ self.along)


def moved_settings(fit: LogitFit, position: int) -> tuple[MovedRows, MovedRows]:
    """Everyone at the level of a column, and everyone at its reference.

    The same rows as `thuiszitters.effects.risks.counterfactual_columns` on the basis of the
    likelihood, up to rounding.
    """
    design, fitted = fit.design, fit.likelihood
    assert fitted is not None
    place = {position: number for number, position in enumerate(fit.columns)}

    def moved(changes: Mapping[int, Floats]) -> MovedRows:
        kept = [one for one in changes if one in place]
        units = np.zeros((len(kept), len(place)))
        units[np.arange(len(kept)), [place[one] for one in kept]] = 1.0
        change = np.array([changes[one] for one in kept]).reshape(len(kept), len(design.counts))
        return MovedRows(fitted.data.rows, change, fitted.on_basis(units))

    own = design.columns[position]
    if own.level is None:
        ahead, stay = {position: np.ones(len(design.counts))}, dict[int, Floats]()
    else:
        stay = {one: -design.column(one) for one in design.positions(own.predictor)}
        ahead = {**stay, position: stay[position] + 1.0}
    return moved(_with_products(design, ahead)), moved(_with_products(design, stay))


def _with_products(design: Design, changes: Mapping[int, Floats]) -> dict[int, Floats]:
    """Changes of columns, and those of the interaction columns they are a factor of."""
    return {**changes, **dict(_of_products(design, changes))}


def _of_products(design: Design, changes: Mapping[int, Floats]) -> Iterator[tuple[int, Floats]]:
    for product_column, first, second in design.products:
        if first not in changes and second not in changes:
            continue
        none = np.zeros(len(design.counts))
        one, other = changes.get(first, none), changes.get(second, none)
        yield product_column, one * (design.column(second) + other) + design.column(first) * other
