"""What is hidden in a run, asked of one row at a time.

A mask hides counts. Whoever writes a table must know which estimates, fits and sentences
rest on a hidden count; that depends on which predictors a fit holds.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from thuiszitters.release.counts import EVERYONE, Cell, Group
from thuiszitters.release.masking import Mask

#: A fit with at least this many predictors has too many tables behind it to be searched.
MANY_PREDICTORS = 3
#: What stands for the name of a method that would give a zero cell away.
WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class Background:
    """What the plan and the patterns say beside the tables.

    Attributes
    ----------
    parents
        Code to the code above it.
    parts
        Cells of the groups of related predictors.
    related
        Numeric predictor to the predictors that are made from the same column.
    few_valued
        Numeric predictors that take so few values that a mean gives a count away.
    dominated
        Numeric predictors of which one pupil makes up too large a part.
    """

    parents: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[Group, tuple[Cell, ...]] = field(default_factory=dict)
    related: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    few_valued: frozenset[str] = frozenset()
    dominated: frozenset[str] = frozenset()


class Hidden:
    """Answers, for one run, which rule hides what.

    Parameters
    ----------
    mask
        The masked counts.
    background
        Relations between predictors.
    estimates
        Table of the models stage: it says which predictors a fit holds.
    """

    def __init__(self, mask: Mask, background: Background, estimates: pd.DataFrame) -> None:
        self.mask = mask
        self.background = background
        self._fits: dict[tuple[str, str, str], list[str]] = {}
        own = estimates[estimates["predictor"] != "(Intercept)"]
        for row in own[["model", "model_kind", "block", "predictor"]].to_dict("records"):
            held = self._fits.setdefault(_fit_of(row), [])
            if row["predictor"] not in held:
                held.append(row["predictor"])

    def predictors(self, row: Mapping[Any, Any]) -> list[str]:
        """The predictors of the fit a row belongs to."""
        return self._fits.get(_fit_of(row), [])

    def predictor_rule(self, universe: str, predictor: str, *, strict: bool) -> str:
        """The rule that hides a level of a predictor, or the number made from the same column.

        Counts that are left out because two groups of pupils differ by few hide two-by-twos
        only; `strict` asks for those as well.
        """
        universe = self.mask.counts.same(Group(universe, EVERYONE, EVERYONE)).universe
        if predictor in self.background.few_valued:
            return "small_count"
        names = {predictor, *self.background.related.get(predictor, ())}
        for quantity, rule in self.mask.rules.items():
            group = quantity.group
            counts = bool(rule) and (strict or rule != "difference")
            if group.universe == universe and group.predictor in names and counts:
                return rule
        return ""

    def contrast_rule(self, row: Mapping[Any, Any]) -> str:
        """The rule that hides one estimate: of its level, or of the level it is compared with."""
        universe, predictor = str(row["universe"]), str(row["predictor"])
        strict = row["model_kind"] == "crude"
        if row["status"] == "reference":
            return ""
        if predictor == "(Intercept)":
            return self._fit_rule(row, strict=strict)
        if pd.isna(row["level"]):
            return self.predictor_rule(universe, predictor, strict=strict)
        rules = (
            self.mask.rule(Group(universe, predictor, str(level)))
            for level in (row["level"], row["reference"])
        )
        return next((rule for rule in rules if rule and (strict or rule != "difference")), "")

    def any_rule(self, universe: str, predictors: Iterable[str], *, strict: bool) -> str:
        """The first rule that hides something of these predictors."""
        rules = (self.predictor_rule(universe, name, strict=strict) for name in predictors)
        return next((rule for rule in rules if rule), "")

    def fit_rule(self, row: Mapping[Any, Any]) -> tuple[str, bool]:
        """The rule that a whole fit falls under, and whether it has few predictors."""
        held = self.predictors(row)
        return self.any_rule(str(row["universe"]), held, strict=True), len(held) < MANY_PREDICTORS

    def tells_separation(self, row: Mapping[Any, Any]) -> bool:
        """Whether the method of a fit would show that a hidden level is separated."""
        return bool(self._fit_rule(row, strict=False))

    def _fit_rule(self, row: Mapping[Any, Any], *, strict: bool) -> str:
        held = self.predictors(row) or self.of_model(str(row["model"]))
        return self.any_rule(str(row["universe"]), held, strict=strict)

    def of_model(self, model: str) -> list[str]:
        """Every predictor of a model."""
        held = (names for key, names in self._fits.items() if key[0] == model)
        return list(dict.fromkeys(name for names in held for name in names))


def _fit_of(row: Mapping[Any, Any]) -> tuple[str, str, str]:
    """Key of a fit: a crude fit is named by its predictor, a block fit by its block."""
    kind = str(row.get("model_kind", "adjusted")).replace("complete", "adjusted")
    place = row.get("block") if kind == "block" else row["predictor"] if kind == "crude" else ""
    return str(row["model"]), kind, str(place)
