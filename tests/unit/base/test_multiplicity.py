"""Correction for many tests, and what an interval says about an expectation."""

import numpy as np
import pytest

from thuiszitters.base.multiplicity import benjamini_hochberg, holm, verdict


@pytest.mark.thorough
@pytest.mark.parametrize(("ours", "theirs"), [(holm, "holm"), (benjamini_hochberg, "fdr_bh")])
def test_adjusted_p_values_equal_statsmodels(ours, theirs):
    from statsmodels.stats.multitest import multipletests

    p_values = np.random.default_rng(3).random(40) ** 2
    np.testing.assert_allclose(ours(p_values), multipletests(p_values, method=theirs)[1])


def test_a_missing_p_value_is_not_a_test():
    known = np.array([0.01, 0.02, 0.5])
    with_gap = np.array([0.01, np.nan, 0.02, 0.5])
    np.testing.assert_allclose(holm(with_gap)[[0, 2, 3]], holm(known))


@pytest.mark.parametrize(
    ("interval", "expected", "said"),
    [
        ((1.1, 9.0), "up", "supported"),
        ((1.1, 9.0), "any", "supported"),
        ((0.1, 0.9), "up", "contradicted"),
        ((0.7, 1.4), "up", "no_larger_than"),
        ((0.5, 3.0), "down", "undecided"),
        ((0.0, np.inf), "up", "undecided"),
        ((np.nan, np.nan), "up", "not_measured"),
    ],
)
def test_a_verdict_follows_from_the_interval_alone(interval, expected, said):
    assert verdict(*interval, expected) == said


@pytest.mark.parametrize(
    ("p_adjusted", "alpha", "said"),
    [
        (None, 0.05, "supported"),
        (0.05, 0.05, "supported"),
        (np.nextafter(0.05, 1.0), 0.05, "undecided"),
        (0.099, 0.05, "undecided"),
        (0.099, 0.10, "supported"),
    ],
)
def test_a_direction_must_stand_after_correction(p_adjusted, alpha, said):
    assert verdict(1.1, 9.0, "up", p_adjusted=p_adjusted, alpha=alpha) == said


def test_a_small_and_certain_difference_that_correction_takes_back_is_still_small():
    assert verdict(1.01, 1.3, "up", p_adjusted=0.2) == "no_larger_than"
    assert verdict(1.01, 1.3, "up", p_adjusted=0.01) == "supported"


@pytest.mark.parametrize("per", [0.1, 1.0, 50.0])
def test_no_larger_than_does_not_depend_on_the_unit_of_a_number(per):
    low, high, two_sd = -0.02, 0.03, 12.0  # log odds per unit; two standard deviations
    for stretch, said in ((1.0, "no_larger_than"), (2.0, "undecided")):
        ends = [float(np.exp(end * per * stretch)) for end in (low, high)]
        assert verdict(*ends, "any", two_sd=two_sd / per) == said
