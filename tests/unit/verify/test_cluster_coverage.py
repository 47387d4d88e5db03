"""The simulation of few sites, on a few cohorts."""

import numpy as np
import pandas as pd
import pytest

from thuiszitters.verify.cluster_coverage import (
    SITE_SPREAD,
    draw_sites,
    simulate_sites,
    site_coverage,
    true_coefficients,
)


def test_the_population_averaged_truth_is_the_conditional_one_attenuated():
    # Zeger, Liang and Albert (1988): divided by sqrt(1 + 0.346 variance), to about a hundredth.
    expected = np.array([0.5, 0.6]) / np.sqrt(1.0 + 0.346 * SITE_SPREAD**2)
    np.testing.assert_allclose(true_coefficients(), expected, atol=0.01)


def test_a_drawn_cohort_has_its_sites_and_whole_sites_exposed():
    table = draw_sites(9, np.random.default_rng(1))
    per_site = table.groupby("site")["site_exposure"].agg(["min", "max"])
    assert len(per_site) == 9
    assert (per_site["min"] == per_site["max"]).all()
    assert per_site["max"].sum() == 4


@pytest.mark.thorough
def test_ignoring_sites_is_too_narrow_for_an_exposure_of_sites():
    results = simulate_sites(8, range(40))
    pd.testing.assert_frame_equal(results, simulate_sites(8, range(40)))
    found = site_coverage(results).set_index(["term", "method"])
    here = found.loc["site_exposure"]
    assert here.loc["CR2", "coverage"] > here.loc["sites ignored", "coverage"]
    assert here.loc["CR2", "width"] > here.loc["CR1", "width"] > here.loc["sites ignored", "width"]
