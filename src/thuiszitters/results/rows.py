"""Rows of stored tables."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


StoredRow = Mapping[str, Any]
#: Reasons of rows that the release took something out of.
_SUPPRESSED = ("suppressed", "counts_suppressed", "summary_suppressed")


def records(table: "pd.DataFrame") -> list[dict[str, Any]]:
    """Rows of a stored table as mappings from column to value."""
    names = [str(column) for column in table.columns]
    columns = (table[column].tolist() for column in table.columns)
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def suppressed(row: StoredRow) -> bool:
    """Whether the release took the numbers out of this row."""
    reason = str(row.get("reason") or "")
    return row.get("status") == "suppressed" or reason.startswith(_SUPPRESSED)
