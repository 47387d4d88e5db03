"""From coded pupils to the columns of a logistic regression."""

from dataclasses import dataclass

import numpy as np

from thuiszitters.base.arrays import Floats, Ints, as_places
from thuiszitters.base.row_arrays import each_row, total
from thuiszitters.logit.blocks import blocks, is_long
from thuiszitters.logit.clusters import Clusters, without_clusters
from thuiszitters.logit.coded_column import CodedColumn, stand_by_row
from thuiszitters.logit.coding import CodedTable
from thuiszitters.logit.made_rows import CodedRows, Rows, column_of, whole

INTERCEPT = "(Intercept)"
#: What the name of a predictor's spline columns begins with.
SPLINE = "spline:"


@dataclass(frozen=True, slots=True)
class Column:
    """Name of one coefficient.

    Attributes
    ----------
    predictor
        Predictor it belongs to; ``(Intercept)`` for the intercept.
    level, reference
        Level it stands for and the level it is compared with; none for a number.
    n_obs, n_events
        Pupils at that level and those with the outcome; of the whole model for a number.
    """

    predictor: str
    level: str | None
    reference: str | None
    n_obs: int
    n_events: int

    @property
    def term(self) -> str:
        return self.predictor if self.level is None else f"{self.predictor}={self.level}"


@dataclass(frozen=True, slots=True)
class Design:
    """A design matrix on collapsed rows.

    Attributes
    ----------
    columns
        The k coefficients, intercept first.
    rows
        Shape (rows, k); numbers are divided by `per` of their predictor. Of a long table they are
        made when they are walked over.
    events, counts
        Pupils with the outcome, and pupils, per row.
    reference_columns
        Counts of each predictor's reference level, named like a column.
    clusters
        The pupils of each row by cluster; none without clusters.
    table
        The coded pupils of the rows, without their clusters.
    products
        Position of every interaction column, with those of its two factors.
    """

    columns: tuple[Column, ...]
    rows: Rows
    events: Floats
    counts: Floats
    reference_columns: tuple[Column, ...]
    clusters: Clusters | None
    table: CodedTable
    products: tuple[tuple[int, int, int], ...] = ()

    @property
    def x(self) -> Floats:
        """All rows as a matrix, which of a long table is made at every call."""
        return whole(self.rows)

    def column(self, position: int) -> Floats:
        """One column of all rows."""
        return column_of(self.rows, position)

    @property
    def n_obs(self) -> int:
        return round(total(self.counts))

    @property
    def n_events(self) -> int:
        return round(total(self.events))

    @property
    def predictors(self) -> tuple[str, ...]:
        """Predictors in order, with those that were added to the table's."""
        return tuple(dict.fromkeys(column.predictor for column in self.columns[1:]))

    def positions(self, predictor: str) -> list[int]:
        """Where the columns of a predictor stand."""
        return [i for i, column in enumerate(self.columns) if column.predictor == predictor]

    def renew_products(self, x: Floats) -> None:
        """Make the interaction columns of rows whose other columns were changed anew, in place."""
        for product, first, second in self.products:
            x[:, product] = x[:, first] * x[:, second]


def build_design(table: CodedTable) -> Design:
    """Intercept, one column per level after the reference, one per number.

    Parameters
    ----------
    table
        Complete observations; a code of -1 has no column. Rows that differ by cluster only are
        one row of the design.

    Returns
    -------
    Design
        With `x` of shape (rows, 1 + levels after the reference + numbers).

    Examples
    --------
    >>> from thuiszitters.logit.coding import Predictor
    >>> table = CodedTable(
    ...     predictors=(Predictor("age", "numeric", per=10.0),),
    ...     codes=np.array([[0], [1]]),
    ...     distinct=(np.array([20.0, 30.0]),),
    ...     events=np.array([0.0, 4.0]),
    ...     counts=np.array([3.0, 4.0]),
    ... )
    >>> build_design(table).x.tolist()
    [[1.0, 2.0], [1.0, 3.0]]
    """
    table, clusters = without_clusters(table)
    pupils, events = round(table.n_obs), round(table.n_events)
    columns = [Column(INTERCEPT, None, None, pupils, events)]
    coded: list[CodedColumn] = []
    references = []
    for position, spec in enumerate(table.predictors):
        values = table.distinct[position]
        codes = None if table.stands_by_row(position) else table.codes[:, position]
        if spec.kind == "numeric" and values is not None:
            scaled = values if spec.per == 1.0 else _in_units(values, spec.per)
            by_row = codes is None or stand_by_row(codes, values)
            coded.append(CodedColumn(None if by_row else codes, 0, scaled))
            columns.append(Column(spec.name, None, None, pupils, events))
            continue
        assert codes is not None
        alone = len(spec.levels) == 1  # nothing to compare, which the checks will say
        held = _in_levels(codes, table, len(spec.levels))
        for number, (level, (n_obs, n_events)) in enumerate(zip(spec.levels, held, strict=True)):
            column = Column(spec.name, level, None if alone else spec.reference, n_obs, n_events)
            if number == 0 and not alone:
                references.append(column)
            else:
                coded.append(CodedColumn(codes, number, None))
                columns.append(column)
    rows = CodedRows.of(coded, len(table.counts))
    return Design(
        columns=tuple(columns),
        rows=rows if is_long(len(rows)) else np.ascontiguousarray(rows.whole()),
        events=table.events,
        counts=table.counts,
        reference_columns=tuple(references),
        clusters=clusters,
        table=table,
    )


def _in_units(values: Floats, per: float) -> Floats:
    return each_row(lambda some: some / per, np.float64, values)


def _in_levels(codes: Ints, table: CodedTable, n_levels: int) -> list[tuple[int, int]]:
    """Pupils at every level of a predictor, and those with the outcome."""
    held = np.zeros((2, n_levels + 1))
    for rows in blocks(len(codes)):
        place = as_places(codes[rows]) + 1  # a code of -1 is none of them
        for sums, weights in zip(held, (table.counts, table.events), strict=True):
            sums += np.bincount(place, weights=weights[rows], minlength=n_levels + 1)
    return [(round(n_obs), round(n_events)) for n_obs, n_events in held[:, 1:].T.tolist()]
