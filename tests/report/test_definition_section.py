"""The section on definitions of the outcome."""

import pytest

from thuiszitters.report.definition_section import definition_section
from thuiszitters.tables.make import make_tables


@pytest.mark.parametrize("language", ["nl", "en"])
def test_pupils_and_overlap_stand_side_by_side_where_there_are_definitions(released, language):
    numbers = released["line"]
    section = definition_section(numbers, make_tables(numbers, language), {}, language)
    names = [block.table.name for block in section.blocks if hasattr(block, "table")]
    assert names == ["definitions", "definition_overlap"]
    (only,) = definition_section(released["quine"], {}, {}, language).blocks
    assert only.text
