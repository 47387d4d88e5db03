"""Reports are put together."""

import pytest
from tests.report.words_of_reports import without_model_counts, words

from thuiszitters.language import say
from thuiszitters.plan import LANGUAGES
from thuiszitters.report.document import AUDIENCES, TableBlock
from thuiszitters.report.write import make_document


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_model_without_released_counts_or_method_can_be_reported(released, audience, language):
    numbers = without_model_counts(released["line"])
    document = make_document(numbers, {}, language, audience)
    text = " ".join(words(block) for section in document.sections for block in section.blocks)
    word = say("cell.suppressed", language)
    assert f"{word} {say('word.pupils', language)}" not in text
    assert (
        audience != "research"
        or say("table.odds_ratios.model_suppressed", language, label="") in text
    )


def test_what_tables_have_in_common_is_said_at_the_first_of_them(released):
    document = make_document(released["line"], {}, "en", "research")
    tables = [
        block
        for part in document.sections
        for block in part.blocks
        if isinstance(block, TableBlock)
    ]
    said = [note.text for block in tables for note in block.table.notes if not note.standing]
    assert sum(text.startswith("Missing values were imputed") for text in said) == 1
    first = next(
        block.number
        for block in tables
        if any(note.text.startswith("Missing values were imputed") for note in block.table.notes)
    )
    assert f"Pooled over the imputations (see {first})." in said
