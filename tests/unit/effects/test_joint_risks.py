"""Two levels together beyond their sum, against closed forms."""

import numpy as np
import pandas as pd
import pytest

from thuiszitters.effects.interaction import fit_interaction
from thuiszitters.models.coding import design_from_patterns
from thuiszitters.plan import PredictorSpec, text

SPECS = [PredictorSpec(name, text(name), "binary", ("no", "yes")) for name in ("a", "b")]


def additive(*cells):
    """Cells are pupils with and without the outcome at neither, second, first and both."""
    rows = [
        {"outcome": outcome, "a": a, "b": b, "n_pupils": n}
        for (a, b), pair in zip(
            [("no", "no"), ("no", "yes"), ("yes", "no"), ("yes", "yes")], cells, strict=True
        )
        for outcome, n in zip((1, 0), pair, strict=True)
        if n
    ]
    (found,) = fit_interaction(design_from_patterns(pd.DataFrame(rows), SPECS), "a", "b").additive
    return found


def test_a_saturated_model_gives_the_observed_shares():
    # Shares 0.1, 0.2, 0.3 and 0.7.
    found = additive((10, 90), (20, 80), (30, 70), (35, 15))
    assert found.contrast.estimate == pytest.approx(0.7 - 0.3 - 0.2 + 0.1, rel=1e-9)
    assert found.reri_risk.estimate == pytest.approx(7 - 3 - 2 + 1, rel=1e-9)
    odds = [35 / 15 * 9, 30 / 70 * 9, 20 / 80 * 9]
    assert found.reri.estimate == pytest.approx(odds[0] - odds[1] - odds[2] + 1, rel=1e-9)
    # Variance of a sum of independent shares.
    variance = 0.1 * 0.9 / 100 + 0.2 * 0.8 / 100 + 0.3 * 0.7 / 100 + 0.7 * 0.3 / 50
    assert found.contrast.std_error == pytest.approx(np.sqrt(variance), rel=1e-9)
    assert found.smallest == (100, 10)


def test_an_end_and_the_test_are_of_the_same_likelihood():
    found = additive((10, 90), (20, 80), (30, 70), (35, 15))
    for quantity in (found.contrast, found.reri_risk):
        low, high = quantity.interval(1.0 - quantity.p_value)
        assert low == pytest.approx(0.0, abs=1e-6)
        assert high > quantity.estimate


def test_shares_that_add_up_have_no_excess():
    found = additive((10, 90), (20, 80), (30, 70), (40, 60))
    assert found.contrast.estimate == pytest.approx(0.0, abs=1e-12)
    assert found.contrast.p_value == pytest.approx(1.0, abs=1e-5)
    assert found.reri.estimate != pytest.approx(0.0, abs=0.1)


@pytest.mark.thorough
def test_a_group_with_one_outcome_only_has_no_measures_of_risks():
    found = additive((10, 90), (20, 80), (30, 70), (8, 0))
    assert found.risk_status == "not_estimated"
    assert found.risk_reason == "joint_group_all_alike"
    assert np.isnan(found.contrast.estimate)
    assert found.smallest == (8, 8)
