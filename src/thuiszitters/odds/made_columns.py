"""Columns from cells: texts, or numbers of which an empty cell is no number."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

import numpy as np

from thuiszitters.base.arrays import Floats, Ints, compact
from thuiszitters.logit.blocks import is_long
from thuiszitters.logit.coding import differ_mostly
from thuiszitters.odds.number_texts import FEW_CELLS, NumberTexts, numbers_in
from thuiszitters.odds.table import Column

if TYPE_CHECKING:
    import pandas as pd


def column_from_texts(name: str, cells: "pd.Series | Sequence[str | None]") -> Column:
    """A column of trimmed text; an empty cell is an empty text or NA (None in a sequence)."""
    if isinstance(cells, Sequence):
        places: dict[str, int] = {}
        codes = np.array(
            [-1 if cell is None else places.setdefault(cell, len(places)) for cell in cells],
            dtype=np.intp,
        )
        texts = tuple(places)
    else:
        import pandas as pd

        codes, distinct = pd.factorize(cells)
        texts = tuple(distinct.tolist())
    column = Column(name, compact(codes, len(texts)), texts, numbers_in(texts))
    return column.without(("",)) if "" in texts else column


def column_from_numbers(name: str, values: Floats) -> Column:
    """A column of numbers; NaN is an empty cell."""
    if is_long(len(values)):
        empty = np.isnan(values)
        known = values[~empty] if empty.any() else values
        if differ_mostly(known, len(values)):
            codes = _in_order(len(values))
            if len(known) < len(values):
                codes = np.where(empty, -1, compact(np.cumsum(~empty) - 1))
            return Column(name, codes, NumberTexts(known), known, repeats=True)
    codes, numbers = _distinct(values)
    return Column(name, compact(codes, len(numbers)), NumberTexts(numbers), numbers)


#: Places of records that each have their own, the same for all columns of a table.
_PLACES: "WeakValueDictionary[int, Ints]" = WeakValueDictionary()


def _in_order(n_records: int) -> Ints:
    places = _PLACES.get(n_records)
    if places is None:
        places = _PLACES[n_records] = compact(np.arange(n_records))
        places.flags.writeable = False
    return places


def _distinct(values: Floats) -> tuple[Ints, Floats]:
    """The place of every number among the different ones, which stand as they first occur."""
    if len(values) > FEW_CELLS:
        few = _few_whole(values)
        if few is not None:
            return few
        import pandas as pd

        codes, distinct = pd.factorize(values)
        return codes, np.asarray(distinct)
    known = ~np.isnan(values)
    _, first, inverse = np.unique(values[known], return_index=True, return_inverse=True)
    order = np.argsort(first)
    codes = np.full(len(values), -1)
    codes[known] = np.argsort(order)[inverse]
    return codes, values[known][first[order]]


def _few_whole(values: Floats) -> tuple[Ints, Floats] | None:
    """The same of many whole numbers of a byte, as marks and codes are; none of others."""
    with np.errstate(invalid="ignore"):
        small = values.astype(np.int8)
    if not (small == values).all():
        return None
    held = np.flatnonzero(np.bincount(small.view(np.uint8), minlength=256)).astype(np.uint8)
    held = held[np.argsort([int(np.argmax(small == one)) for one in held.view(np.int8)])]
    places = np.zeros(256, dtype=np.intp)
    places[held] = np.arange(len(held))
    return places[small.view(np.uint8)], held.view(np.int8).astype(np.float64)
