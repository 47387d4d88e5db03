"""The columns with a use of their own: outcome, counts of pupils, clusters."""

from collections.abc import Iterable

import numpy as np

from thuiszitters.base.arrays import Bools, Floats, Ints
from thuiszitters.base.errors import Problem
from thuiszitters.base.row_arrays import each_row, total
from thuiszitters.odds.notices import Notice, notice
from thuiszitters.odds.table import Column, Table

#: What an outcome may look like; the second word of each pair is the outcome itself.
OUTCOMES = (("0", "1"), ("false", "true"), ("no", "yes"), ("nee", "ja"))
#: More pupils than this are counted in steps of more than one, by any program.
MOST_PUPILS = 2**53
ALLOWED_OUTCOMES = "0 and 1, true and false, yes and no, or ja and nee; an empty cell is left out"


def outcome_values(table: Table, name: str) -> tuple[Floats, list[Problem]]:
    """The outcome as 0, 1 or NaN per record."""
    column = table.columns[name].once()
    words = _outcome_words(column)
    found = {word for word in words if word is not None}
    if not found:
        return _nothing(column), [Problem(table.place(name), "every cell is empty")]
    pair = next((pair for pair in OUTCOMES if found <= {*pair}), None)
    if pair is None:
        size = len(column.texts)
        what = "different numbers" if column.all_numbers else "different texts"
        odd = "an outcome has two" if size != 2 else "which of them is the outcome is not clear"
        problem = Problem(table.place(name), f"{size} {what}; {odd}", ALLOWED_OUTCOMES)
        return _nothing(column), [problem]
    if len(found) == 1:
        value = 1 if found == {pair[1]} else 0
        what = f"every row has the outcome {value}, so nothing can be estimated"
        return _nothing(column), [Problem(table.place(name), what)]
    values = np.array([*(float(word == pair[1]) for word in words), np.nan])
    return each_row(lambda codes: values[codes], np.float64, column.codes), []


def _outcome_words(column: Column) -> list[str]:
    """Each value in small letters; 1.0 is 1."""
    whole = {0.0: "0", 1.0: "1"}
    return [
        whole.get(float(number), text.casefold())
        for text, number in zip(column.texts, column.numbers, strict=True)
    ]


def _nothing(column: Column) -> Floats:
    return np.full(len(column.codes), np.nan)


def count_values(table: Table, name: str | None) -> tuple[Floats, list[Problem]]:
    """How many pupils each record stands for: one for every row, when no column says so."""
    # One number stands for all records, which spares as many as the table is long.
    ones = np.broadcast_to(1.0, table.n_records)
    rows = ones if table.rows is None else table.rows.astype(float)
    if name is None:
        return rows, []
    column = table.columns[name]
    fine = np.isfinite(column.numbers) & (column.numbers >= 0)
    with np.errstate(invalid="ignore"):
        fine &= column.numbers == np.floor(column.numbers)
    number = table.n_where(np.logical_not, column.records_with(fine))
    known = np.append(column.numbers, np.nan)
    values = each_row(lambda codes, rows: known[codes] * rows, np.float64, column.codes, rows)
    if not number:
        n_pupils = total(values)
        if n_pupils > MOST_PUPILS:
            found = f"the counts add up to more than {MOST_PUPILS:,} pupils"
            return values, [Problem(table.place(name), found, "counts of pupils")]
        if n_pupils > 0:
            return values, []
        return values, [Problem(table.place(name), "every count is 0")]
    what = "holds no count" if number == 1 else "hold no counts"
    found = f"{table.rows_text(column, ~fine, empty=True)} {what} of pupils"
    advice = "Weights that are no counts (inverse probability, survey) need another method"
    return values, [Problem(table.place(name), found, "whole numbers of 0 or more", advice)]


def complete_records(known: Bools, counts: Floats, codes: Iterable[Ints]) -> Bools:
    """Records with pupils whose outcome is known and that have every code."""

    def whole(known: Bools, counts: Floats, *codes: Ints) -> Bools:
        found = known & (counts > 0)
        for one in codes:
            found &= one >= 0
        return found

    return each_row(whole, np.bool_, known, counts, *codes)


def cluster_codes(table: Table, name: str, used: Bools) -> tuple[Ints, list[Problem], list[Notice]]:
    """The cluster of each record (-1 without one), what is wrong with it, and what to know.

    Parameters
    ----------
    used
        Records that take part in the model apart from their cluster.
    """
    import pandas as pd

    column = table.columns[name].once()
    place = table.place(name)
    codes, _ = pd.factorize(column.codes)
    codes = np.where(column.present, codes, -1)
    taken = used & column.present
    n_clusters = len(np.unique(codes[taken]))
    if n_clusters == 0:
        return codes, [Problem(place, "no row that is used has a cluster")], []
    if n_clusters == 1:
        found = "all rows that are used have the same cluster"
        return codes, [Problem(place, found, "two clusters or more", "Leave out --cluster")], []
    notices: list[Notice] = []
    if n_clusters == table.n_in(taken):
        notices.append(notice("clusters_of_one", column=name))
    if left_out := table.n_in(used & ~column.present):
        notices.append(notice("without_cluster", column=name, rows=left_out))
    return codes, [], notices
