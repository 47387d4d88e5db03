"""Rows of risks."""

import pytest
from tests.unit.effects.fitted_models import BINARY, NUMBER

from thuiszitters.effects.quantity import Quantity
from thuiszitters.effects.risks import standardised_risks
from thuiszitters.effects.tables import risk_rows
from thuiszitters.logit import fit_design
from thuiszitters.models.coding import design_from_patterns


def test_a_difference_beyond_one_is_cut_and_marked(table):
    fit = fit_design(design_from_patterns(table, [NUMBER, BINARY]))
    (risk,) = standardised_risks(fit, level_of="z")
    from dataclasses import replace

    wide = replace(risk, difference=Quantity(0.9, 0.2))
    (row,) = risk_rows([wide], fit)
    assert row["difference_high"] == 1.0
    assert row["difference_low"] == pytest.approx(0.9 - 1.959963984540054 * 0.2)
    assert row["reason"] == "difference_cut"
