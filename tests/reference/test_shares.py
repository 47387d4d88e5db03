"""The interval of a share beside R."""

import numpy as np
import pytest
from tests.reference.returns_of_r import EXPECTED, TOLERANCE

from thuiszitters.logit.shares import wilson_interval


@pytest.mark.parametrize("case", EXPECTED["wilson"], ids=lambda case: f"{case['part']}")
@pytest.mark.parametrize("level", [0.95, 0.99])
def test_the_interval_of_a_share_is_that_of_r(case, level):
    part, whole = (np.array([case[key]], dtype="float64") for key in ("part", "whole"))
    found = np.concatenate(wilson_interval(part, whole, level=level))
    theirs = case[f"level_{100 * level:.0f}"]
    np.testing.assert_allclose(found, theirs, rtol=1e-9, atol=TOLERANCE)
