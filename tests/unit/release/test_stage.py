"""No small count leaves, and none can be worked out from what does."""

import pytest
from tests.unit.release.made_tables import OPEN

from thuiszitters.release import release_results


@pytest.mark.thorough
def test_open_changes_no_number(tables):
    released = release_results(tables, OPEN)
    for name, table in tables.items():
        for column in table.columns.intersection(released.tables[name].columns):
            expected, found = table[column].dropna(), released.tables[name][column].dropna()
            assert found.tolist() == expected.tolist(), (name, column)
    assert released.record["suppressed_counts"] == []
