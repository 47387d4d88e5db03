"""What is counted in a released table."""

import pandas as pd

from thuiszitters.release.review.parts import smallest_count


def test_the_smallest_count_may_follow_from_two_others():
    table = pd.DataFrame({"n_pupils": [40, 12], "n_events": [25, 12]})
    assert smallest_count(table) == 0
    assert smallest_count(pd.DataFrame({"auc": [0.7]})) is None
