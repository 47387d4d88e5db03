"""What pupils with the outcome did or were, as part of a sentence."""

import pytest

from thuiszitters.language.answer.phrase import Phrase


@pytest.mark.parametrize(
    ("phrase", "whole", "clause", "often"),
    [
        (Phrase("zaten", "thuis", "nl"), "zaten thuis", "thuis zaten", "zaten vaker thuis"),
        (Phrase("were", "absent", "en"), "were absent", "were absent", "were vaker absent"),
        (Phrase("missed", "school", "en"), "missed school", "missed school", "vaker missed school"),
        (Phrase("verzuimden", "", "nl"), "verzuimden", "verzuimden", "verzuimden vaker"),
    ],
)
def test_the_verb_stands_where_the_language_puts_it(phrase, whole, clause, often):
    assert (phrase.whole, phrase.clause, phrase.often("vaker")) == (whole, clause, often)
