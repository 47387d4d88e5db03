"""The axis of odds ratios."""

import numpy as np
import pytest

from thuiszitters.figures.scale import log_scale


def test_equal_ratios_are_equally_far_apart():
    scale = log_scale([0.5, 2.0], [0.25, 4.0], left=1.0, width=3.0)
    one, two, four = (scale.at(ratio) for ratio in (1.0, 2.0, 4.0))
    assert four - two == pytest.approx(two - one)
    assert scale.at(scale.low) == pytest.approx(1.0)
    assert scale.at(scale.high) == pytest.approx(4.0)


@pytest.mark.parametrize("seed", range(20))
def test_ticks_are_few_lie_on_the_axis_and_hold_1(seed):
    rng = np.random.default_rng(seed)
    points = rng.lognormal(0, rng.uniform(0.1, 2.5), 8)
    scale = log_scale(points, [*points / 3, *points * 3], 0.0, 1.0)
    ticks = scale.ticks()
    assert 1.0 in ticks
    assert 1 <= len(ticks) <= 6
    assert all(scale.low <= tick <= scale.high for tick in ticks)


def test_ends_without_a_number_do_not_stretch_the_axis():
    plain = log_scale([1.2], [0.8, 1.9], 0.0, 1.0)
    assert log_scale([1.2, np.inf], [0.8, 1.9, np.nan], 0.0, 1.0) == plain


def test_the_axis_holds_every_estimate_it_can():
    scale = log_scale([0.3, 2.0, 40.0], [0.01, 400.0, float("nan"), float("inf")], 0, 1)
    assert scale.low < 0.3
    assert scale.high > 40
    assert 1.0 in scale.ticks()
    assert scale.at(float("inf")) == 1
    assert scale.at(0.0) == 0
