"""Result tables that were just made: rows first, a frame where a reader asks for one.

A table on the terminal reads a few dozen rows. Loading pandas for them takes longer than reading a
file and fitting its models.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from thuiszitters.results.read import Numbers, present
from thuiszitters.results.schema import Column, ResultTable, Row, Type, build
from thuiszitters.results.study import Study

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class FreshTable:
    """Rows of a declared table as they were computed."""

    table: ResultTable
    rows: Sequence[Row]

    def frame(self) -> "pd.DataFrame":
        """The table as it is stored."""
        return build(self.table, self.rows)

    def records(self) -> list[dict[str, Any]]:
        """Rows as those of `frame` are read, without making it; an empty whole number is None.

        Raises
        ------
        ValueError
            As `build` does.

        Examples
        --------
        >>> from thuiszitters.results.tables_cohort import FLOW
        >>> row = {"step": 0, "reason": "read", "n_excluded": 0, "n_remaining": 12.0}
        >>> FreshTable(FLOW, [row]).records()[0]["n_remaining"]
        12
        """
        unknown = {name for row in self.rows for name in row}.difference(self.table.names)
        if unknown:
            msg = f'{self.table.name}: the column "{min(unknown)}" is not declared'
            raise ValueError(msg)
        return [dict(self._cells(row)) for row in self.rows]

    def _cells(self, row: Row) -> Iterator[tuple[str, Any]]:
        for column in self.table.columns:
            value = row.get(column.name)
            if not present(value):
                value = column.default
            yield column.name, self._empty(column) if value is None else _TYPES[column.type](value)

    def _empty(self, column: Column) -> float | None:
        if column.type is not Type.WHOLE:
            return float("nan")
        if column.empty:
            return None
        msg = f'{self.table.name}: "{column.name}" is a whole number and may not be empty'
        raise ValueError(msg)


def _whole(value: Any) -> int:
    if value != int(value):
        msg = f"{value} is no whole number"
        raise ValueError(msg)
    return int(value)


_TYPES: dict[Type, Any] = {Type.TEXT: str, Type.WHOLE: _whole, Type.NUMBER: float}


class FreshNumbers(Numbers):
    """Numbers of fits that nothing was stored of; its frames are made when they are asked for."""

    __slots__ = ("_fresh",)
    _fresh: Mapping[str, FreshTable]

    def __init__(
        self, study: Study, fresh: Mapping[str, FreshTable], more: "Mapping[str, pd.DataFrame]"
    ) -> None:
        for name, value in (("study", study), ("_fresh", fresh), ("more", more)):
            object.__setattr__(self, name, value)

    def __reduce__(self) -> tuple[type["FreshNumbers"], tuple[Any, ...]]:
        # To another process go the rows: it may not need frames either.
        return FreshNumbers, (self.study, self._fresh, self.more)

    def __getattr__(self, name: str) -> "pd.DataFrame":
        """A frame that has not been asked for before: the place it is kept in is still empty."""
        if name not in Numbers.__slots__:
            raise AttributeError(name)
        import pandas as pd

        frame = self._fresh[name].frame() if name in self._fresh else pd.DataFrame()
        object.__setattr__(self, name, frame)
        return frame

    def _records(self, name: str) -> list[dict[str, Any]]:
        return self._fresh[name].records() if name in self._fresh else []
