"""What is known of a model without a fit."""

import pytest

from thuiszitters.logit.estimation import Estimation
from thuiszitters.logit.unfitted import summarise, test_name
from thuiszitters.models.coding import design_from_patterns


@pytest.mark.parametrize(
    ("limits", "caution"),
    [((0.0, 0.0), ""), ((1e9, 0.0), "few_events"), ((1e9, 1e9), "very_few_events")],
)
def test_a_caution_follows_from_the_scarcer_outcome_per_parameter(pupils, specs, limits, caution):
    design = design_from_patterns(pupils, specs)
    few, very_few = limits
    rules = Estimation(caution_events=few, strong_caution_events=very_few)
    summary = summarise(design, 4, rules)
    scarce = min(design.n_events, design.n_obs - design.n_events)
    assert summary.events_per_parameter == scarce / 4
    assert summary.caution == caution


def test_a_test_is_that_of_estimator_and_interval():
    assert test_name("firth", "wald") == "penalised_lr"
    assert (test_name("ml", "profile"), test_name("ml", "wald")) == ("lr", "wald")


#: It is a function of the module, and no test.
test_name.__test__ = False
