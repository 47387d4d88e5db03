"""Drawing a level: by its weight, among those allowed."""

import numpy as np
import pytest

from thuiszitters.logit.drawing_levels import choose, learn_levels, level_odds


def test_a_level_is_drawn_as_often_as_its_weight_says():
    weights = np.tile([1.0, 3.0, 6.0], (20_000, 1))
    drawn = choose(weights, np.ones_like(weights, dtype=bool), np.random.default_rng(2))
    shares = np.bincount(drawn, minlength=3) / len(drawn)
    # Four standard errors of a share of one half in 20,000 draws.
    assert shares == pytest.approx([0.1, 0.3, 0.6], abs=4 * 0.5 / 20_000**0.5)


def test_what_is_not_allowed_is_never_drawn_and_without_a_weight_each_is_alike():
    weights = np.tile([5.0, 0.0, 0.0], (4_000, 1))
    allowed = np.tile([False, True, True], (4_000, 1))
    drawn = choose(weights, allowed, np.random.default_rng(2))
    assert set(drawn) == {1, 2}
    assert abs((drawn == 1).mean() - 0.5) < 4 * 0.5 / 4_000**0.5


def test_odds_of_levels_have_1_for_the_most_common_and_0_for_one_that_nobody_has():
    rng = np.random.default_rng(3)
    codes = np.array([0, 1, 1, 1, 3, 0])
    x = np.ones((6, 1))
    odds = level_odds(learn_levels(codes, np.ones(6), x), np.ones((2, 1)), 4, rng)
    assert odds.shape == (2, 4)
    assert (odds[:, 1] == 1).all()
    assert (odds[:, 2] == 0).all()
    assert (odds[:, [0, 3]] > 0).all()
