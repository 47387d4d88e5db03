"""Which tables are made."""

import pytest

from thuiszitters.plan import LANGUAGES
from thuiszitters.tables.incomplete import incomplete_table
from thuiszitters.tables.make import TABLE_NAMES, make_tables


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_is_made_for_every_case(numbers, language):
    tables = make_tables(numbers, language)
    assert tuple(tables)[: len(TABLE_NAMES)] == TABLE_NAMES
    expected = {*TABLE_NAMES, *numbers.more} - {"calibration", "combinations", "missing_patterns"}
    if numbers.study.words.findings:
        expected.add("replication")
    if "definition_estimates" in expected:  # they stand in the table of the definitions
        expected = (expected - {"definition_estimates"}) | {"definition_overlap"}
    if "absences" in expected:
        expected = (expected - {"absences"}) | {"absence_spells", "absence_pupils"}
    if incomplete_table(numbers, language) is not None:  # somebody has a missing value
        expected.add("incomplete")
    assert set(tables) == expected
    for table in tables.values():
        for row in table.rows:
            assert len(row.cells) == len(table.columns)
