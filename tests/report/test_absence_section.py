"""The section on absence."""

import pytest

from thuiszitters.report.absence_section import absence_section
from thuiszitters.tables.make import make_tables


@pytest.mark.parametrize("language", ["nl", "en"])
def test_tables_stand_below_the_sentences_and_without_spells_one_sentence_is_all(
    released, language
):
    numbers = released["line"]
    section = absence_section(numbers, make_tables(numbers, language), {}, language)
    names = [block.table.name for block in section.blocks if hasattr(block, "table")]
    assert names == ["absence_spells", "absence_pupils", "returns"]
    assert not hasattr(section.blocks[0], "table")
    (only,) = absence_section(released["quine"], {}, {}, language).blocks
    assert only.text
