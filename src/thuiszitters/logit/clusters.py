"""Which cluster the pupils of a row are in.

A likelihood asks for distinct combinations of predictors only, of which a register has tens of
thousands; told apart by cluster as well they are hundreds of thousands. So the rows of a design are
without clusters, and beside them stands how many pupils of each row a cluster has, for what is
added up within clusters.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from thuiszitters.base.arrays import Bools, Floats, Ints, as_places, compact
from thuiszitters.logit.coding import CodedTable


@dataclass(frozen=True, slots=True)
class Clusters:
    """The pupils of some rows by cluster: an entry for every row and cluster with pupils.

    Attributes
    ----------
    row
        Place of the row that an entry is part of.
    number
        Number of the cluster.
    events, counts
        Pupils with the outcome, and pupils, per entry.
    """

    row: Ints
    number: Ints
    events: Floats
    counts: Floats

    @property
    def n_clusters(self) -> int:
        return len(np.unique(self.number))

    def entries(self) -> list[Ints]:
        """Places of the entries of each cluster."""
        place = _places(self.number)
        size = int(place.max()) + 1
        # Few bytes are sorted by counting them.
        order = np.argsort(place.astype(np.min_scalar_type(size)), kind="stable")
        return np.split(order, np.cumsum(np.bincount(place))[:-1])

    def only(self, kept: Bools) -> "Clusters":
        """The pupils of some rows, which are numbered anew."""
        if kept.all():
            return self
        place, some = np.cumsum(kept) - 1, kept[self.row]
        return Clusters(
            place[self.row[some]], self.number[some], self.events[some], self.counts[some]
        )

    def of_each_row(self, n_rows: int) -> Floats:
        """Pupils per row."""
        return np.asarray(np.bincount(as_places(self.row), self.counts, n_rows), dtype=np.float64)

    def sums(self, columns: Floats, weights: Floats) -> Floats:
        """Rows times a weight per entry, added up within clusters, shape (clusters, columns)."""
        place = _places(self.number)
        parts = (column[self.row] * weights for column in columns.T)
        return _added(parts, place)


def cluster_sums(rows: Floats, cluster: Ints) -> Floats:
    """Add rows up within clusters, shape (clusters, columns).

    Examples
    --------
    >>> cluster_sums(np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]), np.array([7, 0, 7])).tolist()
    [[3.0, 4.0], [6.0, 8.0]]
    """
    return _added(iter(rows.T), _places(cluster))


def _places(cluster: Ints) -> Ints:
    """Numbers of clusters from 0 on, without gaps."""
    if cluster.min() < 0 or cluster.max() >= len(cluster):
        return np.asarray(np.unique(cluster, return_inverse=True)[1])
    there = np.bincount(as_places(cluster)) > 0  # which spares sorting them
    return (np.cumsum(there) - 1)[cluster]


def _added(columns: Iterator[Floats], place: Ints) -> Floats:
    """Columns added up within places, one after another so that they need not be held together."""
    sums = [np.bincount(as_places(place), weights=column) for column in columns]
    return np.ascontiguousarray(np.array(sums).T)


def without_clusters(table: CodedTable) -> tuple[CodedTable, Clusters | None]:
    """The pupils of a table without their clusters, and these beside it.

    Rows that differ by cluster only follow each other in a collapsed table, and become one.

    Examples
    --------
    >>> one = np.ones(3)
    >>> codes, cluster = np.array([[0], [0], [1]]), np.array([0, 1, 1])
    >>> table, clusters = without_clusters(CodedTable((), codes, (), 0 * one, one, cluster))
    >>> table.counts.tolist(), clusters.row.tolist()
    ([2.0, 1.0], [0, 0, 1])
    """
    if table.cluster is None:
        return table, None
    first = np.ones(len(table.counts), dtype=bool)
    first[1:] = False
    for position in range(table.codes.shape[1]):
        codes = table.codes[:, position]
        first[1:] |= codes[1:] != codes[:-1]
    row = compact(np.cumsum(first) - 1)
    clusters = Clusters(row, table.cluster, table.events, table.counts)
    if first.all():
        return replace(table, cluster=None), clusters
    starts = np.flatnonzero(first)
    merged = replace(
        table,
        codes=table.codes[starts],
        events=np.add.reduceat(table.events, starts),
        counts=np.add.reduceat(table.counts, starts),
        cluster=None,
    )
    return merged, clusters
