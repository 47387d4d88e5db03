"""Pupils with a missing value beside the others."""

import numpy as np
import pytest

from thuiszitters.tables.incomplete import incomplete_table


@pytest.mark.parametrize("name", ["altra_demo", "suppressed"])
def test_complete_pupils_and_the_others_add_up_to_the_released_counts(released, name):
    numbers = released[name]
    table = incomplete_table(numbers, "en")
    if table is None:  # nobody has a missing value, or the total is suppressed
        assert name == "suppressed"
        return
    everyone = numbers.characteristics.iloc[0]
    told = table.rows[0].cells
    assert told[1].values[0] + told[2].values[0] == everyone["n_events"]
    first, second = told[1].values[1], told[2].values[1]
    spread = np.sqrt((first * (1 - first) + second * (1 - second)) / 2)
    np.testing.assert_allclose(told[3].values[0], (first - second) / spread)
    for row in table.rows:
        for cell in row.cells[1:3]:
            assert cell.state == "suppressed" or not cell.values or cell.values[0] >= 0
