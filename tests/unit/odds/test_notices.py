"""Sentences to who gave the command, in both languages."""

import string

import pytest

from thuiszitters.base.text import LANGUAGES
from thuiszitters.odds.notices import COUNTED, FOR_READERS, SENTENCES, notice


def names(template):
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("key", SENTENCES)
def test_every_sentence_takes_the_same_values_in_both_languages(key):
    template = SENTENCES[key]
    assert names(template.nl) == names(template.en)
    made = notice(key, **dict.fromkeys(names(template.nl), 2))
    assert all("{" not in made.said(language) for language in LANGUAGES)


@pytest.mark.parametrize("thing", COUNTED)
def test_one_thing_is_one_and_two_are_several(thing):
    for language in LANGUAGES:
        one, more = COUNTED[thing][language]
        assert one != more


def test_what_readers_need_is_a_sentence():
    assert set(FOR_READERS) <= set(SENTENCES)
    assert notice("without_outcome", column="y", rows=2).for_readers
