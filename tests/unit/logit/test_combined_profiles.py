"""Profiles combined over imputations."""

import numpy as np
import pytest
from scipy.stats import norm

from thuiszitters.logit import fit_design
from thuiszitters.logit.combined_profiles import average_share, combined_interval, combined_p
from thuiszitters.logit.estimation import Estimation
from thuiszitters.models.coding import design_from_patterns


@pytest.fixture(scope="module")
def likelihoods():
    """Two penalised fits of one predictor, of slightly different pupils."""
    import pandas as pd

    from thuiszitters.plan import PredictorSpec, text

    spec = PredictorSpec("late", text("Late"), "binary", ("no", "yes"))
    made = []
    for n_late in (12, 14):
        counts = [60, 20, 30, n_late]
        table = pd.DataFrame(
            {"late": ["no", "no", "yes", "yes"], "outcome": [0, 1, 0, 1], "n_pupils": counts}
        ).astype({"outcome": "int8", "late": "str"})
        made.append(fit_design(design_from_patterns(table, [spec]), Estimation("firth")).likelihood)
    return made


def test_at_the_ends_the_average_share_is_that_of_the_level(likelihoods):
    low, high = combined_interval(likelihoods, [1, 1], level=0.9)
    assert average_share(likelihoods, [1, 1], low) == pytest.approx(0.05, abs=1e-8)
    assert average_share(likelihoods, [1, 1], high) == pytest.approx(0.95, abs=1e-8)


def test_the_same_profile_twice_has_its_own_ends_and_p_value(likelihoods):
    one = likelihoods[0]
    assert combined_interval([one, one], [1, 1]) == pytest.approx(one.interval(1, 0.95), abs=1e-7)
    share = one.tail_share(1, 0.0)
    assert combined_p([one, one], [1, 1]) == pytest.approx(2 * min(share, 1 - share))


def test_p_values_lie_between_those_of_the_two(likelihoods):
    single = [combined_p([one], [1]) for one in likelihoods]
    both = combined_p(likelihoods, [1, 1])
    assert both == pytest.approx(np.mean(single))


class Followed:
    """A profile that lies elsewhere than where it is followed to from the estimate."""

    def __init__(self, centre, followed):
        self.centre, self.followed = centre, followed

    def interval(self, _, level, *, everywhere=True):
        centre = self.centre if everywhere else self.followed
        half = norm.ppf((1 + level) / 2)
        return centre - half, centre + half

    def tail_share(self, _, value, *, everywhere=True):
        return norm.cdf(value - (self.centre if everywhere else self.followed))


def test_ends_are_those_of_the_highest_maxima_where_a_profile_that_is_followed_is_lower():
    fits = [Followed(0.0, 0.0), Followed(0.5, 0.2)]
    low, high = combined_interval(fits, [0, 0])
    assert np.mean(norm.cdf([low, low - 0.5])) == pytest.approx(0.025, abs=1e-9)
    assert np.mean(norm.cdf([high, high - 0.5])) == pytest.approx(0.975, abs=1e-9)
