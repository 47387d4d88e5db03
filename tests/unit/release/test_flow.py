"""Small steps of the flow are not found by subtraction."""

import pandas as pd
import pytest
from tests.unit.release.made_tables import RULE_OF_10

from thuiszitters.release.flow import suppress_steps


@pytest.mark.parametrize(
    ("excluded", "hidden"),
    [([0, 20, 30], []), ([0, 3, 30], [1, 2]), ([0, 3, 12, 40], [1, 2])],
)
def test_small_steps_of_the_flow_are_suppressed_with_a_second_one(excluded, hidden):
    flow = pd.DataFrame({"step": range(len(excluded)), "reason": "x", "n_excluded": excluded})
    flow["n_remaining"] = 400 - flow["n_excluded"].cumsum()
    shown = suppress_steps(flow, RULE_OF_10)
    assert shown.index[shown["n_excluded"].isna()].tolist() == hidden


def test_a_single_small_step_takes_the_number_read_with_it():
    flow = pd.DataFrame(
        {"step": [0, 1], "reason": "x", "n_excluded": [0, 3], "n_remaining": [320, 317]}
    )
    shown = suppress_steps(flow, RULE_OF_10)
    assert shown["n_remaining"].isna().tolist() == [True, False]
