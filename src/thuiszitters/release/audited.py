"""What the audit of fits found: which numbers leave, how exactly, and which were not audited."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from thuiszitters.results.schema import ResultTable

#: Name of the rule that hides a number by which a suppressed count would be told.
AUDIT = "audit"
#: The keys of a row.
Named = tuple[str, ...]


#: Column to the step its number is rounded to, in units of the last place of the profile; 0 keeps
#: it inside. The empty column stands for the whole row.
Steps = Mapping[str, int]
#: A row that stays inside.
INSIDE: Steps = {"": 0}


@dataclass(frozen=True, slots=True)
class Audited:
    """Outcome of `audit.stage.audit_numbers`; an empty one changes nothing.

    Attributes
    ----------
    rows
        Table to row to what leaves of it, where that is less than the profile says.
    models
        Models whose numbers were audited.
    reasons
        Model with a suppressed count to the reason why it was not audited.
    rule
        Name of the rule that hides a row.
    """

    rows: Mapping[str, Mapping[Named, Steps]] = field(default_factory=dict)
    models: tuple[str, ...] = ()
    reasons: Mapping[str, str] = field(default_factory=dict)
    rule: str = AUDIT

    def hides(self, table: ResultTable, row: Mapping[Any, Any]) -> str:
        """The rule that hides the numbers of a row; empty when they leave."""
        return self.rule if self.steps(table, row).get("") == 0 else ""

    @property
    def coarser(self) -> bool:
        """Whether any number leaves less exactly than the profile says."""
        return bool(self.rows)

    def steps(self, table: ResultTable, row: Mapping[Any, Any]) -> Steps:
        """What leaves of a row; empty where that is what the profile says."""
        own = self.rows.get(table.name)
        return own.get(named(table, row), {}) if own else {}


def named(table: ResultTable, row: Mapping[Any, Any]) -> Named:
    """What names a row of a table."""
    values = (row.get(name) for name in table.keys)
    return tuple(one if type(one) is str else "" if pd.isna(one) else str(one) for one in values)
