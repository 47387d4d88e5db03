"""What is counted in a released table."""

import pandas as pd
import pytest

from thuiszitters.release.review.parts import counted_columns, smallest_count
from thuiszitters.results.catalogue import TABLES


def test_the_smallest_count_may_follow_from_two_others():
    table = pd.DataFrame({"n_pupils": [40, 12], "n_events": [25, 12]})
    assert smallest_count("characteristics", table) == 0
    assert smallest_count("learners", pd.DataFrame({"auc": [0.7]})) is None


@pytest.mark.parametrize("name", TABLES)
def test_every_released_column_that_counts_is_looked_at(name):
    """By its declaration: a table that is declared later is looked at as well."""
    counted = counted_columns(name)
    named = {one.name for one in TABLES[name].released if one.name in ("n_pupils", "n_events")}
    assert named <= set(counted)
    for column in counted:
        table = pd.DataFrame({column: [25.0, 7.0, float("nan")]})
        assert smallest_count(name, table) == 7


def test_tables_of_absence_and_return_are_among_them():
    assert {"n", "n_part", "n_long"} <= set(counted_columns("absences"))
    assert {"n_at_risk", "n_returned"} <= set(counted_columns("returns"))
