"""Interactions beside numbers of R."""

import json

import numpy as np
from tests.reference.further_fits import specs

from thuiszitters.effects.interaction import fit_interaction
from thuiszitters.effects.risks import standardised_risks
from thuiszitters.models.coding import design_from_patterns


def test_an_interaction_and_its_reri_equal_r(numbers, table):
    design = design_from_patterns(table, specs("age", "lwt", "smoke", "ptl01"))
    ours = fit_interaction(design, "smoke", "ptl01")
    expected = numbers["interaction"]
    np.testing.assert_allclose(ours.fit.beta, list(expected["coef"].values()), rtol=1e-8)
    np.testing.assert_allclose(ours.test.statistic, expected["lr"], rtol=1e-8)
    (additive,) = ours.additive
    pairs = [(additive.reri, "reri"), (additive.proportion, "ap")]
    for quantity, key in pairs:
        np.testing.assert_allclose(quantity.estimate, expected[key], rtol=1e-8)
        np.testing.assert_allclose(quantity.std_error, expected[f"{key}_se"], rtol=1e-6)


def test_interaction_of_risks_and_profile_bounds_equal_r(case, table):
    folder = case("birthwt").folder.parent / "birthwt_more"
    expected = json.loads((folder / "interaction_risks.json").read_text())
    design = design_from_patterns(table, specs("age", "lwt", "smoke", "ptl01"))
    (ours,) = fit_interaction(design, "smoke", "ptl01").additive
    pairs = {
        "reri": ours.reri,
        "interaction_contrast": ours.contrast,
        "reri_risk": ours.reri_risk,
    }
    for name, quantity in pairs.items():
        found = [quantity.estimate, *quantity.interval(0.95), quantity.p_value]
        theirs = [expected[name][key] for key in ("estimate", "low", "high", "p_value")]
        # Both searches end within 1e-7 of the likelihood, 5e-8 standard errors of an end.
        np.testing.assert_allclose(found, theirs, rtol=1e-6)
    # Four groups of smoking and earlier premature labour; the smallest is that of both.
    assert ours.smallest == (12, 6)


def test_standardised_risks_carry_the_interaction_along(table):
    design = design_from_patterns(table, specs("smoke", "ptl01"))
    fit = fit_interaction(design, "smoke", "ptl01").fit
    risk = standardised_risks(fit, level_of="smoke")[0]
    # With every interaction in, the model is the four observed shares.
    shares = table.groupby(["smoke", "ptl01"])["outcome"].mean()
    weight = table["ptl01"].value_counts(normalize=True)
    expected = sum(shares["yes", level] * weight[level] for level in ("no", "yes"))
    np.testing.assert_allclose(risk.risk, expected, rtol=1e-9)
