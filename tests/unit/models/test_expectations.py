"""An expectation is judged within the family of contrasts of the main model."""

from dataclasses import replace

import numpy as np
import pytest

from thuiszitters.base.multiplicity import holm
from thuiszitters.models.expectations import hypothesis_table, two_deviations
from thuiszitters.models.fit_tables import model_tables
from thuiszitters.models.fitted import fit
from thuiszitters.plan import text
from thuiszitters.plan.further_specs import HypothesisSpec

CHANCE = np.random.default_rng(1)


def test_the_family_is_every_contrast_of_the_main_model(pupils, plan):
    model = plan.models[0]
    spec = HypothesisSpec("one", text("one"), "any", "unknown", model.name, "worried", "yes")
    plan = replace(plan, hypotheses=(spec,))
    estimates = model_tables(fit(plan, pupils, CHANCE).without_imputation())["estimates"]
    adjusted = estimates[
        (estimates["model"] == model.name) & (estimates["model_kind"] == "adjusted")
    ]
    family = adjusted[(adjusted["term"] != "(Intercept)") & (adjusted["status"] == "ok")]
    row = hypothesis_table(pupils, plan, estimates).iloc[0]
    corrected = dict(zip(family["term"], holm(family["p_value"].to_numpy()), strict=True))
    assert row["p_holm"] == pytest.approx(corrected["worried=yes"], rel=1e-12)
    assert len(corrected) > 1
    assert row["p_holm"] > row["p_value"]


def test_two_deviations_are_those_of_the_pupils_in_units_of_the_odds_ratio(pupils, plan):
    known = pupils["age_years"].repeat(pupils["n_pupils"])
    expected = 2.0 * known.std() / plan.predictor("age_years").per
    assert two_deviations(pupils, plan, "age_years") == pytest.approx(expected, rel=1e-12)
    assert two_deviations(pupils, plan, "worried") == 1.0
