import math

import pytest

from thuiszitters.results.standardised import standardised


def test_two_shares_by_hand():
    """0.6 against 0.2: variances 0.24 and 0.16, mean 0.2."""
    assert standardised(0.6 - 0.2, 0.24 + 0.16) == pytest.approx(0.4 / math.sqrt(0.2))


def test_the_sign_is_that_of_the_difference():
    assert standardised(-1.0, 2.0) == -standardised(1.0, 2.0) == -1.0


def test_where_nothing_varies_there_is_no_difference_to_tell():
    assert math.isnan(standardised(1.0, 0.0))
