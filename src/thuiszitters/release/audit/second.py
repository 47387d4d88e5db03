"""Every table of a second cohort of which a number leaves, made as the stages make it.

What one call of a stage computes for a whole plan is asked for here by model, pair and part,
so that only what leaves is computed again.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from thuiszitters.base.randomness import Streams
from thuiszitters.effects.curves import curve_table
from thuiszitters.effects.fractions import fraction_table
from thuiszitters.effects.group_risks import group_risk_table
from thuiszitters.effects.stage import EXCESS_MEASURES, decomposition_table, interaction_table
from thuiszitters.effects.subgroups import subgroup_table
from thuiszitters.effects.tables import risk_table
from thuiszitters.models.expectations import hypothesis_table
from thuiszitters.models.fit_tables import model_tables
from thuiszitters.models.fitted import FittedPlan, fit
from thuiszitters.models.hypotheses import problem_count_table
from thuiszitters.plan import Plan
from thuiszitters.results.schema import build
from thuiszitters.results.tables_validation import CALIBRATION, CHECKS
from thuiszitters.validation.stage import calibration_of, check_numbers

#: Tables that the fits of the models themselves give.
_OF_MODELS = ("estimates", "complete_cases", "global_tests", "fits", "blocks")
#: A row of a table that leaves.
Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Second:
    """A second cohort, fitted once for all its tables.

    Attributes
    ----------
    fitted
        Its plan, with imputations from the stream of the models stage.
    chance
        The streams of the run.
    leaving
        Table to its rows, about audited models, of which numbers leave.
    """

    fitted: FittedPlan
    chance: Streams
    leaving: Mapping[str, Collection[Row]]

    def tables(self) -> dict[str, pd.DataFrame]:
        """Every table that has a row which leaves, and can be made from patterns."""
        of_models = {name: self._models(name) for name in (*_OF_MODELS, "hypotheses")}
        every = list(dict.fromkeys(name for names in of_models.values() for name in names))
        made = model_tables(self.fitted, every, crude=False) if every else {}
        plan, patterns = self.fitted.plan, self.fitted.patterns
        further: dict[str, Callable[[], pd.DataFrame]] = {
            "risks": self._risks,
            "decompositions": self._decompositions,
            "interactions": self._interactions,
            "subgroups": self._subgroups,
            "curves": lambda: curve_table(self.fitted, self._models("curves")),
            "fractions": self._fractions,
            "group_risks": self._group_risks,
            "checks": self._checks,
            "calibration": self._calibration,
            "problem_count": lambda: problem_count_table(patterns, plan),
        }
        made |= {name: make() for name, make in further.items() if self.leaving.get(name)}
        if of_models["hypotheses"] and _holds_family(plan, every):
            own = tuple(spec for spec in plan.hypotheses if spec.model in every)
            asked = replace(plan, hypotheses=own)
            made["hypotheses"] = hypothesis_table(patterns, asked, made["estimates"])
        return made

    def _models(self, table: str) -> list[str]:
        return list(dict.fromkeys(str(row["model"]) for row in self.leaving.get(table, ())))

    def _named(self, table: str, *columns: str) -> set[tuple[object, ...]]:
        return {tuple(row[name] for name in columns) for row in self.leaving[table]}

    def _risks(self) -> pd.DataFrame:
        named = self._named("risks", "model", "predictor")
        asked = {
            model: {str(predictor) for one, predictor in named if one == model}
            for model in self._models("risks")
        }
        return risk_table(self.fitted, asked)

    def _decompositions(self) -> pd.DataFrame:
        names = {name for (name,) in self._named("decompositions", "decomposition")}
        specs = [spec for spec in self.fitted.plan.decompositions if spec.name in names]
        # Natural effects would be drawn a thousand times anew: they are suppressed.
        return decomposition_table(self.fitted, specs, None)

    def _interactions(self) -> pd.DataFrame:
        rows = self.leaving["interactions"]
        asked: dict[tuple[object, ...], set[object]] = {}
        for row in rows:
            pair = (row["model"], row["first"], row["second"])
            asked.setdefault(pair, set()).add(row["measure"])
        every = {
            (spec.model, spec.first, spec.second): spec for spec in self.fitted.plan.interactions
        }
        specs = {pair: spec for pair, spec in every.items() if pair in asked}
        tested = [spec for pair, spec in specs.items() if not asked[pair] & {*EXCESS_MEASURES}]
        return interaction_table(self.fitted, [*specs.values()], tested)

    def _subgroups(self) -> pd.DataFrame:
        pairs = self._named("subgroups", "model", "predictor", "by")
        every = self.fitted.plan.subgroups
        specs = [spec for spec in every if (spec.model, spec.predictor, spec.by) in pairs]
        return subgroup_table(self.fitted, specs)

    def _fractions(self) -> pd.DataFrame:
        named = self._named("fractions", "model", "predictor")
        every = self.fitted.plan.fractions
        return fraction_table(
            self.fitted, [spec for spec in every if (spec.model, spec.predictor) in named]
        )

    def _group_risks(self) -> pd.DataFrame:
        named = self._named("group_risks", "model", "group")
        every = self.fitted.plan.group_risks
        specs = [spec for spec in every if (spec.model, spec.name) in named]
        return group_risk_table(self.fitted, specs)

    def _checks(self) -> pd.DataFrame:
        plan, wanted = self.fitted.plan, self._models("checks")
        rows: list[dict[str, object]] = []
        for model in plan.models:
            whole = self.fitted.complete_case(model.name, robust=False)
            if model.name not in wanted or whole.likelihood is None or whole.status == "separated":
                continue
            resamples = plan.validation.resamples
            chance = self.chance("validation", model.name)
            made = check_numbers(whole, self.fitted.estimation, chance, n_resamples=resamples)
            rows += [{"model": model.name, **row} for row in made]
        return build(CHECKS, rows)

    def _calibration(self) -> pd.DataFrame:
        fits = {
            name: self.fitted.complete_case(name, robust=False)
            for name in self._models("calibration")
        }
        groups = [
            calibration_of(one, self.fitted.plan).assign(model=name)
            for name, one in fits.items()
            if one.likelihood is not None
        ]
        return build(CALIBRATION, pd.concat(groups, ignore_index=True) if groups else [])


def _holds_family(plan: Plan, models: Collection[str]) -> bool:
    """Whether some models are all of which p-values are corrected together, for the verdicts."""
    main = [model.name for model in plan.models if model.role == "confirmatory"]
    expected = {spec.model for spec in plan.hypotheses}
    return {*main[:1], *(name for name in main if name in expected)} <= {*models}


def second_tables(
    patterns: pd.DataFrame,
    plan: Plan,
    chance: Streams | None,
    leaving: Mapping[str, Collection[Row]],
    fitted: FittedPlan | None = None,
) -> dict[str, pd.DataFrame]:
    """The tables of another cohort, unrounded, as far as numbers of them leave.

    Parameters
    ----------
    patterns
        Distinct rows of outcome and predictors with `n_pupils`.
    plan
        With the codes that count for its constructs, as the models stage has it.
    chance
        The streams of the run; none where nothing is drawn.
    leaving
        Table to the rows, about audited models, of which numbers leave.
    fitted
        The fits of these patterns with the same streams, where they were made before.
    """
    streams = chance or Streams(0)
    drawn = streams.of_imputation() if chance else np.random.default_rng(0)
    return Second(fitted or fit(plan, patterns, drawn), streams, leaving).tables()
