"""The stages on a cohort that has the rounded counts."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from thuiszitters.base.randomness import Streams
from thuiszitters.describe.characteristics import characteristics
from thuiszitters.effects.stage import translate_effects
from thuiszitters.models.expectations import hypothesis_table
from thuiszitters.models.fit_tables import model_tables
from thuiszitters.models.fitted import fit
from thuiszitters.models.sites import with_sites
from thuiszitters.plan import Plan
from thuiszitters.release.rounded.cohort import cohort_with, lot_of
from thuiszitters.release.rounded.counts import wanted_counts
from thuiszitters.release.rounded.families import MOST_LABELS, families_of
from thuiszitters.release.suppressed import Suppressed
from thuiszitters.release.system.counts import COHORT, EVERYONE, Quantity
from thuiszitters.release.system.suppression import shown_quantities
from thuiszitters.results.tables_cohort import CHARACTERISTICS
from thuiszitters.results.tables_further import HYPOTHESES
from thuiszitters.validation.stage import validate_models


@dataclass(frozen=True, slots=True)
class Made:
    """What was made again.

    Attributes
    ----------
    tables
        Tables of the cohort that has the rounded counts.
    refused
        Model to the reason why its numbers are not those of such a cohort.
    loose
        Predictors that were not moved: what is said of them is of the exact cohort.
    nothing
        Why nothing was made; empty when something was.
    """

    tables: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    refused: Mapping[str, str] = field(default_factory=dict)
    loose: frozenset[str] = frozenset()
    nothing: str = ""

    def lacks(self, table: str, model: str, predictor: str) -> str:
        """Why a row is not of a cohort that has the rounded counts; empty when it is."""
        if self.nothing:
            return self.nothing
        if table not in self.tables:
            return "not_made"
        vague = table == CHARACTERISTICS.name and predictor in self.loose
        return "vague" if vague else self.refused.get(model, "")


def make_again(s: Suppressed, plan: Plan, chance: Streams) -> Made:
    """Every table of a cohort with the rounded counts, as far as it is made from patterns.

    Parameters
    ----------
    s
        What is suppressed, with the patterns of the cohort.
    plan
        With the codes that count for its constructs.
    chance
        The streams of the run: what is drawn is drawn as in the run.
    """
    patterns = s.tables["patterns"]
    plan = with_sites(plan, patterns)
    families = families_of(s, plan)
    shown = frozenset(shown_quantities(s.mask.counts) - s.mask.rules.keys())
    small = [one for one in families if len(one.labels) <= MOST_LABELS]
    wanted = wanted_counts(small, s, shown)
    if wanted is None:
        return Made(nothing="total")
    kept = [one for one in small if not wanted.vague & {*one.names}]
    loose = frozenset(name for one in families if one not in kept for name in one.names)
    reasons = {model.name: _refused(model.name, s, plan, loose) for model in plan.models}
    refused = {model: reason for model, reason in reasons.items() if reason}
    if len(refused) == len(reasons):
        return Made({}, refused, loose)
    cohort = cohort_with(patterns, kept, wanted, lot_of(patterns, chance.seed))
    return Made(_tables(cohort, plan, chance), refused, loose)


def _tables(cohort: pd.DataFrame, plan: Plan, chance: Streams) -> dict[str, pd.DataFrame]:
    """What the stages make of patterns alone."""
    given = {"patterns": cohort}
    tables = model_tables(fit(plan, cohort, chance.of_imputation()))
    tables[HYPOTHESES.name] = hypothesis_table(cohort, plan, tables["estimates"])
    tables |= translate_effects(given, plan, chance)
    tables |= validate_models({**given, "estimates": tables["estimates"]}, plan, chance)
    return {**tables, CHARACTERISTICS.name: characteristics(cohort, plan)}


def _refused(model: str, s: Suppressed, plan: Plan, loose: Collection[str]) -> str:
    """Why a model is not made again; empty when it is."""
    own = {*plan.model(model).predictors}
    if model in s.imputed:  # values are drawn from the predictors of all such models
        own |= {name for one in s.imputed for name in plan.model(one).predictors}
    if own & {*loose}:
        return "vague"
    for quantity, rule in s.mask.rules.items():
        group = quantity.group
        if group.universe != model or rule == "difference" or group.predictor == EVERYONE:
            continue
        of_cohort = Quantity(replace(group, universe=COHORT), quantity.measure)
        if of_cohort not in s.mask.rules:
            return "complete"  # the cohort that is made has no say in who of a level is complete
    return ""
