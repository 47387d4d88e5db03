"""How imputed numbers compare with known ones."""

import numpy as np
import pytest

from thuiszitters.logit.imputed_numbers import Comparison, NumberCheck, over_imputations


@pytest.mark.parametrize(
    ("gap", "shift", "spread", "verdict"),
    [
        (0.1, 0.0, 1.0, "good"),
        (0.3, 0.0, 1.0, "far"),
        (0.1, -0.3, 1.0, "differs"),
        (0.1, 0.0, 1.5, "differs"),
        (0.1, 0.0, 0.6, "differs"),
        (0.1, np.nan, np.nan, "few"),
    ],
)
def test_a_verdict_names_the_first_thing_that_is_wrong(gap, shift, spread, verdict):
    assert NumberCheck("age", 50, gap, shift, spread).verdict == verdict


def test_spreads_are_averaged_as_variances_and_few_pupils_are_not_judged():
    many = [[Comparison("age", 30, 0.1, 0.2, spread)] for spread in (1.0, 7.0)]
    (found,) = over_imputations(many)
    assert (found.gap, found.shift, found.spread) == pytest.approx((0.1, 0.2, 5.0))
    few = [[Comparison("age", 19, 0.1, 0.2, 1.0)]]
    (found,) = over_imputations(few)
    assert found.verdict == "few"
