"""A text stands in both languages."""

import pytest

from thuiszitters.base.text import LANGUAGES, Text, text


def test_each_language_has_its_own_words():
    assert [Text(nl="ja", en="yes").in_language(one) for one in LANGUAGES] == ["ja", "yes"]


def test_one_word_serves_both_and_a_number_is_written():
    assert text("A101") == Text(nl="A101", en="A101")
    assert text({"nl": 1, "en": "one"}) == Text(nl="1", en="one")


def test_half_a_text_is_none():
    with pytest.raises(KeyError):
        text({"nl": "ja"})
