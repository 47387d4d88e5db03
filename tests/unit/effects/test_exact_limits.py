"""Limits of a risk where every pupil has the same outcome."""

import numpy as np
import pytest
from scipy.stats import beta

from thuiszitters.effects.exact_limits import ExactReach, Observed
from thuiszitters.effects.quantity import Quantity


@pytest.mark.parametrize("n_pupils", [1, 6, 40])
@pytest.mark.parametrize("level", [0.9, 0.95])
def test_they_are_clopper_and_pearsons(n_pupils, level):
    none = Observed(Quantity(-4.0, 1.0), n_pupils, 0).limits(level)
    all_of_them = Observed(Quantity(4.0, 1.0), n_pupils, n_pupils).limits(level)
    assert none[1] == pytest.approx(beta.ppf((1 + level) / 2, 1, n_pupils))
    assert all_of_them[0] == pytest.approx(beta.ppf((1 - level) / 2, n_pupils, 1))


def test_the_other_side_and_other_levels_keep_the_interval_of_the_model():
    logit = Quantity(-1.0, 0.5)
    low, high = (1 / (1 + np.exp(-end)) for end in logit.interval(0.95))
    assert Observed(logit, 30, 8).limits(0.95) == pytest.approx((low, high))
    assert Observed(logit, 30, 0).limits(0.95)[0] == pytest.approx(low)


def test_a_difference_reaches_further_on_the_side_where_nothing_was_observed():
    some, none = Observed(Quantity(-1.0, 0.5), 30, 8), Observed(Quantity(-4.0, 1.0), 6, 0)
    assert (ExactReach(none, some).upwards, ExactReach(none, some).downwards) == (True, False)
    assert (ExactReach(some, none).upwards, ExactReach(some, none).downwards) == (False, True)
    assert not ExactReach(some, some).upwards
