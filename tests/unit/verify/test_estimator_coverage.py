"""Both estimators on a few cohorts with few events."""

import numpy as np
import pytest

from thuiszitters.verify.coverage import draw_cohort
from thuiszitters.verify.estimator_coverage import (
    estimator_coverage,
    simulate_estimators,
    truth_with_events,
)


@pytest.mark.parametrize(("n", "events", "parameters"), [(100, 3, 2), (320, 10, 5)])
def test_the_expected_number_of_events_is_the_one_asked_for(n, events, parameters):
    truth = truth_with_events(n, events)
    assert len(truth.log_odds) == parameters
    large = draw_cohort(truth, np.random.default_rng(1), 200_000)
    share = events * parameters / n
    # Four standard errors of a share of 200,000.
    assert abs(large["outcome"].mean() - share) < 4 * np.sqrt(share / 200_000)


@pytest.mark.thorough
def test_firth_is_nearer_to_nothing_and_the_same_cohorts_are_judged():
    found = simulate_estimators(100, 3, range(12))
    assert set(found["method"]) == {
        f"{name}, {what}"
        for name in ("auto", "Firth")
        for what in ("odds ratio", "risk difference")
    }
    odds = found[found["term"] == "exposed=yes"].pivot(
        index="cohort", columns="method", values="estimate"
    )
    auto, firth = odds["auto, odds ratio"], odds["Firth, odds ratio"]
    assert len(odds) >= 10
    # Firth in separated cohorts is both; elsewhere its penalty takes from the size on average.
    assert (auto == firth).sum() < len(odds)
    assert firth.abs().mean() < auto.abs().mean()
    summary = estimator_coverage(found)
    assert set(summary["pupils"]) == {100}
    assert summary["coverage"].between(0, 1).all()
    assert (summary["bias_error"] > 0).all()
