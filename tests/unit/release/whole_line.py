"""Every table that the release gets, from patterns alone, and the smallest plan for that."""

import pandas as pd

from thuiszitters.base.randomness import Streams
from thuiszitters.base.text import Text
from thuiszitters.describe.stage import describe_cohort
from thuiszitters.effects.stage import translate_effects
from thuiszitters.models.stage import fit_models
from thuiszitters.plan.analysis import (
    BINARY_LEVELS,
    BlockSpec,
    ModelSpec,
    Plan,
    PredictorSpec,
)
from thuiszitters.plan.disclosure import DisclosureProfile
from thuiszitters.plan.estimation import EstimationSpec, ValidationSpec
from thuiszitters.validation.stage import validate_models

WORD = Text(nl="x", en="x")
RULE_OF_10 = DisclosureProfile("rule_of_10", WORD, WORD)


def yes_no(name):
    """A predictor that a pupil has or has not."""
    labels = tuple((level, WORD) for level in BINARY_LEVELS)
    return PredictorSpec(name, WORD, "binary", BINARY_LEVELS, labels, column=name)


def plan_of(*predictors):
    """One model, with all of these in one block."""
    names = tuple(spec.name for spec in predictors)
    model = ModelSpec("main", WORD, names, blocks=(BlockSpec("all", WORD, names),))
    rules = ValidationSpec(resamples=100, deals=0)
    return Plan("p", WORD, WORD, None, (), predictors, (model,), EstimationSpec(), validation=rules)


def tables_of(patterns, plan):
    """Run the stages from the patterns on; nobody was left out, and no code is screened."""
    codes = pd.DataFrame({"code": [], "has_code": [], "outcome": [], "n_pupils": []})
    given, chance = {"patterns": patterns, "codes": codes}, Streams(1)
    tables: dict[str, pd.DataFrame] = {}
    for stage in (fit_models, translate_effects, validate_models, describe_cohort):
        tables |= stage({**given, **tables}, plan, chance)
    n_pupils = int(patterns["n_pupils"].sum())
    tables["flow"] = pd.DataFrame(
        {"step": [0], "reason": ["read"], "n_excluded": [0], "n_remaining": [n_pupils]}
    )
    return tables
