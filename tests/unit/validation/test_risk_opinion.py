"""Risks computed another way."""

from dataclasses import replace

import pytest

from thuiszitters.effects.risks import standardised_risks
from thuiszitters.logit import fit_design
from thuiszitters.models.coding import design_from_patterns
from thuiszitters.validation.risk_opinion import agree, risk_difference_of_programs


def test_risks_computed_another_way_are_the_same(pupils, specs):
    fit = fit_design(design_from_patterns(pupils, specs))
    difference = risk_difference_of_programs(fit)
    assert 0.0 < difference < 1e-7
    assert agree(difference)


@pytest.mark.parametrize("fault", ["difference", "log_ratio", "logit_risk"])
def test_a_fault_in_risks_is_not_overlooked(pupils, specs, monkeypatch, fault):
    fit = fit_design(design_from_patterns(pupils, specs))

    def faulty(given):
        return tuple(
            replace(one, **{fault: replace(getattr(one, fault), std_error=1.01 * error)})
            for one in standardised_risks(given)
            if (error := getattr(one, fault).std_error)
        )

    monkeypatch.setattr("thuiszitters.validation.risk_opinion.standardised_risks", faulty)
    assert not agree(risk_difference_of_programs(fit))


def test_no_answer_is_no_agreement():
    assert not agree(float("nan"))
