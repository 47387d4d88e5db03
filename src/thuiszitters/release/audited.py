"""What the audit of fits found: which numbers leave, how exactly, and which were not audited."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

#: Name of the rule that hides a number by which a suppressed count would be told.
AUDIT = "audit"
#: Tables of which the adjusted numbers are compared between cohorts.
REFITTED = ("estimates", "global_tests", "fits")
#: Model, and term or predictor.
Named = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Audited:
    """Outcome of `audit.stage.audit_numbers`; an empty one changes nothing.

    Attributes
    ----------
    ratios
        Significant digits of an odds ratio and its interval (1: one decimal); 0 keeps it inside.
    p_values
        Significant digits of the p-value of a term, or of the test of a predictor.
    measures
        Models of which measures of fit stay inside.
    models
        Models whose adjusted estimates were audited.
    reasons
        Model with a suppressed count to the reason why it was not audited.
    """

    ratios: Mapping[Named, int] = field(default_factory=dict)
    p_values: Mapping[Named, int] = field(default_factory=dict)
    measures: frozenset[str] = frozenset()
    models: tuple[str, ...] = ()
    reasons: Mapping[str, str] = field(default_factory=dict)

    def contrast(self, row: Mapping[Any, Any]) -> str:
        """The rule that hides an adjusted contrast; empty when it leaves."""
        return AUDIT if self.ratios.get(named(row)) == 0 else ""

    def test(self, row: Mapping[Any, Any]) -> str:
        """The rule that hides the test of a predictor."""
        return AUDIT if self.p_values.get((str(row["model"]), str(row["predictor"]))) == 0 else ""

    def fit(self, row: Mapping[Any, Any]) -> str:
        """The rule that hides measures of the fit a row is about."""
        return AUDIT if row.get("model") in self.measures else ""

    @property
    def coarser(self) -> bool:
        """Whether any number leaves less exactly than the profile says."""
        return bool(self.ratios)

    def digits(self, row: Mapping[Any, Any]) -> tuple[int | None, int | None]:
        """Significant digits of the ratios and of the p-values of a row; none as the profile says.

        Crude contrasts and rows of blocks are not about an adjusted fit.
        """
        if pd.isna(row["model"]) or row.get("model_kind", "adjusted") != "adjusted":
            return None, None
        own = named(row) if "level" in row else (str(row["model"]), str(row["predictor"]))
        return self.ratios.get(own), self.p_values.get(own)


def named(row: Mapping[Any, Any]) -> Named:
    """Model and term of a row, by predictor and level."""
    level = row.get("level")
    predictor = str(row["predictor"])
    return str(row["model"]), predictor if pd.isna(level) else f"{predictor}={level}"
