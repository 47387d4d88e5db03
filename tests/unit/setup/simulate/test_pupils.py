"""Simulated pupils have the risks that were asked."""

import numpy as np
from tests.unit.setup.simulate.demo import load

from thuiszitters.plan.simulation import simulated_cohorts
from thuiszitters.setup.simulate import log_odds, simulate_pupils, simulation_spec


def test_the_intercept_belongs_to_a_boy_of_15_without_problems(truth):
    pupils = simulate_pupils(truth, np.random.default_rng(1))
    plain = pupils.assign(**dict.fromkeys(dict(truth.problems), False), girl=False, age_years=15)
    np.testing.assert_allclose(log_odds(truth, plain), dict(truth.outcome)["intercept"])


def test_the_large_cohort_shows_what_chance_hides_in_the_small_one():
    """Truth in, truth out: with 3,200 pupils the simple comparisons exclude no difference."""
    large = simulation_spec(simulated_cohorts(load("simulation"))["altra_large"])
    rng = np.random.default_rng([load("config")["seed"], large.draw])
    pupils = simulate_pupils(large, rng)
    home = pupils[["relationship_parents", "separated_parents", "loyalty", "no_contact_parent"]]
    internalising = pupils["internalising"] & ~pupils["externalising"]
    for exposed in (internalising, home.any(axis=1), pupils["agencies"]):
        table = np.array(
            [
                [(exposed & pupils["outcome"]).sum(), (exposed & ~pupils["outcome"]).sum()],
                [(~exposed & pupils["outcome"]).sum(), (~exposed & ~pupils["outcome"]).sum()],
            ]
        )
        log_odds_ratio = np.log(table[0, 0] * table[1, 1] / table[0, 1] / table[1, 0])
        assert log_odds_ratio - 1.96 * np.sqrt((1.0 / table).sum()) > 0.0
