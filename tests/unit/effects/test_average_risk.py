"""Averages of predicted risks."""

import warnings

import numpy as np
from tests.unit.effects.fitted_models import BINARY, MEASURES, NUMBER

from thuiszitters.effects.average_risk import RiskContrast
from thuiszitters.effects.quantity import Quantity
from thuiszitters.effects.risks import StandardisedRisk
from thuiszitters.effects.tables import risk_rows
from thuiszitters.logit import fit_design
from thuiszitters.models.coding import design_from_patterns


def test_a_risk_of_one_is_a_number_without_a_warning(table):
    design = design_from_patterns(table, [NUMBER, BINARY])
    fit = fit_design(design)
    eta = np.full((len(design.counts), 1), 1.0)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        contrast = RiskContrast(eta, -eta, design.counts)
        beta = np.array([900.0])
        found = {name: Quantity(getattr(contrast, name)(beta)[0], 1.0) for name in MEASURES[:2]}
        difference = Quantity(contrast.difference(beta)[0], 0.0)
        ratio = Quantity(contrast.log_ratio(beta)[0], 1.0)
        risk = StandardisedRisk(
            column=design.columns[2], difference=difference, log_ratio=ratio, status="ok",
            reason="", **found,
        )  # fmt: skip
        (row,) = risk_rows([risk], fit)
    assert (row["risk"], row["risk_reference"], row["difference"]) == (1.0, 0.0, 1.0)
    assert (row["status"], row["difference_p"]) == ("ok", 0.0)


def test_the_numbers_of_a_contrast_taken_together_are_those_taken_apart():
    rng = np.random.default_rng(4)
    contrast = RiskContrast(rng.normal(size=(9, 3)), rng.normal(size=(9, 3)), np.arange(9.0))
    beta = rng.normal(size=3)
    together = contrast.measures(beta)
    assert tuple(together) == MEASURES
    for name, (value, slope) in together.items():
        alone, its_slope = getattr(contrast, name)(beta)
        assert value == alone
        np.testing.assert_array_equal(slope, its_slope)
