"""What is suppressed in a run, asked of one row of one table at a time.

The suppression of counts (`system.suppression`) says which counts are not shown. What rests on them
follows from the disclosure role of a column and from what a row is about: its predictors, its fit,
its joint group. Every question is answered here, once, for all tables; `apply` asks them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from thuiszitters.plan.disclosure import DisclosureProfile, Measure
from thuiszitters.release.audited import Audited
from thuiszitters.release.background import Background
from thuiszitters.release.differencing.earlier import DIFFERS, Earlier
from thuiszitters.release.fits_held import Row, fit_key
from thuiszitters.release.system.counts import (
    COHORT,
    EVERYONE,
    Group,
    group_of_characteristic,
    group_of_estimate,
)
from thuiszitters.release.system.suppression import Mask
from thuiszitters.release.system.universes import universe_of
from thuiszitters.results.schema import Pupils, ResultTable, Role
from thuiszitters.results.tables_models import ESTIMATES

#: A fit of fewer predictors, of which one has a suppressed count, leaves no numbers: with three,
#: rounded odds ratios and intervals of the other two still leave one value of the count
#: (tests/unit/release/test_enumeration.py). From here on the tables behind a fit cannot be
#: enumerated, and its numbers are said to be not audited.
MANY_PREDICTORS = 5
#: Name of the rule that hides what would undo the rounding of counts.
ROUNDING = "rounding"

#: Roles whose values rest on the counts of the groups of other tables.
RESTING = (
    *(Role.CONTRAST, Role.ERROR, Role.FAMILY, Role.TEST, Role.LIKELIHOOD, Role.DISCRIMINATION),
    *(Role.DIAGNOSTIC, Role.FRACTION),
)


@dataclass(frozen=True, slots=True)
class Rounded:
    """What became of numbers that are no counts, under a profile that rounds counts.

    Attributes
    ----------
    models
        Models whose numbers were made from a cohort that has the rounded counts.
    left_out
        Model and table of which rows could not be made so, to the reason; they do not leave.
    """

    models: tuple[str, ...] = ()
    left_out: Mapping[tuple[str, str], str] = field(default_factory=dict)


@dataclass(frozen=True)
class Suppressed:
    """Answers, for one run, which rule suppresses what; an empty answer suppresses nothing.

    What is asked of every row is settled at the first question and kept.

    Attributes
    ----------
    mask
        The suppressed counts.
    profile
        The rules of the data owner.
    background
        Relations between predictors and between codes.
    tables
        The tables of the run, before release.
    imputed
        Models of which crude and adjusted rows are over imputations.
    held
        Fit to its predictors; see `fit_key`.
    broken
        Model and kind of fits of which nothing leaves, to the rule they break.
    differing
        Models whose pupils differ from those of an earlier release by too few.
    differing_rows
        Table to the rows that differ from an earlier release by too few pupils.
    earlier
        The releases that went out before.
    audited
        What the audit of large fits found.
    rounded
        Where counts are rounded: what other numbers were made from.
    """

    mask: Mask
    profile: DisclosureProfile
    background: Background
    tables: Mapping[str, pd.DataFrame]
    imputed: frozenset[str]
    held: Mapping[tuple[str, str, str], tuple[str, ...]]
    broken: Mapping[tuple[str, str], str] = field(default_factory=dict)
    differing: frozenset[str] = frozenset()
    differing_rows: Mapping[str, frozenset[int]] = field(default_factory=dict)
    earlier: tuple[Earlier, ...] = ()
    audited: Audited = field(default_factory=Audited)
    rounded: Rounded = field(default_factory=Rounded)

    def placed(self, table: ResultTable, row: Row) -> dict[str, Any]:
        """A row with the pupils and the kind of fit it is about."""
        kind = row.get("model_kind")
        if kind is None:
            kind = "block" if "block" in table.names else "adjusted"
        universe = universe_of(table, row.get("model"), kind, self.imputed)
        return {**row, "model_kind": kind, "universe": universe}

    def whole_fit(self, table: ResultTable, row: Row) -> str:
        """The rule that suppresses everything of a row's model, or of its fit."""
        if "model" not in table.names or pd.isna(row["model"]):
            return ""
        if row["model"] in self.differing:
            return DIFFERS
        kind = row["model_kind"]
        if table.pupils is Pupils.COMPLETE and kind != "block":
            kind = "complete" if row["model"] in self.imputed else "adjusted"
        return self.broken.get((row["model"], kind), "")

    def count(self, table: ResultTable, row: Row, measure: Measure) -> str:
        """The rule that suppresses a count of the group a row is about."""
        return self.mask.rule(group_of(table, row), measure)

    def any_count(self, table: ResultTable, row: Row) -> str:
        """The rule that suppresses one of the two counts of a row."""
        return self.count(table, row, "n_pupils") or self.count(table, row, "n_events")

    def contrast(self, row: Row) -> str:
        """The rule that suppresses a comparison: of its level, or of its reference."""
        strict = row["model_kind"] == "crude"
        if row["status"] == "reference":
            return ""
        if row["model_kind"] != "crude":
            few = self.small_fit(row)
        else:  # the intercept is the exact odds of the reference
            exact = row["predictor"] == "(Intercept)" and self.profile.round_to > 1
            few = ROUNDING if exact else self._drawn(row)
        if few:
            return few
        through = row.get("through")
        other = self.predictor(row["universe"], through, strict=False) if through else ""
        return self._own_contrast(row, strict=strict) or other

    def _drawn(self, row: Row) -> str:
        """A crude fit over imputations rests on the pupils whose level is not known as well.

        Counts of two levels give their own odds ratio; what imputation adds to it tells how many
        pupils were imputed, since anyone can repeat the draws for each table that may be.
        """
        pooled = row["model"] in self.imputed and row["universe"] != row["model"]
        return self.fit(row) if pooled else ""

    def _own_contrast(self, row: Row, *, strict: bool) -> str:
        universe, predictor = str(row["universe"]), str(row["predictor"])
        if predictor == "(Intercept)":
            return self.any_predictor(universe, self._of_fit_or_model(row), strict=strict)
        if pd.isna(row.get("level")):
            return self.predictor(universe, predictor, strict=strict)
        rules = (
            self.mask.rule(Group(universe, predictor, str(level)))
            for level in (row["level"], row["reference"])
        )
        return next((rule for rule in rules if rule and (strict or rule != "difference")), "")

    def predictor(self, universe: str, predictor: str, *, strict: bool) -> str:
        """The rule that suppresses a level of a predictor, or a number made from the same column.

        Counts that are left out because two groups of pupils differ by few hide two-by-twos
        only; `strict` asks for those as well.
        """
        universe = self.mask.counts.same(Group(universe, EVERYONE, EVERYONE)).universe
        if predictor in self.background.few_valued:
            return "small_count"
        names = {predictor, *self.background.related.get(predictor, ())}
        own = self._rules_within.get(universe, ())
        return next((r for name, r in own if name in names and (strict or r != "difference")), "")

    @cached_property
    def _rules_within(self) -> Mapping[str, list[tuple[str, str]]]:
        """Universe to predictor and rule of its suppressed counts, in the order of the rules."""
        found: dict[str, list[tuple[str, str]]] = {}
        for quantity, rule in self.mask.rules.items():
            own = found.setdefault(quantity.group.universe, [])
            if rule and (quantity.group.predictor, rule) not in own:
                own.append((quantity.group.predictor, rule))
        return found

    def any_predictor(self, universe: str, predictors: Iterable[str], *, strict: bool) -> str:
        """The first rule that suppresses something of these predictors."""
        rules = (self.predictor(universe, name, strict=strict) for name in predictors)
        return next((rule for rule in rules if rule), "")

    @cached_property
    def family(self) -> str:
        """The rule that suppresses an adjusted contrast of any model."""
        table = self.tables["estimates"]
        own = table[(table["model_kind"] == "adjusted") & (table["status"] != "reference")]
        rows = [self.placed(ESTIMATES, row) for row in own.to_dict("records")]
        rules = (self.whole_fit(ESTIMATES, row) or self.contrast(row) for row in rows)
        # A correction over rounded p-values tells them more exactly.
        return next(
            (rule for rule in rules if rule), self.audited.rule if self.audited.coarser else ""
        )

    def summary(self, predictor: str) -> str:
        """The rule that suppresses means, spreads and differences of a predictor."""
        rule = self.predictor(COHORT, predictor, strict=True)
        return rule or ("dominance" if predictor in self.background.dominated else "")

    def fit(self, row: Row) -> str:
        """The rule that suppresses a count of any predictor of a row's fit."""
        return self.any_predictor(str(row["universe"]), self.of_fit(row), strict=True)

    def small_fit(self, row: Row) -> str:
        """The same, for a fit of so few predictors that every table behind it can be tried."""
        few = len(self.of_fit(row)) < MANY_PREDICTORS
        return (self.fit(row) if few else "") or self.of_rounded(row)

    def to_audit(self) -> list[str]:
        """Models whose adjusted numbers leave although a count of their predictors is suppressed.

        Enumeration cannot reach the tables behind them; `audit` exhibits a second cohort instead.
        """
        table = self.tables["estimates"]
        own = table[(table["model_kind"] == "adjusted") & (table["predictor"] != "(Intercept)")]
        found: dict[str, None] = {}
        for row in own.to_dict("records"):
            placed = self.placed(ESTIMATES, row)
            leaves = row["status"] == "ok" and not self.whole_fit(ESTIMATES, row)
            if leaves and self.fit(placed) and not self.contrast(placed):
                found[str(row["model"])] = None
        return list(found)

    def of_rounded(self, row: Row) -> str:
        """Whether a fit has so few levels that its numbers undo the rounding of counts."""
        names = self.of_fit(row)
        return ROUNDING if self.profile.round_to > 1 and self._few_levels(names) else ""

    def _few_levels(self, names: tuple[str, ...]) -> bool:
        table = self.tables["estimates"]
        numbers = set(table.loc[table["level"].isna(), "predictor"]) - self.background.tabulated
        return 0 < len(names) < MANY_PREDICTORS and not numbers & set(names)

    def total(self, row: Row) -> str:
        """The rule that suppresses a total of a row's fit."""
        everyone = Group(str(row["universe"]), EVERYONE, EVERYONE)
        return self.mask.rule(everyone, "n_pupils") or self.mask.rule(everyone)

    def diagnostic(self, row: Row) -> str:
        """The rule that suppresses a check: of a small fit, or of the predictor it is about."""
        named = row.get("predictor")
        if self.small_fit(row) or named is None or pd.isna(named):
            return self.small_fit(row)
        return self.predictor(str(row["universe"]), str(named).split("=")[0], strict=False)

    def tells_separation(self, row: Row) -> bool:
        """Whether the method of a fit would show that a suppressed level is separated."""
        universe = str(row["universe"])
        return bool(self.any_predictor(universe, self._of_fit_or_model(row), strict=False))

    def of_fit(self, row: Row) -> tuple[str, ...]:
        """The predictors of the fit a row belongs to."""
        return self.held.get(fit_key(row), ())

    def of_model(self, model: str) -> tuple[str, ...]:
        """Every predictor of a model."""
        held = (names for key, names in self.held.items() if key[0] == model)
        return tuple(dict.fromkeys(name for names in held for name in names))

    def _of_fit_or_model(self, row: Row) -> tuple[str, ...]:
        return self.of_fit(row) or self.of_model(str(row["model"]))


def group_of(table: ResultTable, row: Row) -> Group:
    """The group whose pupils a row of a table counts."""
    if table.pupils is Pupils.COHORT and "row" in table.names:
        return group_of_characteristic(row["predictor"], row["row"], row["level"])
    if "level" in table.names:
        return group_of_estimate(str(row["universe"]), row["predictor"], row["level"])
    return Group(str(row["universe"]), EVERYONE, EVERYONE)
