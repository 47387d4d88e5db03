"""Columns of a file that has types, as distinct values."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from thuiszitters.base.arrays import Ints, from_arrow, holds_texts
from thuiszitters.base.errors import DataError, Problem, nearest_name, raise_problems
from thuiszitters.base.row_arrays import each_row, in_file
from thuiszitters.odds.made_columns import column_from_numbers, column_from_texts
from thuiszitters.odds.number_texts import FEW_CELLS
from thuiszitters.odds.table import Column


def labelled(column: Column, labels: dict[str, str], *, dates: bool) -> Column:
    """A column of SPSS or Stata as its labels, when every value has one of its own.

    Where only some values have a label, such as 99 for "unknown", they are kept as values and
    the labels are remembered, so that the user can be told.
    """
    if dates:
        return replace(column, kind="dates")
    known = {value: labels[value].strip() for value in column.texts if value in labels}
    complete = len(known) == len(column.texts) == len(set(known.values()))
    if not known or not complete or not column.all_numbers:
        return replace(column, labels=tuple(known.items()))
    order = np.argsort(column.numbers, kind="stable")
    place = np.append(np.argsort(order), -1)
    return replace(
        column,
        codes=place[column.codes],
        texts=tuple(known[column.texts[i]] for i in order),
        numbers=column.numbers[order],
        ordered=True,
        values=tuple(column.texts[i] for i in order),
    )


def column_from_arrow(
    name: str, values: Any, rows: Ints | None = None, order: "list[str] | None" = None
) -> Column | None:
    """A typed column; None when its type is none this command knows.

    Parameters
    ----------
    rows
        How many rows each value stands for.
    order
        Categories in the order of the file, where `values` no longer have them.
    """
    import pyarrow as pa

    kind = values.type
    if pa.types.is_dictionary(kind) and kind.value_type in (pa.string(), pa.large_string()):
        column = column_from_texts(name, values.to_pandas().astype("str").str.strip())
        order = [str(category) for category in values.to_pandas().cat.categories]
    elif pa.types.is_boolean(kind):
        column = column_from_arrow_texts(name, values.cast(pa.string()))
    elif holds_texts(kind):
        column = column_from_arrow_texts(name, values)
    elif pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind):
        # They may be read only, and are not changed.
        numbers = from_arrow(values.cast(pa.float64(), safe=False), np.float64)
        column = column_from_numbers(name, numbers)
    elif pa.types.is_temporal(kind):
        column = column_from_arrow_texts(name, values.cast(pa.string()))
        column = replace(column, kind="dates")
    elif pa.types.is_null(kind):
        column = column_from_numbers(name, np.full(len(values), np.nan))
    else:
        return None
    return replace(column if order is None else in_order_of(column, order), rows=rows)


def column_from_arrow_texts(name: str, values: Any) -> Column:
    """A column of texts, trimmed here; null is an empty cell."""
    if len(values) > FEW_CELLS:
        return column_from_texts(name, values.to_pandas().str.strip())
    cells = values.to_pylist()
    return column_from_texts(name, [cell if cell is None else cell.strip() for cell in cells])


def in_order_of(column: Column, categories: list[str]) -> Column:
    """Categories in the order the file gives them; those nobody has are left out."""
    order = {category.strip(): place for place, category in enumerate(categories)}
    rank = np.argsort([order[text] for text in column.texts])
    place = np.append(np.argsort(rank), -1)
    kind = column.codes.dtype if in_file(column.codes) else place.dtype
    return replace(
        column,
        codes=each_row(lambda codes: place[codes], kind, column.codes),
        texts=tuple(column.texts[i] for i in rank),
        numbers=column.numbers[rank],
        ordered=True,
    )


def columns_from_arrow(
    where: str,
    values: Any,
    wanted: Sequence[str],
    rows: Ints | None = None,
    orders: Mapping[str, list[str]] | None = None,
) -> dict[str, Column]:
    """The wanted columns of an Arrow table, in which every name stands once.

    Parameters
    ----------
    where
        What messages call the table.
    rows, orders
        See `column_from_arrow`.

    Raises
    ------
    DataError
        With every column whose type is none that can be used.
    """
    columns, problems = {}, []
    for name in wanted:
        column = column_from_arrow(name, values[name], rows, (orders or {}).get(name))
        if column is None:
            found = f"holds values of type {values[name].type}"
            allowed = "numbers, texts, categories or true/false"
            problems.append(Problem(f'{where}: column "{name}"', found, allowed))
        else:
            columns[name] = column
    raise_problems(problems, DataError)
    return columns


def name_problems(where: str, names: Sequence[str], wanted: Sequence[str]) -> list[Problem]:
    """Wanted columns that a table has not, or has more than once."""
    problems = []
    for name in wanted:
        if name not in names:
            advice = nearest_name(name, list(names))
            found = f'the column "{name}" is missing'
            problems.append(Problem(where, found, ", ".join(names), advice))
        elif list(names).count(name) > 1:
            found = f'the column "{name}" stands there {list(names).count(name)} times'
            problems.append(Problem(where, found, advice="Rename one of them"))
    return problems
