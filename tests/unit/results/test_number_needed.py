"""Numbers needed: Altman's printed examples."""

import numpy as np
import pytest

from thuiszitters.results.number_needed import number_needed


@pytest.mark.parametrize(
    ("difference", "printed", "through"),
    [
        # Altman (1998), BMJ 317: 1309: 10% (-5% to 25%) is NNTB 10, NNTH 20 to NNTB 4.
        ((0.10, -0.05, 0.25), (10.0, -20.0, 4.0), True),
        ((0.10, 0.05, 0.15), (10.0, 20.0, 6.667), False),
        ((-0.10, -0.25, -0.05), (-10.0, -4.0, -20.0), False),
    ],
)
def test_reciprocals_of_the_difference_and_its_ends(difference, printed, through):
    found = number_needed(*difference)
    np.testing.assert_allclose((found.estimate, found.low, found.high), printed, rtol=1e-3)
    assert found.through_infinity is through


def test_no_difference_needs_infinitely_many():
    found = number_needed(0.0, 0.0, 0.1)
    assert found.estimate == np.inf
    assert found.through_infinity
