"""Bias-corrected and accelerated intervals, where they reduce to something simpler."""

import numpy as np
import pytest
from scipy.special import ndtri

from thuiszitters.effects.bootstrap import bca_interval

#: 1999 replicates at the quantiles of a normal distribution.
NORMAL = ndtri(np.arange(1, 2000) / 2000)
EVEN = (np.array([-1.0, 1.0]), np.array([5.0, 5.0]))


def test_without_bias_and_skewness_the_ends_are_the_percentiles():
    found = bca_interval(1e-12, NORMAL, *EVEN)
    assert found == pytest.approx((ndtri(0.025), ndtri(0.975)), abs=5e-3)


def test_replicates_that_lie_too_high_move_both_ends_down():
    plain, moved = bca_interval(1e-12, NORMAL, *EVEN), bca_interval(-0.3, NORMAL, *EVEN)
    assert moved[0] < plain[0]
    assert moved[1] < plain[1]


def test_a_long_tail_of_influence_moves_the_ends_to_its_side():
    skewed = (np.array([-1.0, 4.0]), np.array([8.0, 2.0]))
    plain, moved = bca_interval(1e-12, NORMAL, *EVEN), bca_interval(1e-12, NORMAL, *skewed)
    assert moved[0] > plain[0]
    assert moved[1] > plain[1]


def test_replicates_on_one_side_give_no_interval_and_those_without_a_number_do_not_count():
    assert np.isnan(bca_interval(9.0, NORMAL, *EVEN)).all()
    with_gaps = np.append(NORMAL, [np.nan, np.inf, np.nan])
    assert bca_interval(1e-12, with_gaps, *EVEN) == bca_interval(1e-12, NORMAL, *EVEN)
