"""Results of the workflow as frames, with what each column means."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd

from thuiszitters.base.errors import DataError, Problem, nearest_name
from thuiszitters.results.catalogue import TABLES
from thuiszitters.results.read import Numbers, read_numbers


class Results(Mapping[str, pd.DataFrame]):
    """The released tables of one cohort by name, such as ``results["estimates"]``.

    Only what disclosure control let through is in them. `dictionary` tells what a column means.
    """

    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers
        own = {name: getattr(numbers, name) for name in TABLES if hasattr(numbers, name)}
        self._tables = {
            name: table for name, table in {**own, **numbers.more}.items() if len(table)
        }

    @property
    def title(self) -> str:
        """What the cohort is called, in English."""
        return self._numbers.study.title.en

    @property
    def question(self) -> str:
        """What was asked, in English."""
        return self._numbers.study.question.en

    @property
    def model(self) -> str:
        """Name of the main model."""
        return self._numbers.study.main_model.name

    def dictionary(self, table: str | None = None, language: str = "en") -> pd.DataFrame:
        """What each column of a table means; of all tables when none is named.

        Returns
        -------
        DataFrame
            ``table``, ``column``, ``type``, ``role`` (in disclosure control) and ``meaning``.
        """
        names = [table] if table is not None else list(self)
        rows = [
            {
                "table": name,
                "column": column.name,
                "type": column.type.value,
                "role": column.role.value,
                "meaning": column.meaning.in_language("nl" if language == "nl" else "en"),
            }
            for name in names
            for column in (
                TABLES[name].columns if self[name] is not None and name in TABLES else ()
            )
        ]
        return pd.DataFrame(rows)

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self._tables:
            known = list(self._tables)
            found = f'there is no table "{name}"'
            raise DataError(Problem("results", found, ", ".join(known), nearest_name(name, known)))
        table: pd.DataFrame = self._tables[name]
        return table.copy()

    def __contains__(self, name: object) -> bool:
        return name in self._tables

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)

    def __repr__(self) -> str:
        sizes = [f"  {name}: {len(table)} rows" for name, table in self._tables.items()]
        return "\n".join((f"Released results of {self.title}", *sizes))


def read_results(folder: str | Path) -> Results:
    """Read what the workflow released about a cohort.

    Parameters
    ----------
    folder
        ``results/<cohort>``, or the folder ``numbers`` in it.

    Raises
    ------
    DataError
        When the folder holds no released numbers.
    """
    place = Path(folder)
    inside = place / "numbers"
    if not place.is_dir():
        beside = (
            sorted(item.name for item in place.parent.glob("*")) if place.parent.is_dir() else []
        )
        near = nearest_name(place.name, beside)
        advice = near or "Run the workflow first (make report)"
        raise DataError(Problem(str(folder), "there is no such folder", advice=advice))
    return Results(read_numbers(inside if inside.is_dir() else place))
