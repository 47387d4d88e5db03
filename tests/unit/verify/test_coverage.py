"""The proof of coverage: cohorts with a known truth, counted by hand where that can be done."""

import numpy as np
import pytest

from thuiszitters.verify.coverage import (
    complete_methods,
    coverage,
    demo_truth,
    draw_cohort,
    imputed_method,
    simulate,
    true_values,
)


def test_a_cohort_has_a_bit_over_sixty_events_in_320():
    cohort = draw_cohort(demo_truth(), np.random.default_rng(1), 100_000)
    assert 60 < 320 * cohort["outcome"].mean() < 70


@pytest.mark.thorough
def test_a_chunk_does_not_depend_on_its_neighbours():
    truth = demo_truth()
    together = simulate(complete_methods, truth, range(3))
    alone = simulate(complete_methods, truth, range(2, 3))
    assert together[together["cohort"] == 2].reset_index(drop=True).equals(alone)


@pytest.mark.thorough
def test_true_risk_differences_have_the_sign_of_the_log_odds():
    values = true_values(demo_truth())
    for (kind, term), value in values.items():
        if kind == "risk":
            assert np.sign(value) == np.sign(values["log_odds", term])


@pytest.mark.thorough
def test_a_handful_of_cohorts_is_mostly_covered():
    truth = demo_truth()
    results = simulate(complete_methods, truth, range(6))
    summary = coverage(results, truth)
    assert set(summary["method"]) == {
        "auto, profile",
        "auto, Wald",
        "Firth, profile",
        "Firth, risk difference",
    }
    assert summary["coverage"].mean() > 0.8


@pytest.mark.thorough
def test_the_imputed_method_gives_every_contrast():
    truth = demo_truth()
    results = simulate(imputed_method, truth, range(1))
    assert set(results["term"]) == set(truth.log_odds)
    assert results["estimate"].notna().all()
